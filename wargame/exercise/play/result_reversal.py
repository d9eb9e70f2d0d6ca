"""What `overrule` takes: the changes that turn a result that has already happened into the other one.

The changes of the outcome are taken back as the session recorded them; then the other outcome happens. A role that
could not pay is given its success; what happened without a roll does not happen. Costs stay paid. To overrule the same
result again takes the first overruling back. A result that has not moved anything yet is turned without any change.
The facilitator sees the list and may change it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wargame.rules.apply_rule import count_reached
from wargame.rules.column import NUMBER_KINDS
from wargame.rules.model import Changes, Rule, Table
from wargame.rules.powers import find_power
from wargame.rules.row import OUTCOME_PARTS, Part, Row
from wargame.rules.state import build_next_values, clamp
from wargame.rules.step import Result
from wargame.rules.steps.stage import Stage, is_result_pending, number_stage
from wargame.session.events import RecordedChange
from wargame.session.records import CommandLine

RULED = frozenset({"apply", "settle"})
"""The facilitator's commands that rule on an argument."""


class _Reversal(NamedTuple):
    """The changes that a reversal takes back, and the changes of the outcome that it puts in their place."""

    back: Sequence[RecordedChange]
    other: Changes = ()


def compute_reversal(table: Table, row: Row, role: str, standing: Sequence[CommandLine], turn: int) -> dict[str, int]:
    """Return the changes, by the names of numbers, that turn the result of ``role`` in ``turn`` into the other one.

    ``row`` is the row now, ``standing`` are the commands that stand. The result is empty where ``role`` has no result
    in this turn, and where to turn it would change nothing.
    """
    lines = [line for line in standing if line.turn == turn]
    at = _find_last_result(lines, table.columns[table.at.result[table.roles.index(role)]].name)
    if at is None:
        return {}
    reversal = _find_reversal(table, row, role, lines[at], lines[at + 1 :])
    return _compute_moves(table, row, reversal)


def _find_last_result(lines: Sequence[CommandLine], column: str) -> int | None:
    """Return the index of the last line with a result in ``column``; None without one."""
    for at in reversed(range(len(lines))):
        change = lines[at].events.find_change(column)
        if change is not None and change.after:
            return at
    return None


def _find_reversal(table: Table, row: Row, role: str, line: CommandLine, later: Sequence[CommandLine]) -> _Reversal:
    """Return what turns the result of ``role`` that ``line`` has; ``later`` are the lines of the turn after it."""
    role_at = table.roles.index(role)
    if is_result_pending(table, row, role_at):
        return _Reversal(())
    power = find_power(line.do)
    if power is not None and not _has_moved(table, role_at, later) and power.turns_result and power.part is not None:
        return _Reversal(_list_events(line, power.part))
    plan = row[table.at.plan[role_at]]
    result = Result(row[table.at.result[role_at]])
    if plan == table.argued:
        return _reverse_argument(table, row, role, result, later)
    rule = table.get_planned_rule(plan)
    return _reverse_rule(table, row, role, rule, result, [line, *later]) if rule is not None else _Reversal(())


def _has_moved(table: Table, role: int, later: Sequence[CommandLine]) -> bool:
    """Return whether what a plan moves was shown, in a reveal by stages, by one of these lines."""
    if not table.staged:
        return False
    number = number_stage(table.order.index(role), Stage.MOVED)
    changes = (line.events.find_change(table.columns[table.at.stage].name) for line in later)
    return any(change is not None and change.after == number for change in changes)


def _reverse_argument(table: Table, row: Row, role: str, result: Result, later: Sequence[CommandLine]) -> _Reversal:
    """The effects that the ruling on an argument had are taken back; a failed argument has its effects instead."""
    ruling = next((line for line in later if line.do in RULED), None)
    back = _list_events(ruling, Part.ARGUMENT) if ruling is not None else []
    return _Reversal(back, _list_argued_changes(table, row, role) if result == Result.FAILURE else ())


def _reverse_rule(
    table: Table, row: Row, role: str, rule: Rule, result: Result, lines: Sequence[CommandLine]
) -> _Reversal:
    """The outcome that a planned rule had in these lines is taken back, and the other one happens.

    A role that could not pay has played the rule that holds instead: that one is taken back.
    """
    undone = rule
    other: Changes = ()
    if result == Result.SUCCESS:
        other = rule.failure[count_reached(table, row, rule)]
    elif result in (Result.FAILURE, Result.HELD):
        other = rule.success[count_reached(table, row, rule)]
        hold = table.holds[table.roles.index(role)]
        if result == Result.HELD and hold >= 0:
            undone = table.rules[hold]
    every = (one for line in lines for one in line.events.iter_changes())
    back = [one for one in every if one.why == undone.name and one.part in OUTCOME_PARTS]
    return _Reversal(back, other)


def _list_events(line: CommandLine, part: str) -> list[RecordedChange]:
    return [change for change in line.events.iter_changes() if change.part == part]


def _list_argued_changes(table: Table, row: Row, role: str) -> Changes:
    """Return what the role's argument wanted to change, as changes of the numbers that it names."""
    out = []
    for number, size in table.at.argument[table.roles.index(role)].effects:
        if row[number]:
            column = table.columns[row[number] - 1]
            out.append((row[number] - 1, build_next_values(column.low, column.high, False, row[size])))
    return tuple(out)


def _compute_moves(table: Table, row: Row, reversal: _Reversal) -> dict[str, int]:
    """Return the changes from ``row`` to the row without what is taken back and with the other outcome."""
    then = row[:]
    for change in reversal.back:
        then[table.index[change.what]] += change.before - change.after
    for at, values in reversal.other:
        column = table.columns[at]
        then[at] = values[clamp(then[at], column.low, column.high)]
    moves = {
        column.name: clamp(after, column.low, column.high) - before
        for column, before, after in zip(table.columns, row, then, strict=True)
        if column.kind in NUMBER_KINDS
    }
    return {name: by for name, by in moves.items() if by}
