"""Names the numbers of changes, costs and conditions, so that they can be read without the table."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.rules.column import Column, ColumnKind
from wargame.rules.model import FAR, Delta, Gate, Rule, Table
from wargame.rules.named import (
    NamedBounds,
    NamedChange,
    NamedCondition,
    NamedCost,
    NamedEffects,
    NamedSteps,
    NamedValue,
    Where,
)
from wargame.rules.row import Row
from wargame.rules.state import compute_number, is_gate_open


def name_changes(table: Table, deltas: Iterable[Delta], zone: str = "") -> tuple[NamedChange, ...]:
    """Return changes with the names of their numbers; ``zone`` is the chosen zone, if there is one."""
    return tuple(
        NamedChange(
            table.named_numbers[delta.column],
            delta.n,
            delta.set,
            Where.PARTNER if delta.there else find_where(table.columns[delta.column], zone),
        )
        for delta in deltas
    )


def find_where(column: Column, zone: str) -> Where:
    """Return how a number is named where ``zone`` is chosen: by its zone, or as a number of the chosen one."""
    return Where.ZONE if zone and column.place and column.about == zone else Where.NAMED


def name_cost(table: Table, rule: Rule) -> tuple[NamedCost, ...]:
    """Return the cost of a rule."""
    return tuple(NamedCost(table.named_numbers[column], n) for column, n in rule.cost)


def name_effects(table: Table, at: int) -> NamedEffects:
    """Return what rule ``at`` does, as known beforehand. It is named once for each table."""
    effects = table.named_effects.get(at)
    if effects is None:
        rule = table.rules[at]
        effects = table.named_effects[at] = NamedEffects(
            success=name_changes(table, rule.said_success, rule.zone),
            failure=name_changes(table, rule.said_failure, rule.zone) if rule.target else None,
            steps=NamedSteps(table.named_numbers[rule.per[0]], rule.per[1]) if rule.per is not None else None,
            lasts=rule.lasts,
        )
    return effects


def name_condition(table: Table, gate: Gate) -> NamedCondition:
    """Return a condition without the bounds that only the program needs."""
    return NamedCondition(
        tuple(
            NamedBounds(table.named_numbers[ref], low if low > -FAR else None, high if high < FAR else None)
            for ref, low, high in gate.terms
            if ref >= len(table.columns) or table.columns[ref].kind != ColumnKind.USED
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
