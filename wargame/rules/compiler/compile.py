"""Compiles a scenario and its decks into a table.

Names are resolved here and nowhere later. An action that chooses a zone becomes one rule for each zone that it can
name. The changes of one outcome to one number are summed here, so that a rule clamps each number once.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm

from wargame.content.model.deck import Card, Check, Deck, Frame
from wargame.content.model.notation import TARGET_WILL, Change, Condition, Effects, sum_changes
from wargame.content.model.scenario import Scenario
from wargame.rules.chance import CARD, CARD_ROLL, EXPOSURE, format_roll_slot
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.compiler.derived import build_term, derive
from wargame.rules.compiler.layout import build_layout, build_registers
from wargame.rules.compiler.members import add_consent, list_members
from wargame.rules.compiler.program import write_program
from wargame.rules.model import (
    NUMBER_KINDS,
    OBSERVER,
    OPEN,
    Changes,
    Column,
    CompiledBonus,
    Consent,
    Delta,
    Gate,
    Next,
    Objective,
    Rule,
    Term,
    Weight,
)
from wargame.rules.row import ENDING
from wargame.rules.state import build_next_values
from wargame.rules.text.rule_text import join_title
from wargame.rules.view import build_mask, list_hidden_columns


def compile_table(scenario: Scenario, decks: Sequence[Deck], length: str, paced: bool = True) -> ContentTable:
    """Return the table of a scenario at one length, with a facilitator (``paced``) or without.

    Raises `KeyError` for a length that the scenario does not have.
    """
    return _Compiler(scenario, decks, length, paced).build_table()


class _Compiler:
    def __init__(self, scenario: Scenario, decks: Sequence[Deck], length: str, paced: bool) -> None:
        self.scenario, self.length, self.paced = scenario, length, paced
        self.turns = scenario.lengths[length].turns
        drawn = [card for deck in decks if not deck.contingency for card in deck.cards]
        kept = [card for deck in decks if deck.contingency and paced for card in deck.cards]
        self.cards = (*drawn, *kept)
        self.entries = tuple(i for i, card in enumerate(self.cards) for _ in range(card.copies))
        self.reserve = sum(card.copies for card in drawn)
        self.roles = tuple(scenario.roles)
        plans = [(i, zone) for i, action in enumerate(scenario.actions) for zone in self._list_zones(i)]
        lasting = [
            self._format_rule_name(scenario.actions[i].id, zone) for i, zone in plans if scenario.actions[i].lasts
        ]
        lasting += [f"upkeep.{rule.id}" for rule in scenario.upkeep if rule.lasts]
        for card in self.cards:
            lasting += [f"card.{card.id}.{k}" for k, frame in enumerate(card.also) if frame.lasts]
            if card.response is not None:
                lasting += [f"card.{card.id}.{option.id}" for option in card.response.options if option.lasts]
        self._count = len(plans) + len(scenario.upkeep) + 3 * len(scenario.deals) + sum(
            bool(card.effects) + len(card.also) + (len(card.response.options) if card.response is not None else 0)
            for card in self.cards
        )  # fmt: skip
        self.layout = build_layout(
            scenario, scenario.lengths[length], self.cards, self.reserve, lasting, self._count, paced
        )
        self.at = build_registers(self.layout, scenario, self.reserve, paced)
        self.columns = tuple(self.layout.columns)
        self.derived = derive(scenario, self.columns, self.layout.index, self.turns)
        self.numbers = self._name_numbers()
        self.members = list_members(scenario, self.layout.index, self.build_gate)
        self.holder = {zone: member for member in self.members for zone in member.zones}
        self.consents: dict[int, Consent] = {}
        self.rules: list[Rule] = []
        self._empty_frame = Frame.model_construct()

    def build_table(self) -> ContentTable:
        actions, action_of = self._build_actions()
        card_rules, option_rules = self._build_cards()
        form_rules = self._build_deals()
        upkeep = tuple(
            self._add_rule(f"upkeep.{rule.id}", rule.title, "upkeep", -1, "", rule, quiet=True)
            for rule in self.scenario.upkeep
        )
        # the layout is made before the rules: columns that hold a rule are as wide as this count
        assert len(self.rules) == self._count, f"{self._count} rules were counted, {len(self.rules)} were built"
        unit, objectives = self._build_objectives()
        scenario = self.scenario
        gates = [self.build_gate(card.when) for card in self.cards]
        hidden = {role: list_hidden_columns(self.columns, role) for role in (*self.roles, OBSERVER)}
        slots = [CARD, "response", "deal", EXPOSURE, CARD_ROLL]
        slots += [f"plan/{role}" for role in self.roles]
        slots += [format_roll_slot(role) for role in self.roles]
        slots += [f"bot/{role}" for role in self.roles]
        bare = ContentTable(
            scenario=scenario,
            length=self.length,
            turns=self.turns,
            paced=self.paced,
            columns=self.columns,
            index=self.layout.index,
            at=self.at,
            derived=self.derived,
            numbers=self.numbers,
            roles=self.roles,
            order=tuple(self.roles.index(role) for role in scenario.order),
            rules=tuple(self.rules),
            rule_at={rule.name: i for i, rule in enumerate(self.rules)},
            actions=actions,
            action_of=action_of,
            holds=tuple(self._find_hold_rule(rules) for rules in actions),
            cards=self.cards,
            entries=self.entries,
            reserve=self.reserve,
            card_rules=card_rules,
            card_gates=tuple(gates),
            option_rules=option_rules,
            response_gates=tuple(
                self.build_gate(card.response.when) if card.response is not None else OPEN for card in self.cards
            ),
            forms=tuple(scenario.deals),
            form_rules=form_rules,
            form_gates=tuple((self.build_gate(form.when), self.build_gate(form.lapses)) for form in scenario.deals),
            upkeep=upkeep,
            endings=tuple((ending, self.build_gate(ending.when)) for ending in scenario.endings),
            truth=self.build_gate(scenario.question.true_when) if scenario.question is not None else None,
            objectives=objectives,
            unit=unit,
            slots={slot: i for i, slot in enumerate(slots)},
            simple=not self.paced and all(g == OPEN for g in gates) and not any(c.turn for c in self.cards),
            ticks=self.paced or any(rule.lasts for rule in self.rules) or any(f.stands for f in scenario.deals),
            hidden=hidden,
            masks={role: build_mask(columns) for role, columns in hidden.items()},
            members=self.members,
            consents=self.consents,
            rates=tuple(self.build_gate(rate.when) for rate in scenario.rates),
        )
        return write_program(bare)

    # Numbers

    def _name_numbers(self) -> dict[str, int]:
        content = {*NUMBER_KINDS, "deal"}
        named = {c.name: i for i, c in enumerate(self.columns) if c.kind in content} | {"turn": 1}
        return named | {d.name: len(self.columns) + i for i, d in enumerate(self.derived)}

    def _find_ref(self, name: str, zone: str) -> int:
        if name == TARGET_WILL:
            return self.holder[zone].will
        return self.numbers[name.replace("zones.target.", f"zones.{zone}.", 1) if zone else name]

    def build_gate(self, condition: Condition, zone: str = "", extra: Sequence[Term] = ()) -> Gate:
        """A condition as a gate, with ``zones.target`` and ``members.target`` resolved for a zone, and the ``extra``
        terms.
        """
        if not condition and not extra:
            return OPEN
        terms = [build_term(self._find_ref(name, zone), interval) for name, interval in condition.all.items()]
        either = (tuple(self.build_gate(part, zone) for part in condition.any),) if condition.any else ()
        return Gate((*terms, *extra), either)

    # Rules

    def _add_rule(
        self,
        name: str,
        title: str,
        kind: str,
        owner: int,
        zone: str,
        frame: Frame,
        extra: Sequence[Term] = (),
        ends: Sequence[tuple[int, Change]] = (),
        seen: frozenset[str] | None = None,
        quiet: bool = False,
        short: str = "",
    ) -> int:
        """Compile a frame as the next rule, and return its index; ``ends`` are other changes that come with either
        outcome, ``short`` is a shorter title.
        """
        own = list(ends)
        own += [
            (shown, Change("set", 1))
            for track in frame.reveal
            if (shown := self.columns[self.layout.index[track]].until) >= 0
        ]
        if frame.inject is not None:
            card = next(i for i, card in enumerate(self.cards) if card.id == frame.inject)
            own.append((self.at.queued, Change("set", self.entries.index(card) + 1)))
        if frame.end is not None:
            ending = next(i for i, ending in enumerate(self.scenario.endings) if ending.id == frame.end)
            own.append((ENDING, Change("set", ending + 1)))
        levels = len(frame.per[1]) + 1 if frame.per is not None else 1
        good = own
        if frame.lasts:
            good = [*own, (self.layout.index[f"lasts.{name}"], Change("set", frame.lasts - 1))]
        times = list(range(levels)) if frame.per is not None else [1]
        check = frame.check
        won, lost = frame.list_effects(succeeds=True), frame.list_effects(succeeds=False)
        rule = Rule(
            name=name,
            title=title,
            short=short or title,
            kind=kind,
            owner=owner,
            zone=zone,
            gate=self.build_gate(frame.when, zone, extra),
            cost=tuple((self.layout.index[track], n) for track, n in frame.cost.items()),
            target=check.target if check is not None else 0,
            bonuses=self._build_bonuses(check, zone),
            per=(self._find_ref(frame.per[0], zone), frame.per[1]) if frame.per is not None else None,
            success=tuple(self._build_changes(won, zone, good, n) for n in times),
            failure=tuple(self._build_changes(lost, zone, own, n) for n in times),
            said_success=self._build_deltas(won, zone),
            said_failure=self._build_deltas(lost, zone),
            lasts=frame.lasts or 0,
            seen=seen,
            quiet=quiet,
        )
        self.rules.append(rule)
        return len(self.rules) - 1

    def _build_frame(self, effects: Effects) -> Frame:
        """A frame with nothing but effects: a copy of the empty one, which is far faster than to construct one."""
        return self._empty_frame.model_copy(update={"effects": effects})

    def _build_bonuses(self, check: Check | None, zone: str) -> tuple[CompiledBonus, ...]:
        if check is None:
            return ()
        return tuple(CompiledBonus(self.build_gate(b.when, zone), b.add, b.because or "") for b in check.plus)

    def _sum_effects(self, parts: Sequence[Effects], zone: str) -> dict[int, Change]:
        """Return the changes of several effects, one for each column."""
        return sum_changes((self._find_ref(name, zone), change) for part in parts for name, change in part.items())

    def _build_changes(
        self, parts: Sequence[Effects], zone: str, own: Sequence[tuple[int, Change]], times: int
    ) -> Changes:
        effects = self._sum_effects(parts, zone).items() if times else ()
        summed = [(at, Change(c.op, c.n if c.op == "set" else c.n * times)) for at, c in effects]
        return tuple((at, self._build_next_values(self.columns[at], change)) for at, change in (*summed, *own))

    @staticmethod
    def _build_next_values(column: Column, change: Change) -> Next:
        return build_next_values(column.low, column.high, change.op == "set", change.n)

    def _build_deltas(self, parts: Sequence[Effects], zone: str) -> tuple[Delta, ...]:
        there = self.holder[zone].will if any(TARGET_WILL in effects for effects in parts) else -1
        return tuple(Delta(at, c.op == "set", c.n, at == there) for at, c in self._sum_effects(parts, zone).items())

    @staticmethod
    def _format_rule_name(action: str, zone: str) -> str:
        return f"{action}@{zone}" if zone else action

    def _list_zones(self, action: int) -> list[str]:
        target = self.scenario.actions[action].target
        if target is None:
            return [""]
        return [z for z, zone in self.scenario.zones.items() if not target.kinds or zone.kind in target.kinds]

    def _build_actions(self) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...]]:
        mine: dict[str, list[int]] = {role: [] for role in self.roles}
        action_of: list[int] = []
        for i, action in enumerate(self.scenario.actions):
            used = self.at.used[i]
            for zone in self._list_zones(i):
                extra = [
                    build_term(self.layout.index[f"zones.{zone}.{name}"], interval)
                    for name, interval in (action.target.numbers if action.target is not None else ())
                ]
                ends: list[tuple[int, Change]] = []
                if used >= 0:
                    extra.append(Term(used, 0, 0))
                    ends.append((used, Change("set", 1)))
                title = join_title(action.title, self.scenario.zones[zone].name) if zone else action.title
                name = self._format_rule_name(action.id, zone)
                owner = self.roles.index(action.role)
                at = self._add_rule(name, title, "action", owner, zone, action, extra, ends, short=action.title)
                self.rules[at], consent = add_consent(self.rules[at], i, self.members)
                if consent is not None:
                    self.consents[at] = consent
                mine[action.role].append(at)
                action_of.append(i)
        return tuple(tuple(mine[role]) for role in self.roles), tuple(action_of)

    def _find_hold_rule(self, rules: Sequence[int]) -> int:
        """The rule of a role that cannot pay: its first action that is free, certain, repeatable and without a zone; or
        -1.
        """
        scenario = self.scenario
        ids = {action.id: action for action in scenario.actions}
        for at in rules:
            rule = self.rules[at]
            action = ids.get(rule.name)
            if action is not None and action.repeat and not rule.cost and not rule.target and rule.gate == OPEN:
                return at
        return -1

    def _build_cards(self) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
        card_rules: list[tuple[int, ...]] = []
        option_rules: list[tuple[int, ...]] = []
        for card in self.cards:
            mine: list[int] = []
            if card.effects:
                frame = self._build_frame(card.effects)
                mine.append(self._add_rule(f"card.{card.id}", card.title, "card", -1, "", frame))
            for k, also in enumerate(card.also):
                mine.append(self._add_rule(f"card.{card.id}.{k}", card.title, "card", -1, "", also))
            card_rules.append(tuple(mine))
            option_rules.append(self._build_options(card))
        return tuple(card_rules), tuple(option_rules)

    def _build_options(self, card: Card) -> tuple[int, ...]:
        if card.response is None:
            return ()
        owner = self.roles.index(card.response.role)
        return tuple(
            self._add_rule(
                f"card.{card.id}.{o.id}", join_title(card.title, o.title), "option", owner, "", o, short=o.title
            )
            for o in card.response.options
        )

    def _build_deals(self) -> tuple[tuple[int, int, int], ...]:
        out: list[tuple[int, int, int]] = []
        for form in self.scenario.deals:
            seen = frozenset(form.between) if form.secret else None
            made, each, broken = (
                self._add_rule(f"deal.{form.id}.{part}", form.title, f"deal-{part}", -1, "",
                          self._build_frame(effects), seen=seen)
                for part, effects in (("now", form.now), ("each", form.each), ("broken", form.broken))
            )  # fmt: skip
            out.append((made, each, broken))
        return tuple(out)

    # Scores

    def _build_objectives(self) -> tuple[int, tuple[Objective, ...]]:
        listed = [(r, o) for r, role in enumerate(self.roles) for o in self.scenario.roles[role].objectives]
        fractions = [f for _, o in listed for f in (o.base, *o.points.values(), *(a.points for a in o.awards))]
        unit = lcm(*(f.denominator for f in fractions)) if fractions else 1
        out = [
            Objective(
                id=o.id,
                title=o.title,
                text=o.text,
                role=role,
                secret=o.secret,
                base=int(o.base * unit),
                weights=tuple(Weight(self.numbers[name], int(f * unit)) for name, f in o.points.items()),
                awards=tuple((self.build_gate(a.when), int(a.points * unit)) for a in o.awards),
                cap=o.max * unit if o.max is not None else -1,
            )
            for role, o in listed
        ]
        return unit, tuple(out)
