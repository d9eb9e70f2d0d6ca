"""The example deck for authors: clean, varied, found by name, and in nobody's pile unless asked for.

Its terms were proven with ``wargame sources check`` against the papers, which do not travel with the program.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from wargame.content.check.check_file import ProseOptions, check_file
from wargame.content.load import library
from wargame.content.load.loader import load_content, load_source
from wargame.content.model.deck import Deck

DECK = library.find_deck("second-reading")
SOURCES = sorted((DECK.parent / "sources").glob("*.yaml"))
PLAYED = load_content("crossroads")


@pytest.fixture(scope="module")
def deck() -> Deck:
    (read,) = load_content("crossroads", [DECK]).decks
    return read


def test_it_is_found_by_name_but_no_scenario_draws_it(deck: Deck) -> None:
    assert library.list_examples()[deck.id] == DECK
    assert deck.id not in library.list_decks()
    assert deck.id not in {played.id for played in PLAYED.decks}
    assert not library.list_sources().keys() & {path.stem for path in SOURCES}


def test_neither_its_rules_nor_its_words_leave_anything_to_say() -> None:
    checked = check_file(DECK, "deck", ProseOptions())
    assert (checked.problems, checked.silenced) == ((), 0)


def test_its_cards_can_be_shuffled_in_with_those_of_the_scenario(deck: Deck) -> None:
    together = load_content("crossroads", [*(played.id for played in PLAYED.decks), DECK])
    assert {card.id for card in deck.cards} <= {card.id for pile in together.decks for card in pile.cards}


def test_it_asks_every_role_and_serves_every_objective(deck: Deck) -> None:
    asked = Counter(card.response.role for card in deck.cards if card.response)
    assert asked == {"security": 4, "cartel": 3, "cell": 3}
    served = Counter(objective for card in deck.cards for objective in card.objectives)
    assert set(served) == {objective.id for objective in PLAYED.scenario.learning_objectives}
    assert min(served.values()) >= 2


def test_it_shows_what_a_card_can_do(deck: Deck) -> None:
    options = [option for card in deck.cards if card.response for option in card.response.options]
    assert any(card.when for card in deck.cards)
    assert any(card.turn for card in deck.cards)
    assert any(option.check for option in options)
    assert any(option.cost for option in options)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_its_facts_are_of_the_same_papers_and_all_are_cited(deck: Deck, path: Path) -> None:
    source = load_source(path)
    (first,) = (one for one in PLAYED.sources if one.title == source.title)
    same = ("author", "publisher", "year", "date", "pages", "short")
    assert [getattr(source, key) for key in same] == [getattr(first, key) for key in same]
    assert not {fact.id for fact in source.facts} & {fact.id for fact in first.facts}
    cited = {name for card in deck.cards for name in card.cites}
    assert {f"{source.id}/{fact.id}" for fact in source.facts} <= cited
