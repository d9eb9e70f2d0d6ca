"""Writes the files of commands: whole or not at all, and never over a file of another kind."""

from __future__ import annotations

import os
from pathlib import Path

from wargame.commands import Stop, WrongUsage
from wargame.content.author.deck_document import SaveError, replace_file, suggest_path
from wargame.own_files import make_folder

PAGE = (".html", ".htm")
"""The endings of pages for a browser."""


def check_name(path: Path, endings: tuple[str, ...], what: str) -> None:
    """Refuse a path of another kind, or without a folder, before anything is computed. Raises `WrongUsage`."""
    if os.path.isdir(path):
        raise WrongUsage(f"{path}: this is a folder; name a file in it, such as {path / f'file{endings[0]}'}")
    if path.suffix.lower() not in endings:
        ends = " or ".join(endings)
        raise WrongUsage(f"{path}: {what} ends in {ends}; name one such as {suggest_path(path, endings[0])}")
    check_folder(path)


def check_folder(path: Path) -> None:
    """Refuse a path without a folder. Raises `WrongUsage`."""
    if not os.path.isdir(path.parent):
        raise WrongUsage(f"{path}: there is no folder {path.parent} to write it to; make it, or name another file")


def write_file(path: Path, data: bytes) -> None:
    """Write a file; if that fails, the file that was there is unchanged. Raises `Stop`."""
    try:
        replace_file(path, data)
    except SaveError as error:
        said = str(error).removesuffix("; save it under another name")
        raise Stop(f"{said}; name another file with -o") from None


def create_file(path: Path, text: str) -> None:
    """Write a file that does not exist yet, and its folder. A file that cannot be completed is removed.

    Raises `OSError`; `FileExistsError` says that the file exists.
    """
    make_folder(path.parent)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            path.unlink()
            raise
