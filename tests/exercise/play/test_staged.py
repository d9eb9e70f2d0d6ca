"""An exercise whose reveals are staged: its file, what is taken back, what is overruled, and what it is worth."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exercise.exercise_driver import begin, content_of, do, number, plan_raid, until
from tests.exercise.play.test_result_reversal import movable, overrule
from tests.playing import action, card, inline, track
from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.play.undoing import format_undone
from wargame.exercise.seat import Seat
from wargame.lab.counterfactuals import DecisionMoment
from wargame.lab.impact import measure_impact
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.text.deal_text import format_offered_deal
from wargame.rules.text.plan_text import list_bonus_lines
from wargame.session.fold import fold
from wargame.session.journal import read_session
from wargame.session.shape import MalformedLineError
from wargame.session.verify import VerifyStatus, verify


def go_on(exercise: Exercise, *verbs: str) -> Exercise:
    for verb in verbs:
        do(exercise, FACILITATOR, verb)
    return exercise


def show_raid(exercise: Exercise) -> Exercise:
    """Go on until the raid is open."""
    go_on(exercise, "reveal", "open")
    if "roll" not in [offer.do for offer in exercise.list_offers(FACILITATOR)]:
        go_on(exercise, "move", "open")
    return exercise


def test_the_file_of_a_staged_exercise_is_exact_and_an_exercise_at_once_has_no_word_of_it(tmp_path: Path) -> None:
    staged = show_raid(plan_raid(tmp_path))
    go_on(staged, "roll", "move")
    staged.close()
    assert staged.path is not None
    assert verify(staged.path).faith is VerifyStatus.OPEN
    assert Exercise.resume(staged.path).table.staged
    lines = read_session(staged.path).lines
    assert lines[0]["reveal"] == "staged"
    with pytest.raises(MalformedLineError):
        assert fold([{**lines[0], "reveal": "slowly"}]).table
    at_once = plan_raid(tmp_path / "other", staged=False)
    assert at_once.path is not None
    assert "reveal" not in read_session(at_once.path).lines[0]


def test_the_reveal_tells_what_odds_were_when_a_plan_was_made_to_who_may_know_it() -> None:
    plus = [
        {"when": {"grain": "6+"}, "add": "+1", "because": "stores"},
        {"when": {"grain": "5-"}, "add": "-1", "because": "hunger"},
    ]
    dark = [{"when": {"honey": "5+"}, "add": "+1", "because": "honey"}, *plus]
    for counted, known in ((plus, True), (dark, False)):
        acts = [
            action("eat", effects={"grain": "-1"}),
            action("sow", "bees", cost={"honey": 1}, check={"target": 7, "plus": counted}),
        ]
        content = content_of(inline([card()], actions=acts, tracks={"grain": track("Grain", 6)}))
        exercise = begin(content=content, length="only", staged=True)
        until(exercise, "reveal", ants="eat", bees="sow")
        go_on(exercise, "reveal", "open", "move", "open")
        for viewer in (OBSERVER, "ants", "bees", FACILITATOR):
            found = Seat(exercise, viewer).find_reveal().find_open()
            assert found is not None
            assert found[1].check is not None
            said = list_bonus_lines(found[1].check)
            if known or viewer in ("bees", FACILITATOR):
                then = "When it was planned it was 72 %; since then -1 came (hunger), +1 is gone (stores)."
                assert said == ["-1 on the dice: hunger.", then], viewer
            else:
                assert said == []


def test_the_reveal_tells_nothing_of_odds_that_have_stayed() -> None:
    plus = [{"when": {"honey": "5+"}, "add": "+1", "because": "stores"}]
    acts = [action("sow", "bees", cost={"honey": 1}, check={"target": 7, "plus": plus})]
    exercise = begin(content=content_of(inline([card()], actions=acts)), length="only", staged=True)
    until(exercise, "reveal", bees="sow")
    go_on(exercise, "reveal", "open", "move", "open")
    found = Seat(exercise, "bees").find_reveal().find_open()
    assert found is not None
    assert found[1].check is not None
    assert list_bonus_lines(found[1].check) == ["Nothing is added to the dice or taken away."]


def test_what_a_counter_stands_for_is_in_the_file_and_not_in_files_without_it(tmp_path: Path) -> None:
    for instead in (True, False):
        exercise = until(begin(tmp_path / str(instead), instead=instead), "deal")
        do(exercise, exercise.list_waiting()[0], "offer", form="truce")
        answers = Seat(exercise, exercise.list_waiting()[0])
        asked = format_offered_deal(answers.list_offers()[0], may_counter=True, instead=answers.find_asked().instead)
        assert ("a counter stands for your own offer this turn" in asked) is instead
        exercise.close()
        assert exercise.path is not None
        assert verify(exercise.path).faith is VerifyStatus.OPEN
        assert Exercise.resume(exercise.path).table.instead is instead
        header = read_session(exercise.path).lines[0]
        assert header.get("counter") == ("instead" if instead else None)
    with pytest.raises(MalformedLineError):
        assert fold([{**header, "counter": "never"}]).table


def test_each_stage_is_taken_back_alone_and_says_what_it_was(tmp_path: Path) -> None:
    exercise = show_raid(plan_raid())
    chair = Seat(exercise, FACILITATOR)
    go_on(exercise, "roll")
    assert number(exercise, "result.town")
    assert format_undone(chair, exercise.lines[-1].n - 1) == "Take back: the dice for Open the books"
    assert isinstance(exercise.undo(exercise.lines[-1].n - 1, "a slip", confirmed=True), Done)
    assert not number(exercise, "result.town")
    assert chair.find_asked().kind == "roll"
    reveal = next(line.n for line in exercise.standing if line.do == "reveal")
    assert format_undone(chair, reveal - 1) == "Take back: the reveal of the plans, and all after it"


def test_a_result_is_overruled_alike_before_and_after_it_has_moved_anything() -> None:
    early, late = (go_on(show_raid(plan_raid()), "roll") for _ in range(2))
    assert overrule(early, "town") == {}
    go_on(early, "move")
    go_on(late, "move")
    moved = movable(late)
    assert overrule(late, "town")
    assert movable(early) == movable(late)
    assert overrule(early, "town")
    assert movable(early) == moved, "to overrule it again takes the first overruling back"


def test_a_decision_of_a_staged_exercise_is_played_on(tmp_path: Path) -> None:
    exercise = plan_raid()
    line = next(line for line in exercise.standing if line.do == "plan")
    role = exercise.table.roles.index(line.role)
    moment = DecisionMoment(line.n, tuple(exercise.find_row_before(line.n)), role, line.do, line.args)
    found = measure_impact(exercise.content, exercise.header.length, True, [moment], 2, staged=True)
    assert found.decisions[0].differences
