"""Contingency decks: cards that are never drawn, kept for the facilitator to inject. What that forbids them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wargame.content.load.document import Document
from wargame.content.load.problems import Problem
from wargame.content.load.validation import build_problem
from wargame.content.model.known_names import iter_entries, iter_named_entries, read_mapping
from wargame.content.model.notation import Path


def check_contingency(documents: Sequence[Document]) -> Iterator[Problem]:
    """A contingency card has no turn of its own, and nothing in a scenario and its decks brings one."""
    kept: set[str] = set()
    for deck in documents:
        data = read_mapping(deck.data)
        if data.get("contingency") is not True:
            continue
        kept |= {card["id"] for _, card in iter_named_entries(data.get("cards"))}
        for i, card in iter_entries(data.get("cards")):
            if card.get("turn") is not None:
                said, expected = "a card of a contingency deck has no turn: it is never drawn", "no key 'turn'"
                hint = "delete it, or move the card to another deck"
                yield build_problem(deck, ("cards", i, "turn"), said, expected, hint, key=True, code="contingency")
    if not kept:
        return
    for document in documents:
        for path, name in _iter_injections(document):
            if name in kept:
                said = f"the card {name!r} is in a contingency deck: only the facilitator brings it"
                yield build_problem(
                    document,
                    path,
                    said,
                    "a card of another deck",
                    "move it to a deck that is drawn",
                    code="contingency",
                )


def _iter_injections(document: Document) -> Iterator[tuple[Path, str]]:
    """Every card that something in a scenario or a deck injects, and where it says so."""
    for path, frame in _iter_frames(read_mapping(document.data)):
        if isinstance(name := frame.get("inject"), str):
            yield (*path, "inject"), name


def _iter_frames(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """What can inject a card."""
    for part in ("actions", "upkeep"):
        for i, frame in iter_entries(data.get(part)):
            yield (part, i), frame
    for i, card in iter_entries(data.get("cards")):
        for j, frame in iter_entries(card.get("also")):
            yield ("cards", i, "also", j), frame
        for j, option in iter_entries(read_mapping(card.get("response")).get("options")):
            yield ("cards", i, "response", "options", j), option
