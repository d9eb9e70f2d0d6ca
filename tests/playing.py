"""What the tests play with: tables, picks that choose among legal offers, a game to script, and what must always hold.

A *pick* answers "a number below n". Given a seed it plays at random; given bytes it reads them off one by one and then
answers 0, so that hypothesis can shrink a failing exercise to the few choices that matter.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from hypothesis import settings

from tests.paths import DATA
from wargame.content.load.loader import load_content
from wargame.content.model.deck import Deck
from wargame.content.model.scenario import Scenario
from wargame.rules.chance import Chance, SeededChance
from wargame.rules.compiler.compile import compile_table
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.decide import Command, Outcome, decide, list_offers, list_waiting
from wargame.rules.explain import explain
from wargame.rules.model import FACILITATOR, OBSERVER, Table
from wargame.rules.offers import Offer, OfferGroup
from wargame.rules.refusal import Refusal
from wargame.rules.row import ENDING, PC, Row
from wargame.rules.steps.draw import CardPlace
from wargame.rules.text.event_text import format_told

SHIPPED = "impracticable-alliance"

Pick = Callable[[int], int]


def moderate(examples: int) -> settings:
    """Settings of a property: this number of examples in the daily profile, twenty times as many when it searches."""
    return settings(max_examples=examples * settings().max_examples // 100)


# Tables


@cache
def shipped(length: str = "standard", paced: bool = True, staged: bool = False, instead: bool = False) -> ContentTable:
    """The shipped exercise."""
    content = load_content(SHIPPED)
    return compile_table(content.scenario, content.decks, length, paced, staged, instead)


@cache
def tiny(length: str = "standard", paced: bool = True, staged: bool = False, instead: bool = False) -> ContentTable:
    """The tests' own small exercise, which has every kind of part once."""
    content = load_content(DATA / "tiny" / "scenarios" / "tiny.yaml")
    return compile_table(content.scenario, content.decks, length, paced, staged, instead)


@cache
def sleeve(length: str = "standard", paced: bool = True, staged: bool = False) -> ContentTable:
    """The small exercise with a contingency deck beside its own."""
    content = load_content(DATA / "tiny" / "scenarios" / "tiny.yaml", ["tiny-reserve", "tiny-deck"])
    return compile_table(content.scenario, content.decks, length, paced, staged)


@cache
def league(paced: bool = True, staged: bool = False) -> ContentTable:
    """The tests' exercise with members of a role."""
    content = load_content(DATA / "league" / "scenarios" / "league.yaml")
    return compile_table(content.scenario, content.decks, "short", paced, staged)


def inline(
    cards: Sequence[Mapping[str, Any]] = (),
    paced: bool = True,
    turns: int = 4,
    staged: bool = False,
    instead: bool = False,
    **parts: Any,
) -> ContentTable:
    """A scenario written in a test, in the notation of the files: ants and bees, and whatever ``parts`` say instead."""
    length = {"turns": turns, "minutes": 10, "about": "For a test."} | parts.pop("length", {})
    actions = [*parts.pop("actions", ()), hold("ants"), hold("bees")]
    endings = [*parts.pop("endings", ()), {"id": "autumn", "title": "Autumn", "text": "Leaves fall.", "last": True}]
    tracks = {"grain": track("Grain"), "honey": track("Honey", seen_by=["bees"])} | parts.pop("tracks", {})
    data = {
        "format": 1, "id": "meadow", "title": "The meadow", "summary": "A meadow.", "notice": "None.",
        "out_of_role": "Say your name.", "order": ["ants", "bees"], "lengths": {"only": length},
        "roles": {"ants": role("Ants", "a"), "bees": role("Bees", "b")}, "tracks": tracks,
        "kinds": {"field": "Field"}, "actions": actions, "endings": endings, "decks": ["weather"],
    }  # fmt: skip
    pile = [*(card(**spec) for spec in cards), card(id="never", turn=99)]
    deck = {"format": 1, "id": "weather", "title": "Weather", "about": "Cards.", "scenario": "meadow", "cards": pile}
    scenario, decks = Scenario.model_validate(data | parts), [Deck.model_validate(deck)]
    return compile_table(scenario, decks, "only", paced, staged, instead)


def track(name: str, start: int = 5, **more: Any) -> dict[str, Any]:
    return {"name": name, "about": "A number.", "start": start} | more


def role(name: str, key: str, *objectives: Mapping[str, Any]) -> dict[str, Any]:
    aims = list(objectives) or [{"id": f"live_{key}", "title": "Live", "text": "Live on."}]
    return {"name": name, "key": key, "public": "Insects.", "private": "Busy.", "objectives": aims}


def inline_secret_pact(**pact: Any) -> ContentTable:
    """Ants and bees may make a pact that the crows know nothing of; ``pact`` has more keys of its form."""
    secret = {"id": "pact", "title": "Pact", "text": "Terms.", "between": ["ants", "bees"], "secret": True}
    own = {"id": "own", "title": "Own", "text": "Terms.", "between": ["crows"], "stands": False}
    return inline(
        roles={name: role(name.capitalize(), name[0]) for name in ("ants", "bees", "crows")},
        order=["crows", "ants", "bees"],
        actions=[hold("crows")],
        deals=[secret | pact, own],
    )


def hold(role: str) -> dict[str, Any]:
    return {"id": f"hold_{role}", "role": role, "title": f"Hold ({role})", "text": "Wait.", "repeat": True}


def action(id: str = "act", role: str = "ants", **frame: Any) -> dict[str, Any]:
    return {"id": id, "role": role, "title": id.replace("_", " ").capitalize(), "text": "Do it."} | frame


def card(id: str = "rain", **more: Any) -> dict[str, Any]:
    return {"id": id, "title": id.capitalize(), "text": "It happens."} | more


def option(id: str, **frame: Any) -> dict[str, Any]:
    return {"id": id, "title": id.capitalize()} | frame


# Picks


def by_seed(seed: int) -> Pick:
    """Random picks."""
    return random.Random(seed).randrange


def by_bytes(script: bytes) -> Pick:
    """The bytes in turn (two for a choice among more than 256), then always the first."""
    left = iter(script)

    def pick(n: int) -> int:
        got = next(left, 0)
        if n > 256:
            got = got * 256 + next(left, 0)
        return got % n

    return pick


def filled(offer: Offer, pick: Pick) -> dict[str, Any]:
    """The arguments of a command that takes an offer, each slot filled from its domain."""
    values: dict[str, Any] = {}
    for slot in offer.slots:
        if not slot.effects:
            values[slot.name] = slot.domain[pick(len(slot.domain))]
            continue
        names = list(slot.domain)
        count = slot.fewest + pick(min(slot.most, len(names)) - slot.fewest + 1)
        chosen = [names.pop(pick(len(names))) for _ in range(count)]
        values[slot.name] = {name: (1 + pick(min(slot.size, 3))) * (-1 if pick(2) else 1) for name in chosen}
    return offer.fill(**values)


def choose(table: Table, row: Row, pick: Pick, powers: bool = True) -> Command:
    """A legal command: of somebody whose choice is awaited, or now and then a power of the facilitator's."""
    waiting = list_waiting(table, row)
    use_power = powers and table.paced and pick(12) == 11
    who = FACILITATOR if use_power else waiting[pick(len(waiting))]
    open_now = list_offers(table, row, who)
    if not powers or who not in waiting or not use_power:
        open_now = [o for o in open_now if o.group is not OfferGroup.POWERS or use_power]
    verbs = list(dict.fromkeys(o.do for o in open_now))
    do = verbs[pick(len(verbs))]
    if do == "end" and pick(10):
        do = verbs[0]
    same = [o for o in open_now if o.do == do]
    offer = same[pick(len(same))]
    return Command(who, offer.do, filled(offer, pick))


class Step(NamedTuple):
    """One command of an exercise: the row it found, and what came of it."""

    before: Row
    command: Command
    outcome: Outcome


def play(table: Table, pick: Pick, chance: Chance, powers: bool = True, most: int = 3000) -> Iterator[Step]:
    """A whole exercise, command by command. Fails if a legal offer is refused, or if play does not end."""
    row = table.build_start_row()
    for _ in range(most):
        if row[ENDING]:
            return
        command = choose(table, row, pick, powers)
        outcome = decide(table, row, command, chance)
        assert isinstance(outcome, Outcome), f"{command} was on offer, and refused: {outcome}"
        yield Step(row, command, outcome)
        row = outcome.row
    raise AssertionError(f"no end after {most} commands")


def moment(table: Table, seed: int, steps: int, powers: bool = True) -> Row:
    """The row after so many random commands of an exercise (or the last row before its end)."""
    row = table.build_start_row()
    for step, _ in zip(play(table, by_seed(seed), SeededChance(seed, table.slots), powers), range(steps), strict=False):
        if step.outcome.row[ENDING]:
            break
        row = step.outcome.row
    return row


def bound(table: Table) -> int:
    """The most commands an exercise can take when nobody vetoes and no power is used."""
    roles = len(table.roles)
    pace, responses, deals, plans, hearing, estimates = 3, 1, 3 * roles, roles, roles * (roles + 2), roles
    stages = 3 * roles if table.staged else 0
    return 1 + table.turns * (pace + responses + deals + plans + hearing + stages + estimates)


# What always holds


def check_row(table: Table, row: Row) -> None:
    """A row is sound: numbers in range, every card in one place, play goes on or is over, and it can be saved."""
    assert json.loads(json.dumps(row)) == row
    assert all(isinstance(n, int) and not isinstance(n, bool) for n in row)
    for column, n in zip(table.columns, row, strict=True):
        assert column.low <= n <= column.high, f"{column.name} is {n}, outside {column.low} to {column.high}"
    check_cards(table, row)
    asked = list_waiting(table, row)
    over = table.to.over
    if row[ENDING]:
        assert row[PC] == over
        assert not asked, f"the exercise is over, yet {asked} are asked"
        assert not any(list_offers(table, row, who) for who in everybody(table))
        assert table.find_phase(row) == "over"
        return
    assert row[PC] != over
    assert asked, f"nobody is asked, and it is not over (step {row[PC]})"
    for who in everybody(table):
        mine = [o for o in list_offers(table, row, who) if o.group is not OfferGroup.POWERS]
        assert bool(mine) == (who in asked), f"{who} has {len(mine)} offers; asked: {asked}"


def check_cards(table: Table, row: Row) -> None:
    """Each card is in one place.

    The pile is a permutation with the drawn cards before its front; the next cards, and no others, are marked so; what
    is kept for the facilitator is in no pile, and is delivered or still kept.
    """
    count, first, status = table.reserve, table.at.pile, table.at.card
    pile, front = row[first : first + count], row[table.at.front]
    assert sorted(pile) == list(range(count))
    place = {entry: CardPlace(row[status + entry]) for entry in range(len(table.entries))}
    assert all((place[entry] in (CardPlace.RESERVE, CardPlace.DELIVERED)) for entry in place if entry >= count)
    assert CardPlace.RESERVE not in [place[entry] for entry in range(count)]
    for at, entry in enumerate(pile):
        in_pile = place[entry] in (CardPlace.UNDRAWN, CardPlace.DEFERRED)
        assert in_pile == (at >= front), f"card {entry} is {place[entry].name} at {at}, front {front}"
    fixed = [row[column] - 1 for column in (table.at.next, table.at.coming) if row[column]]
    assert sorted(fixed) == sorted(entry for entry in place if place[entry] == CardPlace.NEXT)
    current = row[table.at.current]
    assert not current or place[current - 1] == CardPlace.DELIVERED


def everybody(table: Table) -> tuple[str, ...]:
    return (*table.roles, FACILITATOR)


# A game to script


class Loaded:
    """Chance in a test's hands: a list of answers for each slot, then zeros (two ones on the dice, the first card)."""

    def __init__(self, **slots: Sequence[int]) -> None:
        self._answers = {name.replace("_", "/"): list(answers) for name, answers in slots.items()}
        self.asked: list[tuple[int, str, int]] = []

    def pick(self, turn: int, slot: str, n: int, of: int) -> int:
        self.asked.append((turn, slot, n))
        answers = self._answers.get(slot)
        return answers.pop(0) % of if answers else 0


def thrown(total: int) -> int:
    """A draw that stands for a throw of two dice with this total."""
    one = min(6, total - 1)
    return 6 * (one - 1) + total - one - 1


class Game:
    """One exercise played by a test: who does what, then what the numbers are and what is told."""

    def __init__(self, table: Table, chance: Chance | None = None, begin: bool = True) -> None:
        self.table, self.row, self.chance = table, table.build_start_row(), chance or Loaded()
        self.last = Outcome(self.row, ())
        self._before = self.row
        if begin:
            self.do(FACILITATOR, "begin")

    def __getitem__(self, name: str) -> int:
        return self.row[self.table.index[name]]

    def do(self, who: str, verb: str, **args: Any) -> Game:
        """A command that must be accepted; the row it leads to must be sound."""
        outcome = decide(self.table, self.row, Command(who, verb, args), self.chance)
        assert isinstance(outcome, Outcome), f"{who} {verb} {args}: {outcome}"
        self._before, self.row, self.last = self.row, outcome.row, outcome
        check_row(self.table, self.row)
        return self

    def refused(self, who: str, verb: str, **args: Any) -> Refusal:
        """A command that must be refused."""
        before = self.row[:]
        refusal = decide(self.table, self.row, Command(who, verb, args), self.chance)
        assert isinstance(refusal, Refusal), f"{who} {verb} {args} was accepted"
        assert self.row == before
        return refusal

    def offers(self, who: str) -> dict[str, Offer]:
        """Somebody's offers by name."""
        return {offer.name: offer for offer in list_offers(self.table, self.row, who)}

    def told(self, viewer: str = OBSERVER) -> list[str]:
        """What the last command came to, as a viewer reads it."""
        return [format_told(told) for told in explain(self.table, self._before, self.last.events, viewer)]

    @property
    def phase(self) -> str:
        return self.table.find_phase(self.row)

    @property
    def asked(self) -> tuple[str, ...]:
        return list_waiting(self.table, self.row)

    @property
    def ending(self) -> str:
        """The ending reached, or nothing."""
        return self.table.endings[self.row[ENDING] - 1][0].id if self.row[ENDING] else ""

    @property
    def card(self) -> str:
        """The card on the table, or nothing in a quiet turn."""
        return self._card(self.table.at.current)

    @property
    def announced(self) -> str:
        return self._card(self.table.at.next)

    def _card(self, column: int) -> str:
        entry = self.row[column]
        return self.table.cards[self.table.entries[entry - 1]].id if entry else ""

    def plan(self, **plans: str) -> Game:
        """Everybody still asked plans ``ACTION`` or ``ACTION@ZONE``, or else holds. Then the reveal."""
        for who in self.asked if self.phase == "plan" else ():
            what, _, zone = plans.get(who, f"hold_{who}").partition("@")
            self.do(who, "plan", action=what, **({"zone": zone} if zone else {}))
        return self.do(FACILITATOR, "reveal") if self.table.paced else self

    def turn(self, **plans: str) -> Game:
        """Plans, reveal, close, and on to the next turn's plans (nobody offers a deal)."""
        return self.plan(**plans).close().next()

    def close(self) -> Game:
        return self.do(FACILITATOR, "close")

    def next(self) -> Game:
        """On to the next turn, if there is one; deals are passed over."""
        if not self.row[ENDING]:
            self.do(FACILITATOR, "next")
        return self.passing()

    def passing(self) -> Game:
        """Nobody offers a deal."""
        while self.phase == "deal":
            self.do(self.asked[0], "pass")
        return self
