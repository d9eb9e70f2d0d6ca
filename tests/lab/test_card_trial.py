"""A card tried among bots: what differs with it is what it does, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.paths import DATA
from wargame.bots.roster import make_bot
from wargame.content.load.loader import Content, load_content
from wargame.content.model.deck import Card, Deck
from wargame.content.model.types import KnownNames
from wargame.lab.card_probe import add_deck, build_probe
from wargame.lab.card_report import format_card_report
from wargame.lab.card_story import find_story
from wargame.lab.card_trial import (
    CardTrial,
    TrialMoment,
    _make_counter,
    _make_counter_together,
    list_trial_turns,
    run_card_trial,
)
from wargame.lab.together import compare_counters
from wargame.rules.chance import SeededChance
from wargame.rules.compiler.compile import compile_table
from wargame.rules.steps.draw import CardPlace

GAMES = 6
TEXT = "Lights on every mast. For one night nobody counts, and everybody is seen talking to everybody."


@pytest.fixture(scope="module")
def tiny() -> Content:
    return load_content(DATA / "tiny" / "scenarios" / "tiny.yaml")


def deck_of(contingency: bool = False, **card: Any) -> Deck:
    """A deck of one card of one's own."""
    data: dict[str, Any] = {"id": "mine", "title": "A card of mine", "text": TEXT} | card
    made = Card.model_validate(data, context=KnownNames())
    return Deck(
        format=1, id="mine", title="Mine", about="Mine.", scenario="tiny", contingency=contingency, cards=[made]
    )


def tried(tiny: Content, deck: Deck, games: int = GAMES) -> CardTrial:
    return run_card_trial(tiny, deck, deck.cards[0].id, "short", games)


def moment(trial: CardTrial) -> TrialMoment:
    return trial.moments[0]


ASKED: dict[str, Any] = {
    "response": {
        "role": "town",
        "prompt": "What now?",
        "options": [
            {"id": "give", "title": "Give", "effects": {"trust": "+2"}},
            {"id": "keep", "title": "Keep", "check": {"target": 9}, "failure": {"trust": -2}},
        ],
    }
}


def test_a_card_that_does_nothing_changes_nothing(tiny: Content) -> None:
    for one in tried(tiny, deck_of()).moments:
        assert one.may == one.reached == one.measured
        assert one.moved == ()
        assert {side.more.mean for side in one.sides} == {0.0}
        assert {outcome.more.mean for outcome in one.outcomes} == {0.0}
        assert not any(side.more.is_clear for side in one.sides)


def test_what_it_moves_at_once_is_what_stands_on_it(tiny: Content) -> None:
    (moved,) = moment(tried(tiny, deck_of(effects={"fear": "+1"}))).moved
    assert (moved.name, moved.share) == ("fear", 1.0)
    assert moved.came == pytest.approx(moved.without + 1)


def test_bots_answer_it_and_each_answer_is_followed_to_the_end(tiny: Content) -> None:
    one = moment(tried(tiny, deck_of(**ASKED)))
    give, keep = one.answers
    assert one.asked == one.measured == give.chosen + keep.chosen
    assert give.open == keep.open == one.asked
    assert (give.odds, keep.odds) == (None, 28)
    town = {side.role: side for side in give.sides}["town"]
    assert town.more.mean > {side.role: side for side in keep.sides}["town"].more.mean
    assert town.more.low is not None
    assert town.more.high is not None
    assert town.more.low <= town.more.mean <= town.more.high


def test_a_card_whose_condition_never_holds_is_shown_all_the_same(tiny: Content) -> None:
    trial = tried(tiny, deck_of(when={"fear": "10+", "trust": "10+"}, effects={"fear": "-1"}))
    one = moment(trial)
    assert (one.may, one.measured) == (0, GAMES)
    card = deck_of(when={"fear": "10+", "trust": "10+"}).cards[0]
    said = " ".join(format_card_report(trial, card, tiny.scenario, None).split())
    assert f"It can come in none of the {GAMES}: its condition never holds then." in said


def test_the_card_comes_by_itself_in_no_exercise(tiny: Content) -> None:
    for deck in (deck_of(), tiny.decks[0]):
        card = deck.cards[0].id
        together = add_deck(tiny, deck)
        table = compile_table(together.scenario, together.decks, "short", paced=False)
        one = build_probe(table, [make_bot("random") for _ in table.roles], deck, card)
        at = [i for i, entry in enumerate(table.entries) if table.cards[entry].id == card]
        for seed in range(5):
            end = one.play_to_end(one.build_start_row(), SeededChance(seed, table.slots))
            assert {end[table.at.card + entry] for entry in at} == {CardPlace.SKIPPED}


def test_a_contingency_card_can_be_tried(tiny: Content) -> None:
    (moved,) = moment(tried(tiny, deck_of(contingency=True, effects={"fear": "+1"}))).moved
    assert moved.name == "fear"


def test_a_deck_takes_the_place_of_the_scenarios_own_with_its_name(tiny: Content) -> None:
    deck = tiny.decks[0].model_copy(update={"cards": tiny.decks[0].cards[:2]})
    assert add_deck(tiny, deck).decks == (deck,)
    mine = tiny.decks[0].model_copy(update={"id": "mine", "cards": tiny.decks[0].cards[:2]})
    own, added = add_deck(tiny, mine).decks
    assert {card.id for card in own.cards}.isdisjoint(card.id for card in added.cards)


def test_the_same_seed_gives_the_same_figures(tiny: Content) -> None:
    deck = deck_of(**ASKED)
    assert tried(tiny, deck, 2) == tried(tiny, deck, 2)


def test_one_exercise_gives_no_interval(tiny: Content) -> None:
    margin = moment(tried(tiny, deck_of(effects={"fear": "+1"}), 1)).sides[0].more
    assert (margin.low, margin.high) == (None, None)


def test_one_exercise_is_told_in_words(tiny: Content) -> None:
    deck = deck_of(effects={"fear": "+1"}, **ASKED)
    trial = tried(tiny, deck, 2)
    tale = find_story(tiny, deck, trial)
    assert tale is not None
    assert tale.turn == {one.when: one.turn for one in trial.moments}["middle"]
    assert "Fear" in tale.before
    text = "\n".join(tale.told)
    assert "Card: A card of mine." in text
    assert "answers: " in text
    assert "Its reason: " in text
    assert tale.came.endswith(" points)")
    assert tale.without.endswith(" points)")


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (1, {"early": 1}),
        (2, {"early": 1}),
        (4, {"early": 1, "middle": 2, "late": 3}),
        (9, {"early": 2, "middle": 5, "late": 8}),
    ],
)
def test_the_times_are_different_turns_of_the_exercise(turns: int, expected: dict[str, int]) -> None:
    assert list_trial_turns(turns) == expected


def test_a_card_is_tried_the_same_together_and_one_by_one(tiny: Content) -> None:
    deck = tiny.decks[0]
    for card in deck.cards[:4]:
        whole = add_deck(tiny, deck)
        table = compile_table(whole.scenario, whole.decks, "standard", paced=False)
        names = ("doctrine", "doctrine:bold")
        alone, together = (make(deck, card.id, table, names) for make in (_make_counter, _make_counter_together))
        assert compare_counters(alone, together, range(4)) == ""
