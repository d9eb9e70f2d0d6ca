"""Reviewing: the report of a standard exercise as HTML, from the session file to the whole page.

Whole processes, in processor time, beside importing matplotlib, which draws the charts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.timing import Line, at_most, process, program, ratio, rounds

LIMIT = 3.0
SCENARIO = "impracticable-alliance"


def lines(count: int) -> Iterator[Line]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        wargame = program("wargame")
        process(wargame, "play", SCENARIO, "--length", "standard", "--headless", "--seed", "7", "--sessions", folder)
        (session,) = folder.glob("*.jsonl")
        ours, theirs = rounds(
            count,
            lambda: process(wargame, "review", session, "-o", folder / "review.html"),
            lambda: process(sys.executable, "-c", "import matplotlib.figure, matplotlib.backends.backend_svg"),
        )
        said = f"{median(ours):.2f} s"
        yield Line("review of a standard exercise as HTML", said, f"<= {LIMIT:.0f} s", median(ours) <= LIMIT)
        beside = f"{median(ours):.2f} s beside {median(theirs):.2f} s"
        yield at_most("the same, beside importing matplotlib", ratio(ours, theirs), 4.0, beside)
