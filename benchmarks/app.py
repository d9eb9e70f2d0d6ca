"""The app, beside an empty Textual app: the first frame, a key, a question over the screen, memory, and rest.

The app runs without a terminal, at 120 by 40. The characters that a terminal would be sent are made all the same.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, NamedTuple

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Input

from benchmarks.frames import SIZE, tell_frames
from benchmarks.recorded import SCENARIO
from benchmarks.timing import Row, build_ratio_row, format_ratio, measure_rounds, run_process
from wargame.content.load.loader import load_content
from wargame.exercise.play.exercise import Exercise
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.play.desk.desk import DeskScreen

KEY, TAIL, MODAL = 0.020, 0.033, 0.100
"""Limits in seconds: from a key to its frame, the median and the 95th percentile; from a key to a question."""
MEMORY = 1.85
"""The limit of the memory after an exercise, as a ratio to that of an empty app in the same run."""

RESTING = 2.0
"""How long an app is left alone, in seconds."""


def iter_rows(count: int, alone: bool = False) -> Iterator[Row]:
    """Measure ``count`` first frames, and tens of keys for each of them."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        yield from _measure_first_frames(folder, count)
        keys, asked, wakes = asyncio.run(_press_at_the_desk(folder, count))
        empty = asyncio.run(press_in_empty_app(10 * count))
        yield from build_key_rows("a key on the desk to its frame, median", keys, empty, KEY)
        modal, worked = median(t.wall for t in asked), median(t.worked for t in asked)
        note = f"{worked * 1000:.1f} ms of it work"
        said = f"{modal * 1000:.1f} ms"
        yield Row("a question over the table", said, f"<= {MODAL * 1000:.0f} ms", modal <= MODAL, note, worked)
        bare = asyncio.run(_rest(App()))
        yield Row("wakes a second while nothing moves", f"{wakes:.1f}", "0", wakes <= bare, f"empty app: {bare:.1f}")
        yield _measure_memory(folder)


def _begin_session(folder: Path, name: str, who: str) -> Path:
    """A standard exercise that has just begun, with people or bots in every seat."""
    content = load_content(SCENARIO)
    seats = dict.fromkeys(content.scenario.roles, who)
    exercise = Exercise.begin(content, "standard", seats, 2011, folder, name=name)
    exercise.execute("facilitator", "begin")
    exercise.close()
    assert exercise.path is not None
    return exercise.path


def _build_command(what: str, *files: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "benchmarks.frames", what, *map(str, files))


def _measure_first_frames(folder: Path, count: int) -> Iterator[Row]:
    """Whole processes that end with their first frame."""
    session = _begin_session(folder, "first", "people")
    empty, home, table = measure_rounds(
        count,
        lambda: run_process(*_build_command("empty")),
        lambda: run_process(*_build_command("home")),
        lambda: run_process(*_build_command("table", session)),
    )
    yield build_ratio_row("first frame of the app, beside an empty Textual app", home, empty, 2.0)
    yield build_ratio_row("first frame of a session's table, beside the same", table, empty)


def _measure_memory(folder: Path) -> Row:
    """The memory after bots have played a standard exercise on the table."""
    played = _build_command("played", _begin_session(folder, "played", "bot:random"))
    ours, empty = (
        float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for command in (played, _build_command("empty"))
    )
    note = f"{ours:.1f} MB beside {empty:.1f} MB for an empty app"
    what, limit = "memory after a standard exercise", f"<= {MEMORY:g} x"
    return Row(what, format_ratio(ours / empty), limit, ours / empty <= MEMORY, note, ours)


def build_key_rows(what: str, taken: Sequence[Taken], empty: Sequence[Taken], most: float) -> Iterator[Row]:
    """Two rows for keys, beside those of an empty app: the median, with ``most`` as its limit, and the tail."""
    for said, of, limit in ((what, median, most), ("the same, 95th percentile", compute_tail, TAIL)):
        ours, worked, bare = of([t.wall for t in taken]), of([t.worked for t in taken]), of([t.wall for t in empty])
        note = f"{worked * 1000:.1f} ms of it work; an empty app with a line to type in: {bare * 1000:.1f} ms"
        yield Row(said, f"{ours * 1000:.1f} ms", f"<= {limit * 1000:.0f} ms", ours <= limit, note, worked)


def compute_tail(taken: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(taken, n=20)[-1]


class Taken(NamedTuple):
    """Seconds from a key to its frame, and how many of them this process worked.

    Textual draws sixty times a second, so up to 17 ms of them are waiting; on a busy machine more.
    """

    wall: float
    worked: float


class Keys:
    """Presses keys in an app and waits for the next frame of each."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._came = asyncio.Event()
        tell_frames(app, self._came.set)

    async def press(self, name: str) -> Taken:
        """Press a key. Returns how long it took to the first frame."""
        await asyncio.sleep(0.03)  # people do not type in step with the screen's refresh
        self._came.clear()
        begun, worked = perf_counter(), process_time()
        self._app.post_message(Key(name, name if len(name) == 1 else None))
        await asyncio.wait_for(self._came.wait(), 2)
        return Taken(perf_counter() - begun, process_time() - worked)


class TypingApp(App[None]):
    """An empty app with one line to type in."""

    def compose(self) -> ComposeResult:
        yield Input()


async def press_in_empty_app(count: int) -> list[Taken]:
    """``count`` keys, typed into a line of an empty app."""
    app = TypingApp()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        keys = Keys(app)
        return [await keys.press("x") for _ in range(count)]


async def _press_at_the_desk(folder: Path, count: int) -> tuple[list[Taken], list[Taken], float]:
    """Keys at a desk (up and down the offers, typing a reason), questions over the table, wakes a second at rest."""
    exercise = Exercise.resume(_begin_session(folder, "desk", "people"))
    while exercise.find_pending() != "plan":
        who = exercise.list_waiting()[0]
        exercise.execute(who, *_pick_first(exercise, who), because="benchmark")
    app = WargameApp(Settings(), folder, exercise)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        keys = Keys(app)
        wakes = await _count_wakes()
        asked = []
        for _ in range(2 * count):
            asked.append(await keys.press("a"))
            await pilot.press("escape")
        app.push_screen(DeskScreen(exercise.list_waiting()[0]))
        await pilot.pause()
        taken = [await keys.press(name) for _ in range(2 * count) for name in ("down", "down", "down", "up")]
        app.screen.query_one("#why").focus()
        await pilot.pause()
        taken += [await keys.press(letter) for _ in range(2 * count) for letter in "because"]
    app.close_exercise()
    return taken, asked, wakes


def _pick_first(exercise: Exercise, who: str) -> tuple[str, dict[str, Any]]:
    """A command for somebody who is waited for: to pass if that is possible, otherwise the first offer."""
    if who == "facilitator":
        return exercise.find_pending(), {}
    offer = next((one for one in exercise.list_offers(who) if one.do == "pass"), exercise.list_offers(who)[0])
    return offer.do, offer.fill(**{slot.name: slot.domain[0] for slot in offer.slots})


async def _rest(app: App[Any]) -> float:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        return await _count_wakes()


async def _count_wakes() -> float:
    """How often the event loop wakes in a second while nobody does anything."""
    await asyncio.sleep(0.5)
    loop: Any = asyncio.get_running_loop()
    once, woken = loop._run_once, []

    def run_once() -> None:
        woken.append(perf_counter())
        once()

    loop._run_once = run_once
    await asyncio.sleep(RESTING)
    del loop._run_once
    return max(len(woken) - 2, 0) / RESTING  # the end of the sleep above wakes it twice
