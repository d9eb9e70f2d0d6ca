"""The facilitator's console at the prompt: a power without words of its own is asked slot by slot."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.exercise.exercise_driver import begin
from wargame.exercise.debrief.ratings import list_ratings
from wargame.exercise.play.input_parsing import UnclearError
from wargame.plain.console import VERBS, Console
from wargame.plain.terminal_io import Talk
from wargame.rules.powers import POWERS, find_power


@pytest.mark.parametrize(
    ("do", "typed", "answers", "args"),
    [
        ("set", "", ["", "fear", "3", "It was said"], {"number": "fear", "value": 3}),
        ("set", "fear because it was said", ["", "3"], {"number": "fear", "value": 3}),
        ("set", "nothing because it was said", ["", "fear", "99", "3"], {"number": "fear", "value": 3}),
        (
            "rule",
            "fear +1, trust -1 because it was said",
            ["", "2"],
            {"effects": {"fear": 1, "trust": -1}, "closes": 2},
        ),
        ("rule", "", ["", "", "fear +1", "0", "It was said"], {"effects": {"fear": 1}, "closes": 0}),
        ("skip", "because it was said", [], {}),
        ("skip", "it was said", [], {}),
    ],
)
def test_a_power_is_asked_slot_by_slot(do: str, typed: str, answers: list[str], args: dict[str, Any]) -> None:
    exercise = begin()
    out = io.StringIO()
    power = find_power(do)
    assert power is not None
    Console(exercise, Talk(io.StringIO("".join(f"{line}\n" for line in answers)), out)).use_by_slots(power, typed)
    line = exercise.standing[-1]
    assert (line.do, line.args, line.because.lower()) == (do, args, "it was said")


def test_what_can_be_chosen_is_shown_to_the_facilitator_alone() -> None:
    exercise, out = begin(), io.StringIO()
    power = find_power("set")
    assert power is not None
    Console(exercise, Talk(io.StringIO("\nfear\n3\nIt was said\n"), out)).use_by_slots(power, "")
    before, _, after = out.getvalue().partition("-- Private: Facilitator.")
    private, _, public = after.partition("-- End of the private part. --")
    assert "Trust" not in before + public
    assert "Trust" in private


def test_every_power_has_a_verb() -> None:
    words = {word for verb in VERBS for word in verb.words}
    assert words >= {power.do for power in POWERS}


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("1 M a+ b- because late", []),
        ("1", ["", "A", "M a+ b- because late"]),
        ("", ["", "1", "P", "M a+ b- because late"]),
    ],
)
def test_an_objective_is_rated_in_one_line_or_in_private(typed: str, answers: list[str]) -> None:
    exercise, out = begin(), io.StringIO()
    Console(exercise, Talk(io.StringIO("".join(f"{line}\n" for line in answers)), out)).rate(typed)
    rating = list_ratings(exercise)[0]
    assert (rating.rating, rating.because, [task.mark for task in rating.tasks]) == ("M", "late", ["done", "not-done"])
    before, _, after = out.getvalue().partition("-- Private: Facilitator.")
    private, _, public = after.partition("-- End of the private part. --")
    assert ("A team names what fear costs" in " ".join(private.split())) == bool(answers)
    assert "fear" not in before + public
    assert "Written down as line" in out.getvalue()


@pytest.mark.parametrize("typed", ["9 M", "first", "1 A", "1 P", "1 c+"])
def test_a_rating_that_cannot_be_meant_is_refused_in_words(typed: str) -> None:
    exercise = begin()
    with pytest.raises(UnclearError):
        Console(exercise, Talk(io.StringIO(), io.StringIO())).rate(typed)
    assert not list_ratings(exercise)[0].at
