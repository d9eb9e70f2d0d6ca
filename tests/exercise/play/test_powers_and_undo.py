"""Undo and the facilitator's powers: traced, with a reason, and open to nobody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.exercise.exercise_driver import (
    FakeClock,
    begin,
    do,
    find_command,
    number,
    play_out,
    undo,
    until,
)
from tests.playing import filled
from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.seat import Seat
from wargame.rules.model import FACILITATOR
from wargame.rules.powers import POWERS
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.text.refusal_text import format_refusal
from wargame.session.events import RecordedDraw
from wargame.session.records import Undo
from wargame.session.verify import verify

ROLES = ["ring", "town"]


def resumed(exercise: Exercise) -> Exercise:
    exercise.close()
    assert exercise.path is not None
    return Exercise.resume(exercise.path, FakeClock())


# Undo


def test_undo_asks_once_where_something_has_been_seen(tmp_path: Path) -> None:
    exercise = until(begin(tmp_path), "reveal")
    before, to = exercise.build_view(FACILITATOR), exercise.lines[-1].n
    do(exercise, FACILITATOR, "reveal")
    lines = len(exercise.lines)
    asked = exercise.undo(to, "the wrong plan was on the table")
    assert isinstance(asked, Refusal)
    assert any(text.startswith("The ring: ") for text in asked.seen)
    assert any(text.startswith("The council: ") for text in asked.seen)
    assert len(exercise.lines) == lines, "asking writes nothing"
    done = exercise.undo(to, "the wrong plan was on the table", confirmed=True, hat="controller")
    assert isinstance(done, Done)
    assert exercise.build_view(FACILITATOR) == before
    record = exercise.list_records(Undo)[-1]
    assert record.n == done.n
    assert record.seen == list(asked.seen)
    assert (record.because, record.hat, record.to) == ("the wrong plan was on the table", "controller", to)


def test_undo_does_not_ask_where_nothing_has_been_seen() -> None:
    exercise = until(begin(), "plan")
    n = do(exercise, "ring", "plan", action="wait")
    assert isinstance(exercise.undo(n - 1, "a slip"), Done)


def test_undo_asks_past_a_card(tmp_path: Path) -> None:
    exercise = until(begin(), "next")
    to = exercise.lines[-1].n
    do(exercise, FACILITATOR, "next")
    asked = exercise.undo(to, "too fast")
    assert isinstance(asked, Refusal)
    assert any(text.startswith("Card: ") for text in asked.seen)


def test_undo_asks_where_only_the_facilitator_saw_dice_and_does_not_tell_the_room() -> None:
    """The envelope is checked for exposure at the close; that there is one at all is the ring's secret."""
    exercise = until(begin(seed=3), "deal")
    do(exercise, FACILITATOR, "set", number="purse", value=9)
    while exercise.list_waiting() != ("ring",):
        do(exercise, exercise.list_waiting()[0], "pass")
    do(exercise, "ring", "offer", form="envelope")
    until(exercise, "close")
    to = exercise.lines[-1].n
    do(exercise, FACILITATOR, "close")
    assert any(isinstance(event, RecordedDraw) and event.draw == "exposure" for event in exercise.standing[-1].events)
    asked = exercise.undo(to, "once more")
    assert isinstance(asked, Refusal)
    if not number(exercise, "flags.exposed"):
        assert not any("come out" in text for text in asked.seen)


def test_undo_needs_a_reason_and_something_to_take_back() -> None:
    exercise = until(begin(), "plan")
    for reason in ("", "   ", "\u200e\x07"):
        refused = exercise.undo(2, reason, confirmed=True)
        assert isinstance(refused, Refusal)
        assert format_refusal(refused) == "say why: an undo is recorded with its reason"
    for to in (exercise.lines[-1].n, 10_000):
        assert isinstance(exercise.undo(to, "why not"), Refusal)
    for to in (1, 0, -3):
        refused = exercise.undo(to, "why not")
        assert isinstance(refused, Refusal)
        assert format_refusal(refused) == "the exercise cannot be undone to before its beginning"


def test_undoing_the_end_opens_the_exercise_again(tmp_path: Path) -> None:
    exercise = play_out(begin(tmp_path))
    exercise.close()
    exercise = resumed(exercise)
    undo(exercise, exercise.standing[-2].n, "we stopped too early")
    assert not exercise.over
    play_out(exercise).close()
    assert exercise.path is not None
    assert verify(exercise.path).format_line() == "exact"


def test_what_was_undone_is_no_longer_told_and_the_last_own_decision_is_found() -> None:
    exercise = until(begin(seats={"town": "bot:random"}), "plan")
    n = do(exercise, "ring", "plan", action="wait")
    exercise.play_bots()
    chair = Seat(exercise, FACILITATOR)
    assert chair.find_last_own() == n, "the bot's plan after it is nobody's own"
    undo(exercise, n - 1)
    assert exercise.list_told(n, "ring") == []
    assert n not in [n for n, _ in chair.list_log()]
    assert chair.find_last_own("ring") < n


# Powers


def usable(exercise: Exercise, verb: str) -> dict[str, Any] | None:
    """Arguments with which a power can be used now."""
    offer = next((o for o in exercise.list_offers(FACILITATOR) if o.do == verb), None)
    return filled(offer, lambda n: n - 1) if offer is not None else None


@pytest.mark.parametrize("verb", [power.do for power in POWERS])
@pytest.mark.parametrize("reason", ["", "  ", "\u200f\x1b"])
def test_every_power_needs_a_reason(verb: str, reason: str) -> None:
    exercise = until(begin(), "close")
    do(exercise, FACILITATOR, "rule", effects={"fear": 1}, closes=2)
    args = usable(exercise, verb)
    assert args is not None
    lines = len(exercise.lines)
    refused = exercise.execute(FACILITATOR, verb, args, because=reason)
    assert isinstance(refused, Refusal)
    assert refused == Refusal(RefusalCode.NO_REASON)
    assert len(exercise.lines) == lines
    done = exercise.execute(FACILITATOR, verb, args, because="It was a good point.", hat="white cell")
    assert isinstance(done, Done)
    line = find_command(exercise, done.n)
    assert (line.because, line.hat, line.role) == ("It was a good point.", "white cell", FACILITATOR)


@pytest.mark.parametrize("verb", [power.do for power in POWERS])
def test_no_role_has_the_facilitators_powers(verb: str) -> None:
    exercise = until(begin(), "close")
    do(exercise, FACILITATOR, "rule", effects={"fear": 1}, closes=2)
    args = usable(exercise, verb)
    for role in ROLES:
        assert isinstance(exercise.execute(role, verb, args, because="I say so."), Refusal)


def test_a_veto_and_a_ruling_that_departs_need_a_reason_too() -> None:
    exercise = until(begin(), "plan")
    do(exercise, "ring", "argue", effects={"fear": 1}, reasons=1, secret=False)
    until(exercise, "assess")
    assert isinstance(exercise.execute(FACILITATOR, "veto"), Refusal)
    do(exercise, FACILITATOR, "allow")
    assert isinstance(exercise.execute(FACILITATOR, "settle", {"effects": {"fear": 2}, "closes": 0}), Refusal)
    do(exercise, FACILITATOR, "settle", effects={"fear": 2}, closes=0)
