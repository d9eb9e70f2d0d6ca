"""Timing: what a row of the report is, and rounds in which the things that are compared take turns.

What computes is measured in processor time, because other work on the machine disturbs it least. What waits for a disk
or for a frame is measured in wall time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from platformdirs import user_cache_path

CACHE = user_cache_path("wargame")
"""The folder for the peers and for session files. It is on a disk, which /tmp may not be."""

Measure = Callable[[], float]


class Skipped(Exception):
    """A comparison that cannot be made here. The message says why."""


class Row(NamedTuple):
    """One row of the report: what is measured, the figure as text, its target, and the verdict if there is a target.

    ``value`` is the figure that `benchmarks.compare` compares between two checkouts: the program's own, without what
    stands beside it, in seconds, megabytes, or exercises a second if ``is_rate``. Where only the ratio says anything,
    it is the ratio; None where nothing does.
    """

    what: str
    measured: str
    target: str = ""
    ok: bool | None = None
    note: str = ""
    value: float | None = None
    is_rate: bool = False

    def format(self) -> str:
        """The row as a line of text."""
        verdict = {True: "ok", False: "OVER", None: ""}[self.ok]
        return f"{self.what:<58} {self.measured:>10} {self.target:>10} {verdict:<5}{self.note}".rstrip()


def format_ratio(ratio: float) -> str:
    """A ratio with three significant figures."""
    return f"{ratio:#.3g} x" if ratio < 1000 else f"{ratio:.0f} x"


def build_ratio_row(
    what: str, ours: Sequence[float], theirs: Sequence[float], most: float | None = None, unit: str = "ms"
) -> Row:
    """A row for seconds (``ours``) beside other seconds (``theirs``), with ``most`` as the target of the ratio.

    ``unit`` is the unit of the note: us, ms or s.
    """
    found = compute_ratio(ours, theirs)
    scale, digits = {"us": (1e6, 0), "ms": (1e3, 0 if median(ours) > 0.1 else 1), "s": (1.0, 2)}[unit]
    note = f"{median(ours) * scale:,.{digits}f} {unit} beside {median(theirs) * scale:,.{digits}f} {unit}"
    target, ok = ("", None) if most is None else (f"<= {most:g} x", found <= most)
    return Row(what, format_ratio(found), target, ok, note, median(ours))


def measure_rounds(count: int, *measures: Measure) -> list[list[float]]:
    """What each measure returned in each round, by measure. Within a round the measures take turns."""
    taken: list[list[float]] = [[] for _ in measures]
    for _ in range(count):
        for results, measure in zip(taken, measures, strict=True):
            results.append(measure())
    return taken


def compute_ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median of the ratios of the rounds."""
    return median(a / b for a, b in zip(above, below, strict=True))


def measure_cpu(work: Callable[[], object]) -> float:
    """Processor seconds of some work in this process."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def measure_wall(work: Callable[[], object]) -> float:
    """Seconds by the clock that some work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def run_process(*command: str | Path, code: int = 0, folder: Path | None = None) -> float:
    """Processor seconds of a whole process. Raises `RuntimeError` unless it ends with exit code ``code``."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != code:
        raise RuntimeError(f"{' '.join(map(str, command))}: exit code {child.returncode}")
    return used.ru_utime + used.ru_stime


def find_program(name: str) -> Path:
    """A program installed beside this Python. Raises `Skipped`."""
    path = Path(sys.executable).with_name(name)
    if not path.exists():
        raise Skipped(f"{name} is not installed beside {sys.executable}: pip install -e '.[bench]'")
    return path
