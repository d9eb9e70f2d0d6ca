"""What people type: a name is read from the texts that name it, not from sentences about it."""

from __future__ import annotations

import pytest

from wargame.exercise.play.input_parsing import Throw, UnclearError, find_id, parse_throw
from wargame.rules.chance import split_dice, sum_dice

RESULTS = {"ring": "Ring: Strike, 7 against 8, failed", "town": "Town: Repair, happened without a roll"}
PARTS = {"ring": ("Ring", "Strike"), "town": ("Town", "Repair")}


@pytest.mark.parametrize(("typed", "meant"), [("ring", "ring"), ("stri", "ring"), ("Repair", "town"), ("to", "town")])
def test_a_result_is_named_by_its_role_or_its_plan(typed: str, meant: str) -> None:
    assert find_id(typed, RESULTS, "result", PARTS) == meant


@pytest.mark.parametrize("typed", ["failed", "without a roll", "against 8"])
def test_the_words_of_a_result_name_none(typed: str) -> None:
    with pytest.raises(UnclearError, match="there is no result"):
        find_id(typed, RESULTS, "result", PARTS)


@pytest.mark.parametrize("typed", ["2", "7", "10", "12 in all", "11 altogether", "=12", "sum 11"])
def test_a_number_that_two_dice_can_add_up_to_is_their_sum(typed: str) -> None:
    throw = parse_throw(typed)
    assert throw.summed
    assert str(sum_dice(throw.got)) in typed


@pytest.mark.parametrize("typed", ["4 3", "43", "4+3", "4, 3", "4-3", " 4  and 3 "])
def test_two_digits_that_are_no_sum_or_stand_apart_are_dice(typed: str) -> None:
    throw = parse_throw(typed)
    assert (split_dice(throw.got), throw.summed) == ((4, 3), False)
    assert parse_throw("1 2") == Throw(1, False)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("12", "12 in all, or 1 and 2"), ("11", "11 in all, or 1 and 1"), ("1", "no throw"), ("13 in all", "no throw")]
    + [(typed, "no throw") for typed in ("0", "17", "70", "7 7", "4 3 2", "seven", "-3", "²", "٧")],
)
def test_a_throw_that_could_be_two_things_or_none_is_asked_for_again(typed: str, said: str) -> None:
    with pytest.raises(UnclearError, match=said):
        parse_throw(typed)


@pytest.mark.parametrize(("typed", "near"), [("jaurez", "Plaza Juárez"), ("rumor", "A rumour of a link")])
def test_a_name_that_is_spelt_nearly_so_is_asked_about_first(typed: str, near: str) -> None:
    names = {"juarez": "Plaza Juárez", "link": "A rumour of a link"} | {f"x{i}": f"Zone {i}" for i in range(90)}
    with pytest.raises(UnclearError, match=rf"there is no card '{typed}' here; is it {near}\?$"):
        find_id(typed, names, "card")
    with pytest.raises(UnclearError, match=r"there is .* and 78 more"):
        find_id("nowhere", names, "card")
