"""The app, beside an empty Textual app: the first frame, a key, a question over the screen, memory, and rest.

All of it without a terminal, at 120 by 40; the characters a terminal would be sent are made all the same.
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
from benchmarks.timing import Line, at_most, process, ratio, rounds, times
from wargame.content.load.loader import load_content
from wargame.exercise.play.exercise import Exercise
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.play.desk.desk import DeskScreen

SCENARIO = "impracticable-alliance"
KEY, TAIL, MODAL, MEMORY = 0.020, 0.033, 0.100, 60
"""Seconds from a key to its frame: the median and the 95th percentile; seconds to a question; MB."""

RESTING = 2.0
"""How long an app is left alone, in seconds."""


def lines(count: int) -> Iterator[Line]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        yield from _first_frames(folder, count)
        keys, asked, wakes = asyncio.run(_at_the_desk(folder, count))
        empty = asyncio.run(_in_an_empty_app(count))
        yield from _keys("a key on the desk", keys, empty)
        modal, note = median(t.wall for t in asked), f"{median(t.worked for t in asked) * 1000:.1f} ms of it work"
        yield Line(
            "a question over the table", f"{modal * 1000:.1f} ms", f"<= {MODAL * 1000:.0f} ms", modal <= MODAL, note
        )
        bare = asyncio.run(_resting(App()))
        yield Line("wakes a second while nothing moves", f"{wakes:.1f}", "0", wakes <= bare, f"empty app: {bare:.1f}")
        yield _memory(folder)


def _session(folder: Path, name: str, who: str) -> Path:
    """A standard exercise that has just begun, with people or bots in every seat."""
    content = load_content(SCENARIO)
    seats = dict.fromkeys(content.scenario.roles, who)
    exercise = Exercise.begin(content, "standard", seats, 2011, folder, name=name)
    exercise.execute("facilitator", "begin")
    exercise.close()
    assert exercise.path is not None
    return exercise.path


def _child(what: str, *files: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "benchmarks.frames", what, *map(str, files))


def _first_frames(folder: Path, count: int) -> Iterator[Line]:
    """Whole processes that end with their first frame."""
    session = _session(folder, "first", "people")
    empty, home, table = rounds(
        count,
        lambda: process(*_child("empty")),
        lambda: process(*_child("home")),
        lambda: process(*_child("table", session)),
    )
    note = f"{median(home) * 1000:.0f} ms beside {median(empty) * 1000:.0f} ms"
    yield at_most("first frame of the app, beside an empty Textual app", ratio(home, empty), 2.0, note)
    what = "first frame of a session's table, beside the same"
    yield Line(what, times(ratio(table, empty)), note=f"{median(table) * 1000:.0f} ms")


def _memory(folder: Path) -> Line:
    """After a standard exercise that was played on the table by bots."""
    sizes = [
        float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for command in (_child("played", _session(folder, "played", "bot:random")), _child("empty"))
    ]
    note = f"empty app: {sizes[1]:.0f} MB"
    return Line("memory after a standard exercise", f"{sizes[0]:.0f} MB", f"<= {MEMORY} MB", sizes[0] <= MEMORY, note)


def _keys(what: str, taken: Sequence[Taken], empty: Sequence[Taken]) -> Iterator[Line]:
    for said, of, most in ((f"{what} to its frame, median", median, KEY), ("the same, 95th percentile", tail, TAIL)):
        ours, worked, bare = of([t.wall for t in taken]), of([t.worked for t in taken]), of([t.wall for t in empty])
        note = f"{worked * 1000:.1f} ms of it work; an empty app with a line to type in: {bare * 1000:.1f} ms"
        yield Line(said, f"{ours * 1000:.1f} ms", f"<= {most * 1000:.0f} ms", ours <= most, note)


def tail(taken: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(taken, n=20)[-1]


class Taken(NamedTuple):
    """Seconds from a key to its frame, and how many of them this process worked.

    Textual draws sixty times a second, so up to 17 ms are waiting; on a busy machine more.
    """

    wall: float
    worked: float


class Keys:
    """Presses keys in an app, and waits for the frames they lead to."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._came = asyncio.Event()
        tell_frames(app, self._came.set)

    async def press(self, name: str) -> Taken:
        """A key, timed to its first frame."""
        await asyncio.sleep(0.03)  # people do not type in step with the screen's refresh
        self._came.clear()
        begun, worked = perf_counter(), process_time()
        self._app.post_message(Key(name, name if len(name) == 1 else None))
        await asyncio.wait_for(self._came.wait(), 2)
        return Taken(perf_counter() - begun, process_time() - worked)


class Typing(App[None]):
    """The empty app, with one line to type in."""

    def compose(self) -> ComposeResult:
        yield Input()


async def _in_an_empty_app(count: int) -> list[Taken]:
    app = Typing()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        keys = Keys(app)
        return [await keys.press("x") for _ in range(10 * count)]


async def _at_the_desk(folder: Path, count: int) -> tuple[list[Taken], list[Taken], float]:
    """Keys at a desk (offers up and down, a reason being typed), questions over the table, and wakes while it rests."""
    exercise = Exercise.resume(_session(folder, "desk", "people"))
    while exercise.find_pending() != "plan":
        who = exercise.list_waiting()[0]
        exercise.execute(who, *_first(exercise, who), because="benchmark")
    app = WargameApp(Settings(), folder, exercise)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        keys = Keys(app)
        wakes = await _woken()
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


def _first(exercise: Exercise, who: str) -> tuple[str, dict[str, Any]]:
    """The most careful thing somebody can do: nothing, where that is possible."""
    if who == "facilitator":
        return exercise.find_pending(), {}
    offer = next((one for one in exercise.list_offers(who) if one.do == "pass"), exercise.list_offers(who)[0])
    return offer.do, offer.fill(**{slot.name: slot.domain[0] for slot in offer.slots})


async def _resting(app: App[Any]) -> float:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        return await _woken()


async def _woken() -> float:
    """How often the event loop wakes in a second while nobody does anything."""
    await asyncio.sleep(0.5)
    loop: Any = asyncio.get_running_loop()
    once, woken = loop._run_once, []

    def counted() -> None:
        woken.append(perf_counter())
        once()

    loop._run_once = counted
    await asyncio.sleep(RESTING)
    del loop._run_once
    return max(len(woken) - 2, 0) / RESTING  # the sleep of this very measure ends in two
