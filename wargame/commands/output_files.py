"""Writing: what a command leaves in a file, whole or not at all, and never over a file of another kind."""

from __future__ import annotations

from pathlib import Path

from wargame.commands import Stop, WrongUsage
from wargame.content.author.deck_document import SaveError, replace_file

PAGE = (".html", ".htm")
"""How the name of a page for a browser ends."""


def check_name(path: Path, endings: tuple[str, ...], what: str) -> None:
    """Refuse, before anything is computed, a name that is not of its kind or has no folder. Raises `WrongUsage`."""
    if path.is_dir():
        raise WrongUsage(f"{path}: this is a folder; name a file in it, such as {path / f'file{endings[0]}'}")
    if path.suffix.lower() not in endings:
        ends = " or ".join(endings)
        raise WrongUsage(f"{path}: {what} ends in {ends}; name one such as {path.with_suffix(endings[0])}")
    if not path.parent.is_dir():
        raise WrongUsage(f"{path}: there is no folder {path.parent} to write it to; make it, or name another file")


def write_file(path: Path, data: bytes) -> None:
    """Write a file, or leave the one that is there as it was. Raises `Stop`."""
    try:
        replace_file(path, data)
    except SaveError as error:
        raise Stop(f"{error}; name another file with -o") from None


def create_file(path: Path, text: str) -> None:
    """Write a file that is not there yet, its folder too; nothing is left of one that cannot be completed.

    Raises `OSError`, of which `FileExistsError` says that it is there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            path.unlink()
            raise
