"""What the tests of the table and of the screens over it share: an exercise at its table, and scenes there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from tests.exercise.exercise_driver import turns_of
from tests.playing import by_seed
from tests.tui.app_setup import StillClock, exercise, room, text_of
from wargame.exercise.play.exercise import Exercise
from wargame.tui.app.app import WargameApp

Scene = Callable[[Pilot[int], WargameApp], Awaitable[None]]


def at_table(folder: Path, played: Exercise, scene: Scene, size: tuple[int, int] = (80, 24)) -> None:
    """Open the table of an exercise and let a scene run there."""

    async def run() -> None:
        app = room(folder, played)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await scene(pilot, app)

    asyncio.run(run())


def shown(folder: Path, played: Exercise, size: tuple[int, int] = (80, 24), *keys: str) -> str:
    """The text on the screen after some keys."""
    seen: list[str] = []

    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        await pilot.press(*keys)
        await pilot.pause()
        seen.append(text_of(app))

    at_table(folder, played, scene, size)
    return seen[0]


@cache
def recorded() -> bytes:
    """A session of the shipped exercise up to its third turn, when plans are made."""
    with TemporaryDirectory() as folder:
        played = exercise(Path(folder))
        for _ in turns_of(played, by_seed(5), powers=False):
            if played.turn == 3 and played.phase == "plan":
                break
        played.close()
        assert played.path is not None
        return played.path.read_bytes()


def in_midst(folder: Path) -> Exercise:
    """The shipped exercise in its third turn, when plans are made."""
    return Exercise.resume(save_midst(folder), StillClock())


def save_midst(folder: Path) -> Path:
    """Write that session to a file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "midst.jsonl"
    path.write_bytes(recorded())
    return path
