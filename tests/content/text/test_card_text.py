"""A card as the players will see it is what play then shows: the choices at the desk, the numbers told to all."""

from __future__ import annotations

import pytest

from tests.content.conftest import TINY
from wargame.content.load import library
from wargame.content.load.loader import load_content
from wargame.content.text.card_text import iter_facilitator_view, iter_player_view, list_offer_lines
from wargame.content.text.wording import Wording
from wargame.rules.compiler.compile import compile_table
from wargame.rules.naming import name_effects
from wargame.rules.text.rule_text import list_effect_lines


@pytest.mark.parametrize("scenario", [str(TINY), *library.list_scenarios()])
def test_every_choice_reads_as_it_does_at_the_desk(scenario: str) -> None:
    content = load_content(scenario)
    table = compile_table(content.scenario, content.decks, next(iter(content.scenario.lengths)))
    words = Wording(content.scenario)
    seen = 0
    for deck in content.decks:
        for card in deck.cards:
            for option in card.response.options if card.response else ():
                desk = list_effect_lines(name_effects(table, table.rule_at[f"card.{card.id}.{option.id}"]))
                assert list_offer_lines(option, words) == desk, f"{card.id}, {option.id}"
                seen += 1
    assert seen


@pytest.mark.parametrize("scenario", [str(TINY), *library.list_scenarios()])
def test_what_is_for_the_facilitator_never_stands_in_the_players_view(scenario: str) -> None:
    content = load_content(scenario)
    for deck in content.decks:
        for card in deck.cards:
            players = " ".join(line.text for line in iter_player_view(card, content))
            whole = " ".join(line.text for line in iter_facilitator_view(card, content))
            for text in (card.expect, card.notes, *card.ask):
                assert text is None or text in whole
                assert text is None or text not in players
            assert card.text in players
            assert card.text in whole
