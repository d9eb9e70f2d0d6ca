"""Keeps the handouts of cards beside a session file, in a folder of its name, and finds them again by their digest."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from wargame.input_file import HANDOUT_BYTES, read_input
from wargame.own_files import open_own, read_own
from wargame.session.chain import JournalError


def find_handouts_folder(session: Path) -> Path:
    """Return the folder beside a session file in which its handouts are kept."""
    return session.with_suffix(".handouts")


def keep_handouts(session: Path, files: Mapping[str, Path]) -> None:
    """Copy files, given by their digests, into the folder beside a session file.

    Raises `JournalError` if one cannot be copied or has changed since it was read.
    """
    if not files:
        return
    folder = find_handouts_folder(session)
    for sha, path in files.items():
        try:
            data = read_input(path, HANDOUT_BYTES)
            if sha256(data).hexdigest() != sha:
                raise JournalError(path, "was changed while the exercise began", "begin it again")
            folder.mkdir(parents=True, exist_ok=True)
            fd = open_own(folder / _format_name(sha, path.suffix), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            with os.fdopen(fd, "wb") as file:
                file.write(data)
        except OSError as error:
            said = f"a handout could not be kept beside the session ({error.strerror})"
            raise JournalError(path, said, "make room, or take the handout off its card") from error


def _format_name(sha: str, ending: str) -> str:
    return f"{sha[:16]}{ending.lower()}"


def find_handout(session: Path, file: str, sha: str) -> Path | None:
    """Return the kept copy of a handout, by its file name and digest; None if it is not there or was changed."""
    path = find_handouts_folder(session) / _format_name(sha, Path(file).suffix)
    try:
        return path if sha256(read_own(path)).hexdigest() == sha else None
    except OSError:
        return None
