"""Finds the pages and the recorded exercises that come with the program, in a checkout and in an installed copy."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_PAGE_FOLDERS = ("", "players", "plans", "course")
"""The folders below the pages whose files are listed; the others are for people who change the program."""


def find_docs_folder() -> Path | None:
    """The folder of pages: inside the package when installed, ``docs/`` of a checkout; None if there is neither."""
    return _find_folder("docs", "docs")


def find_examples_folder() -> Path | None:
    """Return the folder of recorded exercises, like `find_docs_folder`: ``sessions/examples/`` of a checkout."""
    return _find_folder("examples", "sessions/examples")


def list_pages() -> dict[str, Path]:
    """Return every page, by name: its path below the folder without the ending, such as ``players/cartel``."""
    folder = find_docs_folder()
    if folder is None:
        return {}
    found = [path for name in _PAGE_FOLDERS for path in sorted((folder / name).glob("*.md")) if path.is_file()]
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in found}


def list_recorded_exercises() -> dict[str, Path]:
    """Return every recorded exercise, by name: its file's name without the ending."""
    folder = find_examples_folder()
    return {} if folder is None else {path.stem: path for path in sorted(folder.glob("*.jsonl")) if path.is_file()}


def _find_folder(inside: str, of_checkout: str) -> Path | None:
    top = _PACKAGE.parent
    folders = [_PACKAGE / inside]
    if (top / "pyproject.toml").is_file():  # beside an installed package another one may have left a folder docs
        folders.append(top / of_checkout)
    return next((folder for folder in folders if folder.is_dir()), None)
