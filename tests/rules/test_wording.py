"""Wording: sentences that end once, and titles with what stands under them."""

from __future__ import annotations

import pytest

from wargame.rules.text.rule_text import ended, headed


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
    assert ended(text) == whole


def test_what_stands_under_a_title_is_told_apart_from_it() -> None:
    assert headed("Raid", "Docks") == "Raid: Docks"
    assert headed("The wrong border?", "Look north as well") == "The wrong border? – Look north as well"
