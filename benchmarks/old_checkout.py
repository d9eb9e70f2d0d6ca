"""The rows of a checkout whose benchmarks cannot print JSON: ``python old_checkout.py THEME ROUNDS SESSION``.

It runs with the Python and in the folder of that checkout, measures one theme there without the slow peers, and prints
the rows as `benchmarks.compare` reads them. A value is read from the text of a row, so it has two or three significant
figures. The theme *replay* steps through SESSION.
"""

from __future__ import annotations

import json
import os
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

UNITS = {"ms": 1e-3, "s": 1.0, "MB": 1.0, "a second": 1.0, "x": 1.0}
FIGURES = (
    re.compile(r"([\d.,]+) (ms) of it work"),
    re.compile(r"([\d.,]+) (a second|ms|s|MB) beside"),
    re.compile(r"^([\d.,]+) (ms)$"),
)
"""Where a note tells the value. A row without such a note tells it as what was measured; a disk, by its ratio."""


def main() -> None:
    """Measure the theme and print its rows as JSON."""
    theme, rounds, session = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    sys.path[0] = os.getcwd()  # the other checkout's modules, not those beside this file
    timing: Any = import_module("benchmarks.timing")
    find = timing.program
    timing.program = lambda name: find(name) if name == "wargame" else Path("/bin/true")
    module: Any = import_module(f"benchmarks.{theme}")
    if theme == "playing":
        module.peers.boardgame = lambda: 1.0
        module.peers.javascript = module.peers.c = lambda: _skip(timing)
    if theme == "replay":
        module._session = lambda folder: session
    rows = []
    for line in module.lines(rounds):
        value, is_rate = _read_value(line.measured, line.note)
        rows.append({"theme": theme, "what": line.what, "value": value, "is_rate": is_rate})
    print(json.dumps(rows))


def _skip(timing: Any) -> float:
    raise timing.Skipped("not compared")


def _read_value(measured: str, note: str) -> tuple[float | None, bool]:
    """The value that a row tells, in seconds, megabytes or exercises a second; whether it is a rate."""
    for figure in FIGURES:
        if found := figure.search(note):
            return float(found[1].replace(",", "")) * UNITS[found[2]], found[2] == "a second"
    number, _, unit = measured.partition(" ")
    return (float(number.replace(",", "")) * UNITS[unit], False) if unit in UNITS else (None, False)


if __name__ == "__main__":
    main()
