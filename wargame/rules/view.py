"""Views: what one role may know. Screens, bots, prompts, logs and exports read views and nothing else.

A view is a row in which every number that the role may not know has its public value: its start, or 0. Two rows that
differ only in what is hidden from a role give it the same view.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.rules.column import NUMBER_KINDS, Column
from wargame.rules.model import FACILITATOR, Mask, Table
from wargame.rules.row import PC, Row


def list_hidden_columns(columns: Sequence[Column], role: str) -> tuple[tuple[int, int, int], ...]:
    """Return what is hidden from a role or an observer: (column, column that shows it or -1, public value) for each."""
    return tuple(
        (i, column.until, column.start if column.kind in NUMBER_KINDS else 0)
        for i, column in enumerate(columns)
        if column.seen is not None and role not in column.seen
    )


def build_mask(hidden: Sequence[tuple[int, int, int]]) -> Mask:
    """Return the mask of hidden columns, given as `list_hidden_columns` returns them."""
    runs: list[tuple[int, list[int]]] = []
    for column, until, public in hidden:
        if until >= 0:
            continue
        if runs and runs[-1][0] + len(runs[-1][1]) == column:
            runs[-1][1].append(public)
        else:
            runs.append((column, [public]))
    return Mask(
        tuple((start, start + len(values), tuple(values)) for start, values in runs),
        tuple(one for one in hidden if one[1] >= 0),
    )


def build_view(table: Table, row: Row, role: str) -> Row:
    """Return the row as ``role`` may know it, always a copy; the facilitator knows everything."""
    seen = row[:]
    if role == FACILITATOR:
        return seen
    runs, curtained = table.masks[role]
    for start, stop, values in runs:
        seen[start:stop] = values
    for column, until, public in curtained:
        if not row[until]:
            seen[column] = public
    choice = table.choices[row[PC]]
    if choice is not None and choice.seen is not None and role not in choice.seen:
        seen[PC] = table.to.deal
    return seen


def may_see(table: Table, row: Row, column: int, role: str) -> bool:
    """Return whether a role may know this column now."""
    spec = table.columns[column]
    return role == FACILITATOR or spec.seen is None or role in spec.seen or (spec.until >= 0 and bool(row[spec.until]))


def may_see_all(table: Table, row: Row, numbers: Iterable[int], role: str) -> bool:
    """Whether a role may know all of these numbers now, with the columns that derived numbers are computed from."""
    columns = len(table.columns)
    plain = set()
    for ref in numbers:
        plain |= {ref} if ref < columns else table.derived[ref - columns].list_columns()
    return all(may_see(table, row, column, role) for column in plain)
