"""Arranges the decks of an exercise: cards that the scenario schedules get their turn, and twins are left out.

Pinned content was arranged before it was pinned, so a session is read as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wargame.content.model.deck import Card, Deck, Frame
from wargame.content.model.scenario import Scenario


def arrange_decks(scenario: Scenario, decks: tuple[Deck, ...]) -> tuple[Deck, ...]:
    """Return the decks with the turns of `schedule`, and without the cards that a card of another deck `replaces`.

    A card that something brings by name stays, and so do the cards of a contingency deck, which have no turn.
    """
    replaced = {name: deck.id for deck in decks for card in deck.cards for name in card.replaces}
    if not replaced and not scenario.schedule:
        return decks
    brought = {follow.card for frame in _iter_frames(scenario, decks) for follow in frame.inject}
    brought |= {follow.card for deck in decks for card in deck.cards for follow in card.hearing}
    arranged = []
    for deck in decks:
        if deck.contingency:
            arranged.append(deck)
            continue
        kept = [card for card in deck.cards if replaced.get(card.id, deck.id) == deck.id or card.id in brought]
        if kept:
            cards = [_schedule(card, scenario.schedule) for card in kept]
            arranged.append(deck.model_copy(update={"cards": cards}))
    return tuple(arranged)


def _schedule(card: Card, schedule: Mapping[str, int]) -> Card:
    return card.model_copy(update={"turn": schedule[card.id]}) if card.id in schedule else card


def _iter_frames(scenario: Scenario, decks: Sequence[Deck]) -> Iterator[Frame]:
    """Yield everything that can bring a card."""
    yield from scenario.actions
    yield from scenario.upkeep
    for deck in decks:
        for card in deck.cards:
            yield from card.also
            yield from card.response.options if card.response is not None else ()
