"""Exercises a second: playouts without notes and with, and play command by command, beside the peers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from benchmarks import peers
from benchmarks.timing import Line, Measure, Skipped, at_least, cpu, ratio, rounds, times
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


def lines(count: int) -> Iterator[Line]:
    content = load_content(EXERCISE)
    table = compile_table(content.scenario, content.decks, "full", paced=False)
    ours = (
        ("playouts without notes", 20.0, rate(table, silent, 2000)),
        ("playouts with notes", 4.0, rate(table, noted, 1000)),
        ("play by commands", None, rate(table, commanded, 200)),
    )
    for name, peer in (
        ("boardgame.io", peers.boardgame),
        ("plain JavaScript", peers.javascript),
        ("C", peers.c),
    ):
        try:
            peer()
        except Skipped as why:
            yield Line(f"exercises a second, beside {name}", "skipped", note=str(why))
            continue
        theirs, *taken = rounds(count, peer, *(measure for _, _, measure in ours))
        for (what, target, _), rates in zip(ours, taken, strict=True):
            said = f"{what}, beside {name}"
            note = f"{median(rates):,.0f} a second beside {median(theirs):,.0f}"
            if target is not None and peer is peers.boardgame:
                yield at_least(said, ratio(rates, theirs), target, note)
            elif ratio(rates, theirs) >= 1:
                yield Line(said, times(ratio(rates, theirs)), note=note)
            else:
                yield Line(said, f"1/{ratio(theirs, rates):.0f}", note=note)


def rate(table: Table, play: Play, count: int) -> Measure:
    """Exercises a second, the seed another in each."""

    def all_of_them() -> None:
        for seed in range(count):
            play(table, seed)

    return lambda: count / cpu(all_of_them)


def silent(table: Table, seed: int) -> None:
    run_playout(table, [BOT] * len(table.roles), SeededChance(seed, table.slots))


def noted(table: Table, seed: int) -> None:
    run_playout(table, [BOT] * len(table.roles), SeededChance(seed, table.slots), [])


def commanded(table: Table, seed: int) -> None:
    """As people play: a view for each choice, a command for each pick, a new row and its events from each."""
    chance, row = SeededChance(seed, table.slots), table.build_start_row()
    while not row[ENDING]:
        (who,) = list_waiting(table, row)
        choice = table.program[row[PC]].choice
        assert choice is not None
        command = Command(who, choice.do)
        if who != FACILITATOR:
            role = table.roles.index(who)
            pick = BOT.pick(table, build_view(table, row, who), role, choice, chance)
            command = Command(who, *build_command(table, row, choice, role, pick))
        outcome = decide(table, row, command, chance)
        assert isinstance(outcome, Outcome)
        row = outcome.row
