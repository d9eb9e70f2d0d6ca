"""Batch playouts: whole exercises among bots, many at once, row for row those of `wargame.lab.playouts`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from wargame.lab.batch.arrays import Ints
from wargame.lab.batch.draws import BatchDraws, SeededDraws
from wargame.lab.batch.engine import BatchEngine
from wargame.lab.batch.play import BatchSeat
from wargame.lab.batch.seats import RandomSeat
from wargame.lab.playouts import build_opening_row
from wargame.rules.model import Table


@lru_cache(maxsize=4)
def build_engine(table: Table) -> BatchEngine:
    """Return the engine of a table. It is made once. Raises `NoBatchBody` for a table that it cannot play."""
    return BatchEngine(table)


def build_seats(engine: BatchEngine, names: Sequence[str]) -> list[BatchSeat]:
    """Return the seats of all roles, by the names of their bots."""
    return [RandomSeat() for _ in names]


def run_batch_playouts(
    table: Table, names: Sequence[str], seeds: Sequence[int], draws: BatchDraws | None = None
) -> Ints:
    """Play an exercise for each seed and return their last rows: an array (exercises, columns).

    ``names`` are the bots by role. ``draws`` replaces the draws from the seeds.
    """
    engine = build_engine(table)
    chance = draws or SeededDraws(seeds, table.slots, table.turns)
    return engine.play(chance, build_seats(engine, names), build_opening_row(table), len(seeds))
