"""What each role attempted in a turn beside what happened, as far as a viewer knows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.reveal import build_plan
from wargame.rules.known_plan import KnownPlan
from wargame.rules.model import FACILITATOR
from wargame.rules.picks import HearingOutcome
from wargame.rules.row import REVEALED
from wargame.rules.step import Result
from wargame.session.records import CommandLine

# The file has no result of a secret argument, and none of a vetoed one, since its role plans once more.
_ENDS = {"withdraw": Result.WITHDRAWN, "veto": Result.VETOED}
_OUTCOMES = {HearingOutcome.SUCCESS: Result.SUCCESS, HearingOutcome.FAILURE: Result.FAILURE}


class _Plan(NamedTuple):
    """A role's plan of a turn: the index of its rule (beyond the last: an argument), and its result."""

    rule: int
    result: Result | None
    """None where the viewer may not know it."""


def list_attempts(past: PastSession, viewer: str) -> list[KnownPlan]:
    """Return the attempts in the turn of the line that ``past`` stands at, in the order in which the roles act.

    ``viewer`` is a role, ``observer``, or ``facilitator`` for the whole. Until the plans of a turn are revealed, a role
    knows its own alone.
    """
    line = past.find_line(past.at)
    if line is None:
        return []
    lines = [one for one in past.standing if one.turn == line.turn]
    plans, revealed = _read_plans(past, lines)
    plans = {role: _hide_result(past, role, plan, lines, viewer) for role, plan in plans.items()}
    roles = [past.table.roles[index] for index in past.table.order]
    known = [role for role in roles if role in plans and (revealed or viewer in (role, FACILITATOR))]
    return [_build_attempt(past, role, plans[role], lines, viewer) for role in known]


def _build_attempt(past: PastSession, role: str, plan: _Plan, lines: Sequence[CommandLine], viewer: str) -> KnownPlan:
    built = build_plan(past, role, plan.rule, plan.result or Result.NONE, lines, viewer)
    if plan.result is None:
        return replace(built, result="")
    # That nothing came of it yet is no secret, whatever will come.
    return built if plan.result != Result.NONE else replace(built, result=Result.NONE.name.lower())


def _hide_result(past: PastSession, role: str, plan: _Plan, lines: Sequence[CommandLine], viewer: str) -> _Plan:
    """Return the plan without the result of a secret argument, for a viewer that may not know it.

    Everybody may know that it was heard, and that the facilitator vetoed it.
    """
    if (
        plan.rule + 1 != past.table.argued
        or plan.result in (Result.NONE, Result.VETOED)
        or viewer in (role, FACILITATOR)
    ):
        return plan
    argued = next((line for line in reversed(lines) if line.do == "argue" and line.role == role), None)
    return plan._replace(result=None) if argued is not None and argued.args.get("secret") else plan


def _read_plans(past: PastSession, lines: Sequence[CommandLine]) -> tuple[dict[str, _Plan], bool]:
    """Return the plans of a turn by role, each with its last result, and whether they have been revealed."""
    plans: dict[str, _Plan] = {}
    results: dict[str, Result] = {}
    revealed = False
    table = past.table
    plan_of = {table.columns[at].name: role for role, at in zip(table.roles, table.at.plan, strict=True)}
    result_of = {table.columns[at].name: role for role, at in zip(table.roles, table.at.result, strict=True)}
    hearing = table.at.hearing
    outcome = table.columns[hearing.outcome].name if hearing is not None else ""
    for line in lines:
        heard = past.find_arguing_role(line.n)
        if heard in plans and line.do in _ENDS:
            results[heard] = _ENDS[line.do]
        for change in line.events.iter_changes():
            if not change.after:
                continue
            if (role := plan_of.get(change.what)) is not None:
                plans[role] = _Plan(change.after - 1, Result.NONE)
                results[role] = Result.NONE
            elif (role := result_of.get(change.what)) is not None:
                results[role] = Result(change.after)
            elif change.what == outcome and heard in plans and change.after in _OUTCOMES:
                results[heard] = _OUTCOMES[HearingOutcome(change.after)]
            elif change.what == table.columns[REVEALED].name:
                revealed = True
    return {role: plan._replace(result=results[role]) for role, plan in plans.items()}, revealed
