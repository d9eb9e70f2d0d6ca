"""Answers to a card against each other: a choice that nobody would make otherwise is found, and a real one is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.paths import DATA
from wargame.content.load.loader import Content, load_content, pin, unpin
from wargame.lab.batch.rows import Together
from wargame.lab.card_choices import CardChoice, _make_counter, _make_together, measure_choices
from wargame.lab.card_choices_report import format_choices
from wargame.lab.card_states import find_card_states, list_states, open_contingency, take_answer
from wargame.lab.run_counts import compile_with_bots
from wargame.lab.seeds import compute_seed
from wargame.lab.together import compare_counters

TEXT = "Lights on every mast. For one night nobody counts, and everybody is seen talking to everybody."
STATES = 12


def build(contingency: bool = False, **card: Any) -> Content:
    """The tiny content with one card of one's own, that asks the council."""
    pinned = pin(load_content(DATA / "tiny" / "scenarios" / "tiny.yaml"))
    answers = [
        {"id": "give", "title": "Give", "effects": {"trust": "+3"}},
        {"id": "keep", "title": "Keep", "effects": {"trust": -3}},
    ]
    response = {"role": "town", "prompt": "What now?", "options": answers}
    mine = {"id": "mine", "title": "A card of mine", "text": TEXT, "response": response}
    about = {"format": 1, "id": "mine", "title": "Mine", "about": "Mine.", "scenario": "tiny"}
    pinned["decks"].append(about | {"contingency": contingency, "cards": [mine | card]})
    return unpin(pinned)


def measure(content: Content, pairs: int = 4) -> CardChoice:
    found = measure_choices(content, "short", pairs, states=STATES)
    return next(card for card in found.cards if card.card == "mine")


def test_an_answer_that_is_always_better_is_a_false_choice() -> None:
    card = measure(build())
    give, keep = card.answers
    assert (card.states, card.met) == (STATES, STATES)
    assert (card.false, card.silence, card.role) == ("give", None, "town")
    assert give.better > 0.85 * STATES > keep.better == 0
    assert give.lead is not None
    assert keep.lead == pytest.approx(-give.lead)


def test_a_card_that_only_a_facilitator_brings_is_laid_on_the_table() -> None:
    card = measure(build(contingency=True))
    assert (card.states, card.met, card.false) == (STATES, 0, "give")


def test_answers_that_do_the_same_are_not_better() -> None:
    same = [{"id": name, "title": name, "effects": {"trust": "+1"}} for name in ("one", "two", "three")]
    card = measure(build(response={"role": "town", "prompt": "What now?", "options": same}))
    assert card.false is None
    assert [(one.better, one.lead) for one in card.answers] == [(0, 0.0)] * 3


def test_an_author_says_why_a_choice_is_none() -> None:
    content = build(silence={"false-choice": "The council has to see what it would have cost."})
    found = measure_choices(content, "short", 4, states=STATES)
    told = " ".join(format_choices(found).split())
    assert "silenced: card mine of mine: give is better for town in" in told
    assert "The council has to see what it would have cost." in told
    assert "No answer is better nearly always." in told
    told = " ".join(format_choices(measure_choices(build(), "short", 4, states=STATES)).split())
    assert "False choices: card mine of mine: give is better for town in" in told


def test_both_engines_play_the_same_pairs() -> None:
    content = build()
    opened = open_contingency(content)
    table, names = compile_with_bots(opened, "short", None)
    states = list_states(find_card_states(table, content, Together(table, names), 1, 2))
    assert all(take_answer(table, one, one.picks[0]) != one.row for one in states)
    number = {compute_seed(1, i): i for i in range(len(states))}
    both = [make(states, number, 3, table, names) for make in (_make_counter, _make_together)]
    assert compare_counters(both[0], both[1], list(number)) == ""
