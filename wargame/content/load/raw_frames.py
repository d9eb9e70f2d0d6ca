"""Walks the raw data of scenarios and decks: what happens in it, and the names it uses, each with its path.

Lenient: what is malformed is passed over, for the models report it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wargame.content.model.known_names import iter_entries, read_mapping
from wargame.content.model.notation import Path

Data = dict[str, Any]


def list_texts(value: Any) -> list[tuple[int, str]]:
    """The texts in a list of raw data, each with its place in it."""
    return [(i, text) for i, text in enumerate(value if isinstance(value, list) else ()) if isinstance(text, str)]


def iter_tested_names(condition: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every name a condition tests, with its path."""
    for name, wanted in read_mapping(condition).items():
        if name != "any":
            yield (*path, name), name
        for i, part in iter_entries(wanted) if name == "any" else ():
            yield from iter_tested_names(part, (*path, "any", i))


def iter_scenario_frames(data: Data) -> Iterator[tuple[Path, Data]]:
    """The parts of a scenario that happen where no zone is chosen."""
    for part in ("actions", "deals", "upkeep", "endings", "rates"):
        for i, frame in iter_entries(data.get(part)):
            if not (part == "actions" and frame.get("target") is not None):
                yield (part, i), frame
    for name, length in read_mapping(data.get("lengths")).items():
        yield ("lengths", name), read_mapping(length)
    yield ("question",), read_mapping(data.get("question"))
    for role, body in read_mapping(data.get("roles")).items():
        for member, spec in read_mapping(read_mapping(body).get("members")).items():
            yield ("roles", role, "members", member), read_mapping(spec)
        for i, objective in iter_entries(read_mapping(body).get("objectives")):
            for j, award in iter_entries(objective.get("awards")):
                yield ("roles", role, "objectives", i, "awards", j), award


def iter_deck_frames(data: Data) -> Iterator[tuple[Path, Data]]:
    """The parts of a deck that happen, or test a condition."""
    for i, card in iter_entries(data.get("cards")):
        yield ("cards", i), card
        for j, frame in iter_entries(card.get("also")):
            yield ("cards", i, "also", j), frame
        response = read_mapping(card.get("response"))
        yield ("cards", i, "response"), response
        for j, option in iter_entries(response.get("options")):
            yield ("cards", i, "response", "options", j), option


def list_used_names(frame: Data, path: Path) -> list[tuple[Path, str]]:
    """Every name the effects and conditions of a frame use, with its path."""
    found = [
        ((*path, part, name), name)
        for part in ("effects", "success", "failure", "now", "each", "broken", "opening")
        for name in read_mapping(frame.get(part))
    ]
    for part in ("when", "lapses", "true_when", "vetoes"):
        found += iter_tested_names(frame.get(part), (*path, part))
    for i, bonus in iter_entries(read_mapping(frame.get("check")).get("plus")):
        found += iter_tested_names(bonus.get("when"), (*path, "check", "plus", i, "when"))
    return found


def list_members(data: Data) -> list[tuple[Path, str, Data]]:
    """Every member of every role: its path, its name, what is said of it."""
    return [
        (("roles", role, "members", name), name, read_mapping(member))
        for role, body in read_mapping(data.get("roles")).items()
        for name, member in read_mapping(read_mapping(body).get("members")).items()
    ]
