"""Checks contingency decks, whose cards are never drawn: the facilitator keeps and injects them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.content.load.document import Document
from wargame.content.load.problems import Problem
from wargame.content.load.raw_frames import iter_raw_follows
from wargame.content.load.validation import build_problem
from wargame.content.model.deck import Deck
from wargame.content.model.raw_data import iter_entries, list_ids, read_mapping
from wargame.content.model.scenario import Scenario
from wargame.content.model.types import Model


def check_contingency(decks: Sequence[Document], setting: Document | None = None) -> Iterator[Problem]:
    """Check that no contingency card has a turn, and that nothing in the decks or the scenario injects one."""
    kept: set[str] = set()
    for deck in decks:
        data = read_mapping(deck.data)
        if data.get("contingency") is not True:
            continue
        kept |= list_ids(data.get("cards"))
        for i, card in iter_entries(data.get("cards")):
            if card.get("turn") is not None:
                said, expected = "a card of a contingency deck has no turn: it is never drawn", "no key 'turn'"
                hint = "delete it, or move the card to another deck"
                yield build_problem(deck, ("cards", i, "turn"), said, expected, hint, key=True, code="contingency")
    if not kept:
        return
    if setting is not None:
        yield from _check_injections(setting, Scenario, kept)
    for deck in decks:
        yield from _check_injections(deck, Deck, kept)


def _check_injections(document: Document, model: type[Model], kept: set[str]) -> Iterator[Problem]:
    """Check that nothing in a scenario or a deck injects one of the cards ``kept`` for the facilitator."""
    for path, name, _ in iter_raw_follows(document.data, model):
        if name in kept:
            said = f"the card {name!r} is in a contingency deck: only the facilitator brings it"
            expected, hint = "a card of another deck", "move it to a deck that is drawn"
            yield build_problem(document, path, said, expected, hint, code="contingency")
