"""The public screens of the app and of a second window, while an exercise is played in one of the `WAYS`."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.attack.secret_pairs import choose
from tests.tui.app_setup import SIZES
from tests.tui.pilot import Hands
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.view.past_session import PastSession
from wargame.tui.after.replay import ReplayScreen
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.watch.app import WatchApp
from wargame.tui.watch.feed import SessionFeed
from wargame.tui.widgets.line_input import LineInput

MOST = 60
"""Steps after which something hangs."""


def play_in_app(exercise: Exercise, way: str) -> list[str]:
    """Play to the plans of the first turn; what everybody saw, screen by screen, with the notices."""
    seen: list[str] = []

    async def play() -> None:
        assert exercise.path is not None
        app = WargameApp(Settings(), exercise.path.parent, exercise)
        app.settings.motion = False  # how far a movement has come depends on the machine
        async with app.run_test(size=SIZES["medium"], notifications=True) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            for _ in range(MOST):
                if exercise.phase == "plan":
                    break
                await _step(hands, exercise, way, seen)
            assert hands.where == "DeskScreen", "who is called last goes on to its plan"
            await hands.press("escape")
            seen.append(hands.text)
            assert exercise.phase == "plan"
            for key in ("l", "escape", "q"):
                await hands.press(key)
                seen.append(hands.text.replace(f"/{exercise.path.parent.name}/", "/FOLDER/"))
            seen.extend(notice.message.replace(str(exercise.path), "FILE") for notice in app._notifications)

    asyncio.run(play())
    return seen


async def _step(hands: Hands, exercise: Exercise, way: str, seen: list[str]) -> None:
    """Press Enter, or decide at a desk as the way says."""
    if hands.where in ("TableScreen", "CurtainScreen"):
        seen.append(hands.text)
    if hands.where != "DeskScreen":
        await hands.press("enter")
        return
    role = exercise.list_waiting()[0]
    number = "1" if exercise.find_pending() == "respond" else str(choose(exercise, role, way))
    entry = hands.app.screen.query_one("#entry", LineInput)
    entry.value = f"{number} because of Xwhy"
    await entry.action_submit()
    await hands.settle()


def list_watch_frames(path: Path, copy: Path, viewer: str = "") -> list[str]:
    """What a second window shows of a session, line by line; equal frames that follow each other are one."""
    lines = path.read_bytes().splitlines(keepends=True)
    copy.write_bytes(lines[0])
    frames: list[str] = []

    async def watch() -> None:
        feed = SessionFeed(copy)
        app = WatchApp(Settings(), feed, viewer)
        app.settings.motion = False
        app._left.set()  # the lines are handed over by hand
        async with app.run_test(size=SIZES["medium"]) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            if viewer:
                await hands.press("enter")
            for raw in [b"", *lines[1:]]:
                with copy.open("ab") as file:
                    file.write(raw)
                news = feed.read_more()
                if news is not None:
                    app.post_message(WatchApp.Grown(news))
                await hands.settle()
                if not frames or frames[-1] != hands.text:
                    frames.append(hands.text)

    asyncio.run(watch())
    return frames


def list_replay_screens(path: Path, viewer: str, *keys: str) -> list[str]:
    """What the replay screen shows a viewer, step by step to the end, then after each of these keys."""
    shown: list[str] = []

    async def look() -> None:
        app = WargameApp(Settings(), path.parent, first=ReplayScreen(PastSession.read(path), viewer=viewer))
        async with app.run_test(size=SIZES["medium"]) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            while not shown or shown[-1] != hands.text:
                shown.append(hands.text)
                await hands.press("right")
            for key in keys:
                await hands.press(key)
                shown.append(hands.text)

    asyncio.run(look())
    return shown
