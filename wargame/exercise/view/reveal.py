"""The plans of this turn and what became of them, as far as a viewer knows it by now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.cover import find_cover, name_seen_rule
from wargame.rules.explain import may_know_bonuses, may_know_roll
from wargame.rules.known_plan import KnownCheck, KnownPlan, KnownPromise
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.named import NamedChange
from wargame.rules.naming import name_effects
from wargame.rules.offers import build_rule_view
from wargame.rules.picks import HearingOutcome
from wargame.rules.powers import RESULT_POWERS
from wargame.rules.row import REVEALED, Row
from wargame.rules.step import Result
from wargame.rules.steps.stage import STAGE_VERBS, Stage, StagePlace, find_stage
from wargame.rules.told import CauseKind, Moved, Rolled
from wargame.rules.view import may_see
from wargame.session.records import CommandLine

# The file has no result of a secret argument, and none of a vetoed one, since its role plans once more.
_ENDS = {"withdraw": Result.WITHDRAWN, "veto": Result.VETOED}
_OUTCOMES = {HearingOutcome.SUCCESS: Result.SUCCESS, HearingOutcome.FAILURE: Result.FAILURE}


class _Plan(NamedTuple):
    """A role's plan of a turn: the index of its rule (beyond the last: an argument), and its result."""

    rule: int
    result: Result | None
    """None where the viewer may not know it."""


STAGES = STAGE_VERBS[1:]
"""The kinds of choice that are stages of a plan, in order."""


class RevealStage(StrEnum):
    """How far the reveal of one plan has come."""

    WAITS = "waits"
    """It lies on the table with the others, or is not revealed at all."""
    OPENED = "opened"
    """It stands alone: with its odds, or as an argument that is heard."""
    ROLLED = "rolled"
    """Its dice have fallen, and nothing has moved yet."""
    MOVED = "moved"
    """What it moves has moved."""


@dataclass(frozen=True, slots=True)
class PlanReveal:
    """How far the reveal of the plan of one role has come, and what may be told of it before it happens.

    ``text`` is that of the action. The check and the outcomes are None before the plan is opened, and where the reveal
    is not staged. Where no dice decide, ``check`` and ``failure`` are None. Behind a cover only the check is told.
    """

    role: str
    stage: RevealStage
    text: str
    check: KnownCheck | None
    success: KnownPromise | None
    failure: KnownPromise | None


@dataclass(frozen=True, slots=True)
class Reveal:
    """The plans of this turn that the viewer knows, in the order in which the roles act.

    ``staged`` says that the facilitator goes through them one by one; ``open`` is then the role whose plan was opened
    last, empty before the first one. ``stages`` has the same order as ``plans``.
    """

    revealed: bool
    plans: tuple[KnownPlan, ...]
    staged: bool
    open: str
    stages: tuple[PlanReveal, ...]

    def find_open(self) -> tuple[KnownPlan, PlanReveal] | None:
        """Return the plan that was opened last; None before the first one."""
        pairs = zip(self.plans, self.stages, strict=True)
        return next(((plan, stage) for plan, stage in pairs if plan.role == self.open), None)


def build_reveal(window: Window, viewer: str) -> Reveal:
    """Return the plans of this turn; before they are revealed, a role knows its own alone."""
    lines = [line for line in window.standing if line.turn == window.turn]
    plans = list_plans(window, lines, viewer)
    revealed = bool(window.build_view(viewer)[REVEALED])
    stages = tuple(_build_stage(window, plan, lines, viewer, revealed) for plan in plans)
    at = _find_place(window)
    opened = at is not None and at.stage != Stage.PLANS and revealed
    role = window.table.roles[window.table.order[at.plan]] if at is not None and opened else ""
    return Reveal(revealed, tuple(plans), window.table.staged, role, stages)


def _find_place(window: Window) -> StagePlace | None:
    """Return the stage that was shown last; None where the reveal is not staged."""
    if not window.table.staged:
        return None
    return find_stage(window.build_view(OBSERVER)[window.table.at.stage])


def _build_stage(
    window: Window, plan: KnownPlan, lines: Sequence[CommandLine], viewer: str, revealed: bool
) -> PlanReveal:
    table = window.table
    stage = _find_stage_of(window, plan) if revealed else RevealStage.WAITS
    at = _find_rule(window, plan)
    if at < 0:
        return PlanReveal(plan.role, stage, "", None, None, None)
    covered = bool(find_cover(table, table.rules[at], viewer))
    text = "" if covered else table.scenario.actions[table.action_of[at]].text
    if stage is RevealStage.WAITS or not table.staged:
        return PlanReveal(plan.role, stage, text, None, None, None)
    rule, full = table.rules[at], _find_rolled_row(window, plan, lines)
    check = failure = None
    if rule.target and plan.result != "held":
        check = _build_check(table, full, at, viewer, _find_planned_row(window, plan.role, lines))
    if covered:  # what follows would tell what it is
        return PlanReveal(plan.role, stage, text, check, None, None)
    if check is not None:
        failure = _build_promise(table, name_effects(table, at).failure or (), full, viewer)
    success = _build_promise(table, name_effects(table, at).success, full, viewer)
    return PlanReveal(plan.role, stage, text, check, success, failure)


def _find_rule(window: Window, plan: KnownPlan) -> int:
    """Return the rule of a plan of this turn; negative for an argument. Its name may be hidden by a cover."""
    table = window.table
    at = table.rule_at.get(plan.rule, -1)
    if at >= 0 or not plan.rule:
        return at
    return window.build_view(FACILITATOR)[table.at.plan[table.roles.index(plan.role)]] - 1


def _find_stage_of(window: Window, plan: KnownPlan) -> RevealStage:
    """Return how far the reveal of a revealed plan has come."""
    place = _find_place(window)
    came = RevealStage.WAITS if plan.result == "none" else RevealStage.MOVED
    if place is None or place.stage == Stage.PLANS:
        return came
    mine = window.table.order.index(window.table.roles.index(plan.role))
    if mine != place.plan:
        return RevealStage.MOVED if mine < place.plan else RevealStage.WAITS
    if not plan.rule and came is RevealStage.MOVED:
        return came
    return {Stage.OPENED: RevealStage.OPENED, Stage.ROLLED: RevealStage.ROLLED}.get(place.stage, RevealStage.MOVED)


def _find_rolled_row(window: Window, plan: KnownPlan, lines: Sequence[CommandLine]) -> Row:
    """Return the row before the dice of a plan fell, or as it is now if they have not fallen."""
    column = window.table.columns[window.table.at.result[window.table.roles.index(plan.role)]].name
    for line in lines:
        if line.events.find_change(column) is not None:
            return window.find_row_before(line.n)
    return window.build_view(FACILITATOR)


def _find_planned_row(window: Window, role: str, lines: Sequence[CommandLine]) -> Row | None:
    """Return the row at which a role made its plan of this turn."""
    line = next((one for one in reversed(lines) if one.do == "plan" and one.role == role), None)
    return window.find_row_before(line.n) if line is not None else None


def _build_check(table: ContentTable, row: Row, at: int, viewer: str, planned: Row | None) -> KnownCheck:
    """Return how dice decide about a plan in this row. ``planned`` is the row in which it was planned (None: unknown).

    What was other then is told to a viewer who sees all that counts, in both rows.
    """
    rule = table.rules[at]
    if not may_know_bonuses(table, row, rule, viewer):
        return KnownCheck(None)
    view = build_rule_view(table, row, at, paid=True)
    check = KnownCheck(view.odds, view.target, view.plus, view.bonuses)
    if planned is None or not may_know_bonuses(table, planned, rule, viewer):
        return check
    then = build_rule_view(table, planned, at)
    if then.odds == view.odds:
        return check
    now, before = Counter(view.bonuses), Counter(then.bonuses)
    return replace(
        check, planned=then.odds, came=tuple((now - before).elements()), gone=tuple((before - now).elements())
    )


def _build_promise(table: ContentTable, changes: Sequence[NamedChange], row: Row, viewer: str) -> KnownPromise:
    """Return what the changes of an outcome come to, without the numbers that the viewer does not see."""
    known = tuple(one for one in changes if may_see(table, row, table.index[one.number.name], viewer))
    return KnownPromise(known, len(changes) - len(known))


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
    name = title = zone = ""
    if rule is not None:
        name, title = name_seen_rule(table, rule, viewer)
        zone = rule.zone if name == rule.name else ""
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
