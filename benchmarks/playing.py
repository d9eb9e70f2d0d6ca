"""Exercises a second: playouts without notes and with, and play command by command, beside the peers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.peers import measure_boardgame, measure_c, measure_javascript
from benchmarks.timing import Measure, Row, Skipped, compute_ratio, format_ratio, measure_cpu, measure_rounds
from wargame.bots.roster import make_bot
from wargame.content.load.loader import load_content
from wargame.lab.playouts import run_playout
from wargame.rules.chance import SeededChance
from wargame.rules.choices.codecs import build_command
from wargame.rules.compiler.compile import compile_table
from wargame.rules.decide import Command, Outcome, decide, list_waiting
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.row import ENDING, PC
from wargame.rules.view import build_view

EXERCISE = Path(__file__).parents[1] / "tests" / "data" / "peers" / "peers.yaml"
BOT = make_bot("random")

Play = Callable[[Table, int], None]
"""Plays the exercise of a seed."""

PEERS = {"boardgame.io": measure_boardgame, "plain JavaScript": measure_javascript, "C": measure_c}
LEAST = {("playouts without notes", "boardgame.io"): 20.0, ("playouts with notes", "boardgame.io"): 4.0}
"""The targets: how many times the peer's rate."""


def iter_rows(count: int, alone: bool = False) -> Iterator[Row]:
    """Measure in ``count`` rounds, in which we and the peers take turns."""
    content = load_content(EXERCISE)
    table = compile_table(content.scenario, content.decks, "full", paced=False)
    ours = {
        "playouts without notes": build_rate(table, play_silently, 2000),
        "playouts with notes": build_rate(table, play_with_notes, 1000),
        "play by commands": build_rate(table, play_by_commands, 200),
    }
    if alone:
        for what, rates in zip(ours, measure_rounds(count, *ours.values()), strict=True):
            yield Row(what, f"{median(rates):,.0f} /s", value=median(rates), is_rate=True)
        return
    for name, peer in PEERS.items():
        try:
            peer()
        except Skipped as why:
            yield Row(f"exercises a second, beside {name}", "skipped", note=str(why))
            continue
        theirs, *taken = measure_rounds(count, peer, *ours.values())
        for what, rates in zip(ours, taken, strict=True):
            yield build_rate_row(f"{what}, beside {name}", rates, theirs, LEAST.get((what, name)))


def build_rate_row(what: str, ours: Sequence[float], theirs: Sequence[float], least: float | None = None) -> Row:
    """A row for a rate beside another rate, with ``least`` as the target of the ratio."""
    found = compute_ratio(ours, theirs)
    said = format_ratio(found) if found >= 1 else f"1/{compute_ratio(theirs, ours):.1f}"
    note = f"{median(ours):,.0f} a second beside {median(theirs):,.0f}"
    target, ok = ("", None) if least is None else (f">= {least:g} x", found >= least)
    return Row(what, said, target, ok, note, median(ours), is_rate=True)


def build_rate(table: Table, play: Play, count: int) -> Measure:
    """A measure of exercises a second, over the seeds 0 to ``count`` - 1."""

    def play_all() -> None:
        for seed in range(count):
            play(table, seed)

    return lambda: count / measure_cpu(play_all)


def play_silently(table: Table, seed: int) -> None:
    """Play an exercise without notes."""
    run_playout(table, [BOT] * len(table.roles), SeededChance(seed, table.slots))


def play_with_notes(table: Table, seed: int) -> None:
    """Play an exercise and note its events."""
    run_playout(table, [BOT] * len(table.roles), SeededChance(seed, table.slots), [])


def play_by_commands(table: Table, seed: int) -> None:
    """Play as people do: a view for each choice, a command for each pick, a new row and its events for each command."""
    chance, row = SeededChance(seed, table.slots), table.build_start_row()
    while not row[ENDING]:
        (who,) = list_waiting(table, row)
        choice = table.choices[row[PC]]
        assert choice is not None
        command = Command(who, choice.do)
        if who != FACILITATOR:
            role = table.roles.index(who)
            pick = BOT.pick(table, build_view(table, row, who), role, choice, chance)
            command = Command(who, *build_command(table, row, choice, role, pick))
        outcome = decide(table, row, command, chance)
        assert isinstance(outcome, Outcome)
        row = outcome.row
