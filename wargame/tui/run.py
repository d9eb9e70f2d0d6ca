"""Opening the app: the one module the command line imports of it, and only when the app is to be shown."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.tui.app import WargameApp
from wargame.tui.settings import Settings, settings_path

if TYPE_CHECKING:
    from wargame.exercise.exercise import Exercise


def open_app(sessions: Path, exercise: Exercise | None = None, *, briefing: bool = False, ascii: bool = False) -> int:
    """Open the app at home, or at an exercise (at its briefing, if asked); the exit code when it has been left.

    The app closes the exercise's file, and says afterwards how to go on with it.
    """
    app = WargameApp(Settings.load(settings_path()), sessions, exercise, briefing=briefing)
    app.settings.ascii = app.settings.ascii or ascii
    try:
        code = app.run()
        left = app.left_open
    finally:
        app.close_exercise()
    if left is not None:
        print(f"Everything decided so far is saved. Go on with:\nwargame resume {shlex.quote(str(left))}")
    return code or app.return_code or 0
