"""The entries of the log: what each viewer may know of each command."""

from __future__ import annotations

from tests.exercise.exercise_driver import begin, do, until
from wargame.exercise.seat import Seat
from wargame.rules.model import FACILITATOR, OBSERVER


def test_a_plan_is_an_entry_for_its_role_alone_until_it_is_revealed() -> None:
    exercise = until(begin(), "plan")
    who = exercise.list_waiting()[0]
    offer = next(offer for offer in exercise.list_offers(who) if offer.do == "plan")
    n = do(exercise, who, "plan", "it pays", **offer.fill(**{slot.name: slot.domain[0] for slot in offer.slots}))
    logs = {viewer: dict(Seat(exercise, viewer).list_log()) for viewer in (who, FACILITATOR, OBSERVER)}
    assert logs[who][n].because == logs[FACILITATOR][n].because == "it pays"
    assert n not in logs[OBSERVER]


def test_lines_are_numbered_when_it_is_over() -> None:
    exercise = until(begin(), "plan")
    assert {entry.number for _, entry in Seat(exercise, OBSERVER).list_log()} == {0}
    do(exercise, FACILITATOR, "end")
    numbers = [entry.number for _, entry in Seat(exercise, OBSERVER).list_log()]
    assert numbers == [n for n, _ in Seat(exercise, OBSERVER).list_log()]


def test_the_pace_of_the_facilitator_is_told_by_what_follows() -> None:
    _, first = Seat(begin(), OBSERVER).list_log()[0]
    assert first.decision is not None
    assert not first.announced
    assert first.told


def test_it_can_begin_after_a_line() -> None:
    seat = Seat(until(begin(), "plan"), FACILITATOR)
    log = seat.list_log()
    assert seat.list_log(log[0][0]) == log[1:]
