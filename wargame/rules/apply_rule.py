"""Applies one rule to a row: gate, cost, check, changes. Cards, actions, deals and upkeep all use this module."""

from __future__ import annotations

from wargame.rules.chance import ROLL, Chance
from wargame.rules.model import OPEN, Rule, Table
from wargame.rules.row import TURN, Changed, Drawn, Notes, Part, Row
from wargame.rules.state import apply_changes, compute_number, is_gate_open
from wargame.rules.step import Result, RuleFunction

_EFFECT, _WON, _LOST = Part.EFFECT, Part.SUCCESS, Part.FAILURE
"""Members of `Part`: Python looks up a member of an enum slowly, and playouts apply nothing but rules."""
NONE, DONE, SUCCESS, FAILURE, HELD = Result.NONE, Result.DONE, Result.SUCCESS, Result.FAILURE, Result.HELD


def can_pay(row: Row, rule: Rule, table: Table) -> bool:
    """Return whether the cost of the rule can be paid without a column falling below its lowest value."""
    return all(row[column] - n >= table.columns[column].low for column, n in rule.cost)


def sum_bonuses(table: Table, row: Row, rule: Rule) -> int:
    """Return the sum of the bonuses of the rule whose conditions hold in this row."""
    return sum(b.add for b in rule.bonuses if is_gate_open(table, row, b.gate))


def count_reached(table: Table, row: Row, rule: Rule) -> int:
    """Return how many thresholds of its ``per`` number the rule has reached; 0 for a rule without ``per``."""
    if rule.per is None:
        return 0
    n = compute_number(table, row, rule.per[0])
    return sum(1 for step in rule.per[1] if n >= step)


def apply_rule(table: Table, row: Row, at: int, chance: Chance, notes: Notes | None, slot: str, n: int = 0) -> Result:
    """Apply rule ``at`` to the row in place: nothing if its gate is closed, else pay, roll if it has a check, and
    change.

    ``slot`` and ``n`` are the address of its roll. The cost is paid whether the check succeeds or not. Returns
    `Result.NONE` for a closed gate and `Result.HELD` for a cost that cannot be paid.
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
    """Rule ``at`` as a function, built once for each table: everything but its gate and its cost."""
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
                result, part, changes = SUCCESS, _WON, success[level]
            else:
                result, part, changes = FAILURE, _LOST, failure[level]
        else:
            result, part, changes = DONE, _EFFECT, success[level]
        if notes is None:  # as `apply_changes`, without the call: playouts do nothing more often
            for column, values in changes:
                row[column] = values[row[column]]
        else:
            apply_changes(row, changes, notes, at, part)
        return result

    return run


def roll_check(table: Table, row: Row, at: int, chance: Chance, notes: Notes | None, slot: str, n: int) -> Result:
    """Roll the check of rule ``at`` and return its result; nothing else changes. The rule has a check."""
    rule = table.rules[at]
    got = chance.pick(row[TURN], slot, n, 36)
    plus = sum_bonuses(table, row, rule)
    if notes is not None:
        notes.append(Drawn(row[TURN], slot, n, 36, got, at, plus, rule.target))
    return SUCCESS if ROLL[got] + plus >= rule.target else FAILURE


def apply_result(table: Table, row: Row, at: int, result: Result, notes: Notes | None) -> None:
    """Apply what rule ``at`` changes with this result: `Result.DONE` for a rule without a check."""
    rule = table.rules[at]
    level = count_reached(table, row, rule)
    if result == FAILURE:
        apply_changes(row, rule.failure[level], notes, at, _LOST)
    else:
        apply_changes(row, rule.success[level], notes, at, _WON if result == SUCCESS else _EFFECT)


def forecast_rule(table: Table, row: Row, at: int) -> tuple[Row, Row]:
    """Return the row after a success and after a failure of rule ``at``, as a view of the row tells them.

    A view may hold less of a number than the rule costs, or than there is: the number then falls to its lowest value.
    """
    rule = table.rules[at]
    paid = copy_paid(table, row, rule)
    level = count_reached(table, paid, rule)
    success, failure = paid[:], paid
    apply_changes(success, rule.success[level], None, -1, "")
    apply_changes(failure, rule.failure[level], None, -1, "")
    return success, failure


def copy_paid(table: Table, row: Row, rule: Rule) -> Row:
    """Return a copy of the row with the cost of a rule paid; where that cannot be, numbers stand at their lowest."""
    paid = row[:]
    for column, n in rule.cost:
        paid[column] = max(paid[column] - n, table.columns[column].low)
    return paid


def pay(table: Table, row: Row, at: int, notes: Notes | None) -> None:
    """Pay the cost of rule ``at``. The caller has tested `can_pay`."""
    for column, n in table.rules[at].cost:
        if notes is not None:
            notes.append(Changed(column, row[column], row[column] - n, at, Part.COST))
        row[column] -= n
