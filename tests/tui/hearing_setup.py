"""Staging for the hearing and the console: an argument before the room, and hands that type fast."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from tests.tui.app_setup import SIZES, exercise, room
from tests.tui.desk_setup import asked
from wargame.exercise.play.exercise import Done, Exercise
from wargame.tui.app.app import WargameApp

ACTION = "We tell the bosses to keep [/their] men off the streets for a month."
EFFECT = "Violence falls, because quiet pays."
REASONS = ["The bosses owe us", "Quiet streets are good for business"]

Scene = Callable[[Pilot[Any], WargameApp], Awaitable[None]]


def argued(folder: Path, kind: str = "challenge", *, secret: bool = False) -> Exercise:
    """An exercise in which the cartel has argued, up to a stage of the hearing."""
    played = asked(exercise(folder), "plan", "cartel")
    args = {"effects": {"violence": -1}, "reasons": 2, "secret": secret}
    said = {"action": ACTION, "effect": EFFECT, "reasons": REASONS}
    assert isinstance(played.execute("cartel", "argue", args, because="Money", said=said), Done)
    asked_of = {"challenge": "security", "clarify": "cartel"}.get(kind, "facilitator")
    if secret and kind == "challenge":
        kind, asked_of = "clarify", "cartel"
    if asked_of != "facilitator":
        return asked(played, kind, asked_of)
    asked(played, "clarify", "cartel").execute("cartel", "stand", {})
    return played


def on(folder: Path, played: Exercise, screen: Callable[[], Screen[Any]], scene: Scene, size: str = "small") -> None:
    """Open a screen over the table of an exercise and let a scene run there."""

    async def run() -> None:
        app = room(folder, played)
        async with app.run_test(size=SIZES[size]) as pilot:
            await pilot.pause()
            app.push_screen(screen())
            await pilot.pause()
            await scene(pilot, app)

    asyncio.run(run())


async def enter(pilot: Pilot[Any], text: str) -> None:
    """Type into the line under the cursor, and press Enter."""
    line = pilot.app.screen.focused
    assert isinstance(line, Input), line
    line.insert_text_at_cursor(text)
    await pilot.press("enter")
    await pilot.pause()
