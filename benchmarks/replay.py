"""Replay, beside an empty Textual app: a step to the next decision and back in a session of 1,000 lines.

The steps are taken at its far end, where the most lies behind a moment, at 120 by 40 and without a terminal.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.app import SCENARIO, Keys, Taken, Typing, tail
from benchmarks.frames import SIZE
from benchmarks.timing import Line
from wargame.content.load.loader import load_content
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.view.replay import PastSession
from wargame.tui.after.replay import ReplayScreen
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings

STEP = 0.033
"""Seconds from a key to the frame of the next decision."""

LONG = 1000
"""Lines of the session."""


def lines(count: int) -> Iterator[Line]:
    with TemporaryDirectory() as name:
        path = _session(Path(name))
        begun = perf_counter()
        past = PastSession.read(path)
        note = f"{past.last} lines, {path.stat().st_size / 1e6:.1f} MB"
        yield Line("a session is opened for replay", f"{(perf_counter() - begun) * 1000:.0f} ms", note=note)
        taken, empty = asyncio.run(_steps(past, count)), asyncio.run(_typing(count))
        for said, of in (("a step of a replay to its frame, median", median), ("the same, 95th percentile", tail)):
            ours, worked, bare = of([t.wall for t in taken]), of([t.worked for t in taken]), of([t.wall for t in empty])
            note = f"{worked * 1000:.1f} ms of it work; an empty app with a line to type in: {bare * 1000:.1f} ms"
            yield Line(said, f"{ours * 1000:.1f} ms", f"<= {STEP * 1000:.0f} ms", ours <= STEP, note)


def _session(folder: Path) -> Path:
    """A full exercise played over and over by bots: gone back in from near its end until the file is long."""
    content = load_content(SCENARIO)
    seats = dict.fromkeys(content.scenario.roles, "bot:random")
    exercise = Exercise.begin(content, "full", seats, 2011, folder, name="long")
    while len(exercise.lines) + 1 < LONG:
        exercise.play_bots()
        standing = exercise.standing
        if exercise.turn >= exercise.table.turns - 1 and len(exercise.lines) + len(standing) < LONG:
            exercise.undo(standing[len(standing) // 3]["n"], "benchmark", confirmed=True)
        elif exercise.over:
            exercise.note("benchmark")
        else:
            exercise.execute("facilitator", exercise.find_pending(), because="benchmark")
    exercise.close()
    assert exercise.path is not None
    return exercise.path


async def _steps(past: PastSession, count: int) -> list[Taken]:
    app = WargameApp(Settings(), Path("."), first=ReplayScreen(past, at=past.list_step_lines()[-2 * count - 1]))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        keys = Keys(app)
        return [await keys.press(name) for name in ["right", "right", "left"] * (2 * count)]


async def _typing(count: int) -> list[Taken]:
    app = Typing()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        keys = Keys(app)
        return [await keys.press("x") for _ in range(6 * count)]
