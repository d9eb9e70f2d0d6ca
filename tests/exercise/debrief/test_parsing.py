"""Evaluating: what is typed on one line is read back as it was meant, or refused with what would be understood."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.exercise.debrief.parsing import (
    TypedRating,
    format_advice,
    parse_advice,
    parse_count,
    parse_observation,
    parse_rating,
)
from wargame.exercise.debrief.ratings import Advice
from wargame.exercise.play.input_parsing import UnclearError
from wargame.session.text.debrief_form_text import RATING_EXAMPLES, format_slot_ask

ROLES = {"cartel": "Cartel", "security": "Regional security"}
words = st.text("abc XYZ,.:()é", min_size=1, max_size=30).map(str.strip).filter(bool)
lines = st.lists(st.integers(2, 99999), max_size=4).map(tuple)


@given(words, words, st.sampled_from(["", "cartel", "security", "a guest"]), lines, words, words)
def test_a_recommendation_reads_as_it_is_written(
    issue: str, advice: str, by: str, evidence: tuple[int, ...], action: str, owner: str
) -> None:
    row = Advice(0, issue, advice, by, evidence, action, owner, "", "May 2027")
    assert parse_advice(format_advice(row, ROLES), ROLES) == row


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(text: str) -> None:
    for parse in (parse_rating, parse_observation, parse_count, lambda typed: parse_advice(typed, ROLES)):
        with suppress(UnclearError):
            parse(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("s", TypedRating("S", (), "", {})),
        ("S 12, 14 because they asked first", TypedRating("S", (12, 14), "they asked first", {})),
        ("m lines 3 9", TypedRating("M", (3, 9), "", {})),
        ("P, because of line 7", TypedRating("P", (), "of line 7", {})),
        ("U they did not try", TypedRating("U", (), "they did not try", {})),
        ("-", TypedRating("", (), "", {})),
        ("S a+ B-, 12 because asked", TypedRating("S", (12,), "asked", {"first": "done", "second": "not-done"})),
        ("m, a ? late", TypedRating("M", (), "late", {"first": "not-seen"})),
        ("a+,b-", TypedRating(None, (), "", {"first": "done", "second": "not-done"})),
        ("a+ a-", TypedRating(None, (), "", {"first": "not-done"})),
    ],
)
def test_a_rating_with_its_tasks_evidence_and_reason(typed: str, read: TypedRating) -> None:
    assert parse_rating(typed, ["first", "second"]) == read


@pytest.mark.parametrize(
    ("typed", "told"),
    [("S c+", "no task c"), ("a+ 12", "such as S a[+] 12;"), ("- a+", "alone"), ("a", "no rating")],
)
def test_marks_that_cannot_be_meant_are_asked_about(typed: str, told: str) -> None:
    with pytest.raises(UnclearError, match=told):
        parse_rating(typed, ["first", "second"])
    with pytest.raises(UnclearError):
        parse_rating(typed)


@pytest.mark.parametrize("kind", RATING_EXAMPLES)
def test_what_the_line_of_a_rating_asks_for_can_be_typed(kind: str) -> None:
    for example in RATING_EXAMPLES[kind]:
        assert example in format_slot_ask(kind)
        parse_rating(example, ["first"] if kind == "rating-and-tasks" else [])


def test_signs_tell_strengths_and_what_to_improve() -> None:
    assert parse_observation("+ asked first") == ("strength", "asked first")
    assert parse_observation("-late") == ("improvement", "late")
    assert parse_observation(" seen ") == ("note", "seen")
    with pytest.raises(UnclearError):
        parse_observation("+ ")


@pytest.mark.parametrize(
    "typed", ["S 39", "M", "P 3, 4 because they asked first", "a+ b-", "S a+, b? 3 because they asked first"]
)
def test_a_note_that_looks_like_a_rating_is_asked_about(typed: str) -> None:
    with pytest.raises(UnclearError, match="looks like a rating"):
        parse_observation(typed)
    assert parse_observation(f"note: {typed}") == ("note", typed)
    for seen in ("So they said 39 times", "Mapping the roads", "A plus for asking", "a -- and b"):
        assert parse_observation(seen) == ("note", seen)


def test_white_space_of_any_kind_around_a_number_of_people_is_no_fault() -> None:
    assert parse_count("12\x1f") == 12
