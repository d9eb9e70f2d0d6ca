"""The lab: exercises that are played together, beside the same exercises played one by one in the same rounds.

The peers' exercise is played with the peers' own generator, as in tests/test_peers.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import measure_javascript
from benchmarks.playing import EXERCISE, build_rate_row
from benchmarks.recorded import SCENARIOS
from benchmarks.timing import (
    Measure,
    Row,
    Skipped,
    measure_cpu,
    measure_rounds,
)
from wargame.bots.roster import make_bot
from wargame.content.load.loader import load_content
from wargame.lab.batch.arrays import Ints
from wargame.lab.batch.draws import Drawn64, Indices
from wargame.lab.batch.playouts import run_batch_playouts
from wargame.lab.playouts import run_playout
from wargame.rules.chance import SeededChance
from wargame.rules.compiler.compile import compile_table
from wargame.rules.model import Table

MOST = 8192
PEERS = 65_536
"""The peers' exercises in a batch. Their rows are short and their generator keeps nothing, so memory is no limit."""
LEAST = {("doctrine", MOST): 130.0, ("doctrine", 1000): 50.0, ("doctrine", 200): 15.0, ("random", MOST): 15.0}
"""The targets: how many times the rate of exercises that are played one by one."""
ALONE = {"doctrine": 20, "random": 300}
"""Exercises of one measure that are played one by one."""
JAVASCRIPT = 0.7
"""The target beside a plain loop in JavaScript."""


def iter_rows(count: int, alone: bool = False) -> Iterator[Row]:
    """Measure the standard length of each scenario in ``count`` rounds."""
    for scenario in SCENARIOS:
        content = load_content(scenario)
        table = compile_table(content.scenario, content.decks, "standard", paced=False)
        for (bot, games), least in LEAST.items():
            names = (bot,) * len(table.roles)
            run_batch_playouts(table, names, range(20))
            one, many = measure_rounds(count, _build_alone(table, bot), _build_together(table, names, games))
            yield build_rate_row(f"{games:,} {bot} on {scenario}, beside one by one", many, one, least)
    if not alone:
        yield from _iter_peer_rows(count)


def _build_alone(table: Table, bot: str) -> Measure:
    """Exercises a second, one after another."""
    games, bots = ALONE[bot], [make_bot(bot)] * len(table.roles)

    def play() -> None:
        for seed in range(games):
            run_playout(table, bots, SeededChance(seed, table.slots))

    return lambda: games / measure_cpu(play)


def _build_together(table: Table, names: Sequence[str], games: int) -> Measure:
    """Exercises a second, together."""
    return lambda: games / measure_cpu(lambda: run_batch_playouts(table, names, range(games)))


def _iter_peer_rows(count: int) -> Iterator[Row]:
    content = load_content(EXERCISE)
    table = compile_table(content.scenario, content.decks, "full", paced=False)
    draws, names = CountedDraws(table, PEERS), ("random",) * 3

    def measure() -> float:
        return PEERS / measure_cpu(lambda: run_batch_playouts(table, names, range(PEERS), draws))

    measure()
    try:
        ours, theirs = measure_rounds(count, measure, measure_javascript)
    except Skipped as why:
        yield Row("the peers' exercise, beside plain JavaScript", "skipped", note=str(why))
        return
    yield build_rate_row("the peers' exercise, beside plain JavaScript", ours, theirs, JAVASCRIPT)


class CountedDraws:
    """The peers' generator over many exercises: a draw is a hash of seed, game and a number made of turn and slot."""

    def __init__(self, table: Table, games: int) -> None:
        self._numbers = {"card": 0, "response": 1}
        for p, role in enumerate(table.roles):
            self._numbers |= {f"plan/{role}": 2 + 2 * p, f"roll/{role}": 3 + 2 * p}
        self._keys = self._mix((42 + np.arange(games, dtype=np.uint64) * np.uint64(0x9E3779B9)).astype(np.uint32))

    def pick(self, turn: int, slot: str, n: int, games: Indices, of: int | Ints) -> Drawn64:
        """Return the numbers drawn at an address."""
        number = (turn - 1) * 8 + self._numbers[slot]
        words = self._mix(self._keys[games] + np.uint32(number * 0x85EBCA6B & 2**32 - 1))
        got: Drawn64 = words.astype(np.int64)
        got *= of
        got >>= 32
        return got

    @staticmethod
    def _mix(x: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """Mix numbers in place, and return them."""
        x ^= x >> np.uint32(16)
        x *= np.uint32(0x7FEB352D)
        x ^= x >> np.uint32(15)
        x *= np.uint32(0x846CA68B)
        x ^= x >> np.uint32(16)
        return x
