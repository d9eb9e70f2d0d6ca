"""Compiles derived numbers: computes once what each zone or member adds to a sum or a count for each of its values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wargame.content.model.notation import Interval
from wargame.content.model.numbers import Derived as Recipe
from wargame.content.model.scenario import Scenario
from wargame.rules.column import Column
from wargame.rules.model import FAR, BoundedPart, DerivedNumber, Next, Term
from wargame.rules.named import TURNS_LEFT
from wargame.rules.row import TURN

_Read = tuple[int, Interval | None]
"""A column with the interval in which it counts; with None its value is what counts."""


def derive(
    scenario: Scenario, columns: Sequence[Column], index: Mapping[str, int], turns: int
) -> tuple[DerivedNumber, ...]:
    """Return the derived numbers: the turns left first, then those of the scenario in order."""
    turn_left = {t: -t for t in range(turns + 1)}
    first = DerivedNumber(TURNS_LEFT, "Turns left", turns, ((TURN, turn_left),), 0, turns)
    return (
        first,
        *(_build_derived(scenario, columns, index, name, recipe) for name, recipe in scenario.derived.items()),
    )


def build_term(at: int, interval: Interval) -> Term:
    """Return the term that holds while the number lies in the interval."""
    return Term(
        at,
        interval.low if interval.low is not None else -FAR,
        interval.high if interval.high is not None else FAR,
    )


def _build_derived(
    scenario: Scenario, columns: Sequence[Column], index: Mapping[str, int], name: str, recipe: Recipe
) -> DerivedNumber:
    base, low, high = 0, 0, 0
    parts: list[tuple[int, Next]] = []
    bounded: list[BoundedPart] = []
    for reads in _iter_reads(scenario, index, recipe):
        if not reads:
            base += recipe.times
            continue
        (at, interval), *others = reads
        values = _build_values(columns[at], interval, recipe.times)
        low, high = low + min(0, *values.values()), high + max(0, *values.values())
        if others:
            bounded.append(
                BoundedPart(at, values, tuple(build_term(at, within) for at, within in others if within is not None))
            )
        else:
            parts.append((at, values))
    high = recipe.max if recipe.max is not None else base + high
    return DerivedNumber(name, recipe.name, base, tuple(parts), min(low, high), high, tuple(bounded))


def _iter_reads(scenario: Scenario, index: Mapping[str, int], recipe: Recipe) -> Iterator[list[_Read]]:
    """For each zone or member, the columns that are read of it; empty where it counts whatever its numbers are."""
    if recipe.count == "members":
        ((_, interval),) = recipe.where.numbers
        for role in scenario.roles.values():
            for member in role.members.values():
                yield [(index[member.will], interval)]
        return
    for zone, one in scenario.zones.items():
        if not recipe.where.kinds or one.kind in recipe.where.kinds:
            summed: list[_Read] = [(index[f"zones.{zone}.{recipe.sum}"], None)] if recipe.sum is not None else []
            yield summed + [(index[f"zones.{zone}.{name}"], interval) for name, interval in recipe.where.numbers]


def _build_values(column: Column, interval: Interval | None, times: int) -> dict[int, int]:
    """Return what a column adds by its value: the value, or 1 while it lies in the interval, ``times`` that."""
    values = range(column.low, column.high + 1)
    return {v: times * (v if interval is None else int(interval.is_met_by(v))) for v in values}
