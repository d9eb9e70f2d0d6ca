"""Two processes beside one, in wall time: plain Python, a balance report that they share, and impact on both cores.

The rows say something only on a machine that does nothing else. Plain Python shows what two processes bring there at
best.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.playing import build_rate_row
from benchmarks.recorded import SCENARIOS
from benchmarks.timing import (
    Measure,
    Row,
    compute_ratio,
    find_program,
    format_ratio,
    measure_rounds,
    measure_wall,
    run_process,
)
from wargame.content.load.loader import load_content
from wargame.lab.balance import measure_balance
from wargame.lab.together import MOST_TOGETHER

SHARED = 16 * MOST_TOGETHER
"""The exercises of the report: starting two processes is a thirtieth of its time."""
SPIN = "n = 60_000_000\nwhile n: n -= 1"
"""Some seconds of plain Python."""
LEAST = 1.8
"""The target of two processes beside one."""
PLAYED = Path(__file__).parents[1] / "sessions" / "examples" / "impracticable-alliance.jsonl"
"""The session of a standard exercise."""
MOST_SECONDS = {100: 6, 1000: 40}
"""The targets of a review with impact, by pairs of playouts."""


def iter_rows(count: int, alone: bool = False) -> Iterator[Row]:
    """Measure both in at most three rounds, in turns."""
    content = load_content(SCENARIOS[0])

    def build(workers: int) -> Measure:
        return lambda: SHARED / measure_wall(lambda: measure_balance(content, "standard", SHARED, workers=workers))

    def build_plain(processes: int) -> Measure:
        return lambda: processes / measure_wall(lambda: _spin(processes))

    measure_balance(content, "standard", MOST_TOGETHER)
    plain_one, one, plain_two, two = measure_rounds(min(count, 3), build_plain(1), build(1), build_plain(2), build(2))
    yield Row("two processes of plain Python, beside one", format_ratio(compute_ratio(plain_two, plain_one)))
    yield build_rate_row("a balance report by two processes, beside one", two, one, LEAST)
    with TemporaryDirectory() as folder:
        for pairs, most in MOST_SECONDS.items():
            yield _measure_impact(Path(folder), pairs, most, min(count, 3))


def _measure_impact(folder: Path, pairs: int, most: int, count: int) -> Row:
    """Measure whole processes by the clock: the report with impact on both cores."""
    command = (find_program("wargame"), "review", PLAYED, "--impact", str(pairs), "-o", folder / "report.md")
    taken = median(measure_wall(lambda: run_process(*command)) for _ in range(count))
    what = f"review --impact {pairs:,} of a standard exercise"
    return Row(what, f"{taken:.1f} s", f"<= {most} s", taken <= most, value=taken)


def _spin(processes: int) -> None:
    """Let processes of plain Python run at once, and wait for them."""
    started = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(processes)]
    for process in started:
        process.wait()
