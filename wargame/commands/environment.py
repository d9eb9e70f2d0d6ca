"""Is there a terminal, and into which folder do session files go?"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from wargame.commands import Stop
from wargame.own_files import make_folder

OTHER_FOLDER = "name another one with --sessions DIR"
OWN_FOLDER = "make a folder called sessions here, which is used instead"
"""What to do without the folder of session files, for commands that do not ask for one."""


def has_terminal() -> bool:
    """Does a person read and type at a terminal?"""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def find_sessions_path(asked: str | None) -> Path:
    """Return the folder of session files: the one asked for, ``sessions/`` of the checkout, or the user's own."""
    if asked is not None:
        return Path(asked)
    if Path("sessions").is_dir():
        return Path("sessions")
    from platformdirs import user_data_path

    return user_data_path("wargame", appauthor=False) / "sessions"


def ensure_sessions_folder(asked: str | None, remedy: str = OTHER_FOLDER) -> Path:
    """Return the folder of `find_sessions_path`, made if it does not exist. Raises `Stop`, with the ``remedy``."""
    folder = find_sessions_path(asked)
    try:
        make_folder(folder)
    except OSError as error:
        raise Stop(f"{folder}: this folder for session files cannot be made ({error.strerror}); {remedy}") from None
    refuse_read_only(folder, remedy)
    return folder


def refuse_read_only(folder: Path, remedy: str = OTHER_FOLDER) -> None:
    """Raise `Stop`, with the ``remedy``, for a folder that nobody here may write to."""
    if os.path.isdir(folder) and not os.access(folder, os.W_OK | os.X_OK):
        raise Stop(f"{folder}: you may not write to this folder; {remedy}")
