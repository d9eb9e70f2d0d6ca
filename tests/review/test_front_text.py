"""The words of the pages before the appendices: what a decision that mattered would have changed."""

from __future__ import annotations

import pytest

from wargame.review.text.front_text import format_compared, format_mattered


@pytest.mark.parametrize(("more", "said"), [(True, "4.2 points more"), (False, "4.2 points fewer")])
def test_a_decision_that_mattered_leads_with_what_else_there_was(more: bool, said: str) -> None:
    compared = format_compared("Cut the tie", "4.2", "60 %", more=more, sure=True)
    told = format_mattered("Cartel", "Hold", "38", 3, compared)
    assert told == f"Cartel Hold (turn 3, line 38). Cut the tie instead: {said} for the role on average, and " + (
        "another ending in 60 %."
    )
    assert "may be luck" in format_compared("Cut the tie", "4.2", "60 %", more=more, sure=False)
