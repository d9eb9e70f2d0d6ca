"""Impact: what a decision was worth, where it can be reckoned by hand; and how the leading decisions are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.exercise.exercise_driver import begin, do, find_command, play_out, tiny_content, until
from wargame.bots.roster import make_bot
from wargame.exercise.play.exercise import Exercise
from wargame.lab.batch.pairs import PairPlayer
from wargame.lab.counterfactuals import DECISIONS, Counterfactual, DecisionArm, DecisionMoment, NotOpenError, play_pairs
from wargame.lab.impact import (
    LEADING,
    Cancelled,
    DecisionWeight,
    DecisionWeights,
    Difference,
    compute_difference,
    compute_quantile,
    measure_impact,
)
from wargame.rules.model import FACILITATOR
from wargame.rules.row import PC

PATROL = {"action": "patrol", "zone": "market"}


def last_plan() -> Exercise:
    """The last turn; the council is about to plan, and nothing the ring can still do touches trust or grip."""
    exercise = begin(length="short")
    while exercise.turn < 3:
        until(exercise, "plan", town="reassure", ring="wait")
        do(exercise, "town", "plan", action="reassure")
        do(exercise, "ring", "plan", action="wait")
        until(exercise, "next")
        do(exercise, FACILITATOR, "next")
    until(exercise, "plan")
    known = {"trust": 5, "fear": 4, "purse": 0, "files": 1, "zones.market.grip": 2, "zones.docks.grip": 3}
    for number, value in known.items():
        do(exercise, FACILITATOR, "set", number=number, value=value)
    return exercise


def moment(exercise: Exercise, n: int) -> DecisionMoment:
    line = find_command(exercise, n)
    role = exercise.table.roles.index(line.role)
    return DecisionMoment(n, tuple(exercise.find_row_before(n)), role, line.do, line.args)


def moments(exercise: Exercise) -> list[DecisionMoment]:
    return [moment(exercise, line.n) for line in exercise.standing if line.do in DECISIONS]


def measured(exercise: Exercise, asked: Sequence[DecisionMoment], pairs: int, **more: Any) -> DecisionWeights:
    return measure_impact(tiny_content(), exercise.header.length, exercise.table.paced, asked, pairs, **more)


def by_action(weight: DecisionWeight) -> dict[str, Difference]:
    return {one.args["action"]: one for one in weight.differences}


# What it is worth


def test_a_certain_difference_is_found_to_the_point() -> None:
    """A patrol takes a step of grip now and one at the close, 1.5 points each; a meeting brings a step of trust, 4."""
    exercise = last_plan()
    n = do(exercise, "town", "plan", **PATROL)
    (weight,) = measured(exercise, [moment(exercise, n)], 40).decisions
    meeting = by_action(weight)["reassure"]
    assert (meeting.mean, meeting.low, meeting.high, meeting.flips, meeting.pairs) == (1.0, 1.0, 1.0, 0.0, 40)
    assert (weight.n, weight.fresh, weight.clear) == (n, True, True)


def test_if_the_engines_differ_the_scalar_engine_plays_and_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    exercise = last_plan()
    asked = [moment(exercise, do(exercise, "town", "plan", **PATROL))]
    together = measured(exercise, asked, 4)
    assert (together.played, together.alone) == (8 * (len(together.decisions[0].differences) + 1), 0)
    said: list[str] = []
    monkeypatch.setattr(PairPlayer, "play", lambda player, questions: [[(7, 49, 0)] * 2 for _ in questions])
    alone = measured(exercise, asked, 4, warn=said.append)
    assert alone == replace(together, alone=together.played)
    (told,) = said
    assert "the arms of decision" in told
    assert "the scalar engine plays instead" in told


def test_a_difference_that_hangs_on_dice_is_found_within_its_interval() -> None:
    """An inquiry succeeds on 8 or more, 15 throws of 36, and costs a step of trust otherwise: -3 or -7 points."""
    exercise = last_plan()
    n = do(exercise, "town", "plan", **PATROL)
    (weight,) = measured(exercise, [moment(exercise, n)], 300).decisions
    inquiry = by_action(weight)["inquire"]
    assert inquiry.low < -3 - 4 * 21 / 36 < inquiry.high
    assert inquiry.high - inquiry.low == pytest.approx(2 * 1.97 * 4 * (21 * 15) ** 0.5 / 36 / 300**0.5, rel=0.05)
    assert weight.differences[0] is by_action(weight)["reassure"], "the best alternative comes first"
    assert weight.size == 1.0, "that something worse was open as well makes no decision weighty"


def test_an_ending_that_hangs_on_a_decision_flips() -> None:
    exercise = last_plan()
    assert exercise.build_view(FACILITATOR)[exercise.table.index["lasts.card.books.1"]] == 1, (
        "trust will rise by one more"
    )
    do(exercise, FACILITATOR, "set", number="trust", value=0)
    n = do(exercise, "town", "plan", action="reassure")
    (weight,) = measured(exercise, [moment(exercise, n)], 20).decisions
    assert by_action(weight)["patrol"].flips == 1.0, "with trust at 1 or less the port is lost at the close"


def test_a_decision_against_itself_makes_no_difference() -> None:
    exercise = begin(length="short", seats=dict.fromkeys(("ring", "town"), "bot:doctrine"))
    until(exercise, "plan")
    n = exercise.play_bot("town").n
    asked = moment(exercise, n)
    arm = DecisionArm(asked.do, asked.args)
    bots = [make_bot("doctrine")] * 2
    assert play_pairs(exercise.table, bots, Counterfactual(asked, (arm, arm)), range(10)) == [(0, 0, 0)]


# What is asked


def test_every_other_offer_is_an_alternative_once_and_is_open() -> None:
    exercise = play_out(begin(length="standard"), 4, powers=True)
    names = set()
    for asked in moments(exercise):
        question = Counterfactual.build(exercise.table, asked)
        offers = [(arm.do, *(arm.args.get(name) for name in ("action", "option", "form"))) for arm in question.arms[1:]]
        assert len(set(offers)) == len(offers)
        assert question.arms[0] not in question.arms[1:]
        assert len(play_pairs(exercise.table, [make_bot("doctrine")] * 2, question, [1])) == len(offers)
        names |= {arm.do for arm in question.arms}
    assert {"plan", "argue", "respond", "pass", "offer"} <= names


def test_an_argument_is_heard_to_its_end_without_a_facilitator() -> None:
    """With two arguments on the table, the hearings and the rest of the exercise play by themselves."""
    exercise = until(begin(), "plan")
    n = do(exercise, "ring", "argue", effects={"fear": 2}, reasons=3, secret=False)
    m = do(exercise, "town", "argue", effects={"trust": 2}, reasons=1, secret=False)
    asked = [moment(exercise, n), moment(exercise, m)]
    found = measured(exercise, asked, 4)
    assert {weight.n for weight in found.decisions} == {n, m}
    assert all(one.do == "plan" for weight in found.decisions for one in weight.differences)


def test_what_the_rules_refuse_is_said() -> None:
    exercise = last_plan()
    n = do(exercise, "town", "plan", **PATROL)
    asked = moment(exercise, n)
    with pytest.raises(NotOpenError, match="plan is not open there"):
        measured(exercise, [DecisionMoment(n, asked.row, asked.role, "plan", {"action": "raid"})], 4)
    elsewhere = list(asked.row)
    elsewhere[PC] = exercise.table.to.opening
    with pytest.raises(NotOpenError, match="nothing is asked of town"):
        measured(exercise, [DecisionMoment(n, tuple(elsewhere), asked.role, asked.do, asked.args)], 4)
    with pytest.raises(ValueError, match="at least two pairs"):
        measured(exercise, [asked], 1)


# Which matter most


@pytest.fixture(scope="module")
def played() -> Exercise:
    return play_out(begin(length="standard", seats=dict.fromkeys(("ring", "town"), "bot:doctrine")), 11)


@pytest.fixture(scope="module")
def found(played: Exercise) -> DecisionWeights:
    return measured(played, moments(played)[:16], 12)


def test_the_leading_decisions_are_measured_again(played: Exercise, found: DecisionWeights) -> None:
    assert [weight.fresh for weight in found.decisions[: LEADING + 1]] == [True] * LEADING + [False]
    table = played.table
    assert {weight.n for weight in found.decisions} == {
        asked.n for asked in moments(played)[:16] if len(Counterfactual.build(table, asked).arms) > 1
    }
    for weight in found.decisions:
        pairs = found.pairs if weight.fresh else found.chosen_on
        assert {one.pairs for one in weight.differences} == {pairs}
        assert weight.size == abs(weight.differences[0].mean)
    for fresh in (True, False):
        sizes = [weight.size for weight in found.decisions if weight.fresh == fresh]
        assert sizes == sorted(sizes, reverse=True)


def test_who_plays_what_changes_nothing(played: Exercise) -> None:
    asked = moments(played)[-8:]
    assert measured(played, asked, 6, workers=2) == measured(played, asked, 6)


def test_progress_is_told_and_it_can_be_called_off(played: Exercise) -> None:
    told: list[tuple[int, int]] = []
    measured(played, moments(played)[-9:], 10, progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1][0] == told[-1][1]
    assert all(done <= total for done, total in told)
    with pytest.raises(Cancelled):
        measured(played, moments(played), 10, cancelled=lambda: True)


@pytest.mark.parametrize(("freedom", "wanted"), [(3, 3.182), (9, 2.262), (19, 2.093), (99, 1.984)])
def test_intervals_are_students(freedom: int, wanted: float) -> None:
    assert compute_quantile(0.975, freedom) == pytest.approx(wanted, rel=0.01)


def test_figures_by_hand() -> None:
    """Differences of 1, 2, 3 and 6 in thirds of a point: mean 1, standard deviation sqrt(14/3) / 3."""
    one = compute_difference(DecisionArm("pass", {}), (12, 50, 1), 4, 3)
    assert one.mean == 1.0
    assert one.error == pytest.approx((14 / 3) ** 0.5 / 3 / 2)
    assert one.high - one.mean == pytest.approx(3.182 * one.error, rel=0.01)
    assert one.flips == 0.25
