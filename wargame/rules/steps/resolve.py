"""Resolve: plans are revealed, and the action of each role happens in order of initiative.

Whether a plan is legal is decided when it is made; after the reveal only its cost is tested again. A role that cannot
pay holds, publicly. An action that a deal forbids its role breaks that deal after it has happened.
"""

from __future__ import annotations

from wargame.light_dataclass import dataclass
from wargame.rules.apply_rule import HELD, can_pay, pay
from wargame.rules.chance import Chance, format_roll_slot
from wargame.rules.model import Table
from wargame.rules.row import REVEALED, Notes, Row
from wargame.rules.state import write
from wargame.rules.step import Step, StepFunction
from wargame.rules.steps.deal import break_deal


@dataclass(frozen=True, slots=True)
class RevealStep(Step):
    """The plans are revealed, and the arguments that are not secret."""


@dataclass(frozen=True, slots=True)
class ResolveStep(Step):
    """What ``role`` planned happens. For an argument the program goes on at step ``argued``."""

    role: int
    argued: int


def build_reveal_step(table: Table, step: RevealStep) -> StepFunction:
    """Reveal the plans, and the arguments that are not secret."""
    then = step.then
    arguments = [(table.at.plan[role], mine.secret, mine.open) for role, mine in enumerate(table.at.argument)]
    argued = table.argued

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        write(row, REVEALED, 1, notes)
        for plan, secret, is_open in arguments:
            if row[plan] == argued and not row[secret]:
                write(row, is_open, 1, notes)
        return then

    return run


def build_resolve_step(table: Table, step: ResolveStep) -> StepFunction:
    """Apply what a role planned."""
    role, hearing, then = step.role, step.argued, step.then
    name = table.roles[role]
    plan, result, last = table.at.plan[role], table.at.result[role], table.at.last[role]
    slot = format_roll_slot(name)
    argued = table.argued
    rules, acts, action_of = table.rules, table.acts, table.action_of
    rest = not table.scenario.repeat
    costs = any(rules[at].cost for at in table.actions[role])
    broken_by = table.broken_by[role]

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        if row[plan] == argued:
            return hearing
        at = row[plan] - 1
        if rest:
            write(row, last, action_of[at] + 1, notes)
        if costs and rules[at].cost:
            if not can_pay(row, rules[at], table):
                write(row, result, HELD, notes)
                hold = table.holds[role]
                if hold >= 0:
                    acts[hold](row, chance, notes, slot, 0)
                return then
            pay(table, row, at, notes)
        outcome = acts[at](row, chance, notes, slot, 0)
        if notes is None:
            row[result] = outcome
        else:
            write(row, result, outcome, notes)
        if broken_by:
            for form_at in broken_by.get(action_of[at], ()):
                break_deal(table, row, form_at, notes)
        return then

    return run
