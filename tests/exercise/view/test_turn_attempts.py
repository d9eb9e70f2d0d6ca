"""What became of an argument, as a replay says it: ruled on, withdrawn, vetoed, for those who may know."""

from __future__ import annotations

import pytest

from tests.exercise.exercise_driver import begin, do, until
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat import Seat
from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.turn_attempts import list_attempts
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.text.plan_text import format_happened


def argue(secret: bool, pending: str) -> Exercise:
    """The ring has argued, and play has come to where ``pending`` is asked."""
    exercise = until(begin(), "plan")
    while "town" in exercise.list_waiting():
        do(exercise, "town", "plan", action="reassure")
    do(exercise, "ring", "argue", effects={"fear": 1}, reasons=1, secret=secret)
    return until(exercise, pending)


def say_happened(exercise: Exercise, viewer: str) -> str:
    """What a replay says at its last line became of the argument of the ring; the seat at the table says the same."""
    past = PastSession.build_from_window(exercise)
    (plan,) = (plan for plan in list_attempts(past, viewer) if plan.role == "ring")
    assert [one for one in Seat(exercise, viewer).find_reveal().plans if one.role == "ring"] == [plan]
    return format_happened(plan)


@pytest.mark.parametrize("secret", [False, True])
@pytest.mark.parametrize(("verb", "result"), [("allow", "succeeded: Fear rose from 4 to 5"), ("veto", "was vetoed")])
def test_an_argument_that_was_ruled_on_is_told(secret: bool, verb: str, result: str) -> None:
    exercise = argue(secret, "assess")
    assert say_happened(exercise, FACILITATOR) == "not yet"
    do(exercise, FACILITATOR, verb)
    if verb == "allow":
        do(exercise, FACILITATOR, "apply")
    assert say_happened(exercise, FACILITATOR) == say_happened(exercise, "ring") == result
    told = "how it came out is not known" if secret and verb != "veto" else result
    assert say_happened(exercise, OBSERVER) == say_happened(exercise, "town") == told


@pytest.mark.parametrize(("pros", "result"), [(1, "succeeded"), (0, "failed")])
def test_the_dice_of_a_secret_argument_are_told_to_its_role(pros: int, result: str) -> None:
    exercise = argue(True, "assess")
    do(exercise, FACILITATOR, "weigh", pros=pros, cons=0)
    assert say_happened(exercise, "ring").startswith(result)
    assert say_happened(exercise, OBSERVER) == "how it came out is not known"


@pytest.mark.parametrize("secret", [False, True])
def test_an_argument_that_was_withdrawn_is_told(secret: bool) -> None:
    exercise = argue(secret, "clarify")
    assert say_happened(exercise, OBSERVER) == "not yet"
    do(exercise, "ring", "withdraw")
    assert say_happened(exercise, FACILITATOR) == say_happened(exercise, "ring") == "was withdrawn"
    assert say_happened(exercise, OBSERVER) == ("how it came out is not known" if secret else "was withdrawn")


def test_after_a_veto_what_is_planned_instead_is_told() -> None:
    exercise = argue(True, "assess")
    do(exercise, FACILITATOR, "veto")
    do(exercise, "ring", "argue", effects={"fear": 1}, reasons=1, secret=False)
    assert say_happened(exercise, FACILITATOR) == "not yet"
