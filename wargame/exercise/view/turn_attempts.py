"""What each role attempted in a turn beside what happened, as far as a viewer knows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wargame.exercise.view.past_session import PastSession
from wargame.rules.chance import sum_dice
from wargame.rules.model import FACILITATOR
from wargame.rules.powers import RESULT_POWERS
from wargame.rules.step import Result
from wargame.rules.text.event_text import Sentence, may_know_roll
from wargame.session.fold import Line

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
    lines = [one for one in past.standing if one["turn"] == line["turn"]]
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


def _read_plans(past: PastSession, lines: Sequence[Line]) -> tuple[dict[str, _Plan], bool]:
    """Return the plans of a turn by role, each with its last result, and whether they have been revealed."""
    plans: dict[str, _Plan] = {}
    results: dict[str, Result] = {}
    revealed = False
    for line in lines:
        for event in line["events"]:
            kind, _, role = event.get("what", "").partition(".")
            if not event.get("to"):
                continue
            if kind == "plan":
                rule = event["to"] - 1
                plans[role] = _Plan(rule if rule < len(past.table.rules) else -1, Result.NONE)
                results[role] = Result.NONE
            elif kind == "result":
                results[role] = Result(event["to"])
            elif kind == "revealed":
                revealed = True
    return {role: plan._replace(result=results[role]) for role, plan in plans.items()}, revealed


def _format_attempt(past: PastSession, lines: Sequence[Line], role: str, rule: int, viewer: str) -> str:
    if rule >= 0:
        return past.table.rules[rule].title
    line = next((ln for ln in reversed(lines) if ln["do"] == "argue" and ln["role"] == role), None)
    if line is None or (line["args"]["secret"] and viewer not in (role, FACILITATOR)):
        return "An argument"
    return f"An argument: {line['said'].get('action', '')}"


def _format_result(past: PastSession, lines: Sequence[Line], role: str, plan: _Plan, viewer: str) -> str:
    """Return how a plan came out: *failed, 7 against 8: Scrutiny rose from 4 to 5*."""
    if plan.result not in _RESULTS:
        return "not yet"
    if plan.rule >= 0 and not may_know_roll(past.table, plan.rule, viewer):
        return "how it came out is not known"
    rolled, moved = "", []
    for line in lines:
        is_overruling = line["do"] in RESULT_POWERS and line["args"]["role"] == role
        for told in past.list_sentences(line["n"], viewer):
            if _is_roll_of(past, line, told, role, plan.rule):
                rolled = _format_roll(told)
            if told.what and (is_overruling or _is_caused_by(past, line, told, role, plan.rule)):
                moved.append(told.what)
        if is_overruling:
            rolled += ", overruled"
    changes = f": {', '.join(moved)}" if moved else ""
    return f"{_RESULTS[plan.result]}{rolled}{changes}"


def _format_roll(told: Sentence) -> str:
    rolled = told.rolled
    if rolled is None:
        return ""
    return f", {sum_dice(rolled.got) + rolled.plus}" + (f" against {rolled.target}" if rolled.target else "")


def _is_roll_of(past: PastSession, line: Line, told: Sentence, role: str, rule: int) -> bool:
    """Is this sentence the roll of this plan? Each argument of a turn has a roll of its own."""
    if told.rolled is None or told.rolled.rule != rule:
        return False
    return rule >= 0 or past.find_arguing_role(line["n"]) == role


def _is_caused_by(past: PastSession, line: Line, told: Sentence, role: str, rule: int) -> bool:
    """Did a change come from this plan: from the check or the effect of its rule, or from what was argued?"""
    if rule < 0:
        return told.cause == "the argument" and past.find_arguing_role(line["n"]) == role
    title = past.table.rules[rule].title
    at_once = (title, f"the cost of {title}")  # what a plan still does in later turns is not among them
    return told.by == role and (told.cause in at_once or told.cause.startswith(f"{title}, roll "))
