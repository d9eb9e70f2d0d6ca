"""Finds scenarios, decks and sources by name: those shipped with the program, and those beside the author's files.

A name is a file name without its ending. Scenarios are in ``scenarios/``, sources in ``sources/``, decks in the folder
above both. The current folder is searched last. A link that leads out of the folder it is found in is left out: only a
path that somebody typed is followed anywhere. The examples in ``examples/`` have the same layout; they are found by
name, but no scenario plays with them by default.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from wargame import EXERCISE
from wargame.content.load.problems import ContentError, Problem, format_file_name
from wargame.suggestion import suggest_name

_HOME = {"deck": "", "scenario": "scenarios", "source": "sources"}
_EXAMPLES = "examples"


def find_shipped_folder() -> Path:
    """Return the folder of shipped decks: inside the package if installed, else at the top of a checkout."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "decks"
    return inside if os.path.isdir(inside) else package.parent / "decks"


def list_scenarios(near: Path | None = None) -> dict[str, Path]:
    """Return the file of every scenario by id, the default one first.

    ``near`` is a file whose neighbours are found before all others.
    """
    return _list_files("scenario", near)


def list_decks(near: Path | None = None) -> dict[str, Path]:
    """Return the file of every deck by id."""
    return _list_files("deck", near)


def list_sources(near: Path | None = None) -> dict[str, Path]:
    """Return the file of every source by id."""
    return _list_files("source", near)


def list_examples() -> dict[str, Path]:
    """Return the decks that show authors how to write one, by id; no scenario lists them."""
    return _list_folder("deck", find_shipped_folder() / _EXAMPLES)


def find_named_scenario(name: str, near: Path) -> Path | None:
    """Return the file of the scenario that a deck names, also of one that is an example; None if there is none."""
    return list_scenarios(near=near).get(name) or _list_folder("scenario", find_shipped_folder() / _EXAMPLES).get(name)


def find_scenario(name: str | Path, near: Path | None = None) -> Path:
    """Return the file of a scenario, given by id or as a file. Raises `ContentError`, which lists all scenarios."""
    return _find_file("scenario", name, near)


def find_deck(name: str | Path, near: Path | None = None) -> Path:
    """Return the file of a deck, given by id or as a file. Raises `ContentError`, which lists all decks."""
    return _find_file("deck", name, near)


def find_listed_deck(name: str, near: Path) -> Path:
    """Return the file of a deck that a scenario lists, by id only: what a file says leads to no path.

    Raises `ContentError`, which lists all decks.
    """
    known = _list_files("deck", near)
    here = {} if name in known else _list_folder("deck", Path())
    for shelf in (known, here, list_examples()):
        if name in shelf:
            return shelf[name]
    return _refuse("deck", name, known | here)


def find_source(name: str | Path, near: Path | None = None) -> Path:
    """Return the file of a source, given by id or as a file. Raises `ContentError`, which lists all sources."""
    return _find_file("source", name, near)


def _list_files(kind: str, near: Path | None) -> dict[str, Path]:
    roots = [find_shipped_folder()]
    if near is not None:
        folder = near.absolute().parent
        roots.append(folder.parent if folder.name in _HOME.values() else folder)
    found: dict[str, Path] = {}
    for root in roots:
        found |= _list_folder(kind, root)
    return dict(sorted(found.items(), key=lambda one: (one[0] != EXERCISE, one[0])))


def _list_folder(kind: str, root: Path) -> dict[str, Path]:
    folder = root / _HOME[kind]
    if os.path.islink(folder) and not has_inside(root, folder):
        return {}
    return {
        path.stem: path
        for path in list_files(folder, "*.yaml")
        if os.path.isfile(path) and (not os.path.islink(path) or has_inside(root, path))
    }


def list_files(folder: Path, pattern: str) -> list[Path]:
    """Return the paths in a folder that fit, by name; none of a folder that may not be searched."""
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []


def has_inside(folder: Path, path: Path) -> bool:
    """Return whether a path leads to a place inside a folder, when all links are followed."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # RuntimeError: links that form a circle
        return False


def _find_file(kind: str, name: str | Path, near: Path | None) -> Path:
    if isinstance(name, Path) or "/" in name or "\\" in name or name.endswith((".yaml", ".yml")):
        return Path(name)  # the reader reports if it is missing
    known = _list_files(kind, near)
    if name in known:
        return known[name]
    if name and os.path.isfile(Path(name)):
        return Path(name)
    here = _list_folder(kind, Path())
    for shelf in (here, _list_folder(kind, find_shipped_folder() / _EXAMPLES)):
        if name in shelf:
            return shelf[name]
    return _refuse(kind, name, known | here)


def _refuse(kind: str, name: str, known: Mapping[str, Path]) -> NoReturn:
    there = f"there are: {format_file_name(', '.join(known))}" if known else f"there are no {kind}s here"
    hint = "; ".join(part for part in (suggest_name(name, known), there) if part)
    said = f"no {kind} and no file is called that"
    if name and os.path.exists(name):
        what = "a folder" if os.path.isdir(name) else "no ordinary file"
        said = f"no {kind} is called that, and what is there is {what}"
    raise ContentError([Problem(name or repr(name), 0, 0, "", said, "", hint, "file")])
