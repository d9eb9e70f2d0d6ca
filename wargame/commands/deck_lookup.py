"""Loads decks, each with the scenario it is checked against and the sources it cites."""

from __future__ import annotations

from pathlib import Path

from wargame.commands.lookup import find_scenario_file
from wargame.content.check.check_file import gather_deck
from wargame.content.load.loader import Content


def load_deck_content(path: Path, scenario: str | None = None) -> Content:
    """Return a deck with the scenario that it names, or with another one.

    Raises `ContentError` with every problem, and `WrongUsage` for the name of another scenario that does not exist.
    """
    if scenario is not None:
        find_scenario_file(scenario)
    return gather_deck(path, scenario).build_content()
