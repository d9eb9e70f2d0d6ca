"""Bots: playouts a second with the doctrine bot in every seat, beside random bots on the same shipped scenario.

The playouts with random bots are the plain baseline: the same steps of the same exercise without any weighing.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.playing import Play, build_rate, build_rate_row
from benchmarks.recorded import SCENARIOS
from benchmarks.timing import Row, measure_rounds
from wargame.bots.roster import make_bot
from wargame.content.load.loader import load_content
from wargame.lab.playouts import run_playout
from wargame.rules.chance import SeededChance
from wargame.rules.compiler.compile import compile_table
from wargame.rules.model import Table

GAMES = {"doctrine": 15, "random": 150}
"""Exercises of one measure."""


def iter_rows(count: int, alone: bool = False) -> Iterator[Row]:
    """Measure the standard length of each scenario in ``count`` rounds."""
    for scenario in SCENARIOS:
        content = load_content(scenario)
        table = compile_table(content.scenario, content.decks, "standard", paced=False)
        doctrine, random = measure_rounds(
            count, *(build_rate(table, _build_play(name), games) for name, games in GAMES.items())
        )
        yield build_rate_row(f"doctrine on {scenario}, beside random", doctrine, random)


def _build_play(name: str) -> Play:
    """A playout with this bot in every seat."""
    bot = make_bot(name)

    def play(table: Table, seed: int) -> None:
        run_playout(table, [bot] * len(table.roles), SeededChance(seed, table.slots))

    return play
