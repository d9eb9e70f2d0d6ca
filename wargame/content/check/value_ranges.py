"""Computes the range of values that each number of a scenario can take, by its rules and its cards.

Warnings that a condition never or always holds rest on these ranges. Ranges are rather too wide than too narrow: each
change is assumed to happen again and again, so that a value outside a range is impossible. Numbers that a facilitator
sets by hand are not considered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wargame.content.model.deck import Card, Deck, Frame
from wargame.content.model.keys import list_effect_items
from wargame.content.model.notation import (
    NEIGHBOUR_WILL,
    WILLS_THERE,
    ZONES_THERE,
    Change,
    Condition,
    Effects,
    Interval,
    Path,
)
from wargame.content.model.numbers import Derived
from wargame.content.model.scenario import Scenario
from wargame.content.model.types import ZoneFilter

SCENARIO = -1
"""The home of a part of the scenario; the home of a part of a deck is the index of the deck."""

AHEAD = 2
"""A card is chosen this many turns ahead, so that it can be announced; ``turn`` is lower by this number then."""


class Range(NamedTuple):
    """The least and the greatest value of a number."""

    low: int
    high: int

    def intersect(self, interval: Interval) -> Range | None:
        """Return the part of the range that lies in an interval, or None."""
        low = self.low if interval.low is None else max(self.low, interval.low)
        high = self.high if interval.high is None else min(self.high, interval.high)
        return Range(low, high) if low <= high else None

    def is_within(self, interval: Interval) -> bool:
        """Return whether all of the range lies in an interval."""
        return self.intersect(interval) == self

    def format_words(self) -> str:
        """Return the range as a message says it: *0 to 4*, or *always 0*."""
        return f"{self.low} to {self.high}" if self.low < self.high else f"always {self.low}"


class Happening(NamedTuple):
    """Something that may happen: its place, who causes it, its condition, and its changes by the key they stand under.

    ``zones`` are the zones that can be chosen; ``frame`` is the frame, or None for deals and for the effects of a card
    itself.
    """

    home: int
    path: Path
    who: tuple[str, ...]
    when: Condition
    changes: tuple[tuple[str, Effects], ...]
    zones: tuple[str, ...] = ()
    frame: Frame | None = None


@dataclass
class ValueRanges:
    """The ranges of all numbers of a scenario with these decks; ``coming`` are the ids of cards that may come.

    ``open``: other decks may change any number, so that each number can take any value within its limits.
    """

    scenario: Scenario
    decks: Sequence[Deck]
    open: bool = False
    coming: set[str] = field(default_factory=set)
    limits: dict[str, Range] = field(default_factory=dict)
    ranges: dict[str, Range] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._turns = max(length.turns for length in self.scenario.lengths.values())
        self._set_start_ranges()
        waiting = [*iter_happenings(self.scenario)]
        cards = [(i, j, card) for i, deck in enumerate(self.decks) for j, card in enumerate(deck.cards)]
        kept = {card.id for deck in self.decks if deck.contingency for card in deck.cards}
        injected: set[str] = set()
        self._compute_derived()
        while True:
            before = (dict(self.ranges), len(self.coming), len(injected))
            waiting = [
                one for one in waiting if not self._apply_happening(one, injected)
            ]  # applied once, it moves nothing more
            for form in self.scenario.deals:
                if form.stands and self.can_hold(form.when):
                    self.ranges[f"deals.{form.id}"] = Range(0, 1)
            for i, j, card in cards:
                if (
                    card.id in kept
                    or card.id in injected
                    or card.turn is not None
                    or (card.drawn and self.can_hold(card.when, drawing=True))
                ):
                    self.coming.add(card.id)
                    injected |= {follow.card for follow in card.hearing}
                    waiting += [
                        one for one in iter_card_happenings(i, j, card) if not self._apply_happening(one, injected)
                    ]
            cards = [one for one in cards if one[2].id not in self.coming]
            self._compute_derived()
            if before == (self.ranges, len(self.coming), len(injected)):
                return

    def find_range(self, name: str, zones: Sequence[str] = (), drawing: bool = False) -> Range:
        """Return the range of a number as conditions name it; ``zones`` are those that can be chosen."""
        if drawing and name in ("turn", "turns_left"):
            last = max(0, self._turns - AHEAD)
            return Range(0, last) if name == "turn" else Range(min(self._turns, AHEAD), self._turns)
        found = [self.ranges[one] for one in self.list_numbers(name, zones) if one in self.ranges]
        return Range(min(r.low for r in found), max(r.high for r in found)) if found else Range(-10_000, 10_000)

    def list_numbers(self, name: str, zones: Sequence[str]) -> list[str]:
        """Return the numbers a name stands for: one, or one for each zone that can be chosen."""
        if name == NEIGHBOUR_WILL or name.startswith("zones.neighbour."):
            zones = [*dict.fromkeys(near for zone in zones for near in self.scenario.list_linked(zone))]
        if name in WILLS_THERE:
            members = [member for role in self.scenario.roles.values() for member in role.members.values()]
            return [member.will for member in members if not set(zones).isdisjoint(member.zones)]
        if name.startswith(ZONES_THERE):
            number = name.rpartition(".")[2]
            return [f"zones.{zone}.{number}" for zone in zones]
        return [name]

    def can_hold(
        self,
        condition: Condition,
        zones: Sequence[str] = (),
        drawing: bool = False,
        given: Mapping[str, Range] | None = None,
    ) -> bool:
        """Return whether a condition can ever hold.

        ``given`` narrows the ranges of some numbers.
        """
        narrowed = dict(given or {})
        for name, interval in condition.all.items():
            left = (narrowed.get(name) or self.find_range(name, zones, drawing)).intersect(interval)
            if left is None:
                return False
            narrowed[name] = left
        return not condition.any or any(self.can_hold(part, zones, drawing, narrowed) for part in condition.any)

    def is_always_true(self, condition: Condition, zones: Sequence[str] = (), drawing: bool = False) -> bool:
        """Return whether a condition always holds; False in doubt."""
        every = all(
            self.find_range(name, zones, drawing).is_within(interval) for name, interval in condition.all.items()
        )
        return every and (not condition.any or any(self.is_always_true(part, zones, drawing) for part in condition.any))

    def _set_start_ranges(self) -> None:
        """Set the range of every number to its values at the start of all lengths."""
        scenario = self.scenario
        starts: dict[str, int] = {}
        for name, track in scenario.tracks.items():
            self.limits[name], starts[name] = Range(track.min, track.max), track.start
        for name in scenario.flags:
            self.limits[f"flags.{name}"], starts[f"flags.{name}"] = Range(0, 1), 0
        for zone_id, zone in scenario.zones.items():
            for number, spec in scenario.zone_numbers.items():
                full = f"zones.{zone_id}.{number}"
                self.limits[full], starts[full] = Range(spec.min, spec.max), zone.start.get(number, spec.min)
        for name, start in starts.items():
            opened = [
                _compute_start(start, length.opening.get(name), self.limits[name])
                for length in scenario.lengths.values()
            ]
            self.ranges[name] = Range(min(opened), max(opened))
            if scenario.arguments is not None and not name.startswith("flags."):
                self.ranges[name] = self.limits[name]  # an argument can bring about any value
        if self.open:
            self.ranges = dict(self.limits)
        self.ranges |= {f"deals.{form.id}": Range(0, 0) for form in scenario.deals if form.stands}
        self.ranges |= {"turn": Range(0, self._turns), "turns_left": Range(0, self._turns)}

    def _apply_happening(self, one: Happening, injected: set[str]) -> bool:
        """Widen the ranges by what a happening changes; return whether it can ever happen."""
        if not self.can_hold(one.when, one.zones):
            return False
        if one.frame is not None:
            if one.frame.per is not None and self.find_range(one.frame.per[0], one.zones).high < one.frame.per[1][0]:
                return False
            injected |= {follow.card for follow in one.frame.inject}
            for name in one.frame.cost:
                self.ranges[name] = Range(self.limits[name].low, self.ranges[name].high)
        for _, effects in one.changes:
            for name, change in effects.items():
                for number in self.list_numbers(name, one.zones):
                    if number in self.limits:
                        self._widen_range(number, change)
        return True

    def _widen_range(self, name: str, change: Change) -> None:
        (low, high), limit = self.ranges[name], self.limits[name]
        if change.op == "set":
            n = min(max(change.n, limit.low), limit.high)
            low, high = min(low, n), max(high, n)
        elif change.n > 0:
            high = limit.high
        elif change.n < 0:
            low = limit.low
        self.ranges[name] = Range(low, high)

    def _compute_derived(self) -> None:
        for name, spec in self.scenario.derived.items():
            parts = [*self._iter_parts(spec)]
            low, high = spec.times * sum(part.low for part in parts), spec.times * sum(part.high for part in parts)
            if spec.max is not None:
                low, high = min(low, spec.max), min(high, spec.max)
            self.ranges[name] = Range(low, high)

    def _iter_parts(self, spec: Derived) -> Iterator[Range]:
        """Yield what each zone or member can add to a derived number."""
        if spec.count == "members":
            for role in self.scenario.roles.values():
                for member in role.members.values():
                    yield self._compute_truth_range(member.will, spec.where.numbers[0][1])
            return
        for zone in list_target_zones(self.scenario, spec.where):
            ranges = [
                self._compute_truth_range(f"zones.{zone}.{name}", interval) for name, interval in spec.where.numbers
            ]
            worth = self.ranges[f"zones.{zone}.{spec.sum}"] if spec.sum is not None else Range(1, 1)
            if any(not r.high for r in ranges):
                yield Range(0, 0)
            elif all(r.low for r in ranges):
                yield worth
            else:
                yield Range(min(0, worth.low), max(0, worth.high))

    def _compute_truth_range(self, name: str, interval: Interval) -> Range:
        known = self.ranges[name]
        return Range(int(known.is_within(interval)), int(known.intersect(interval) is not None))


def list_target_zones(scenario: Scenario, where: ZoneFilter) -> tuple[str, ...]:
    """Return the zones of the kinds that a filter wants; its bounds on numbers are ignored."""
    return tuple(zone for zone, one in scenario.zones.items() if not where.kinds or one.kind in where.kinds)


def iter_happenings(scenario: Scenario) -> Iterator[Happening]:
    """Yield everything that may happen by the rules of a scenario."""
    for i, action in enumerate(scenario.actions):
        zones = list_target_zones(scenario, action.target) if action.target is not None else ()
        yield _build_happening(SCENARIO, ("actions", i), (action.role,), action, zones)
    for i, rule in enumerate(scenario.upkeep):
        done = [action.target for action in scenario.actions if action.id in rule.after and action.target is not None]
        where = tuple(dict.fromkeys(zone for target in done for zone in list_target_zones(scenario, target)))
        yield _build_happening(SCENARIO, ("upkeep", i), (), rule, where)  # nobody causes it
    for i, form in enumerate(scenario.deals):
        yield Happening(SCENARIO, ("deals", i), tuple(form.between), form.when, list_effect_items(form))


def iter_card_happenings(home: int, at: int, card: Card) -> Iterator[Happening]:
    """Yield everything that may happen once a card has come."""
    path: Path = ("cards", at)
    yield Happening(home, path, ("the cards",), Condition(), list_effect_items(card))
    for i, frame in enumerate(card.also):
        yield _build_happening(home, (*path, "also", i), ("the cards",), frame)
    if card.response is not None:
        for i, option in enumerate(card.response.options):
            yield _build_happening(home, (*path, "response", "options", i), (card.response.role,), option)


def _build_happening(
    home: int, path: Path, who: tuple[str, ...], frame: Frame, zones: tuple[str, ...] = ()
) -> Happening:
    return Happening(home, path, who, frame.when, list_effect_items(frame), zones, frame)


def _compute_start(start: int, change: Change | None, limit: Range) -> int:
    if change is None:
        return start
    return min(max(change.n if change.op == "set" else start + change.n, limit.low), limit.high)
