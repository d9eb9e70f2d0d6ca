"""Conditions and changes of the content as data: by the ids and labels of numbers."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.rules.model import FAR, Delta, Gate, Table
from wargame.rules.view import may_see


@dataclass(frozen=True, slots=True)
class Bound:
    """One number of a condition: it must lie in ``low`` to ``high`` (None: no bound). Of a flag, 1 means that it is
    set.
    """

    number: str
    label: str
    kind: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """A condition: all ``terms`` hold, and of each group in ``either`` at least one part holds."""

    terms: tuple[Bound, ...]
    either: tuple[tuple[Requirement, ...], ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """One change of a number: by ``n``, or to ``n`` where ``set``.

    ``there`` marks a change of the will of the member that holds the chosen zone.
    """

    number: str
    label: str
    kind: str
    zone: str
    set: bool
    n: int
    there: bool


def find_number_id(table: Table, ref: int) -> str:
    """Return the id of a number: the name of its column, or of the derived number."""
    return table.columns[ref].name if ref < len(table.columns) else table.derived[ref - len(table.columns)].name


def build_requirement(table: Table, gate: Gate) -> Requirement:
    """Return a compiled condition as data."""
    terms = tuple(
        Bound(
            find_number_id(table, ref),
            table.find_label(ref),
            table.columns[ref].kind if ref < len(table.columns) else "derived",
            low if low > -FAR else None,
            high if high < FAR else None,
        )
        for ref, low, high in gate.terms
    )
    either = tuple(tuple(build_requirement(table, part) for part in group) for group in gate.either)
    return Requirement(terms, either)


def build_effect(table: Table, delta: Delta) -> Effect:
    """Return a compiled change as data."""
    column = table.columns[delta.column]
    zone = column.about if column.kind == "zone" else ""
    return Effect(column.name, column.label, column.kind, zone, delta.set, delta.n, delta.there)


def build_known_effects(table: Table, row: list[int], deltas: tuple[Delta, ...], viewer: str) -> tuple[Effect, ...]:
    """Return the changes of the numbers that a viewer may see in this row."""
    return tuple(build_effect(table, delta) for delta in deltas if may_see(table, row, delta.column, viewer))
