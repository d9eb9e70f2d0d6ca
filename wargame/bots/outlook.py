"""Outlook: what a row is worth to a role, in whole numbers, by looking a few closes ahead.

The worth of a row is the score that the role would have if all roles held for the next closes (upkeep, standing deals
and lasting effects go on by themselves), minus what checks of no role may cost it, plus what its own actions promise
from there, minus a penalty near an early ending that would hurt it. Everything is read from the table; this module
contains no name of any scenario.
"""

from __future__ import annotations

from typing import NamedTuple

from wargame.bots.habits import Habits
from wargame.rules.apply_rule import can_pay, count_reached, pay, sum_bonuses
from wargame.rules.chance import WAYS
from wargame.rules.column import COUNTED_KINDS
from wargame.rules.model import OPEN, Changes, Gate, Objective, Rule, RuleKind, Table
from wargame.rules.row import TURN, Row
from wargame.rules.score import compute_points, list_objectives
from wargame.rules.state import apply_changes, clamp, compute_number, is_gate_open
from wargame.rules.steps.deal import break_deal
from wargame.rules.steps.tick import TickStep, build_tick_step

THROWS = 36
"""Values are in 36ths of the score unit of the table, so that the odds of two dice are whole numbers."""
SURE = THROWS**3
"""A chance of 1. It is a power of 36, so that it can be multiplied by odds a few times without rounding."""
NEAR = 2
"""An early ending that is more steps away than this is no danger."""
REACH = 3
"""An action whose gate is more steps away than this promises nothing."""


class FutureRow(NamedTuple):
    """A row some closes later if all roles hold; what checks may cost until then, in 36ths of the score unit; and the
    chance of this path, in parts of `SURE`.
    """

    row: Row
    loss: int
    sure: int


class OwnAction(NamedTuple):
    """An action of the role: what it adds to the score now on a success and on a failure. ``at`` is its rule number."""

    at: int
    success: int
    failure: int


class RuleForecast(NamedTuple):
    """A rule tried on a row: in how many of 36 throws it succeeds, and the rows after a success and after a failure."""

    ways: int
    success: Row
    failure: Row


def count_ways(table: Table, row: Row, rule: Rule) -> int:
    """In how many of 36 throws a rule succeeds in this row; 36 if it has no check."""
    if not rule.target:
        return THROWS
    return WAYS[rule.target - (sum_bonuses(table, row, rule) if rule.bonuses else 0) + 20]


def copy_changed(row: Row, changes: Changes) -> Row:
    """Return a copy of a row with changes applied."""
    after = row[:]
    apply_changes(after, changes, None, -1, "")
    return after


def compute_distance(table: Table, row: Row, gate: Gate) -> int:
    """By how many steps the numbers of a row miss a gate; 0 if it is open."""
    away = 0
    for ref, low, high in gate.terms:
        value = compute_number(table, row, ref)
        away += low - value if value < low else value - high if value > high else 0
    return away + sum(min(compute_distance(table, row, part) for part in group) for group in gate.either)


class Outlook:
    """The outlook of one role on one table. Its rows are views of that role, and it never changes them."""

    def __init__(self, table: Table, role: int, habits: Habits) -> None:
        self.table, self.role, self.habits = table, role, habits
        self._tick = build_tick_step(table, TickStep("close", 0)) if table.ticks else None
        rules = [(table.rules[at], at) for at in table.upkeep]
        self._upkeep = [(*rule.gate, rule, at) for rule, at in rules if not rule.after]  # all roles hold
        self._early = [(ending, gate) for ending, gate in table.endings if not ending.last]
        self._broken_by = table.broken_by[role]

    # What a row is worth

    def list_objectives(self, row: Row) -> list[Objective]:
        """Return the objectives that count for the role in this row."""
        return list_objectives(self.table, row, self.role)

    def scale_points(self, n: int) -> int:
        """``n`` points as a value (36ths of the score unit)."""
        return n * self.table.unit * THROWS

    def compute_score(self, row: Row, objectives: list[Objective]) -> int:
        """Return the points for these objectives, in units of the table."""
        return sum(compute_points(self.table, row, objective) for objective in objectives)

    def count_closes(self, row: Row) -> int:
        """Return how many closes are still to come, this turn's included."""
        return self.table.turns - row[TURN] + 1

    def look_ahead(self, row: Row, closes: int, objectives: list[Objective]) -> FutureRow:
        """Return the row after ``closes`` closes in which all roles hold. Each check takes its likelier result."""
        table = self.table
        future = row[:]
        columns, last = len(table.columns), table.turns
        loss, sure = 0, SURE
        for _ in range(closes):
            if self._tick is not None:
                self._tick(future, _STILL, None)
            for terms, either, rule, at in self._upkeep:
                for ref, low, high in terms:  # as `is_gate_open`, without the call: bots do nothing more often
                    if not low <= (future[ref] if ref < columns else compute_number(table, future, ref)) <= high:
                        break
                else:
                    if either and not is_gate_open(table, future, rule.gate):
                        continue
                    if rule.cost:
                        if not can_pay(future, rule, table):
                            continue
                        pay(table, future, at, None)
                    step = count_reached(table, future, rule)
                    if not rule.target:
                        apply_changes(future, rule.success[step], None, -1, "")
                        continue
                    ways = count_ways(table, future, rule)
                    other = copy_changed(future, (rule.failure if 2 * ways > THROWS else rule.success)[step])
                    apply_changes(future, (rule.success if 2 * ways > THROWS else rule.failure)[step], None, -1, "")
                    part = sure * min(ways, THROWS - ways) // THROWS
                    loss += part * (self.compute_score(future, objectives) - self.compute_score(other, objectives))
                    sure -= part
            if future[TURN] < last:
                future[TURN] += 1
        return FutureRow(future, loss * THROWS // SURE, sure)

    def compute_worth(self, row: Row, moves: list[OwnAction], objectives: list[Objective], spent: int = 0) -> int:
        """What a row is worth, as a value. In ``spent`` of the turns ahead (1 after a plan) the role cannot act."""
        closes = self.count_closes(row)
        ahead = self.look_ahead(row, min(closes, self.habits.horizon), objectives)
        value = THROWS * self.compute_score(ahead.row, objectives) - ahead.loss
        turns = min(closes - spent, self.habits.horizon)
        if turns > 0 and moves:
            value += self._compute_promise(row, moves) * turns * self.habits.prospects // 10
        if closes > 1:
            value -= self._compute_danger(row, objectives)
        return value

    # What own actions promise

    def list_own_actions(self, row: Row, objectives: list[Objective]) -> list[OwnAction]:
        """Return the actions of the role, each at the zone where its success adds most to the score from this row."""
        table = self.table
        now = self.compute_score(row, objectives)
        best: dict[int, OwnAction] = {}
        for at in table.actions[self.role]:
            rule = table.rules[at]
            step = count_reached(table, row, rule)
            success = self.compute_score(copy_changed(row, rule.success[step]), objectives) - now
            failure = (
                self.compute_score(copy_changed(row, rule.failure[step]), objectives) - now if rule.target else success
            )
            action = table.action_of[at]
            if action not in best or success > best[action].success:
                best[action] = OwnAction(at, success, failure)
        return list(best.values())

    def _compute_promise(self, row: Row, moves: list[OwnAction]) -> int:
        """Return what the two best actions would add to the score on average, as a value.

        The mean of two, because most scenarios forbid the same action twice running.
        """
        table = self.table
        first = second = 0
        for at, success, failure in moves:
            rule = table.rules[at]
            if rule.cost and not can_pay(row, rule, table):
                continue
            ways = count_ways(table, row, rule)
            adds = ways * success + (THROWS - ways) * failure
            if adds <= second:
                continue
            away = self._compute_gate_distance(row, rule)
            if away:
                adds = adds >> away if away <= REACH else 0
            if adds > first:
                first, second = adds, first
            elif adds > second:
                second = adds
        return (first + second) // 2

    def _compute_gate_distance(self, row: Row, rule: Rule) -> int:
        """By how many steps the gate of an action is missed; 99 if only an event (a flag, say) can open it."""
        if rule.gate is OPEN or is_gate_open(self.table, row, rule.gate):
            return 0
        table = self.table
        for ref, low, high in rule.gate.terms:
            if (
                ref < len(table.columns)
                and table.columns[ref].kind not in COUNTED_KINDS
                and not low <= row[ref] <= high
            ):
                return 99
        return compute_distance(table, row, rule.gate)

    # Early endings

    def _compute_danger(self, row: Row, objectives: list[Objective]) -> int:
        """The penalty, as a value, for being near early endings that would hurt the role. A step away quarters it."""
        out = 0
        for _, gate in self._early:
            away = compute_distance(self.table, row, gate)
            if away <= NEAR and self.may_hurt(row, gate, objectives):
                out += self.scale_points(self.habits.brink) >> 2 * away
        return out

    def may_hurt(self, row: Row, gate: Gate, objectives: list[Objective]) -> bool:
        """Has the role fewer points where this gate begins to hold than one step before?"""
        there, before = row[:], row[:]
        for ref, low, high in gate.terms:
            if ref < len(self.table.columns):
                column = self.table.columns[ref]
                there[ref] = clamp(row[ref], max(low, column.low), min(high, column.high))
                step = 1 if there[ref] == high else -1
                before[ref] = clamp(there[ref] + step, column.low, column.high)
        return self.compute_score(there, objectives) < self.compute_score(before, objectives)

    def find_near_ending(self, row: Row, objectives: list[Objective]) -> str:
        """Return the title of an early ending that is at most one step away and would hurt the role, or nothing."""
        for ending, gate in self._early:
            if compute_distance(self.table, row, gate) <= 1 and self.may_hurt(row, gate, objectives):
                return ending.title
        return ""

    # Trying things

    def try_rule(self, row: Row, at: int, pays: bool = True) -> RuleForecast:
        """Try rule ``at`` on a row. Its cost is paid if ``pays``; a deal that forbids the role this action breaks."""
        table = self.table
        rule = table.rules[at]
        start = row[:]
        if pays and rule.cost:
            pay(table, start, at, None)
        ways = count_ways(table, start, rule)
        step = count_reached(table, start, rule)
        success = copy_changed(start, rule.success[step])
        failure = copy_changed(start, rule.failure[step]) if ways < THROWS else success
        if rule.kind == RuleKind.ACTION and self._broken_by:
            for form in self._broken_by.get(table.action_of[at], ()):
                break_deal(table, success, form, None)
                if failure is not success:
                    break_deal(table, failure, form, None)
        return RuleForecast(ways, success, failure)

    def compute_value(
        self, result: RuleForecast, moves: list[OwnAction], objectives: list[Objective], spent: int
    ) -> int:
        """The mean worth of what a rule leads to, by its odds, plus the spread weighted by the bot's habit of risk."""
        good = self.compute_worth(result.success, moves, objectives, spent)
        if result.ways == THROWS or result.failure is result.success:
            return good
        bad = self.compute_worth(result.failure, moves, objectives, spent)
        mean = (result.ways * good + (THROWS - result.ways) * bad) // THROWS
        spread = abs(good - bad) * result.ways * (THROWS - result.ways) // THROWS**2
        return mean + self.habits.risk * spread // 10


class _NoRollChance:
    """Refuses to roll: looking ahead draws nothing."""

    def pick(self, turn: int, slot: str, n: int, of: int) -> int:
        raise AssertionError("looking ahead rolled dice")


_STILL = _NoRollChance()
