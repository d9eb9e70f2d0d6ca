"""Finds scenarios, decks and sources by name: those shipped with the program, and those beside the author's own files.

A name is a file's stem. Scenarios live in ``scenarios/``, sources in ``sources/``, decks in the folder above both; the
folder one works in is looked through last. The examples in ``examples/`` are laid out the same way; they are found by
name, but nobody plays with them unasked.
"""

from __future__ import annotations

from pathlib import Path

from wargame import EXERCISE
from wargame.content.load.problems import ContentError, Problem
from wargame.content.model.notation import nearest

_HOME = {"deck": "", "scenario": "scenarios", "source": "sources"}
_EXAMPLES = "examples"


def shipped() -> Path:
    """The folder of shipped decks: inside the package when installed, at the top of a checkout."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "decks"
    return inside if inside.is_dir() else package.parent / "decks"


def scenarios(near: Path | None = None) -> dict[str, Path]:
    """Every scenario there is, by id, the usual one first; ``near`` is a file whose own surroundings come first."""
    return _all("scenario", near)


def decks(near: Path | None = None) -> dict[str, Path]:
    """Every deck there is, by id."""
    return _all("deck", near)


def sources(near: Path | None = None) -> dict[str, Path]:
    """Every source there is, by id."""
    return _all("source", near)


def examples() -> dict[str, Path]:
    """The decks that show authors how one is made, by id; no scenario's own pile has them."""
    return _within("deck", shipped() / _EXAMPLES)


def find_scenario(name: str | Path, near: Path | None = None) -> Path:
    """The file of a scenario given by id or as a file. Raises ContentError, listing what there is."""
    return _find("scenario", name, near)


def find_deck(name: str | Path, near: Path | None = None) -> Path:
    """The file of a deck given by id or as a file. Raises ContentError, listing what there is."""
    return _find("deck", name, near)


def find_source(name: str | Path, near: Path | None = None) -> Path:
    """The file of a source given by id or as a file. Raises ContentError, listing what there is."""
    return _find("source", name, near)


def _all(kind: str, near: Path | None) -> dict[str, Path]:
    roots = [shipped()]
    if near is not None:
        folder = near.absolute().parent
        roots.append(folder.parent if folder.name in _HOME.values() else folder)
    found: dict[str, Path] = {}
    for root in roots:
        found |= _within(kind, root)
    return dict(sorted(found.items(), key=lambda one: (one[0] != EXERCISE, one[0])))


def _within(kind: str, root: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted((root / _HOME[kind]).glob("*.yaml")) if path.is_file()}


def _find(kind: str, name: str | Path, near: Path | None) -> Path:
    if isinstance(name, Path) or "/" in name or "\\" in name or name.endswith((".yaml", ".yml")):
        return Path(name)  # whether it is there, and what else is, reading it tells
    known = _all(kind, near)
    if name in known:
        return known[name]
    if name and Path(name).is_file():
        return Path(name)
    here = _within(kind, Path())
    for shelf in (here, _within(kind, shipped() / _EXAMPLES)):
        if name in shelf:
            return shelf[name]
    known |= here
    there = f"there are: {', '.join(known)}" if known else f"there are no {kind}s here"
    hint = "; ".join(part for part in (nearest(name, known), there) if part)
    raise ContentError(
        [Problem(name or repr(name), 0, 0, "", f"no {kind} and no file is called that", "", hint, "file")]
    )
