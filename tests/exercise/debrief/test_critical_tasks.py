"""Critical tasks: marked during play or after it, read in reasons, and told to the facilitator alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exercise.exercise_driver import FakeClock, begin, do, file_of, objects, reseal, shipped_content, undo, until
from wargame.exercise.debrief.critical_tasks import MarkedTask
from wargame.exercise.debrief.form import list_parts
from wargame.exercise.debrief.form_parts import FormSlot, FormText
from wargame.exercise.debrief.ratings import EarlierRating, Rating, list_ratings
from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.seat import Seat
from wargame.exercise.seat_parts import EVALUATOR
from wargame.exercise.view.decision_summary import summarize_line
from wargame.exercise.view.past_session import PastSession
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.session.records import RatingGiven
from wargame.session.text.known_line_text import format_amended_reason
from wargame.session.verify import verify

LAW = "rule-of-law"


def planned(folder: Path | None = None, **seats: str) -> Exercise:
    """The shipped exercise in its first turn, a plan for the rule of law made with a reason."""
    exercise = until(begin(folder, content=shipped_content(), seats=seats), "plan")
    do(exercise, "security", "plan", "courts hold", action="build_courts", zone="juarez")
    return exercise


def find_rating(exercise: Exercise, objective: str = LAW) -> Rating:
    return next(one for one in list_ratings(exercise) if one.objective == objective)


def find_task(exercise: Exercise, task: str) -> MarkedTask:
    return next(task_ for one in list_ratings(exercise) for task_ in one.tasks if task_.id == task)


def rate(exercise: Exercise, typed: str, objective: str = LAW) -> Done | Refusal:
    """Type into the slot of an objective, as the facilitator does at the table."""
    chair = Seat(exercise, FACILITATOR)
    slots = [part for part in chair.list_rating_parts(objective) if isinstance(part, FormSlot)]
    return chair.do(*slots[-1].put(typed))


def test_a_task_can_be_read_in_decisions_of_people_that_have_a_reason() -> None:
    exercise = planned()
    n = exercise.last_command
    assert (find_task(exercise, "trace").lines, find_task(exercise, "trace").bare) == ((n,), 0)
    assert find_task(exercise, "price").lines[-1:] == (n,), "the action serves two objectives"
    assert n not in find_task(exercise, "both-ways").lines
    undo(exercise, n - 1)
    assert find_task(exercise, "trace").lines == ()
    do(exercise, "security", "plan", "", action="build_courts", zone="juarez")
    bare = exercise.last_command
    assert (find_task(exercise, "trace").lines, find_task(exercise, "trace").bare) == ((), 1)
    exercise.amend(bare, "Courts first.")
    assert find_task(exercise, "trace").lines == (bare,)
    assert find_task(planned(security="bot:doctrine"), "likelihood").lines == ()


def test_tasks_are_marked_with_a_rating_and_without_one(tmp_path: Path) -> None:
    exercise = planned(tmp_path)
    assert isinstance(rate(exercise, "a+ c?"), Done)
    assert [task.mark for task in find_rating(exercise).tasks] == ["done", "not-seen", "not-seen"]
    assert find_rating(exercise).rating == ""
    assert find_rating(exercise).supported == "P"
    refused = rate(exercise, "P b-")
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.UNSUPPORTED_RATING, "what is marked with the rating counts for it"
    assert isinstance(rate(exercise, "S b-"), Done)
    first = find_rating(exercise)
    assert (first.rating, first.supported, [task.mark for task in first.tasks[:2]]) == ("S", "S", ["done", "not-done"])
    assert isinstance(rate(exercise, "b+"), Done)
    assert (find_rating(exercise).rating, find_rating(exercise).at) == ("S", first.at), "marks leave a rating as it is"
    assert isinstance(rate(exercise, "P"), Done)
    assert find_rating(exercise).earlier == (EarlierRating("S", first.at, 1),)
    told = [part.text for part in Seat(exercise, FACILITATOR).list_rating_parts(LAW) if isinstance(part, FormText)]
    assert f"Rated S before, in turn 1, line {first.at}." in told
    assert any(text.startswith("P (given): ") for text in told)
    assert any(text.startswith("a, done: ") and f"(read line {first.at - 2})" in text for text in told)
    assert isinstance(rate(exercise, "-"), Done)
    assert find_rating(exercise).rating == ""
    assert [one.rating for one in find_rating(exercise).earlier] == ["S", "P"]
    assert [task.mark for task in find_rating(exercise).tasks] == ["done", "done", "not-seen"]
    exercise.close()
    assert verify(file_of(exercise)).is_good
    again = Exercise.resume(file_of(exercise), FakeClock())
    assert find_rating(again) == find_rating(exercise)
    again.close()


def test_a_rating_during_play_stays_through_an_undo_and_reaches_nobody_else(tmp_path: Path) -> None:
    exercise = planned(tmp_path)
    n = exercise.last_command
    others = [Seat(exercise, viewer, "Ada") for viewer in (OBSERVER, EVALUATOR, *exercise.table.roles)]
    before = [(seat.dump_json(), seat.revision) for seat in others]
    assert isinstance(rate(exercise, f"M a+ b- c- {n} because WATCHWORD"), Done)
    assert [(seat.dump_json(), seat.revision) for seat in others] == before
    for seat in others:
        assert not seat.list_ratings()
        assert not seat.list_rating_parts(LAW)
        assert isinstance(seat.do("rating", {"objective": LAW, "rating": "P"}), Refusal)
    undo(exercise, n - 1)
    assert (find_rating(exercise).rating, find_rating(exercise).because) == ("M", "WATCHWORD")
    assert find_task(exercise, "trace").mark == "done"
    assert all("WATCHWORD" not in seat.dump_json().decode() for seat in others)
    exercise.close()
    assert verify(file_of(exercise)).is_good


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"tasks": {"trace": "done"}, "objective": "no-such-thing"}, RefusalCode.NO_OBJECTIVE),
        ({"tasks": {"aims": "done"}}, RefusalCode.NO_TASK),
        ({"tasks": {"trace": "maybe"}}, RefusalCode.WRONG_VALUE),
        ({"tasks": {"trace": 1}}, RefusalCode.WRONG_TYPE),
        ({"tasks": {"trace": "done"}, "rating": ""}, RefusalCode.NO_RATING),
        ({"tasks": {}}, RefusalCode.NO_WORDS),
        ({}, RefusalCode.NO_WORDS),
    ],
)
def test_marks_that_are_none_are_refused(args: dict[str, object], code: RefusalCode) -> None:
    exercise = planned()
    count = len(exercise.lines)
    answer = Seat(exercise, FACILITATOR).do("rating", {"objective": LAW} | args)
    assert isinstance(answer, Refusal)
    assert answer.code is code
    assert len(exercise.lines) == count


def test_a_file_with_other_marks_is_no_session_and_one_without_marks_is(tmp_path: Path) -> None:
    exercise = planned(tmp_path)
    rate(exercise, "M b- because late")
    rate(exercise, "U because none")
    assert [line.tasks for line in exercise.list_records(RatingGiven)] == [{"side-by-side": "not-done"}, None]
    exercise.close()
    lines = objects(file_of(exercise))
    given = [line for line in lines if line.get("record") == "rating"]
    assert ["tasks" in line for line in given] == [True, False], "a rating without marks is written as ever"
    given[0]["tasks"] = {"side-by-side": "perhaps"}
    assert "tasks" in verify(reseal(file_of(exercise), lines)).format_line()


def test_a_reason_that_was_written_after_the_outcome_is_told_as_such_and_is_no_sign_of_a_task() -> None:
    exercise = begin()
    n = next(iter(until(exercise, "plan").standing)).n
    do(exercise, "town", "plan", "", action="patrol", zone="market")
    exercise.bookmark("The patrol")
    plan = exercise.last_command
    do(exercise, FACILITATOR, "end")
    exercise.amend(plan, "We knew it would hold")
    told = [part.text for part in list_parts(exercise, "why") if isinstance(part, FormText)]
    assert any("Because, written after the outcome: We knew it would hold." in text for text in told)
    past = PastSession.build_from_window(exercise)
    assert summarize_line(past, FACILITATOR, plan).hindsight
    assert not summarize_line(past, FACILITATOR, n).hindsight
    said = format_amended_reason("We knew", hindsight=True)
    assert said == "Why, written after the outcome: We knew"
    exercise = planned()
    undo(exercise, exercise.last_command - 1)
    do(exercise, "security", "plan", "", action="build_courts", zone="juarez")
    plan = exercise.last_command
    do(exercise, FACILITATOR, "end")
    exercise.amend(plan, "Courts first.")
    assert (find_task(exercise, "trace").lines, find_task(exercise, "trace").bare) == ((), 1)
