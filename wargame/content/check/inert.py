"""Yields warnings about inert numbers: what an action, deal, rule, card or option changes and nothing reads.

A number is *read* by a score, a condition, a cost, the choice of a target or of a neighbour, or by a derived number
that is read itself. A bound that no rule and no card can make it cross reads nothing. A map or a desk that shows a
number does not count either: nothing follows from that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from wargame.content.check.lint_rules import Finding
from wargame.content.check.value_ranges import (
    SCENARIO,
    Happening,
    ValueRanges,
    iter_card_happenings,
    iter_happenings,
    list_target_zones,
)
from wargame.content.model.deck import Deck
from wargame.content.model.keys import iter_conditions
from wargame.content.model.notation import ZONES_THERE, Condition, Interval, Path
from wargame.content.model.parts import UNPLAYED
from wargame.content.model.scenario import Scenario


def check_scenario_inert(scenario: Scenario, decks: Sequence[Deck]) -> Iterator[Finding]:
    """Yield what a scenario, and the decks it is played with, change without consequence.

    Tracks and flags are left out: a warning at their declaration says once that nothing reads them.
    """
    reads = _Reads(scenario, decks)
    told = {*scenario.tracks, *(f"flags.{name}" for name in scenario.flags)}
    for one in iter_happenings(scenario):
        yield from reads.check_happening(one, told)
    for home in range(len(decks)):
        yield from reads.check_deck(home, told)


def check_deck_inert(scenario: Scenario, decks: Sequence[Deck]) -> Iterator[Finding]:
    """Yield what the first of these decks changes without consequence in a scenario that is played with all of them.

    Tracks and flags count, unless the scenario itself says why nothing reads them.
    """
    tracks = {name for name, one in scenario.tracks.items() if "unread-track" in one.silence | scenario.silence}
    flags = {f"flags.{name}" for name, one in scenario.flags.items() if "unread-flag" in one.silence | scenario.silence}
    yield from _Reads(scenario, decks).check_deck(0, tracks | flags)


class _Reads:
    """What reads each number of a scenario that is played with these decks.

    ``_bounds`` holds, for each number, the intervals that conditions test; ``_whole`` are the numbers of which every
    step counts. Arguments are left out of the ranges: they are no consequence that an author has written.
    """

    def __init__(self, scenario: Scenario, decks: Sequence[Deck]) -> None:
        self._scenario = scenario
        self._reach = ValueRanges(scenario.model_copy(update={"arguments": None}), decks)
        self._bounds: defaultdict[str, list[Interval]] = defaultdict(list)
        self._whole: set[str] = set()
        self._happenings = [*iter_happenings(scenario)]
        for home, deck in enumerate(decks):
            for i, card in enumerate(deck.cards):
                self._happenings += iter_card_happenings(home, i, card)
        self._add_conditions(decks)
        self._add_choices()
        for one in self._happenings:
            if one.frame is not None:
                self._whole |= {*one.frame.cost}
                self._whole.update(self._reach.list_numbers(one.frame.per[0], one.zones) if one.frame.per else ())
        for role in scenario.roles.values():
            for objective in role.objectives:
                self._whole |= {*objective.points}
        self._add_counted()

    def check_deck(self, home: int, told: set[str]) -> Iterator[Finding]:
        """Yield what the cards of one deck change without consequence; numbers of ``told`` are left out."""
        for one in self._happenings:
            if one.home == home:
                yield from self.check_happening(one, told)

    def check_happening(self, one: Happening, told: set[str]) -> Iterator[Finding]:
        """Yield the changes of one happening that nothing reads; numbers of ``told`` are left out.

        Where a zone is chosen, zones at which a bound is out of reach count only if it is so at all of them.
        """
        for key, effects in one.changes:
            for name in effects:
                numbers = self._reach.list_numbers(name, one.zones)
                inert = [number for number in numbers if number not in told and not self._is_read(number)]
                if len(inert) < len(numbers):
                    inert = [number for number in inert if number not in self._bounds]
                if inert:
                    hint = "change a number that something reads, or let a rule, check, gate or objective read this one"
                    yield Finding(
                        "inert-number", (*one.path, key, name), self._format_finding(name, inert), hint, True, one.home
                    )

    def _is_read(self, number: str) -> bool:
        """Return whether a step of a number counts, or some bound on it may be crossed."""
        if number in self._whole or number not in self._reach.ranges:
            return True
        known = self._reach.ranges[number]
        return any(known.intersect(bound) not in (None, known) for bound in self._bounds[number])

    def _add_conditions(self, decks: Sequence[Deck]) -> None:
        zones: dict[Path, tuple[str, ...]] = {one.path: one.zones for one in self._happenings if one.home == SCENARIO}
        for path, condition in iter_conditions(self._scenario):
            if path[0] not in UNPLAYED:
                self._add_condition(condition, zones.get(path[:2], ()))
        for deck in decks:
            for _, condition in iter_conditions(deck):
                self._add_condition(condition, ())

    def _add_condition(self, condition: Condition, zones: tuple[str, ...]) -> None:
        for name, interval in condition.all.items():
            self._add_bound(self._reach.list_numbers(name, zones), interval)
        for part in condition.any:
            self._add_condition(part, zones)

    def _add_bound(self, numbers: Iterable[str], interval: Interval) -> None:
        for number in numbers:
            self._bounds[number].append(interval)

    def _add_choices(self) -> None:
        """Add what chooses zones: the bounds on targets, and the number by which a neighbour is chosen."""
        for action in self._scenario.actions:
            if action.target is not None:
                there = list_target_zones(self._scenario, action.target)
                for number, interval in action.target.numbers:
                    self._add_bound([f"zones.{zone}.{number}" for zone in there], interval)
        for one in self._happenings:
            if one.home == SCENARIO and one.path[0] == "upkeep":
                rule = self._scenario.upkeep[int(one.path[1])]
                if rule.neighbour is not None:
                    self._whole.update(self._reach.list_numbers(f"zones.neighbour.{rule.neighbour}", one.zones))

    def _add_counted(self) -> None:
        """Add the numbers from which those derived numbers are computed that are read themselves."""
        for name, spec in self._scenario.derived.items():
            if not self._is_read(name):
                continue
            if spec.count == "members":
                wills = [member.will for role in self._scenario.roles.values() for member in role.members.values()]
                self._add_bound(wills, spec.where.numbers[0][1])
                continue
            there = list_target_zones(self._scenario, spec.where)
            for number, interval in spec.where.numbers:
                self._add_bound([f"zones.{zone}.{number}" for zone in there], interval)
            if spec.sum is not None:
                self._whole |= {f"zones.{zone}.{spec.sum}" for zone in there}

    def _format_finding(self, name: str, inert: Sequence[str]) -> str:
        subject = f"{name!r}, which may be {' or '.join(inert)}," if name.startswith(ZONES_THERE) else repr(name)
        bounds = dict.fromkeys(bound.format_words() for number in inert for bound in self._bounds[number])
        why = "no score, gate, check, rule or ending reads it"
        if bounds:
            why = f"it is tested for {', '.join(bounds)}, and never crosses that"
        return f"{subject} has no consequence in {self._scenario.id}: {why}"
