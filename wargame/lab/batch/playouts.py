"""Batch playouts: whole exercises among bots, many at once, row for row those of `wargame.lab.playouts`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from wargame.bots.habits import TEMPERS
from wargame.lab.batch.arrays import Ints
from wargame.lab.batch.doctrine import DoctrineSeat
from wargame.lab.batch.draws import BatchDraws, SeededDraws
from wargame.lab.batch.engine import BatchEngine
from wargame.lab.batch.numbers import NoBatchBody
from wargame.lab.batch.play import BatchRecorder, BatchSeat
from wargame.lab.batch.seats import RandomSeat
from wargame.lab.playouts import build_opening_row
from wargame.rules.model import Table


@lru_cache(maxsize=4)
def build_engine(table: Table) -> BatchEngine:
    """Return the engine of a table. It is made once. Raises `NoBatchBody` for a table that it cannot play."""
    return BatchEngine(table)


def build_seats(engine: BatchEngine, names: Sequence[str]) -> list[BatchSeat]:
    """Return the seats of all roles, by the names of their bots. Raises `NoBatchBody` for another bot."""
    return [_build_seat(engine, role, name) for role, name in enumerate(names)]


def _build_seat(engine: BatchEngine, role: int, name: str) -> BatchSeat:
    if name == "random":
        return RandomSeat()
    kind, _, temper = name.partition(":")
    if kind != "doctrine" or temper not in TEMPERS:
        raise NoBatchBody(f"there is no batch seat for the bot {name}")
    return DoctrineSeat(engine.numbers, role, temper)


def run_batch_playouts(
    table: Table,
    names: Sequence[str],
    seeds: Sequence[int],
    draws: BatchDraws | None = None,
    recorder: BatchRecorder | None = None,
) -> Ints:
    """Play an exercise for each seed and return their last rows: an array (exercises, columns).

    ``names`` are the bots by role. ``draws`` replaces the draws from the seeds. ``recorder`` is told what happens.
    """
    engine = build_engine(table)
    chance = draws or SeededDraws(seeds, table.slots, table.turns)
    return engine.play(chance, build_seats(engine, names), build_opening_row(table), len(seeds), recorder)
