"""Replay, beside an empty Textual app: a step to the next decision and back in a session of 1,000 decisions.

The steps are taken at the far end of the session, where the most has happened before, at 120 by 40 and without a
terminal.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.app import Keys, Taken, build_key_rows, press_in_empty_app
from benchmarks.frames import SIZE
from benchmarks.recorded import find_long_session
from benchmarks.timing import Row
from wargame.exercise.view.past_session import PastSession
from wargame.session.records import CommandLine
from wargame.tui.after.replay import ReplayScreen
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings

STEP = 0.033
"""The limit of a step in seconds, from the key to its frame, for the median and for the 95th percentile."""


def iter_rows(count: int, alone: bool = False) -> Iterator[Row]:
    """Measure six times ``count`` steps."""
    path = find_long_session()
    begun = perf_counter()
    past = PastSession.read(path)
    taken = perf_counter() - begun
    decisions = sum(isinstance(line, CommandLine) and line.role in past.table.roles for line in past.all_lines)
    note = f"{decisions:,} decisions, {path.stat().st_size / 1e6:.1f} MB"
    yield Row("a session is opened for replay", f"{taken * 1000:.0f} ms", note=note, value=taken)
    steps, keys = asyncio.run(_step(past, count)), asyncio.run(press_in_empty_app(6 * count))
    yield from build_key_rows("a step of a replay to its frame, median", steps, keys, STEP)


async def _step(past: PastSession, count: int) -> list[Taken]:
    first = past.list_step_lines()[-2 * count - 1]
    app = WargameApp(Settings(), Path("."), first=ReplayScreen(past, at=first))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        keys = Keys(app)
        return [await keys.press(name) for name in ["right", "right", "left"] * (2 * count)]
