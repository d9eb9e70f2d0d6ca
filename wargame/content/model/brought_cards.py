"""Lists what brings a card by its name: actions, rules, options and other parts of cards, and hearings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.content.model.deck import Card
from wargame.content.model.follows import Follow
from wargame.content.model.scenario import Scenario


def iter_follows(scenario: Scenario, cards: Iterable[Card]) -> Iterator[Follow]:
    """Yield every card that something of a scenario or of these cards brings, with when it comes."""
    for rule in (*scenario.actions, *scenario.upkeep):
        yield from rule.inject
    for card in cards:
        yield from card.hearing
        for frame in (*card.also, *(card.response.options if card.response is not None else ())):
            yield from frame.inject
