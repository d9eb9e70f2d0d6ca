"""Reviewing: the report of a standard exercise in four formats, and a course of forty sessions as CSV and HTML.

Whole processes from the session files to the report, in processor time. A report of one session stands beside importing
matplotlib, which draws the charts, and Word, PDF and slides beside the page; a course stands beside ``json.loads`` of
every line of its files.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.recorded import SCENARIO, SESSIONS, find_course
from benchmarks.timing import Row, build_ratio_row, find_program, measure_rounds, run_process

LIMIT = 3.0
"""Seconds for the page of a standard exercise."""

PARSE = """
import json, sys
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        for line in file:
            json.loads(line)
"""


def iter_rows(count: int, alone: bool = False) -> Iterator[Row]:
    """Measure ``count`` rounds of one session, half as many of the course."""
    with TemporaryDirectory() as name:
        yield from _measure_session(Path(name), count)
        yield from _measure_course(Path(name), max(1, count // 2))


def _measure_session(folder: Path, count: int) -> Iterator[Row]:
    wargame = find_program("wargame")
    run_process(wargame, "play", SCENARIO, "--length", "standard", "--headless", "--seed", "7", "--sessions", folder)
    (session,) = folder.glob("*.jsonl")
    page, document, paper, slides, bare = measure_rounds(
        count,
        lambda: run_process(wargame, "review", session, "-o", folder / "review.html"),
        lambda: run_process(wargame, "review", session, "-o", folder / "review.docx"),
        lambda: run_process(wargame, "review", session, "-o", folder / "review.pdf"),
        lambda: run_process(wargame, "review", session, "-o", folder / "review.pptx"),
        lambda: run_process(sys.executable, "-c", "import matplotlib.figure, matplotlib.backends.backend_svg"),
    )
    said, ok = f"{median(page):.2f} s", median(page) <= LIMIT
    yield Row("review of a standard exercise as HTML", said, f"<= {LIMIT:.0f} s", ok, value=median(page))
    yield build_ratio_row("the same, beside importing matplotlib", page, bare, 4.0, "s")
    for name, taken in (("DOCX", document), ("PDF", paper), ("PPTX", slides)):
        yield build_ratio_row(f"review of a standard exercise as {name}, beside HTML", taken, page, unit="s")


def _measure_course(folder: Path, count: int) -> Iterator[Row]:
    wargame, sessions = find_program("wargame"), find_course()
    table, page, bare = measure_rounds(
        count,
        lambda: run_process(wargame, "review", *sessions, "-o", folder / "course.csv"),
        lambda: run_process(wargame, "review", *sessions, "-o", folder / "course.html"),
        lambda: run_process(sys.executable, "-c", PARSE, *sessions),
    )
    for name, taken in (("CSV", table), ("HTML", page)):
        yield build_ratio_row(f"course of {SESSIONS} sessions as {name}, beside json.loads", taken, bare, unit="s")
