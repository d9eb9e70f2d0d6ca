"""Collects what a table is compiled from: the cards in play, and every rule in order with the frame it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wargame.content.model.brought_cards import iter_follows
from wargame.content.model.deck import Card, Deck, Frame
from wargame.content.model.follows import LATER
from wargame.content.model.mechanics import UpkeepRule
from wargame.content.model.notation import Effects
from wargame.content.model.scenario import Scenario
from wargame.light_dataclass import dataclass
from wargame.rules.model import RuleKind
from wargame.rules.text.rule_text import join_title


class RuleSource(NamedTuple):
    """What a rule is made of; the names are those of `Rule`.

    ``action`` is the index of the action in the scenario (-1: it is none). ``after`` are the rules of actions one of
    which must have succeeded in ``zone``; ``neighbour`` is the linked zone that the rule is for, where of all linked
    zones, its ``rivals``, the number ``highest`` is that.
    """

    name: str
    title: str
    kind: RuleKind
    frame: Frame
    short: str = ""
    owner: int = -1
    zone: str = ""
    action: int = -1
    seen: frozenset[str] | None = None
    quiet: bool = False
    after: tuple[int, ...] = ()
    neighbour: str = ""
    rivals: tuple[str, ...] = ()
    highest: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """A scenario at one length, the cards in play, and the sources of all rules.

    ``staged`` says whether the facilitator goes through the reveal plan by plan. ``cards``, ``entries`` and ``reserve``
    are as in a table. ``rules`` are in the order of the table's rules: actions, cards with their options, deals,
    upkeep. The other fields hold indices of rules, as the fields of a table with these names do.
    ``brought`` are the cards that something brings at once or as the next one. ``follows``: several cards may come in
    one turn.
    """

    scenario: Scenario
    length: str
    paced: bool
    staged: bool
    cards: tuple[Card, ...]
    entries: tuple[int, ...]
    reserve: int
    rules: tuple[RuleSource, ...]
    actions: tuple[tuple[int, ...], ...]
    card_rules: tuple[tuple[int, ...], ...]
    option_rules: tuple[tuple[int, ...], ...]
    form_rules: tuple[tuple[int, int, int], ...]
    upkeep: tuple[int, ...]
    brought: tuple[int, ...]
    follows: bool

    @property
    def turns(self) -> int:
        """The number of turns of the length. Raises `KeyError` for a length that the scenario does not have."""
        return self.scenario.lengths[self.length].turns

    @property
    def action_of(self) -> tuple[int, ...]:
        """The index of the action of each rule that is one; these rules come first."""
        return tuple(source.action for source in self.rules if source.action >= 0)

    @property
    def upkeep_of(self) -> dict[int, int]:
        """The index in the scenario of each rule of upkeep; several can be made of one."""
        ids = {f"upkeep.{rule.id}": i for i, rule in enumerate(self.scenario.upkeep)}
        return {at: ids[self.rules[at].name.partition("@")[0]] for at in self.upkeep}

    @property
    def lasting(self) -> tuple[int, ...]:
        """The rules that last, in the order of their columns: actions, upkeep, cards."""
        planned = len(self.action_of)
        others = (at for at in range(planned, len(self.rules)) if at not in self.upkeep)
        return tuple(at for at in (*range(planned), *self.upkeep, *others) if self.rules[at].frame.lasts)

    def iter_frames(self) -> Iterator[Frame]:
        """Yield every frame of the scenario and the cards, also of an action that can choose no zone."""
        yield from self.scenario.actions
        yield from self.scenario.upkeep
        for card in self.cards:
            yield from card.also
            if card.response is not None:
                yield from card.response.options


class _Collection:
    """Collects sources of rules; ``add`` returns the index that the rule will have."""

    def __init__(self) -> None:
        self.rules: list[RuleSource] = []

    def add(self, source: RuleSource) -> int:
        self.rules.append(source)
        return len(self.rules) - 1


def collect_sources(scenario: Scenario, decks: Sequence[Deck], length: str, paced: bool, staged: bool) -> Sources:
    """Return what a table of a scenario at one length is made of, with a facilitator (``paced``) or without.

    A contingency deck is in play only with a facilitator. A reveal can be ``staged`` only with a facilitator, and where
    plans are made together.
    """
    drawn = [card for deck in decks if not deck.contingency for card in deck.cards]
    kept = [card for deck in decks if deck.contingency and paced for card in deck.cards]
    cards = (*drawn, *kept)
    into = _Collection()
    actions = _collect_actions(into, scenario)
    empty = Frame.model_construct()
    card_rules, option_rules = [], []
    for card in cards:
        card_rules.append(_collect_card(into, card, empty))
        option_rules.append(_collect_options(into, card, tuple(scenario.roles)))
    form_rules = _collect_deals(into, scenario, empty)
    brought = _list_brought(scenario, cards)
    upkeep = [into.add(source) for rule in scenario.upkeep for source in _iter_upkeep(scenario, rule, into.rules)]
    return Sources(
        scenario=scenario,
        length=length,
        paced=paced,
        staged=staged and paced and scenario.planning == "together",
        cards=cards,
        entries=tuple(i for i, card in enumerate(cards) for _ in range(card.copies)),
        reserve=sum(card.copies for card in drawn),
        rules=tuple(into.rules),
        actions=actions,
        card_rules=tuple(card_rules),
        option_rules=tuple(option_rules),
        form_rules=form_rules,
        upkeep=tuple(upkeep),
        brought=brought,
        follows=bool(brought) or any(map(_has_shared_turn, decks)) or any(card.hearing for card in cards),
    )


def _list_brought(scenario: Scenario, cards: Sequence[Card]) -> tuple[int, ...]:
    """Return the cards that rules of the scenario or of cards bring at once or as the next one."""
    names = {follow.card for follow in iter_follows(scenario, cards) if follow.at != LATER}
    return tuple(i for i, card in enumerate(cards) if card.id in names) if names else ()


def _has_shared_turn(deck: Deck) -> bool:
    """Return whether two cards of a deck are scheduled for the same turn.

    Cards of different decks could be before that was possible: recorded exercises hold them, with one card a turn.
    """
    turns = [card.turn for card in deck.cards if card.turn is not None]
    return len(turns) > len(set(turns))


def _collect_actions(into: _Collection, scenario: Scenario) -> tuple[tuple[int, ...], ...]:
    """Collect a rule for each action, or for each zone that it can choose; return them by role."""
    mine: dict[str, list[int]] = {role: [] for role in scenario.roles}
    owners = {role: at for at, role in enumerate(scenario.roles)}
    for i, action in enumerate(scenario.actions):
        for zone in _list_zones(scenario, i):
            source = RuleSource(
                name=f"{action.id}@{zone}" if zone else action.id,
                title=join_title(action.title, scenario.zones[zone].name) if zone else action.title,
                short=action.title,
                kind=RuleKind.ACTION,
                frame=action,
                owner=owners[action.role],
                zone=zone,
                action=i,
            )
            mine[action.role].append(into.add(source))
    return tuple(tuple(rules) for rules in mine.values())


def _iter_upkeep(scenario: Scenario, rule: UpkeepRule, rules: Sequence[RuleSource]) -> Iterator[RuleSource]:
    """Yield the rules that a rule of upkeep becomes.

    That is one; after actions, one for each zone where they can be done, or for each pair of such a zone and a linked
    one, of which a state of the row opens one at most.
    """
    name = f"upkeep.{rule.id}"
    bare = RuleSource(name, rule.title, RuleKind.UPKEEP, rule, quiet=True)
    if not rule.after:
        yield bare
        return
    wanted = {i for i, action in enumerate(scenario.actions) if action.id in rule.after}
    for zone in scenario.zones:
        after = tuple(at for at, source in enumerate(rules) if source.action in wanted and source.zone == zone)
        if not after:
            continue
        title = join_title(rule.title, scenario.zones[zone].name)
        there = bare._replace(name=f"{name}@{zone}", title=title, short=rule.title, zone=zone, after=after)
        if rule.neighbour is None:
            yield there
            continue
        linked = scenario.list_linked(zone)
        for neighbour in linked:
            name = f"{there.name}.{neighbour}"
            yield there._replace(name=name, neighbour=neighbour, rivals=linked, highest=rule.neighbour)


def _list_zones(scenario: Scenario, action: int) -> list[str]:
    """Return the zones that an action can choose; one empty id for an action that chooses none."""
    target = scenario.actions[action].target
    if target is None:
        return [""]
    return [z for z, zone in scenario.zones.items() if not target.kinds or zone.kind in target.kinds]


def _collect_card(into: _Collection, card: Card, empty: Frame) -> tuple[int, ...]:
    """Collect the rules of a card: its own effects, then each frame of ``also``."""
    name = f"card.{card.id}"
    frames = [(f"{name}.{k}", also) for k, also in enumerate(card.also)]
    if card.effects:
        frames.insert(0, (name, _copy_with_effects(empty, card.effects)))
    return tuple(into.add(RuleSource(name, card.title, RuleKind.CARD, frame)) for name, frame in frames)


def _collect_options(into: _Collection, card: Card, roles: Sequence[str]) -> tuple[int, ...]:
    """Collect the rules of the options of a card."""
    if card.response is None:
        return ()
    owner = roles.index(card.response.role)
    return tuple(
        into.add(
            RuleSource(
                name=f"card.{card.id}.{option.id}",
                title=join_title(card.title, option.title),
                short=option.title,
                kind=RuleKind.OPTION,
                frame=option,
                owner=owner,
            )
        )
        for option in card.response.options
    )


def _collect_deals(into: _Collection, scenario: Scenario, empty: Frame) -> tuple[tuple[int, int, int], ...]:
    """Collect the rules of each form of deal: when it is made, at each close, when it is broken."""
    out = []
    for form in scenario.deals:
        seen = frozenset(form.between) if form.secret else None
        made, each, broken = (
            into.add(
                RuleSource(
                    name=f"deal.{form.id}.{part}",
                    title=form.title,
                    kind=kind,
                    frame=_copy_with_effects(empty, effects),
                    seen=seen,
                )
            )
            for part, kind, effects in (
                ("now", RuleKind.DEAL_NOW, form.now),
                ("each", RuleKind.DEAL_EACH, form.each),
                ("broken", RuleKind.DEAL_BROKEN, form.broken),
            )
        )
        out.append((made, each, broken))
    return tuple(out)


def _copy_with_effects(empty: Frame, effects: Effects) -> Frame:
    """Return a frame with nothing but effects: a copy of the empty one, which is far faster than to construct one."""
    return empty.model_copy(update={"effects": effects})
