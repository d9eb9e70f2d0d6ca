"""Changes, costs and conditions of rules together with the names of their numbers: data that is read without a table.

Offers, previews and seats hold these; the modules in ``text/`` put them into words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from wargame.rules.model import FAR, Delta, Gate, NamedNumber, Rule, Table
from wargame.rules.row import Row
from wargame.rules.state import compute_number, is_gate_open


@dataclass(frozen=True, slots=True)
class Named:
    """A role, zone, action or deal: its id and its name for people."""

    id: str
    name: str


class Where(StrEnum):
    """How a change names its number: by its full name, or as that of the chosen zone or of the partner there."""

    NAMED = "named"
    ZONE = "zone"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class NamedChange:
    """A change to a number: by ``n``, or to ``n`` if it ``sets`` the number."""

    number: NamedNumber
    n: int
    sets: bool = False
    where: Where = Where.NAMED


@dataclass(frozen=True, slots=True)
class NamedCost:
    """An amount ``n`` that is taken off a number."""

    number: NamedNumber
    n: int


@dataclass(frozen=True, slots=True)
class NamedBounds:
    """An interval in which a number has to lie, ends included; None is an open end."""

    number: NamedNumber
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class NamedCondition:
    """A condition: all ``bounds`` hold, and of each group in ``either`` at least one condition holds."""

    bounds: tuple[NamedBounds, ...] = ()
    either: tuple[tuple[NamedCondition, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class NamedValue:
    """The value of a number now."""

    number: NamedNumber
    value: int


@dataclass(frozen=True, slots=True)
class NamedSteps:
    """The thresholds of a number: a change is made once for each that the number has reached."""

    number: NamedNumber
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NamedEffects:
    """What a rule does, as known beforehand.

    ``failure`` is None where no dice decide. With ``steps`` the changes of a success are made once for each threshold
    that is reached. ``lasts`` is how many times a success is applied, at once and at the next closes (0: it does not
    last).
    """

    success: tuple[NamedChange, ...]
    failure: tuple[NamedChange, ...] | None = None
    steps: NamedSteps | None = None
    lasts: int = 0


def name_changes(table: Table, deltas: Iterable[Delta], zone: str = "") -> tuple[NamedChange, ...]:
    """Return changes with the names of their numbers; ``zone`` is the chosen zone, if there is one."""
    return tuple(
        NamedChange(table.named_numbers[delta.column], delta.n, delta.set, _find_where(table, delta, zone))
        for delta in deltas
    )


def _find_where(table: Table, delta: Delta, zone: str) -> Where:
    if delta.there:
        return Where.PARTNER
    column = table.columns[delta.column]
    return Where.ZONE if zone and column.place and column.about == zone else Where.NAMED


def name_cost(table: Table, rule: Rule) -> tuple[NamedCost, ...]:
    """Return the cost of a rule."""
    return tuple(NamedCost(table.named_numbers[column], n) for column, n in rule.cost)


def name_effects(table: Table, rule: Rule) -> NamedEffects:
    """Return what a rule does, as known beforehand."""
    return NamedEffects(
        success=name_changes(table, rule.said_success, rule.zone),
        failure=name_changes(table, rule.said_failure, rule.zone) if rule.target else None,
        steps=NamedSteps(table.named_numbers[rule.per[0]], rule.per[1]) if rule.per is not None else None,
        lasts=rule.lasts,
    )


def name_condition(table: Table, gate: Gate) -> NamedCondition:
    """Return a condition without the bounds that only the program needs."""
    return NamedCondition(
        tuple(
            NamedBounds(table.named_numbers[ref], low if low > -FAR else None, high if high < FAR else None)
            for ref, low, high in gate.terms
            if ref >= len(table.columns) or table.columns[ref].kind != "used"
        ),
        tuple(tuple(name_condition(table, part) for part in group) for group in gate.either),
    )


def list_values(table: Table, row: Row, gate: Gate) -> tuple[NamedValue, ...]:
    """Return the numbers by which a condition holds in this row; of each group those of the first part that holds."""
    values = [NamedValue(table.named_numbers[ref], compute_number(table, row, ref)) for ref, _, _ in gate.terms]
    for group in gate.either:
        held = next((part for part in group if is_gate_open(table, row, part)), None)
        values += list_values(table, row, held) if held is not None else ()
    return tuple(values)
