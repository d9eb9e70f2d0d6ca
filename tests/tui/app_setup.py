"""Staging for tests of the app: an exercise at the table, a screen as text, and planted words that must stay hidden."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from textual.app import App

from wargame.content.load.loader import Content, load_content
from wargame.exercise.play.exercise import Exercise
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings

SIZES = {"small": (80, 24), "medium": (120, 40), "large": (200, 60)}


class StillClock:
    """A clock that stands at one moment until it is moved."""

    def __init__(self) -> None:
        self.at = 0.0

    def read_time(self) -> str:
        return "2026-01-05T09:00:00Z"

    def read_seconds(self) -> float:
        return self.at


@cache
def content() -> Content:
    """The shipped exercise."""
    return load_content("impracticable-alliance")


def exercise(folder: Path, *, length: str = "short", seed: int = 20, bots: tuple[str, ...] = ()) -> Exercise:
    """A new exercise with people at every seat but those of ``bots``."""
    loaded = content()
    seats = {role: "bot:doctrine" if role in bots else "people" for role in loaded.scenario.roles}
    return Exercise.begin(loaded, length, seats, seed, folder, name="test", clock=StillClock())


def room(folder: Path, played: Exercise | None = None) -> WargameApp:
    """The app: at the table of an exercise, or at home."""
    return WargameApp(Settings(), folder, played)


def text_of(app: App[Any]) -> str:
    """What the screen shows, as lines of text without trailing blanks."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips).rstrip() + "\n"
