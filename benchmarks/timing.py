"""Measuring: rounds in which the things compared take turns, so that a noisy moment hits them alike.

What computes is measured in processor time, which other work on the machine disturbs least; what waits for a disk, in
wall time.
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
"""Where the peers are set up, and where session files are written and read: on a disk, which /tmp may not be."""

Measure = Callable[[], float]


class Skipped(Exception):
    """A comparison that cannot be made here, and why."""


class Line(NamedTuple):
    """One line of the report: a ratio (or another number) and, where there is one, its target."""

    what: str
    measured: str
    target: str = ""
    ok: bool | None = None
    note: str = ""

    def text(self) -> str:
        verdict = {True: "ok", False: "OVER", None: ""}[self.ok]
        return f"{self.what:<58} {self.measured:>10} {self.target:>10} {verdict:<5}{self.note}".rstrip()


def at_least(what: str, ratio: float, target: float, note: str = "") -> Line:
    return Line(what, times(ratio), f">= {target:g} x", ratio >= target, note)


def at_most(what: str, ratio: float, target: float, note: str = "") -> Line:
    return Line(what, times(ratio), f"<= {target:g} x", ratio <= target, note)


def times(ratio: float) -> str:
    """A ratio for people: three figures that matter."""
    return f"{ratio:#.3g} x" if ratio < 1000 else f"{ratio:.0f} x"


def rounds(count: int, *measures: Measure) -> list[list[float]]:
    """What each measure gave in each round; within a round they take turns."""
    taken: list[list[float]] = [[] for _ in measures]
    for _ in range(count):
        for results, measure in zip(taken, measures, strict=True):
            results.append(measure())
    return taken


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median of the rounds' ratios."""
    return median(a / b for a, b in zip(above, below, strict=True))


def cpu(work: Callable[[], object]) -> float:
    """Processor seconds of some work in this process."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def process(*command: str | Path, code: int = 0) -> float:
    """Processor seconds of a whole process. Raises `RuntimeError` unless it ends with ``code``."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != code:
        raise RuntimeError(f"{' '.join(map(str, command))}: exit code {child.returncode}")
    return used.ru_utime + used.ru_stime


def program(name: str) -> Path:
    """A program installed beside this Python. Raises `Skipped`."""
    path = Path(sys.executable).with_name(name)
    if not path.exists():
        raise Skipped(f"{name} is not installed beside {sys.executable}: pip install -e '.[bench]'")
    return path
