"""The fuzzer: plays whole exercises with random commands and stops at the first thing that must not happen.

    python -m tests.fuzz --games 10000 --seed 1

A share of the games goes through `decide` and `offers`, facilitator powers included, with every row checked; the others
take picks straight from the program, as playouts do. A failure prints the seed and the commands that led to it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.playing import Pick, by_seed, check_row, play, shipped, tiny
from wargame.rules.chance import Chance, SeededChance
from wargame.rules.decide import Command, advance
from wargame.rules.model import Table
from wargame.rules.row import ENDING, PC, Row

CHECKED = 20
"""One game in so many goes through commands, with every row checked."""


@dataclass
class Report:
    """How many games were played, through how many choices, to which endings."""

    games: int = 0
    choices: int = 0
    endings: Counter[str] = field(default_factory=Counter)


class Found(AssertionError):
    """A game that went wrong: its number, the table's name and the commands played."""


def tables() -> dict[str, Table]:
    """What is played, by name."""
    return {
        "shipped short": shipped("short"),
        "shipped full": shipped("full"),
        "shipped standard, bots alone": shipped("standard", False),
        "tiny": tiny("standard"),
    }


def fuzz(games: int, seed: int) -> Report:
    """Play so many games from a seed. Raises `Found`."""
    report = Report()
    each = list(tables().items())
    for game in range(games):
        name, table = each[game % len(each)]
        chance, pick = SeededChance(seed + game, table.slots), by_seed(seed + game)
        if game // len(each) % CHECKED == 0:
            row, choices = _commands(f"game {game} of seed {seed} ({name})", table, pick, chance)
        else:
            row, choices = _picks(f"game {game} of seed {seed} ({name})", table, pick, chance)
        report.games += 1
        report.choices += choices
        report.endings[table.endings[row[ENDING] - 1][0].id] += 1
    return report


def _commands(name: str, table: Table, pick: Pick, chance: Chance) -> tuple[Row, int]:
    played: list[Command] = []
    row = table.build_start_row()
    try:
        for step in play(table, pick, chance):
            played.append(step.command)
            row = step.outcome.row
            check_row(table, row)
    except Exception as error:
        raise Found(f"{name}: {type(error).__name__}: {error}\n" + "\n".join(map(_line, played))) from error
    return row, len(played)


def _line(command: Command) -> str:
    return json.dumps([command.role, command.do, dict(command.args)], ensure_ascii=False)


def _picks(name: str, table: Table, pick: Pick, chance: Chance, most: int = 5000) -> tuple[Row, int]:
    row, taken = table.build_start_row(), []
    try:
        advance(table, row, chance, None)
        while not row[ENDING]:
            choice = table.choices[row[PC]]
            assert choice is not None
            asked = choice.asked(row)
            who = asked[pick(len(asked))]
            open_now = choice.picks(row, who)
            one = open_now[pick(len(open_now))]
            taken.append((choice.do, who, one))
            assert len(taken) < most, "no end"
            choice.take(row, who, one, None)
            advance(table, row, chance, None)
        for column, n in zip(table.columns, row, strict=True):
            assert column.low <= n <= column.high, f"{column.name} is {n}"
    except Exception as error:
        raise Found(f"{name}: {type(error).__name__}: {error}\n" + "\n".join(map(str, taken))) from error
    return row, len(taken)


def main() -> int:
    """Play by hand."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Play random exercises until one fails.")
    parser.add_argument("--games", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    try:
        report = fuzz(given.games, given.seed)
    except Found as found:
        print(found, file=sys.stderr)
        return 1
    print(f"{report.games} games, {report.choices} choices, seed {given.seed}: nothing found.")
    for ending, n in report.endings.most_common():
        print(f"{n:8} {ending}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
