"""Finds decks by the names that people type, each with the scenario it is checked against and the sources it cites."""

from __future__ import annotations

import os
from pathlib import Path

from wargame.commands import WrongUsage
from wargame.content.check.check_file import gather_deck
from wargame.content.load import library
from wargame.content.load.loader import Content
from wargame.content.load.problems import ContentError


def find_deck_file(name: str) -> Path:
    """Return the file of a deck, by id or path. Raises `WrongUsage` for an unknown name."""
    try:
        path = library.find_deck(name)
    except ContentError as error:
        raise WrongUsage(str(error)) from None
    if not os.path.exists(path):
        raise WrongUsage(f"{path}: there is no such file")
    return path


def load_deck_content(path: Path, scenario: str | None = None) -> Content:
    """Return a deck with the scenario that it names, or with another one. Raises `ContentError` with every problem."""
    return gather_deck(path, scenario).build_content()
