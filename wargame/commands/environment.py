"""Where people sit and where files go: is there a terminal, and which folder do sessions land in?"""

from __future__ import annotations

import sys
from pathlib import Path

from wargame.commands import Stop


def has_terminal() -> bool:
    """Does somebody sit at a terminal, reading and typing?"""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def find_sessions_path(asked: str | None) -> Path:
    """Where session files go: the folder asked for, the checkout's, or the user's."""
    if asked is not None:
        return Path(asked)
    if Path("sessions").is_dir():
        return Path("sessions")
    from platformdirs import user_data_path

    return user_data_path("wargame", appauthor=False) / "sessions"


def ensure_sessions_folder(asked: str | None) -> Path:
    """The same, made if needed. Raises `Stop`."""
    folder = find_sessions_path(asked)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        remedy = "name another one with --sessions DIR"
        raise Stop(f"{folder}: this folder for session files cannot be made ({error.strerror}); {remedy}") from None
    return folder
