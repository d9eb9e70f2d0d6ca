"""The plans of this turn and what became of them, as far as a viewer knows it by now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.explain import may_know_roll
from wargame.rules.known_plan import KnownPlan
from wargame.rules.model import FACILITATOR
from wargame.rules.picks import HearingOutcome
from wargame.rules.powers import RESULT_POWERS
from wargame.rules.row import REVEALED
from wargame.rules.step import Result
from wargame.rules.told import CauseKind, Moved, Rolled
from wargame.session.records import CommandLine

# The file has no result of a secret argument, and none of a vetoed one, since its role plans once more.
_ENDS = {"withdraw": Result.WITHDRAWN, "veto": Result.VETOED}
_OUTCOMES = {HearingOutcome.SUCCESS: Result.SUCCESS, HearingOutcome.FAILURE: Result.FAILURE}


class _Plan(NamedTuple):
    """A role's plan of a turn: the index of its rule (beyond the last: an argument), and its result."""

    rule: int
    result: Result | None
    """None where the viewer may not know it."""


@dataclass(frozen=True, slots=True)
class Reveal:
    """The plans of this turn that the viewer knows, in the order in which the roles act."""

    revealed: bool
    plans: tuple[KnownPlan, ...]


def build_reveal(window: Window, viewer: str) -> Reveal:
    """Return the plans of this turn; before they are revealed, a role knows its own alone."""
    lines = [line for line in window.standing if line.turn == window.turn]
    return Reveal(bool(window.build_view(viewer)[REVEALED]), tuple(list_plans(window, lines, viewer)))


def list_plans(window: Window, lines: Sequence[CommandLine], viewer: str) -> list[KnownPlan]:
    """Return the plans in the lines of one turn that a viewer knows, in the order in which the roles act."""
    plans, revealed = _read_plans(window, lines)
    plans = {role: _hide_result(window, role, plan, lines, viewer) for role, plan in plans.items()}
    roles = [window.table.roles[index] for index in window.table.order]
    known = [role for role in roles if role in plans and (revealed or viewer in (role, FACILITATOR))]
    return [_build_attempt(window, role, plans[role], lines, viewer) for role in known]


def _build_attempt(window: Window, role: str, plan: _Plan, lines: Sequence[CommandLine], viewer: str) -> KnownPlan:
    built = build_plan(window, role, plan.rule, plan.result or Result.NONE, lines, viewer)
    if plan.result is None:
        return replace(built, result="")
    # That nothing came of it yet is no secret, whatever will come.
    return built if plan.result != Result.NONE else replace(built, result=Result.NONE.name.lower())


def _hide_result(window: Window, role: str, plan: _Plan, lines: Sequence[CommandLine], viewer: str) -> _Plan:
    """Return the plan without the result of a secret argument, for a viewer that may not know it.

    Everybody may know that it was heard, and that the facilitator vetoed it.
    """
    if (
        plan.rule + 1 != window.table.argued
        or plan.result in (Result.NONE, Result.VETOED)
        or viewer in (role, FACILITATOR)
    ):
        return plan
    argued = next((line for line in reversed(lines) if line.do == "argue" and line.role == role), None)
    return plan._replace(result=None) if argued is not None and argued.args.get("secret") else plan


def _read_plans(window: Window, lines: Sequence[CommandLine]) -> tuple[dict[str, _Plan], bool]:
    """Return the plans of a turn by role, each with its last result, and whether they have been revealed."""
    plans: dict[str, _Plan] = {}
    results: dict[str, Result] = {}
    revealed = False
    table = window.table
    plan_of = {table.columns[at].name: role for role, at in zip(table.roles, table.at.plan, strict=True)}
    result_of = {table.columns[at].name: role for role, at in zip(table.roles, table.at.result, strict=True)}
    hearing = table.at.hearing
    outcome = table.columns[hearing.outcome].name if hearing is not None else ""
    for line in lines:
        heard = window.find_arguing_role(line.n)
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


def build_plan(
    window: Window, role: str, planned: int, result: Result, lines: Sequence[CommandLine], viewer: str
) -> KnownPlan:
    """Return the plan of a role that stands in the lines of a turn.

    ``planned`` is the index of its rule, beyond the last rule for an argument; ``result`` is its last result.
    """
    table = window.table
    rule = table.get_planned_rule(planned + 1)
    name, title, zone = (rule.name, rule.title, rule.zone) if rule is not None else ("", "", "")
    words, roll, overruled = "", None, False
    moves: list[Moved] = []
    knows = rule is None or may_know_roll(table, planned, viewer)
    for line in lines:
        if rule is None and line.do == "argue" and line.role == role:
            words = window.find_spoken_words(line, viewer)
        turned = line.do in RESULT_POWERS and line.args["role"] == role
        overruled = overruled or turned
        for told in window.list_told(line.n, viewer):
            if isinstance(told, Rolled) and (told.role, told.roll.rule) == (role, name):
                roll = told.roll
            if isinstance(told, Moved) and (turned or is_caused_by(told, role, name)):
                moves.append(told)
    return KnownPlan(
        role=role,
        name=table.scenario.roles[role].name,
        rule=name,
        title=title,
        zone=zone,
        words=words,
        result=result.name.lower() if knows else "",
        roll=roll,
        moves=tuple(moves) if knows else (),
        overruled=overruled and knows,
    )


def is_caused_by(moved: Moved, role: str, rule: str) -> bool:
    """Did a change come from this plan: from the check or the effect of its rule (empty: from what was argued)?

    What a plan still does in later turns is not among them.
    """
    cause = moved.cause
    if cause is None or (cause.role, cause.rule) != (role, rule):
        return False
    return cause.kind in ((CauseKind.RULE, CauseKind.COST) if rule else (CauseKind.ARGUMENT,))
