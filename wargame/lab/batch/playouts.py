"""Batch playouts: whole exercises among bots, many at once, row for row those of `wargame.lab.playouts`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from wargame.bots.habits import TEMPERS
from wargame.lab.batch.arrays import Ints
from wargame.lab.batch.doctrine import DoctrineSeat
from wargame.lab.batch.draws import BatchDraws, SeededDraws
from wargame.lab.batch.engine import DONE, BatchEngine
from wargame.lab.batch.numbers import NoBatchBody
from wargame.lab.batch.play import BatchForcing, BatchRecorder, BatchSeat
from wargame.lab.batch.seats import RandomSeat
from wargame.lab.playouts import build_opening_row
from wargame.rules.model import Table
from wargame.rules.row import Row


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


class BatchPlayer:
    """Plays exercises at one table, with the bots ``names`` in its seats."""

    def __init__(self, table: Table, names: Sequence[str]) -> None:
        """Raises `NoBatchBody` if the batch engine cannot play at this table or with these bots."""
        self.table = table
        self.engine = build_engine(table)
        self.seats = build_seats(self.engine, names)

    def build_draws(self, seeds: Sequence[int]) -> SeededDraws:
        """Return the draws of an exercise for each seed."""
        return SeededDraws(seeds, self.table.slots, self.table.turns)

    def play(
        self,
        starts: Sequence[Row] | Row,
        seeds: Sequence[int],
        *,
        draws: BatchDraws | None = None,
        recorder: BatchRecorder | None = None,
        until: int | Ints = DONE,
        forcing: BatchForcing | None = None,
    ) -> Ints:
        """Play an exercise for each seed, as `BatchEngine.play` does. ``draws`` replaces the draws from the seeds."""
        chance = draws or self.build_draws(seeds)
        return self.engine.play(chance, self.seats, starts, len(seeds), recorder, until, forcing)


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
    return BatchPlayer(table, names).play(build_opening_row(table), seeds, draws=draws, recorder=recorder)
