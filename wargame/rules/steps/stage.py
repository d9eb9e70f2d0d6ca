"""Stage: the plans of a turn happen one by one, each in stages, and the facilitator goes on from one to the next.

A plan is opened: it is paid for, and its odds are known. Then it is rolled, if it has a check, and its result is set;
then it moves what it moves. The column ``stage`` holds the number of the last stage that was shown. Between two stages
the facilitator may use any power, so the odds are those of the row at the roll, and a result that was turned before the
plan has moved anything is the one that happens. Draws have the addresses that they have without stages.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from wargame.light_dataclass import dataclass
from wargame.rules.apply_rule import HELD, NONE, apply_result, can_pay, pay, roll_check
from wargame.rules.chance import Chance, format_roll_slot
from wargame.rules.model import FACILITATOR_ROLE, Table
from wargame.rules.row import Notes, Row
from wargame.rules.state import write
from wargame.rules.step import Choice, NumberChoice, Result, Step, StepFunction
from wargame.rules.steps.deal import break_deal

_ASKED = (FACILITATOR_ROLE,)


class Stage(IntEnum):
    """How far the reveal of one plan has come."""

    PLANS = 0
    """All plans lie side by side."""
    OPENED = 1
    """The plan stands alone, with its odds."""
    ROLLED = 2
    """Its dice have fallen, and its result is known."""
    MOVED = 3
    """What it moves has moved."""

    @property
    def verb(self) -> str:
        """The verb of the command that leads to this stage."""
        return STAGE_VERBS[self]


STAGE_VERBS = ("reveal", "open", "roll", "move")
"""The verbs of the commands that lead to the stages, in order."""
_OF_PLAN = len(Stage) - 1
"""How many stages each plan has of its own."""


class StagePlace(NamedTuple):
    """A place in the reveal: the place of the plan in the order of the roles, and how far its reveal has come."""

    plan: int
    stage: Stage


def number_stage(plan: int, stage: Stage) -> int:
    """Return the number of a stage in the turn; ``plan`` is the place of its role in the order of the roles."""
    return _OF_PLAN * plan + stage


def find_stage(number: int) -> StagePlace:
    """Return the place that a number of the column ``stage`` stands for. 0 is the place before the first plan."""
    if not number:
        return StagePlace(0, Stage.PLANS)
    plan, stage = divmod(number - 1, _OF_PLAN)
    return StagePlace(plan, Stage(stage + 1))


def is_result_pending(table: Table, row: Row, role: int) -> bool:
    """Return whether the result of the plan of ``role`` (an index) is known, and nothing has come of it yet."""
    if not table.staged or not row[table.at.result[role]]:
        return False
    return row[table.at.plan[role]] != table.argued and row[table.at.stage] < number_stage(
        table.order.index(role), Stage.MOVED
    )


@dataclass(frozen=True, slots=True)
class StageStep(Step):
    """The facilitator goes on to a stage of the plan of ``role``, by the verb ``do``. ``stage`` is its number."""

    do: str
    role: int
    stage: int


@dataclass(frozen=True, slots=True)
class OpenStep(Step):
    """What ``role`` planned is paid for; a role that cannot pay holds. An argument goes on at step ``argued``."""

    role: int
    argued: int


@dataclass(frozen=True, slots=True)
class RollStep(Step):
    """The check of what ``role`` planned is rolled, if it has one."""

    role: int


@dataclass(frozen=True, slots=True)
class MoveStep(Step):
    """What ``role`` planned changes what its result says."""

    role: int


def build_stage_choice(table: Table, step: StageStep) -> NumberChoice:
    """The facilitator goes on. The number of the stage is the only pick. Nobody is asked to roll without a check."""
    column, count = table.at.stage, step.stage
    plan, result = table.at.plan[step.role], table.at.result[step.role]
    rules = table.rules

    def asked(row: Row) -> tuple[int, ...]:
        return _ASKED if row[column] < count else ()

    def asked_to_roll(row: Row) -> tuple[int, ...]:
        checked = row[result] == NONE and rules[row[plan] - 1].target
        return _ASKED if checked and row[column] < count else ()

    def picks(row: Row, role: int) -> tuple[int, ...]:
        return (count,)

    def take(row: Row, role: int, pick: int, notes: Notes | None) -> None:
        write(row, column, pick, notes)

    rolls = step.do == Stage.ROLLED.verb
    return Choice(step.do, asked_to_roll if rolls else asked, picks, take)


def build_open_step(table: Table, step: OpenStep) -> StepFunction:
    """Pay for what a role planned."""
    role, hearing, then = step.role, step.argued, step.then
    plan, result, last = table.at.plan[role], table.at.result[role], table.at.last[role]
    argued, rules, action_of = table.argued, table.rules, table.action_of
    rest = not table.scenario.repeat

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        if row[plan] == argued:
            return hearing
        at = row[plan] - 1
        if rest:
            write(row, last, action_of[at] + 1, notes)
        if rules[at].cost:
            if can_pay(row, rules[at], table):
                pay(table, row, at, notes)
            else:
                write(row, result, HELD, notes)
        return then

    return run


def build_roll_step(table: Table, step: RollStep) -> StepFunction:
    """Roll the check of what a role planned, and set its result."""
    role, then = step.role, step.then
    plan, result = table.at.plan[role], table.at.result[role]
    slot = format_roll_slot(table.roles[role])
    rules = table.rules

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        at = row[plan] - 1
        if row[result] == NONE and rules[at].target:
            write(row, result, roll_check(table, row, at, chance, notes, slot, 0), notes)
        return then

    return run


def build_move_step(table: Table, step: MoveStep) -> StepFunction:
    """Apply what a role planned, by its result, and break the deals that it breaks."""
    role, then = step.role, step.then
    plan, result, hold = table.at.plan[role], table.at.result[role], table.holds[role]
    slot = format_roll_slot(table.roles[role])
    acts, action_of, broken_by = table.acts, table.action_of, table.broken_by[role]

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        at = row[plan] - 1
        if row[result] == HELD:
            if hold >= 0:
                acts[hold](row, chance, notes, slot, 0)
            return then
        outcome = Result(row[result]) or Result.DONE
        apply_result(table, row, at, outcome, notes)
        write(row, result, outcome, notes)
        for form_at in broken_by.get(action_of[at], ()):
            break_deal(table, row, form_at, notes)
        return then

    return run
