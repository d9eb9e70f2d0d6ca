"""The passages of a deck: every text that somebody reads or hears, with its kind and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wargame.content.load.document import Document
from wargame.content.model.deck import Card, Deck
from wargame.content.model.notation import Path

REACH = 80
"""The number of lines of a file in which a passage is searched: more than any passage fills."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a deck. ``cites`` are the facts of its card; empty for a text outside the cards."""

    kind: str
    path: Path
    text: str
    cites: tuple[str, ...] = ()


def iter_passages(deck: Deck) -> Iterator[Passage]:
    """Yield every passage of a deck, in the order of the models."""
    yield Passage("deck title", ("title",), deck.title)
    yield Passage("about", ("about",), deck.about)
    for i, card in enumerate(deck.cards):
        cites = tuple(card.cites)
        for kind, path, text in _iter_card_passages(card):
            yield Passage(kind, ("cards", i, *path), text, cites)


def _iter_card_passages(card: Card) -> Iterator[tuple[str, Path, str]]:
    yield "title", ("title",), card.title
    yield "text", ("text",), card.text
    if card.ours is not None:
        yield "invention", ("ours",), card.ours
    if card.invented is not None:
        yield "invention", ("invented",), card.invented
    if card.response is not None:
        yield "prompt", ("response", "prompt"), card.response.prompt
        for i, option in enumerate(card.response.options):
            path = ("response", "options", i)
            yield "option title", (*path, "title"), option.title
            if option.text is not None:
                yield "option text", (*path, "text"), option.text
    if card.expect is not None:
        yield "expect", ("expect",), card.expect
    for i, question in enumerate(card.ask):
        yield "question", ("ask", i), question
    if card.notes is not None:
        yield "notes", ("notes",), card.notes


def find_position(document: Document, passage: Passage, found: str) -> tuple[int, int]:
    """Return line and column where ``found`` begins in a passage, or where the passage begins.

    Any white space matches any other, because authors wrap lines.
    """
    line, column = document.find_position(passage.path)
    if not found or not line:
        return line, column
    lines = [
        document.find_source_text(line, column),
        *(document.find_source_text(line + i, 1) for i in range(1, REACH)),
    ]
    match = re.search(r"\s+".join(map(re.escape, found.split())), "\n".join(lines))
    if match is None:  # the file spells it in another way: with an escape in quotes
        return line, column
    before = match.string[: match.start()]
    down = before.count("\n")
    return line + down, match.start() - before.rfind("\n") if down else column + match.start()
