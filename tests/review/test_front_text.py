"""The words of the pages before the appendices: what a decision that mattered would have changed."""

from __future__ import annotations

import pytest

from wargame.review.text.front_text import format_compared, format_mattered


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (True, "With Cut the tie instead, bots got 4.2 points more"),
        (False, "No alternative promised more: with Cut the tie instead, bots got 4.2 points fewer"),
    ],
)
def test_a_decision_that_mattered_leads_with_what_else_there_was(more: bool, said: str) -> None:
    compared = format_compared("Cut the tie", "4.2", "60 %", more=more, sure=True)
    told = format_mattered("Cartel", "Hold", "38", 3, compared)
    assert told == f"Cartel in turn 3: Hold (line 38). {said} for the role on average, and 60 % of the " + (
        "exercises ended otherwise."
    )
    assert "may be luck" in format_compared("Cut the tie", "4.2", "60 %", more=more, sure=False)
