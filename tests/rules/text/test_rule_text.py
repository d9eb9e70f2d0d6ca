"""Wording: sentences that end once, and titles with what stands under them."""

from __future__ import annotations

import pytest

from tests.playing import action, inline
from wargame.content.text.wording import Wording
from wargame.rules.naming import name_condition
from wargame.rules.text.rule_text import end_sentence, format_condition, join_title


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("A raid", "A raid."),
        ("A raid.", "A raid."),
        ("Whom would you ask?", "Whom would you ask?"),
        ("Stop!", "Stop!"),
        ('They ask "who?"', 'They ask "who?"'),
        ("And then …", "And then …"),
    ],
)
def test_a_sentence_ends_once(text: str, whole: str) -> None:
    assert end_sentence(text) == whole


def test_what_stands_under_a_title_is_told_apart_from_it() -> None:
    assert join_title("Raid", "Docks") == "Raid: Docks"
    assert join_title("The wrong border?", "Look north as well") == "The wrong border? – Look north as well"


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        ("1200-", "Wealth 1200 or less"),
        ("1000+", "Wealth 1000 or more"),
        ("1000..1400", "Wealth 1000 to 1400"),
        ("900..1400", "Wealth 900 to 1400"),
        ("1000", "Wealth 1000"),
    ],
)
def test_a_condition_on_a_large_number_names_its_bounds(interval: str, words: str) -> None:
    table = inline(
        kinds={"field": "Field"},
        zone_numbers={"seeds": {"name": "Seeds", "about": "What lies there.", "max": 15}},
        zones={"moss": {"name": "Moss", "kind": "field", "at": [10, 10], "start": {"seeds": 9}}},
        derived={"wealth": {"name": "Wealth", "about": "What it is worth.", "sum": "seeds", "times": 100}},
        actions=[action(), action("buy", when={"wealth": interval})],
    )
    assert format_condition(name_condition(table, table.rules[table.rule_at["buy"]].gate)) == words


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        ("1+", "not the last turn"),
        (0, "the last turn"),
        ("2+", "2 or more turns to come"),
        ("1-", "at most 1 turn to come"),
        ("2-", "at most 2 turns to come"),
        ("1..2", "1 to 2 turns to come"),
        (1, "1 turn to come"),
    ],
)
def test_a_condition_on_the_turns_left_is_said_in_words(interval: int | str, words: str) -> None:
    table = inline(actions=[action("raid", when={"turns_left": interval})])
    rule = next(rule for rule in table.rules if rule.name.startswith("raid"))
    assert format_condition(name_condition(table, rule.gate)) == words
    assert Wording(table.scenario).format_condition(table.scenario.actions[0].when) == words
