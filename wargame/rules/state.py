"""Reads numbers and gates of a row, and changes a row in place."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.rules.model import OPEN, Changes, Gate, LegalPick, Next, Table
from wargame.rules.row import Changed, Notes, Row

_new = tuple.__new__
"""Makes a named tuple from a tuple in half the time that its class takes: events are made more often than all else."""


def compute_number(table: Table, row: Row, ref: int) -> int:
    """Return the value of a number: that of a column, or that of a derived number, which is computed."""
    if ref < len(table.columns):
        return row[ref]
    derived = table.derived[ref - len(table.columns)]
    total = derived.base
    for column, values in derived.parts:
        total += values[row[column]]
    for column, values, terms in derived.bounded:
        if all(low <= row[ref] <= high for ref, low, high in terms):
            total += values[row[column]]
    return derived.low if total < derived.low else derived.high if total > derived.high else total


def list_refs(gate: Gate) -> list[int]:
    """Return the references of all numbers that a gate reads."""
    return [term.ref for term in gate.terms] + [
        ref for group in gate.either for part in group for ref in list_refs(part)
    ]


def is_gate_open(table: Table, row: Row, gate: Gate) -> bool:
    """Return whether the gate holds in this row."""
    columns = len(row)
    for ref, low, high in gate.terms:
        if not low <= (row[ref] if ref < columns else compute_number(table, row, ref)) <= high:
            return False
    return not gate.either or all(any(is_gate_open(table, row, part) for part in group) for group in gate.either)


def list_legal_picks(table: Table, row: Row, picks: Iterable[LegalPick]) -> list[int]:
    """Return those of the picks that are legal in this row, in their order."""
    columns = table.columns
    may: list[int] = []
    for pick, gate, cost, rest, _ in picks:
        if rest is not None and row[rest[0]] == rest[1]:
            continue
        if cost and not all(row[column] - n >= columns[column].low for column, n in cost):
            continue
        if gate is OPEN or is_gate_open(table, row, gate):
            may.append(pick)
    return may


def apply_changes(row: Row, changes: Changes, notes: Notes | None, rule: int, part: str) -> None:
    """Apply changes to a row in place; note those that changed a value as made by this ``part`` of ``rule``."""
    if notes is None:
        for column, values in changes:
            row[column] = values[row[column]]
        return
    for column, values in changes:
        before = row[column]
        after = values[before]
        if after != before:
            row[column] = after
            notes.append(_new(Changed, (column, before, after, rule, part)))


def write(row: Row, column: int, value: int, notes: Notes | None) -> None:
    """Set a column; note it, if its value changed, as the program's own change."""
    if notes is not None and row[column] != value:
        notes.append(_new(Changed, (column, row[column], value, -1, "")))
    row[column] = value


def clamp(value: int, low: int, high: int) -> int:
    """Return the value, or the nearest end of ``low`` to ``high`` if it lies outside."""
    return low if value < low else high if value > high else value


def move_number(table: Table, row: Row, column: int, by: int, notes: Notes | None, part: str) -> None:
    """Change a column by ``by`` within its range; the event names no rule, and ``part`` says what changed it."""
    spec = table.columns[column]
    after = clamp(row[column] + by, spec.low, spec.high)
    if notes is not None and after != row[column]:
        notes.append(Changed(column, row[column], after, -1, part))
    row[column] = after


def build_next_values(low: int, high: int, is_set: bool, n: int) -> Next:
    """Return the new value for each value of a column: set to ``n`` or increased by ``n``, kept within the range."""
    values = range(low, high + 1)
    after = [clamp(n if is_set else v + n, low, high) for v in values]
    return tuple(after) if low == 0 else dict(zip(values, after, strict=True))
