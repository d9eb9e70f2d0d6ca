"""What each role attempted in a turn beside what happened, as far as a viewer knows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.reveal import is_caused_by
from wargame.rules.explain import may_know_roll
from wargame.rules.model import FACILITATOR
from wargame.rules.powers import RESULT_POWERS
from wargame.rules.step import Result
from wargame.rules.text.event_text import format_change, format_roll_total
from wargame.rules.told import Moved, Rolled
from wargame.session.records import CommandLine, find_words

_RESULTS = {
    Result.DONE: "happened",
    Result.SUCCESS: "succeeded",
    Result.FAILURE: "failed",
    Result.HELD: "could not be paid for",
    Result.VETOED: "was vetoed",
    Result.WITHDRAWN: "was withdrawn",
}


class TurnAttempt(NamedTuple):
    """What a role planned in a turn, and how it came out as far as the viewer knows by now."""

    role: str
    attempted: str
    happened: str


class _Plan(NamedTuple):
    """A role's plan of a turn: the index of its rule (-1: an argument), and its result."""

    rule: int
    result: Result


def list_attempts(past: PastSession, viewer: str) -> list[TurnAttempt]:
    """Return the attempts in the turn of the line that ``past`` stands at, in the order in which the roles act.

    ``viewer`` is a role, ``observer``, or ``facilitator`` for the whole. Until the plans of a turn are revealed, a role
    knows its own alone.
    """
    line = past.find_line(past.at)
    if line is None:
        return []
    lines = [one for one in past.standing if one.turn == line.turn]
    plans, revealed = _read_plans(past, lines)
    roles = [past.table.roles[index] for index in past.table.order]
    known = [role for role in roles if role in plans and (revealed or viewer in (role, FACILITATOR))]
    return [
        TurnAttempt(
            role,
            _format_attempt(past, lines, role, plans[role].rule, viewer),
            _format_result(past, lines, role, plans[role], viewer),
        )
        for role in known
    ]


def _read_plans(past: PastSession, lines: Sequence[CommandLine]) -> tuple[dict[str, _Plan], bool]:
    """Return the plans of a turn by role, each with its last result, and whether they have been revealed."""
    plans: dict[str, _Plan] = {}
    results: dict[str, Result] = {}
    revealed = False
    for line in lines:
        for change in line.events.iter_changes():
            kind, _, role = change.what.partition(".")
            if not change.after:
                continue
            if kind == "plan":
                rule = change.after - 1
                plans[role] = _Plan(rule if rule < len(past.table.rules) else -1, Result.NONE)
                results[role] = Result.NONE
            elif kind == "result":
                results[role] = Result(change.after)
            elif kind == "revealed":
                revealed = True
    return {role: plan._replace(result=results[role]) for role, plan in plans.items()}, revealed


def _format_attempt(past: PastSession, lines: Sequence[CommandLine], role: str, rule: int, viewer: str) -> str:
    if rule >= 0:
        return past.table.rules[rule].title
    line = next((ln for ln in reversed(lines) if ln.do == "argue" and ln.role == role), None)
    if line is None or (line.args["secret"] and viewer not in (role, FACILITATOR)):
        return "An argument"
    return f"An argument: {find_words(line, 'action')}"


def _format_result(past: PastSession, lines: Sequence[CommandLine], role: str, plan: _Plan, viewer: str) -> str:
    """Return how a plan came out: *failed, 7 against 8: Scrutiny rose from 4 to 5*."""
    if plan.result not in _RESULTS:
        return "not yet"
    if plan.rule >= 0 and not may_know_roll(past.table, plan.rule, viewer):
        return "how it came out is not known"
    rolled, moved = "", []
    rule = past.table.rules[plan.rule].name if plan.rule >= 0 else ""
    for line in lines:
        is_overruling = line.do in RESULT_POWERS and line.args["role"] == role
        for told in past.list_told(line.n, viewer):
            if isinstance(told, Rolled) and (told.role, told.roll.rule) == (role, rule):
                rolled = f", {format_roll_total(told.roll)}"
            if isinstance(told, Moved) and (is_overruling or is_caused_by(told, role, rule)):
                moved.append(format_change(told))
        if is_overruling:
            rolled += ", overruled"
    changes = f": {', '.join(moved)}" if moved else ""
    return f"{_RESULTS[plan.result]}{rolled}{changes}"
