"""One rule happening to a row: gate, cost, check, changes. Cards, actions, deals and upkeep all come through here."""

from __future__ import annotations

from enum import IntEnum

from wargame.rules.chance import Chance, roll
from wargame.rules.table import TURN, Changed, Drawn, Notes, Row, Rule, Table, change, holds, number


class Result(IntEnum):
    """What became of a rule; also the values of the ``result.ROLE`` columns."""

    NONE = 0
    DONE = 1
    SUCCESS = 2
    FAILURE = 3
    HELD = 4
    VETOED = 5
    WITHDRAWN = 6


def affordable(row: Row, rule: Rule, table: Table) -> bool:
    """Can the cost be paid without falling below a column's floor?"""
    return all(row[column] - n >= table.columns[column].low for column, n in rule.cost)


def bonus(table: Table, row: Row, rule: Rule) -> int:
    """The sum of the bonuses that hold."""
    return sum(b.add for b in rule.bonuses if holds(table, row, b.gate))


def happen(
    table: Table, row: Row, at: int, chance: Chance, notes: Notes | None, slot: str, n: int = 0, free: bool = False
) -> Result:
    """Let rule number ``at`` happen if its gate holds: pay, roll if it has a check, change the row.

    ``slot`` and ``n`` address its roll. ``free`` skips gate and cost (a plan is legal or not when it is made; its cost
    has been paid by the caller). Costs are paid whatever the dice say.
    """
    rule = table.rules[at]
    if not free:
        if (rule.gate.terms or rule.gate.either) and not holds(table, row, rule.gate):
            return Result.NONE
        if rule.cost:
            if not affordable(row, rule, table):
                return Result.HELD
            pay(table, row, at, notes)
    level = 0
    if rule.per is not None:
        reached = number(table, row, rule.per[0])
        level = sum(1 for step in rule.per[1] if reached >= step)
    if not rule.target:
        if rule.success[level]:
            change(row, rule.success[level], notes, at, "effect")
        return Result.DONE
    got = chance.pick(row[TURN], slot, n, 36)
    plus = bonus(table, row, rule) if rule.bonuses else 0
    if notes is not None:
        notes.append(Drawn(row[TURN], slot, n, 36, got, at, plus, rule.target))
    if roll(got) + plus >= rule.target:
        change(row, rule.success[level], notes, at, "success")
        return Result.SUCCESS
    change(row, rule.failure[level], notes, at, "failure")
    return Result.FAILURE


def pay(table: Table, row: Row, at: int, notes: Notes | None) -> None:
    """Pay the cost of rule number ``at``."""
    for column, n in table.rules[at].cost:
        if notes is not None:
            notes.append(Changed(column, row[column], row[column] - n, at, "cost"))
        row[column] -= n
