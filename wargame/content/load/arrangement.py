"""Arranges the decks of an exercise: cards that the scenario schedules get their turn, and twins are left out.

Pinned content was arranged before it was pinned, so a session is read as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wargame.content.load.document import Document
from wargame.content.load.problems import Problem
from wargame.content.load.validation import build_problem
from wargame.content.model.brought_cards import iter_follows
from wargame.content.model.deck import Card, Deck
from wargame.content.model.notation import format_value
from wargame.content.model.raw_data import iter_named_entries, list_ids, list_texts, read_mapping
from wargame.content.model.scenario import Scenario
from wargame.suggestion import suggest_name


def arrange_decks(scenario: Scenario, decks: tuple[Deck, ...]) -> tuple[Deck, ...]:
    """Return the decks with the turns of `schedule`, and without the cards that a card of another deck `replaces`.

    A card that something brings by name stays. The cards of a contingency deck get no turn.
    """
    cards = [card for deck in decks for card in deck.cards]
    replaced = {name: deck.id for deck in decks for card in deck.cards for name in card.replaces}
    if not replaced and not scenario.schedule:
        return decks
    brought = {follow.card for follow in iter_follows(scenario, cards)}
    arranged = []
    for deck in decks:
        kept = [card for card in deck.cards if replaced.get(card.id, deck.id) == deck.id or card.id in brought]
        if kept:
            turned = kept if deck.contingency else [_schedule(card, scenario.schedule) for card in kept]
            arranged.append(deck.model_copy(update={"cards": turned}))
    return tuple(arranged)


def check_arrangement(setting: Document, piles: Sequence[Document]) -> Iterator[Problem]:
    """Yield every card that `schedule` or `replaces` names in vain, where all decks of the scenario are played.

    With some of the decks a card may be missing for that reason alone, and is passed over.
    """
    data = read_mapping(setting.data)
    if not plays_all_decks(data, piles):
        return
    decks = [read_mapping(pile.data) for pile in piles]
    drawn = {name for deck in decks if not deck.get("contingency") for name in list_ids(deck.get("cards"))}
    turns = [length["turns"] for length in read_mapping(data.get("lengths")).values() if _has_turns(length)]
    for name, turn in read_mapping(data.get("schedule")).items():
        if name not in drawn:
            said = f"the schedule names a card {format_value(name)} that is in no deck of the scenario to draw from"
            hint = suggest_name(str(name), sorted(drawn))
            yield build_problem(setting, ("schedule", name), said, "the id of a card", hint, key=True, code="name")
        elif turns and isinstance(turn, int) and turn > max(turns):
            said = f"card {name} would come in turn {turn}, which no length has"
            yield build_problem(setting, ("schedule", name), said, f"at most {max(turns)}", code="value")
    for pile, deck in zip(piles, decks, strict=True):
        others = {name for other in decks if other is not deck for name in list_ids(other.get("cards"))}
        for at, card in iter_named_entries(deck.get("cards")):
            for i, name in list_texts(card.get("replaces")):
                if name not in others:
                    said = f"{format_value(name)} is no card of another deck, so nothing is replaced"
                    hint = suggest_name(name, sorted(others))
                    yield build_problem(pile, ("cards", at, "replaces", i), said, "such a card", hint, code="name")


def plays_all_decks(data: Mapping[str, Any], piles: Sequence[Document]) -> bool:
    """Return whether these are all decks that a scenario lists, so that a card that is not there is a mistake."""
    listed = {name for _, name in list_texts(data.get("decks"))}
    return listed <= {read_mapping(pile.data).get("id") for pile in piles}


def _has_turns(length: Any) -> bool:
    return isinstance(read_mapping(length).get("turns"), int)


def _schedule(card: Card, schedule: Mapping[str, int]) -> Card:
    return card.model_copy(update={"turn": schedule[card.id]}) if card.id in schedule else card
