"""Checks that cards which come at once do not bring each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wargame.content.load.document import Document
from wargame.content.load.problems import Problem
from wargame.content.load.raw_frames import iter_raw_follows
from wargame.content.load.validation import build_problem
from wargame.content.model.deck import Card
from wargame.content.model.follows import NOW
from wargame.content.model.notation import Path
from wargame.content.model.raw_data import iter_named_entries, read_mapping

MOST_IN_A_ROW = 40
"""The most cards that bring each other at once, one after the other."""

_HINT = "let one of them come at: next"


def check_circles(decks: Sequence[Document]) -> Iterator[Problem]:
    """Check that cards that come at once do not bring each other in a circle."""
    edges: dict[str, list[tuple[Document, Path, str]]] = {}
    for document in decks:
        for i, card in iter_named_entries(read_mapping(document.data).get("cards")):
            for path, name, at in iter_raw_follows(card, Card, ("cards", i)):
                if at == NOW:
                    edges.setdefault(card["id"], []).append((document, path, name))
    done: set[str] = set()
    for first in edges:
        yield from _check_circle(first, edges, [], done)


def _check_circle(
    card: str, edges: Mapping[str, list[tuple[Document, Path, str]]], before: list[str], done: set[str]
) -> Iterator[Problem]:
    """Follow the cards that come at once after ``card``; ``before`` led to it. Each card is followed once."""
    if card in done:
        return
    way = [*before, card]
    for document, path, name in edges.get(card, ()):
        if name in way:
            circle = " -> ".join([*way[way.index(name) :], name])
            said = f"these cards bring each other at once: {circle}"
            yield build_problem(
                document, path, said, "no circle of at: now", "let one of them come at: next", code="circle"
            )
        elif len(way) < MOST_IN_A_ROW:
            yield from _check_circle(name, edges, way, done)
        else:
            said = f"more than {MOST_IN_A_ROW} cards come at once, one after the other"
            yield build_problem(document, path, said, "fewer", _HINT, code="circle")
    done.add(card)
