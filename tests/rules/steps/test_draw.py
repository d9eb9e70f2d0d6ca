"""Cards: which comes when, what it asks, and what a quiet turn is."""

from __future__ import annotations

from tests.playing import Game, Loaded, card, inline, option
from wargame.rules.refusal import RefusalCode
from wargame.rules.steps.draw import CardPlace

ASKS = {
    "role": "ants",
    "prompt": "Well?",
    "options": [option("stay", effects={"grain": "+1"}), option("leave", cost={"grain": 6})],
}


def test_a_scheduled_card_comes_on_its_turn_and_is_announced_the_turn_before() -> None:
    game = Game(inline(cards=[card("feast", turn=3), card("rain"), card("sun")]))
    announced = [game.announced]
    seen = [game.card]
    for _ in range(3):
        game.turn()
        announced.append(game.announced)
        seen.append(game.card)
    assert seen[2] == "feast"
    assert announced[1] == "feast"
    assert sorted(seen) == ["", "feast", "rain", "sun"]


def test_nobody_draws_for_a_scheduled_card() -> None:
    dice = Loaded()
    Game(inline(cards=[card("feast", turn=1)]), dice)
    assert dice.asked == []


def test_a_card_is_drawn_among_those_whose_condition_holds() -> None:
    pile = [card("drought", when={"grain": "3-"}), card("rain"), card("sun", when={"grain": "5"}), card("hail")]
    table = inline(cards=pile)
    seen = [Game(table, Loaded(card=[k])).card for k in range(3)]
    assert seen == ["rain", "sun", "hail"]


def test_a_fixed_card_comes_though_its_condition_no_longer_holds() -> None:
    game = Game(inline(cards=[card("rain"), card("sun", when={"grain": "5"})]))
    assert game.announced == "sun"
    game.do("facilitator", "set", number="grain", value=0).turn()
    assert game.card == "sun"


def test_with_no_card_left_the_turn_is_quiet_and_says_so() -> None:
    game = Game(inline(cards=[card("rain")]))
    assert game.card == "rain"
    for _ in range(2):
        game.turn()
        assert game.card == ""
        assert "A quiet turn: no card comes." in game.told()


def test_the_next_card_is_told_by_its_title() -> None:
    game = Game(inline(cards=[card("rain"), card("sun")]))
    assert game.told("bees") == ["Turn 1 of 4.", "Card: Rain.", "Next card: Sun."]


def test_copies_are_cards_of_their_own() -> None:
    game = Game(inline(cards=[card("rain", copies=3)]))
    seen = [game.card, game.turn().card, game.turn().card, game.turn().card]
    assert seen == ["rain", "rain", "rain", ""]


def test_a_card_asks_one_role_and_its_answer_happens() -> None:
    game = Game(inline(cards=[card("rain", turn=1, response=ASKS)]))
    assert game.asked == ("ants",)
    assert game.phase == "inject"
    game.do("ants", "respond", option="stay")
    assert game["grain"] == 6
    assert game.told("bees")[0] == "Ants answers: Stay."


def test_an_option_that_cannot_be_paid_is_not_open() -> None:
    game = Game(inline(cards=[card("rain", turn=1, response=ASKS)]))
    assert set(game.offers("ants")) == {"stay"}
    assert game.refused("ants", "respond", option="leave").code is RefusalCode.NOT_OPEN
    assert game.refused("ants", "respond", option="sing").code is RefusalCode.NO_OPTION


def test_where_nothing_is_open_the_last_option_is_taken_and_does_nothing() -> None:
    dear = [option("buy", cost={"grain": 9}), option("beg", when={"grain": "9+"}, effects={"grain": "+1"})]
    game = Game(inline(cards=[card("rain", turn=1, response=ASKS | {"options": dear})]))
    assert set(game.offers("ants")) == {"beg"}
    assert game.do("ants", "respond", option="beg")["grain"] == 5


def test_a_response_has_a_condition_of_its_own() -> None:
    game = Game(inline(cards=[card("rain", turn=1, response=ASKS | {"when": {"grain": "9+"}})]))
    assert game.phase == "plan"


def test_a_card_that_is_on_its_way_does_not_come_twice() -> None:
    """Its injection changes nothing: a card is in one place."""
    calls = [option("call", inject="sun"), option("wait")]
    game = Game(inline(cards=[card("rain", turn=1, response=ASKS | {"options": calls}), card("sun")], turns=5))
    assert game.announced == "sun"
    game.do("ants", "respond", option="call")
    seen = []
    while not game.ending:
        seen.append(game.turn().card)
    assert seen.count("sun") == 1


def test_an_injected_card_takes_a_copy_that_is_left() -> None:
    calls = [option("call", inject="sun"), option("wait")]
    deck = [card("rain", turn=1, response=ASKS | {"options": calls}), card("sun", copies=2), card("hail", turn=2)]
    game = Game(inline(cards=deck, turns=5)).do("ants", "respond", option="call")
    seen = [game.card]
    while not game.ending:
        seen.append(game.turn().card)
    assert seen[:4] == ["rain", "hail", "sun", "sun"]


def test_a_deferred_card_waits_for_the_close_then_may_come_again() -> None:
    game = Game(inline(cards=[card("rain"), card("sun")], turns=6))
    assert game.announced == "sun"
    game.do("facilitator", "defer")
    assert game.announced == ""
    assert game["card.1"] == CardPlace.DEFERRED
    game.turn()
    assert game["card.1"] == CardPlace.UNDRAWN
    assert [game.turn().card, game.turn().card] == ["", "sun"]


def test_a_deferred_card_that_was_scheduled_comes_later() -> None:
    game = Game(inline(cards=[card("feast", turn=2), card("sun")], turns=6))
    assert game.announced == "feast"
    game.do("facilitator", "defer")
    seen = []
    while not game.ending:
        seen.append(game.turn().card)
    assert seen.count("feast") == 1


def test_a_skipped_card_never_comes() -> None:
    game = Game(inline(cards=[card("rain"), card("sun"), card("hail")], turns=6))
    assert game.announced == "sun"
    game.do("facilitator", "skip")
    seen = [game.card]
    while not game.ending:
        seen.append(game.turn().card)
    assert "sun" not in seen


def test_each_outcome_of_the_upkeep_has_its_own_draw() -> None:
    wear = {"title": "Wear", "text": "It wears.", "check": {}, "success": {"grain": "-1"}}
    dice = Loaded()
    Game(inline(upkeep=[{"id": f"wear{i}"} | wear for i in range(3)]), dice).plan().close()
    assert [asked for asked in dice.asked if asked[1] == "exposure"] == [(1, "exposure", n) for n in range(3)]
