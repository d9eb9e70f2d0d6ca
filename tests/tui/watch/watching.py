"""What the tests of the second window share: a session that bots play, and a window on it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from tests.tui.app_setup import SIZES, exercise, text_of
from tests.tui.pilot import wait_until
from wargame.exercise.play.clock import Clock
from wargame.exercise.play.exercise import Exercise
from wargame.rules.model import FACILITATOR
from wargame.tui.app.settings import Settings
from wargame.tui.watch.app import WatchApp
from wargame.tui.watch.feed import SessionFeed

ROLES = ("cartel", "cell", "security")
Look = Callable[[Pilot[int]], Awaitable[None]]


def bots(folder: Path) -> Exercise:
    return exercise(folder, bots=ROLES)


def play_to(played: Exercise, turn: int) -> None:
    """Let bots play until this turn's plans are made, or the end."""
    played.play_bots()
    while not played.over and (played.turn < turn or played.phase in ("inject", "deal", "plan")):
        played.execute(FACILITATOR, played.find_pending())
        played.play_bots()


def path_of(played: Exercise) -> Path:
    assert played.path is not None
    return played.path


def look(played: Exercise, act: Look, role: str = "", size: str = "medium", *, clock: Clock | None = None) -> None:
    """Watch a session, and do something meanwhile."""

    async def watching() -> None:
        app = WatchApp(Settings(), SessionFeed(path_of(played)), role, clock)
        async with app.run_test(size=SIZES[size]) as pilot:
            await pilot.pause()
            await act(pilot)

    asyncio.run(watching())


def watching(pilot: Pilot[int]) -> WatchApp:
    """The app under test."""
    assert isinstance(pilot.app, WatchApp)
    return pilot.app


async def until(pilot: Pilot[int], said: str) -> None:
    """Wait until the thread that reads the file has brought these words onto the screen."""
    await wait_until(lambda: said in text_of(pilot.app), pilot.app)
