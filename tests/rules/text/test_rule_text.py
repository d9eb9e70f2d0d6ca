"""Wording: sentences that end once, and titles with what stands under them."""

from __future__ import annotations

import pytest

from wargame.rules.text.rule_text import end_sentence, join_title


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
