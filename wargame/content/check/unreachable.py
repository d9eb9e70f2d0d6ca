"""Yields warnings about conditions that never or always hold, cards that never come, and effects always cut off.

Each warning rests on `wargame.content.check.value_ranges`. In doubt there is no warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wargame.content.check.lint_rules import Finding
from wargame.content.check.value_ranges import (
    AHEAD,
    SCENARIO,
    Happening,
    Range,
    ValueRanges,
    iter_card_happenings,
    iter_happenings,
)
from wargame.content.model.deck import Card
from wargame.content.model.keys import iter_conditions
from wargame.content.model.notation import Change, Condition, Interval, Path
from wargame.content.model.parts import UNPLAYED
from wargame.content.model.scenario import Scenario


class PlacedCondition(NamedTuple):
    """A condition with its place, and the zones that can be chosen there; ``drawing``: it is a card's own condition."""

    home: int
    path: Path
    condition: Condition
    zones: tuple[str, ...] = ()
    drawing: bool = False


def check_scenario_logic(reach: ValueRanges) -> Iterator[Finding]:
    """Yield what can never matter in a scenario that is played with the decks of ``reach``."""
    for tested in _iter_scenario_conditions(reach.scenario):
        yield from _check_condition(reach, tested, tested.condition, tested.path, {})
    for one in iter_happenings(reach.scenario):
        yield from _check_clamped(reach, one)


def check_deck_logic(reach: ValueRanges, home: int) -> Iterator[Finding]:
    """Yield what can never matter in one of the decks of ``reach``; ``home`` is its index."""
    for i, card in enumerate(reach.decks[home].cards):
        if card.id not in reach.coming:
            first = next(
                _check_condition(reach, PlacedCondition(home, (), card.when, (), True), card.when, (), {}), None
            )
            why = first.said if first is not None else "its condition excludes itself"
            why = why if card.drawn else "it is never drawn, and nothing brings it"
            hint = "change its 'when', give it a turn, or let something inject it"
            yield Finding("never-comes", ("cards", i, "when"), f"nothing can trigger it: {why}", hint, True, home)
            continue
        for tested in _iter_card_conditions(home, ("cards", i), card):
            yield from _check_condition(reach, tested, tested.condition, tested.path, {})
        for one in iter_card_happenings(home, i, card):
            yield from _check_clamped(reach, one)


def _iter_scenario_conditions(scenario: Scenario) -> Iterator[PlacedCondition]:
    zones = {one.path: one.zones for one in iter_happenings(scenario)}
    for path, condition in iter_conditions(scenario):
        if condition and path[0] not in UNPLAYED:
            yield PlacedCondition(SCENARIO, path, condition, zones.get(path[:2], ()))


def _iter_card_conditions(home: int, path: Path, card: Card) -> Iterator[PlacedCondition]:
    drawn = (*path, "when") if card.turn is None else ()
    for place, condition in iter_conditions(card, path):
        if condition:
            yield PlacedCondition(home, place, condition, drawing=place == drawn)


def _check_condition(
    reach: ValueRanges, tested: PlacedCondition, condition: Condition, path: Path, given: dict[str, Range]
) -> Iterator[Finding]:
    """Yield each part of a condition that never or always holds.

    ``given`` are the ranges that the conditions around this part leave of the numbers.
    """
    left = dict(given)
    for name, interval in condition.all.items():
        known = left.get(name) or reach.find_range(name, tested.zones, tested.drawing)
        met = known.intersect(interval)
        if met is None or known.is_within(interval):
            code = "never-holds" if met is None else "always-holds"
            text = _format_finding(name, interval, known, met is None, tested)
            hint = "choose bounds it can reach" if met is None else "delete it, or choose bounds it can leave"
            yield Finding(code, (*path, name), text, hint, True, tested.home)
        left[name] = met or known
    for i, part in enumerate(condition.any):
        yield from _check_condition(reach, tested, part, (*path, "any", i), left)
        if not part:
            text = "an empty condition always holds, and so does the whole 'any'"
            yield Finding(
                "always-holds", (*path, "any", i), text, "say what must hold, or delete 'any'", False, tested.home
            )


def _format_finding(name: str, interval: Interval, known: Range, never: bool, tested: PlacedCondition) -> str:
    verb = "never" if never else "always"
    if name.startswith("deals."):
        return f"{name!r} is {verb} {_format_truth(interval)}: that deal can never be made"
    if name.startswith("flags."):
        why = "nothing sets it" if known == (0, 0) else "nothing takes it back"
        return f"{name!r} is {verb} {_format_truth(interval)}: {why}"
    when = ""
    if tested.drawing and name in ("turn", "turns_left"):
        when = f" when a card is chosen, {AHEAD} turns ahead"
    return f"{name!r} is {verb} {interval.format_words()}: it is {known.format_words()} here{when}"


def _format_truth(interval: Interval) -> str:
    return "true" if interval.is_met_by(1) and not interval.is_met_by(0) else "false"


def _check_clamped(reach: ValueRanges, one: Happening) -> Iterator[Finding]:
    """Yield effects that are cut off at a bound whenever they happen."""
    frame = one.frame
    for key, effects in one.changes:
        for name, change in effects.items():
            if frame is not None and (name in frame.cost or sum(name in other for _, other in one.changes) > 1):
                continue  # changes to one number are summed before the sum is cut off
            # an effect that lasts happens again, and its condition is not tested again
            narrowed = one.when.all.get(name) if frame is not None and frame.lasts is None else None
            lost = [
                _explain_lost_change(reach, number, change, narrowed) for number in reach.list_numbers(name, one.zones)
            ]
            if lost and all(lost):
                hint = "make it smaller, or let it happen where there is room for it"
                yield Finding("always-clamped", (*one.path, key, name), f"{name!r}: {lost[0]}", hint, True, one.home)


def _explain_lost_change(reach: ValueRanges, name: str, change: Change, narrowed: Interval | None) -> str:
    """Return why a change never counts in full, or an empty text if it may."""
    if name not in reach.limits:
        return ""
    limit, known = reach.limits[name], reach.ranges[name]
    known = known if narrowed is None else known.intersect(narrowed) or known
    if change.op == "set":
        outside = not limit.low <= change.n <= limit.high
        return f"{change.format_notation()} lies outside {limit.low} to {limit.high}" if outside else ""
    lost = f"{change.format_notation()} never counts whole: the number is"
    if change.n > 0 and known.low + change.n > limit.high:
        return f"{lost} {known.format_words()} here, and at most {limit.high}"
    if change.n < 0 and known.high + change.n < limit.low:
        return f"{lost} {known.format_words()} here, and at least {limit.low}"
    return ""
