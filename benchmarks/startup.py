"""Starting: what a facilitator waits for before the program says anything."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from statistics import median

from benchmarks.timing import Line, at_most, process, program, ratio, rounds


def lines(count: int) -> Iterator[Line]:
    wargame = program("wargame")
    ours, bare = rounds(4 * count, lambda: process(wargame, "--help"), lambda: process(sys.executable, "-c", "pass"))
    note = f"{median(ours) * 1000:.0f} ms beside {median(bare) * 1000:.0f} ms"
    yield at_most("wargame --help, beside python -c pass", ratio(ours, bare), 5.0, note)
