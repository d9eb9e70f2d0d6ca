"""The log: what each viewer may know of each command, in one place for every front end."""

from __future__ import annotations

from tests.exercise.exercise_driver import begin, do, until
from wargame.exercise.view.log import iter_log_entries
from wargame.rules.model import FACILITATOR, OBSERVER


def test_a_plan_is_an_entry_for_its_role_alone_until_it_is_revealed() -> None:
    exercise = until(begin(), "plan")
    who = exercise.list_waiting()[0]
    offer = next(offer for offer in exercise.list_offers(who) if offer.do == "plan")
    n = do(exercise, who, "plan", "it pays", **offer.fill(**{slot.name: slot.domain[0] for slot in offer.slots}))
    own = [entry for entry in iter_log_entries(exercise, who) if entry.line.n == n]
    assert own[0].format_decision().endswith(" -- it pays")
    assert n in [entry.line.n for entry in iter_log_entries(exercise, FACILITATOR)]
    assert n not in [entry.line.n for entry in iter_log_entries(exercise, OBSERVER)]


def test_lines_are_numbered_when_it_is_over() -> None:
    exercise = until(begin(), "plan")
    assert {entry.number for entry in iter_log_entries(exercise, FACILITATOR)} == {0}
    do(exercise, FACILITATOR, "end")
    assert [entry.number for entry in iter_log_entries(exercise, FACILITATOR)] == [line.n for line in exercise.standing]


def test_the_pace_of_the_facilitator_is_told_by_what_follows() -> None:
    entries = list(iter_log_entries(begin(), OBSERVER))
    assert entries[0].decision
    assert not entries[0].announcement
    assert entries[0].told


def test_it_can_begin_after_a_line() -> None:
    exercise = until(begin(), "plan")
    entries = list(iter_log_entries(exercise, FACILITATOR))
    assert list(iter_log_entries(exercise, FACILITATOR, entries[0].line.n)) == entries[1:]
