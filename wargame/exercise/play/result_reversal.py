"""Overrule: what it takes to turn a result that has already happened into the other one.

What the outcome changed is taken back, number by number, as the session recorded it; then the other outcome happens. A
role that could not pay is given its success; what happened without a roll does not happen. Costs stay paid. Overruling
the same result again takes the overruling back. The facilitator sees the list and may change it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wargame.rules.apply_rule import count_reached
from wargame.rules.model import Changes, Table
from wargame.rules.row import Row
from wargame.rules.step import Result
from wargame.session.fold import Line

OUTCOMES = frozenset({"effect", "success", "failure"})
"""The parts of a rule's events that its outcome changed: not its cost, nor what goes on at later closes."""
RULED = frozenset({"apply", "settle"})

MOVABLE = frozenset({"track", "zone", "flag"})


def compute_reversal(table: Table, row: Row, role: str, standing: Sequence[Line], turn: int) -> dict[str, int]:
    """The changes (by number's name) that turn this turn's result of ``role``; empty when it has none to turn."""
    lines = [line for line in standing if line["turn"] == turn]
    result = f"result.{role}"
    at = next((i for i in reversed(range(len(lines))) if _find_result(lines[i], result)), None)
    if at is None:
        return {}
    if lines[at]["do"] == "overrule":
        back: Sequence[Mapping[str, Any]] = [e for e in lines[at]["events"] if e.get("part") == "overrule"]
        return _compute_moves(table, row, back, ())
    plan = row[table.index[f"plan.{role}"]] - 1
    happened = Result(row[table.index[result]])
    if plan == len(table.rules):
        ruling = next((line for line in lines[at + 1 :] if line["do"] in RULED), None)
        back = [e for e in ruling["events"] if e.get("part") == "argument"] if ruling is not None else ()
        return _compute_moves(
            table, row, back, _list_argued_changes(table, row, role) if happened == Result.FAILURE else ()
        )
    if not 0 <= plan < len(table.rules):
        return {}
    rule = table.rules[plan]
    undone = rule
    other: Changes = ()
    if happened == Result.SUCCESS:
        other = rule.failure[count_reached(table, row, rule)]
    elif happened in (Result.FAILURE, Result.HELD):
        other = rule.success[count_reached(table, row, rule)]
        hold = table.holds[table.roles.index(role)]
        if happened == Result.HELD and hold >= 0:
            undone = table.rules[hold]
    back = [e for e in lines[at]["events"] if e.get("why") == undone.name and e.get("part") in OUTCOMES]
    return _compute_moves(table, row, back, other)


def _find_result(line: Line, result: str) -> int:
    return next((event["to"] for event in line["events"] if event.get("what") == result), 0)


def _list_argued_changes(table: Table, row: Row, role: str) -> Changes:
    """What the role's argument wanted to change, as changes of the numbers it names."""
    out = []
    for k in (1, 2):
        number, size = (row[table.index[f"argument.{role}.{part}{k}"]] for part in ("number", "size"))
        if number:
            low, high = table.columns[number - 1].low, table.columns[number - 1].high
            out.append((number - 1, {n: max(low, min(high, n + size)) for n in range(low, high + 1)}))
    return tuple(out)


def _compute_moves(table: Table, row: Row, back: Sequence[Mapping[str, Any]], other: Changes) -> dict[str, int]:
    """From the row as it is to the row without ``back`` and with ``other``, as changes of the numbers."""
    then = row[:]
    for event in back:
        then[table.index[event["what"]]] += event["from"] - event["to"]
    for column, values in other:
        spec = table.columns[column]
        then[column] = values[max(spec.low, min(spec.high, then[column]))]
    return {
        spec.name: max(spec.low, min(spec.high, after)) - before
        for spec, before, after in zip(table.columns, row, then, strict=True)
        if spec.kind in MOVABLE and max(spec.low, min(spec.high, after)) != before
    }
