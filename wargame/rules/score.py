"""Scores: the points of each role on its objectives."""

from __future__ import annotations

from typing import NamedTuple

from wargame.rules.model import Objective, Table
from wargame.rules.row import Row
from wargame.rules.state import clamp, compute_number, is_gate_open


class Standing(NamedTuple):
    """One objective of a role, its points now and the most it can bring (-1: no limit), in points."""

    objective: Objective
    points: float
    most: float


def compute_points(table: Table, row: Row, objective: Objective) -> int:
    """Return the points of one objective, in units of 1/``Table.unit``."""
    columns = len(table.columns)
    total = objective.base
    for ref, n in objective.weights:
        total += n * (row[ref] if ref < columns else compute_number(table, row, ref))
    for gate, n in objective.awards:
        if is_gate_open(table, row, gate):
            total += n
    return total if objective.cap < 0 else clamp(total, 0, objective.cap)


def list_objectives(table: Table, row: Row, role: int) -> list[Objective]:
    """Return the objectives that count for a role: the open ones and the secret one that it drew."""
    drawn = row[table.at.secret[role]] - 1
    return [o for i, o in enumerate(table.objectives) if o.role == role and (not o.secret or i == drawn)]


def compute_score(table: Table, row: Row, role: int) -> int:
    """Return the score of a role, in units of 1/``Table.unit``."""
    return sum(compute_points(table, row, o) for o in list_objectives(table, row, role))


def list_standings(table: Table, row: Row, role: int) -> list[Standing]:
    """Return the objectives of a role with their points."""
    return [
        Standing(o, compute_points(table, row, o) / table.unit, o.cap / table.unit if o.cap >= 0 else -1)
        for o in list_objectives(table, row, role)
    ]


def find_truth(table: Table, row: Row) -> bool | None:
    """Return whether the scenario's question is true in this row; None for a scenario without a question."""
    return None if table.truth is None else is_gate_open(table, row, table.truth)
