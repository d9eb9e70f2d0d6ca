"""One rule happening to a row: gate, cost, check, changes. Cards, actions, deals and upkeep all come through here."""

from __future__ import annotations

from wargame.rules.chance import ROLL, Chance
from wargame.rules.model import OPEN, Rule, Table
from wargame.rules.row import TURN, Changed, Drawn, Notes, Row
from wargame.rules.state import apply_changes, compute_number, is_gate_open
from wargame.rules.step import Result, RuleFunction

NONE, DONE, SUCCESS, FAILURE, HELD = Result.NONE, Result.DONE, Result.SUCCESS, Result.FAILURE, Result.HELD


def can_pay(row: Row, rule: Rule, table: Table) -> bool:
    """Can the cost be paid without falling below a column's floor?"""
    return all(row[column] - n >= table.columns[column].low for column, n in rule.cost)


def sum_bonuses(table: Table, row: Row, rule: Rule) -> int:
    """The sum of the bonuses that hold."""
    return sum(b.add for b in rule.bonuses if is_gate_open(table, row, b.gate))


def count_reached(table: Table, row: Row, rule: Rule) -> int:
    """How many of its ``per`` steps have been reached; 0 without any."""
    if rule.per is None:
        return 0
    n = compute_number(table, row, rule.per[0])
    return sum(1 for step in rule.per[1] if n >= step)


def apply_rule(table: Table, row: Row, at: int, chance: Chance, notes: Notes | None, slot: str, n: int = 0) -> Result:
    """Let rule number ``at`` happen if its gate holds: pay, roll if it has a check, change the row.

    ``slot`` and ``n`` address its roll. Costs are paid whatever the dice say.
    """
    rule = table.rules[at]
    if rule.gate is not OPEN and not is_gate_open(table, row, rule.gate):
        return NONE
    if rule.cost:
        if not can_pay(row, rule, table):
            return HELD
        pay(table, row, at, notes)
    return table.acts[at](row, chance, notes, slot, n)


def build_rule_function(table: Table, at: int) -> RuleFunction:
    """Rule number ``at`` as a function, made once: everything but gate and cost."""
    rule = table.rules[at]
    target, bonuses, per = rule.target, rule.bonuses, rule.per
    success, failure = rule.success, rule.failure

    def run(row: Row, chance: Chance, notes: Notes | None, slot: str, n: int) -> Result:
        level = count_reached(table, row, rule) if per is not None else 0
        if target:
            got = chance.pick(row[TURN], slot, n, 36)
            plus = sum_bonuses(table, row, rule) if bonuses else 0
            if notes is not None:
                notes.append(Drawn(row[TURN], slot, n, 36, got, at, plus, target))
            if ROLL[got] + plus >= target:
                result, part, changes = SUCCESS, "success", success[level]
            else:
                result, part, changes = FAILURE, "failure", failure[level]
        else:
            result, part, changes = DONE, "effect", success[level]
        if notes is None:  # as `change` does, but without the call: playouts do nothing more often
            for column, values in changes:
                row[column] = values[row[column]]
        else:
            apply_changes(row, changes, notes, at, part)
        return result

    return run


def pay(table: Table, row: Row, at: int, notes: Notes | None) -> None:
    """Pay the cost of rule number ``at``."""
    for column, n in table.rules[at].cost:
        if notes is not None:
            notes.append(Changed(column, row[column], row[column] - n, at, "cost"))
        row[column] -= n
