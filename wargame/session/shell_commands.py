"""The command lines that do something with a session file, written so that a shell reads them as they stand."""

from __future__ import annotations

import os
from shlex import quote
from typing import Literal

SessionCommand = Literal["branch", "replay", "resume", "review", "verify"]
"""A command of `wargame` that takes a session file."""


def format_session_command(command: SessionCommand, path: str | os.PathLike[str], *options: str) -> str:
    """Return the command line that does ``command`` with the session file ``path``, for a person to copy into a shell.

    The path is quoted where the shell needs it, and a path that begins with ``-`` is not read as an option. The
    ``options`` follow the path as they are. Everything that names such a command to people calls this function.
    """
    name = os.fspath(path)
    file = quote(f"./{name}" if name.startswith("-") else name)
    return " ".join(("wargame", command, file, *options))


def format_repair(path: str | os.PathLike[str]) -> str:
    """Return what to do with a file that was only rewritten on its way: the command that writes a clean copy."""
    return f"{format_session_command('verify', path, '--repair', '-o', 'NEW.jsonl')} writes the clean copy"
