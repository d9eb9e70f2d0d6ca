"""Calibration and even-handedness: figures a teacher can check with a pencil."""

from __future__ import annotations

import pytest

from tests.exercise.exercise_driver import begin, do, play_out, undo, until
from wargame.exercise.play.exercise import Exercise
from wargame.review.data.calibration import compute_brier, compute_calibration, has_come_true
from wargame.review.data.evenness import NO_HAT, compute_evenness, count_hats
from wargame.review.data.report import Evenness
from wargame.rules.model import FACILITATOR

# Estimates


@pytest.mark.parametrize(
    ("percents", "outcome", "score"),
    [([50], True, 0.25), ([99], True, 0.0001), ([99], False, 0.9801), ([80, 60], True, 0.1), ([20, 40], False, 0.1)],
)
def test_the_brier_score_is_the_mean_squared_distance(percents: list[int], outcome: bool, score: float) -> None:
    assert compute_brier(percents, outcome) == pytest.approx(score)


def test_nothing_is_scored_before_the_end() -> None:
    exercise = until(begin(length="standard"), "estimate")
    do(exercise, "town", "estimate", percent=70)
    ring, town = compute_calibration(exercise)
    assert (town.count, town.first, town.last, town.brier) == (1, 70, 70, None)
    assert (ring.count, ring.first, ring.last, ring.brier) == (0, None, None, None)
    assert has_come_true(exercise) is None


def test_an_estimate_is_held_against_what_came_to_pass() -> None:
    exercise = until(begin(length="standard"), "estimate")
    do(exercise, "town", "estimate", percent=30)
    undo(exercise, exercise.lines[-1].n - 1)
    do(exercise, "town", "estimate", percent=70)
    do(exercise, "ring", "estimate", percent=20)
    do(exercise, FACILITATOR, "set", number="trust", value=9)
    do(exercise, FACILITATOR, "end")
    assert has_come_true(exercise) is True
    ring, town = compute_calibration(exercise)
    assert (ring.name, ring.count, town.name, town.count) == ("The ring", 1, "The council", 1)
    assert (ring.brier, town.brier) == pytest.approx((0.64, 0.09))


# Rulings


def hand(exercise: Exercise, role: str) -> Evenness:
    return next(one for one in compute_evenness(exercise) if one.role == role)


def argued(effects: dict[str, int]) -> Exercise:
    exercise = until(begin(), "plan")
    do(exercise, "ring", "argue", effects=effects, reasons=2, secret=False)
    do(exercise, "town", "plan", action="reassure")
    return until(exercise, "assess")


@pytest.mark.parametrize(
    ("verb", "ruled_for", "against"),
    [("allow", 1, 0), ("veto", 0, 1)],
)
def test_letting_it_happen_is_for_a_role_and_a_veto_against_it(verb: str, ruled_for: int, against: int) -> None:
    exercise = argued({"fear": 1})
    do(exercise, FACILITATOR, verb)
    ring = hand(exercise, "ring")
    assert (ring.rulings_for, ring.rulings_against, ring.arguments, ring.mean_modifier) == (ruled_for, against, 1, None)
    town = hand(exercise, "town")
    assert (town.rulings_for, town.rulings_against, town.arguments) == (0, 0, 0)


def test_weighing_is_for_nobody_and_its_modifier_is_kept() -> None:
    exercise = argued({"fear": 1})
    do(exercise, FACILITATOR, "weigh", pros=2, cons=0)
    ring = hand(exercise, "ring")
    assert (ring.rulings_for, ring.rulings_against, ring.mean_modifier) == (0, 0, 2.0)


@pytest.mark.parametrize(
    ("effects", "closes", "ruled_for", "against"),
    [
        ({"fear": 2}, 0, 0, 0),
        ({"fear": 3}, 0, 1, 0),
        ({"fear": 1}, 0, 0, 1),
        ({}, 0, 0, 1),
        ({"fear": 1}, 2, 1, 0),
        ({"trust": -2}, 0, 0, 1),
    ],
)
def test_ruling_otherwise_is_held_against_what_was_asked(
    effects: dict[str, int], closes: int, ruled_for: int, against: int
) -> None:
    exercise = argued({"fear": 2})
    do(exercise, FACILITATOR, "allow")
    do(exercise, FACILITATOR, "settle", effects=effects, closes=closes)
    ring = hand(exercise, "ring")
    assert (ring.rulings_for - 1, ring.rulings_against) == (ruled_for, against)


def test_a_number_set_is_for_whom_it_brings_points_and_against_whom_it_costs_them() -> None:
    """Trust is worth points to the council; grip costs it points, and the ring has them from it."""
    exercise = until(begin(), "plan")
    do(exercise, FACILITATOR, "set", number="trust", value=9)
    assert (hand(exercise, "town").rulings_for, hand(exercise, "town").rulings_against) == (1, 0)
    do(exercise, FACILITATOR, "rule", effects={"zones.docks.grip": 2}, closes=0)
    assert (hand(exercise, "town").rulings_for, hand(exercise, "town").rulings_against) == (1, 1)
    assert hand(exercise, "ring").rulings_for == 1


def test_an_overruled_result_is_for_the_role_or_against_it() -> None:
    exercise = until(begin(), "reveal", ring="wait", town="reassure")
    do(exercise, FACILITATOR, "reveal")
    for ruled_for, against in ((0, 1), (1, 1)):
        do(exercise, FACILITATOR, "overrule", role="town", effects=exercise.compute_reversal("town"))
        town = hand(exercise, "town")
        assert (town.rulings_for, town.rulings_against) == (ruled_for, against)


def test_what_was_undone_counts_for_nobody_but_the_undo_is_an_intervention() -> None:
    exercise = until(begin(), "plan")
    exercise.execute(FACILITATOR, "set", {"number": "trust", "value": 9}, because="a slip", hat="white")
    undo(exercise, exercise.lines[-1].n - 1)
    assert hand(exercise, "town").rulings_for == 0
    assert count_hats(exercise) == ((NO_HAT, 1),)
    exercise.execute(FACILITATOR, "set", {"number": "trust", "value": 9}, because="realism", hat="white")
    exercise.execute(FACILITATOR, "skip", because="no time", hat="controller")
    assert count_hats(exercise) == (("controller", 1), ("white cell", 1), (NO_HAT, 1))


def test_time_is_that_of_the_roles_own_decisions() -> None:
    exercise = until(begin(), "plan")
    exercise.execute("ring", "plan", {"action": "wait"}, seconds=30.0)
    exercise.execute("town", "plan", {"action": "reassure"}, seconds=12.5)
    assert (hand(exercise, "ring").seconds, hand(exercise, "town").seconds) == (30.0, 12.5)


def test_exercises_of_every_kind_can_be_asked() -> None:
    for seed in range(3):
        exercise = play_out(begin(length="standard"), seed, powers=True)
        assert len(compute_evenness(exercise)) == len(compute_calibration(exercise)) == 2
        assert sum(count for _, count in count_hats(exercise)) >= 0
