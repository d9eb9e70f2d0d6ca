"""Finds scenarios and decks by the names that people type, and reads text files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from wargame.commands import WrongUsage
from wargame.content.load import library
from wargame.content.load.loader import Content, load_content, load_scenario
from wargame.content.load.problems import ContentError
from wargame.content.model.scenario import choose_usual_length
from wargame.input_file import TEXT_BYTES, read_input
from wargame.suggestion import suggest_file, suggest_name


def find_content(scenario: str, decks: Sequence[str] | None = None, without: Sequence[str] = ()) -> Content:
    """Return a scenario with its own decks, or with these, and with the switches ``without`` off.

    Raises `WrongUsage` for an unknown name, else `ContentError`.
    """
    path = find_scenario_file(scenario)
    piles = None if decks is None else [find_deck_file(deck, near=path) for deck in decks]
    for deck, pile in zip(decks or (), piles or (), strict=True):
        if (piles or []).count(pile) > 1:
            raise WrongUsage(f"--deck {deck}: this deck is chosen twice; name each once")
    if unknown := [name for name in without if name not in (known := _list_switches(path))]:
        there = f"its switches are: {', '.join(known)}" if known else "it has none"
        hint = suggest_name(unknown[0], known)
        if os.path.exists(unknown[0]) or unknown[0] in library.list_scenarios():
            hint = "write a scenario before --without, which takes all that follows"
        said = f"the scenario has no switch {unknown[0]!r}"
        raise WrongUsage("; ".join(part for part in (said, hint, there) if part))
    return load_content(path, piles, without)


def find_scenario_file(name: str) -> Path:
    """Return the file of a scenario, by id or path. Raises `WrongUsage` for an unknown name."""
    try:
        return require_file(library.find_scenario(name))
    except ContentError as error:
        raise WrongUsage(str(error)) from None


def find_deck_file(name: str, near: Path | None = None) -> Path:
    """Return the file of a deck, by id or path; ``near`` is a file beside which it may be. Raises `WrongUsage`."""
    try:
        return require_file(library.find_deck(name, near=near))
    except ContentError as error:
        raise WrongUsage(str(error)) from None


def require_file(path: Path) -> Path:
    """Return the path of a file that is there. Raises `WrongUsage`, with a name that was probably meant."""
    try:
        path.stat()
    except OSError as error:
        if os.path.islink(path):
            raise WrongUsage(f"{path}: this link leads to no file") from None
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            hint = suggest_file(path, (".yaml", ".yml"))
            raise WrongUsage("; ".join(part for part in (f"{path}: there is no such file", hint) if part)) from None
        raise WrongUsage(f"{path}: the file cannot be read ({error.strerror})") from None
    return path


def _list_switches(scenario: Path) -> list[str]:
    return [switch.id for switch in load_scenario(scenario).switches]


def find_length(content: Content, length: str) -> str:
    """Return the length, if the scenario has it; the usual one for an empty text.

    Raises `WrongUsage` with the lengths that the scenario has.
    """
    lengths = content.scenario.lengths
    if not length:
        return choose_usual_length(content.scenario)
    if length not in lengths:
        hint = suggest_name(length, lengths)
        there = f"{content.scenario.title} has: {', '.join(lengths)}"
        raise WrongUsage("; ".join(part for part in (f"there is no length {length!r}", hint, there) if part))
    return length


def read_text(path: Path) -> str:
    """Return the whole of a text file. Raises `WrongUsage` if it cannot be read as UTF-8 text."""
    try:
        return read_input(path, TEXT_BYTES).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise WrongUsage(f"{path}: it is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise WrongUsage(f"{path}: it cannot be read ({error.strerror})") from None
