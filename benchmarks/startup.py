"""Starting: how long the program takes before it says anything."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.timing import Row, build_ratio_row, find_program, measure_rounds, run_process


def iter_rows(count: int, alone: bool = False) -> Iterator[Row]:
    """Measure in four times ``count`` rounds, because a single process is short."""
    wargame = find_program("wargame")
    ours, bare = measure_rounds(
        4 * count, lambda: run_process(wargame, "--help"), lambda: run_process(sys.executable, "-c", "pass")
    )
    yield build_ratio_row("wargame --help, beside python -c pass", ours, bare, 5.0)
