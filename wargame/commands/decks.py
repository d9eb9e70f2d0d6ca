"""Decks by the names people type: each with the scenario it is held against, and what it cites."""

from __future__ import annotations

from pathlib import Path

from wargame.content.checking import gather_deck
from wargame.content.loader import Content


def load(path: Path, scenario: str | None = None) -> Content:
    """A deck with the scenario it names, or with another. Raises `ContentError`, which tells of all that is wrong."""
    return gather_deck(path, scenario).content()
