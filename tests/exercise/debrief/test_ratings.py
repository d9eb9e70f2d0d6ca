"""Ratings: never above what was observed without a reason, tied to their evidence, and rolled up by the worst."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercise.exercise_driver import FakeClock, shipped_content
from tests.playing import moderate
from wargame.exercise.debrief.form_parts import FormSlot
from wargame.exercise.debrief.rating_form import list_rating_parts
from wargame.exercise.debrief.ratings import (
    KINDS,
    SCALE,
    Advice,
    Observation,
    Rating,
    analyse,
    compute_overall_rating,
    compute_supported_rating,
    is_above,
    list_advice,
    list_observations,
    list_ratings,
    rate,
    recommend,
)
from wargame.exercise.play.exercise import Exercise
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.text.refusal_text import format_refusal
from wargame.session.records import RatingGiven
from wargame.session.verify import verify

ORDER = list(SCALE)
noted = st.lists(st.sampled_from(KINDS), max_size=8)


def begun(folder: Path | None = None) -> Exercise:
    """The shipped exercise, just begun."""
    content = shipped_content()
    seats = dict.fromkeys(content.scenario.roles, "people")
    return Exercise.begin(content, "short", seats, 7, folder, facilitated=False, clock=FakeClock())


def objectives(exercise: Exercise) -> list[str]:
    return [one.id for one in exercise.table.scenario.learning_objectives]


def observed(*kinds: str) -> list[Observation]:
    return [Observation(n, 1, kind, "x", "seen", "") for n, kind in enumerate(kinds)]


@pytest.mark.parametrize(
    ("kinds", "best"),
    [
        ((), ""),
        (("note", "note"), ""),
        (("strength",), "P"),
        (("strength", "improvement"), "S"),
        (("strength", "strength", "improvement"), "S"),
        (("strength", "improvement", "improvement"), "M"),
        (("improvement",), "M"),
        (("improvement", "improvement"), "M"),
        (("improvement", "improvement", "improvement"), "U"),
    ],
)
def test_what_observations_support(kinds: tuple[str, ...], best: str) -> None:
    assert compute_supported_rating(observed(*kinds)) == best


@given(noted)
def test_a_further_strength_never_lowers_what_is_supported_and_a_further_improvement_never_raises_it(
    kinds: list[str],
) -> None:
    now = compute_supported_rating(observed(*kinds))
    if now:
        assert not is_above(now, compute_supported_rating(observed(*kinds, "strength")))
        assert not is_above(compute_supported_rating(observed(*kinds, "improvement")), now)
    assert compute_supported_rating(observed(*kinds, "note")) == now
    assert compute_supported_rating(observed(*reversed(kinds))) == now


@moderate(25)
@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(KINDS)), max_size=10), st.integers(0, 4),
       st.sampled_from(ORDER))  # fmt: skip
def test_no_rating_stands_above_its_evidence_without_a_reason(
    notes: list[tuple[int, str]], at: int, wanted: str
) -> None:
    exercise = begun()
    ids = objectives(exercise)
    for which, kind in notes:
        exercise.note("seen", kind=kind, objective=ids[which])
    count = len(exercise.lines)
    answer = rate(exercise, ids[at], wanted)
    mine = list_ratings(exercise)[at]
    if isinstance(answer, Refusal):
        assert answer.code is RefusalCode.UNSUPPORTED_RATING
        assert is_above(wanted, mine.supported)
        assert len(exercise.lines) == count, "a refusal writes nothing"
        assert not isinstance(rate(exercise, ids[at], wanted, "they said so afterwards"), Refusal)
        mine = list_ratings(exercise)[at]
        assert mine.because
    assert mine.rating == wanted
    assert set(mine.lines) == {one.line for one in list_observations(exercise) if one.objective == ids[at]}


@given(st.lists(st.sampled_from(["", *ORDER]), max_size=5))
def test_the_whole_is_rated_as_its_worst_part(given: list[str]) -> None:
    worst = compute_overall_rating(Rating("x", "", one, "", "", (), ()) for one in given)
    assert worst == (max(given, key=ORDER.index) if given and all(given) else ""), "and only when all parts are rated"


@pytest.mark.parametrize("rating", ORDER)
def test_a_rating_without_observations_is_not_said_to_be_above_them(rating: str) -> None:
    exercise = begun()
    first = objectives(exercise)[0]
    rate(exercise, first, rating, "nobody tried")
    said = [part.says for part in list_rating_parts(exercise, first) if isinstance(part, FormSlot)][-1]
    assert said.endswith("Nothing that was noted supports it; because: nobody tried.")
    exercise.note("They named the price of waiting.", kind="improvement", objective=first)
    said = [part.says for part in list_rating_parts(exercise, first) if isinstance(part, FormSlot)][-1]
    assert ("Above what was observed" in said) == (rating in "PS")


def test_a_rating_is_mended_and_taken_back_and_both_stay_in_the_file(tmp_path: Path) -> None:
    exercise = begun(tmp_path)
    first = objectives(exercise)[0]
    n = exercise.note("They named the price of waiting.", kind="strength", objective=first)
    rate(exercise, first, "P")
    rate(exercise, first, "S", "late", [n, n, 99999])
    assert list_ratings(exercise)[0][2:6] == ("S", "P", "late", (n,))
    rate(exercise, first, "")
    assert list_ratings(exercise)[0].rating == ""
    assert compute_overall_rating(list_ratings(exercise)) == ""
    assert len(exercise.list_records(RatingGiven)) == 3
    assert exercise.path is not None
    exercise.close()
    assert verify(exercise.path).is_good
    again = Exercise.resume(exercise.path, FakeClock())
    assert list_ratings(again)[0].observations[0].text == "They named the price of waiting."
    again.close()


def test_what_cannot_be_rated_is_refused_in_a_sentence() -> None:
    exercise = begun()
    for answer in (
        rate(exercise, "no-such-objective", "P", "because"),
        rate(exercise, objectives(exercise)[0], "A", "because"),
        analyse(exercise, 2, "why"),
        recommend(exercise, Advice(0, "an issue", " ", "", ())),
    ):
        assert isinstance(answer, Refusal)
        assert format_refusal(answer)
    assert len(exercise.lines) == len(exercise.standing)


def test_an_observation_has_its_last_analysis() -> None:
    exercise = begun()
    n = exercise.note("Nobody asked the partners.", kind="improvement", objective=objectives(exercise)[0])
    analyse(exercise, n, "There was no time.")
    analyse(exercise, n, "Nobody's task it was.\x1b[31m")
    assert list_observations(exercise)[0].analysis == "Nobody's task it was.[31m"


def test_a_recommendation_is_mended_and_taken_back() -> None:
    exercise = begun()
    row = Advice(0, "Partners were asked late", "Ask them first", "Security", (3,))
    n = recommend(exercise, row)
    assert isinstance(n, int)
    assert list_advice(exercise) == [row._replace(line=n)]
    recommend(exercise, row._replace(line=n, owner="the ministry"))
    assert [one.owner for one in list_advice(exercise)] == ["the ministry"]
    recommend(exercise, Advice(n, "", "", "", ()))
    assert list_advice(exercise) == []
