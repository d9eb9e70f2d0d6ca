"""Finds scenarios, decks and sources by name: those shipped with the program, and those beside the author's own files.

A name is a file's stem. Scenarios live in ``scenarios/``, sources in ``sources/``, decks in the folder above both; the
folder one works in is looked through last. The examples in ``examples/`` are laid out the same way; they are found by
name, but nobody plays with them unasked.
"""

from __future__ import annotations

from pathlib import Path

from wargame import EXERCISE
from wargame.content.load.problems import ContentError, Problem
from wargame.content.model.notation import suggest_name

_HOME = {"deck": "", "scenario": "scenarios", "source": "sources"}
_EXAMPLES = "examples"


def find_shipped_folder() -> Path:
    """The folder of shipped decks: inside the package when installed, at the top of a checkout."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "decks"
    return inside if inside.is_dir() else package.parent / "decks"


def list_scenarios(near: Path | None = None) -> dict[str, Path]:
    """Every scenario there is, by id, the usual one first; ``near`` is a file whose own surroundings come first."""
    return _list_files("scenario", near)


def list_decks(near: Path | None = None) -> dict[str, Path]:
    """Every deck there is, by id."""
    return _list_files("deck", near)


def list_sources(near: Path | None = None) -> dict[str, Path]:
    """Every source there is, by id."""
    return _list_files("source", near)


def list_examples() -> dict[str, Path]:
    """The decks that show authors how one is made, by id; no scenario's own pile has them."""
    return _list_folder("deck", find_shipped_folder() / _EXAMPLES)


def find_scenario(name: str | Path, near: Path | None = None) -> Path:
    """The file of a scenario given by id or as a file. Raises ContentError, listing what there is."""
    return _find_file("scenario", name, near)


def find_deck(name: str | Path, near: Path | None = None) -> Path:
    """The file of a deck given by id or as a file. Raises ContentError, listing what there is."""
    return _find_file("deck", name, near)


def find_source(name: str | Path, near: Path | None = None) -> Path:
    """The file of a source given by id or as a file. Raises ContentError, listing what there is."""
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
    return {path.stem: path for path in sorted((root / _HOME[kind]).glob("*.yaml")) if path.is_file()}


def _find_file(kind: str, name: str | Path, near: Path | None) -> Path:
    if isinstance(name, Path) or "/" in name or "\\" in name or name.endswith((".yaml", ".yml")):
        return Path(name)  # whether it is there, and what else is, reading it tells
    known = _list_files(kind, near)
    if name in known:
        return known[name]
    if name and Path(name).is_file():
        return Path(name)
    here = _list_folder(kind, Path())
    for shelf in (here, _list_folder(kind, find_shipped_folder() / _EXAMPLES)):
        if name in shelf:
            return shelf[name]
    known |= here
    there = f"there are: {', '.join(known)}" if known else f"there are no {kind}s here"
    hint = "; ".join(part for part in (suggest_name(name, known), there) if part)
    raise ContentError(
        [Problem(name or repr(name), 0, 0, "", f"no {kind} and no file is called that", "", hint, "file")]
    )
