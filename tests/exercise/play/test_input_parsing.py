"""What people type: a name is read from the texts that name it, not from sentences about it."""

from __future__ import annotations

import pytest

from wargame.exercise.play.input_parsing import UnclearError, find_id

RESULTS = {"ring": "Ring: Strike, 7 against 8, failed", "town": "Town: Repair, happened without a roll"}
PARTS = {"ring": ("Ring", "Strike"), "town": ("Town", "Repair")}


@pytest.mark.parametrize(("typed", "meant"), [("ring", "ring"), ("stri", "ring"), ("Repair", "town"), ("to", "town")])
def test_a_result_is_named_by_its_role_or_its_plan(typed: str, meant: str) -> None:
    assert find_id(typed, RESULTS, "result", PARTS) == meant


@pytest.mark.parametrize("typed", ["failed", "without a roll", "against 8"])
def test_the_words_of_a_result_name_none(typed: str) -> None:
    with pytest.raises(UnclearError, match="there is no result"):
        find_id(typed, RESULTS, "result", PARTS)
