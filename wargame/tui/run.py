"""Open the app. The command line imports only this module of `wargame.tui`, and only if the app is shown."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.session.shell_commands import format_session_command
from wargame.tui.app.app import WargameApp
from wargame.tui.app.hangup import leave_with_terminal
from wargame.tui.app.settings import Settings, find_settings_path

if TYPE_CHECKING:
    from socket import socket

    from wargame.devices.room_options import RoomOptions
    from wargame.exercise.play.exercise import Exercise
    from wargame.exercise.view.past_session import PastSession


PAIRS = 300
"""The pairs of playouts on which the impact of the decisions is measured at the end of play."""


def open_app(
    sessions: Path,
    exercise: Exercise | None = None,
    *,
    place: str = "table",
    ascii: bool = False,
    still: bool = False,
    listens: socket | None = None,
    room_options: RoomOptions | None = None,
) -> int:
    """Open the app at home, or at an exercise: at its ``table``, its ``briefing`` or its ``end``. Return the exit code.

    With ``listens``, a socket that listens, the teams may decide on their own devices.

    The app closes the file of the exercise, and prints afterwards how to go on with it.
    """
    settings = Settings.load(find_settings_path())
    app = WargameApp(settings, sessions, exercise, place, pairs=PAIRS, listens=listens, room_options=room_options)
    return _run(app, ascii, still)


def open_replay(
    sessions: Path,
    past: PastSession,
    *,
    at: int,
    viewer: str,
    undone: bool = False,
    ascii: bool = False,
    still: bool = False,
) -> int:
    """Open the app at a past session. Leaving the session, or one played on from it, leaves the app."""
    from wargame.tui.after.replay import ReplayScreen

    first = ReplayScreen(past, at=at, viewer=viewer, undone=undone)
    app = WargameApp(Settings.load(find_settings_path()), sessions, first=first, pairs=PAIRS)
    return _run(app, ascii, still)


def open_decks(sessions: Path, path: Path, card: str | None, *, ascii: bool = False) -> int:
    """Open the app at a deck, or at one of its cards, to edit it. Leaving the deck leaves the app."""
    from wargame.tui.author.deck_desk import DeckDesk

    desk = DeckDesk(path, card)
    code = _run(WargameApp(Settings.load(find_settings_path()), sessions, first=desk), ascii)
    left = desk.manuscript
    if left is not None and left.changed and not desk.shipped and not desk.would_be_lost:
        print("Not saved yet, but what was typed is kept. Go on with:")
        print(f"wargame deck edit {shlex.quote(str(left.path))}")
    return code


def _run(app: WargameApp, ascii: bool, still: bool = False) -> int:
    app.settings.ascii = app.settings.ascii or ascii
    app.settings.motion = app.settings.motion and not still
    leave_with_terminal(app)
    try:
        code = app.run()
        left = app.unfinished_session
    finally:
        app.close_exercise()
    if left is not None:
        print(f"Everything decided so far is saved. Go on with:\n{format_session_command('resume', left)}")
    return code or app.return_code or 0
