"""Outlook: what a row is worth to a role, in whole numbers, by looking a few closes ahead.

A row is worth what the role would score if everybody held still for the next closes (upkeep, standing deals and
lasting effects go on by themselves), less what checks of no role may cost it, plus what its own actions promise from
there, less a penalty near an early ending that would hurt it. Everything is read from the table: no scenario's names
stand here.
"""

from __future__ import annotations

from typing import NamedTuple

from wargame.bots.habits import Habits
from wargame.rules.apply_rule import affordable, bonus, reached
from wargame.rules.chance import WAYS
from wargame.rules.score import counted, points
from wargame.rules.steps.deal import break_off
from wargame.rules.steps.tick import tick
from wargame.rules.table import TURN, Changes, Gate, Objective, Row, Rule, Table, change, hold_value, holds, number

THROWS = 36
"""Values are kept in 36ths of the table's score unit, so that the odds of two dice stay whole numbers."""
SURE = THROWS**3
"""One, as a chance that is multiplied by odds a few times."""


class Ahead(NamedTuple):
    """A row some closes on, if all hold still: where it leads, what may be lost on the way, how sure that path is."""

    row: Row
    loss: int
    sure: int


class Move(NamedTuple):
    """An own action as it looks now: what it adds to the score on a success and on a failure."""

    at: int
    success: int
    failure: int


class Result(NamedTuple):
    """A rule tried on a row: the rows it may lead to, and in how many of 36 throws to the first."""

    ways: int
    success: Row
    failure: Row


def needed(table: Table, row: Row, rule: Rule) -> int:
    """In how many of 36 throws a rule with a check succeeds in this row; 36 without a check."""
    if not rule.target:
        return THROWS
    return WAYS[rule.target - (bonus(table, row, rule) if rule.bonuses else 0) + 20]


def changed(row: Row, changes: Changes) -> Row:
    """A copy of a row with changes applied."""
    after = row[:]
    change(after, changes, None, -1, "")
    return after


def distance(table: Table, row: Row, gate: Gate) -> int:
    """How many steps of its numbers a row is from opening a gate; 0 if it holds."""
    away = 0
    for ref, low, high in gate.terms:
        value = number(table, row, ref)
        away += low - value if value < low else value - high if value > high else 0
    return away + sum(min(distance(table, row, part) for part in group) for group in gate.either)


class Outlook:
    """The outlook of one role on one table. It is given views and never changes them."""

    def __init__(self, table: Table, role: int, habits: Habits) -> None:
        self.table, self.role, self.habits = table, role, habits
        self._tick = tick(table, 0) if table.marks["ticks"] else None
        self._upkeep = [(*table.rules[at].gate, table.rules[at]) for at in table.upkeep]
        self._early = [(ending, gate) for ending, gate in table.endings if not ending.last]
        name = table.roles[role]
        self._forbidden: dict[int, list[int]] = {}
        ids = {action.id: i for i, action in enumerate(table.scenario.actions)}
        for f, form in enumerate(table.forms):
            for action in form.promises.get(name, []):
                self._forbidden.setdefault(ids[action], []).append(f)

    # What a row is worth

    def objectives(self, row: Row) -> list[Objective]:
        return counted(self.table, row, self.role)

    def in_points(self, n: int) -> int:
        """So many points, in the units values are kept in."""
        return n * self.table.unit * THROWS

    def score(self, row: Row, objectives: list[Objective]) -> int:
        return sum(points(self.table, row, objective) for objective in objectives)

    def closes(self, row: Row) -> int:
        """How many closes are still to come."""
        return self.table.turns - row[TURN] + 1

    def ahead(self, row: Row, closes: int, objectives: list[Objective]) -> Ahead:
        """The row after so many closes in which all hold still. The likelier side of each check is followed."""
        table = self.table
        future = row[:]
        columns, last = len(table.columns), table.turns
        loss, sure = 0, SURE
        for _ in range(closes):
            if self._tick is not None:
                self._tick(future, _STILL, None)
            for terms, either, rule in self._upkeep:
                for ref, low, high in terms:
                    if not low <= (future[ref] if ref < columns else number(table, future, ref)) <= high:
                        break
                else:
                    if either and not holds(table, future, rule.gate):
                        continue
                    if rule.cost:
                        if not affordable(future, rule, table):
                            continue
                        for column, n in rule.cost:
                            future[column] -= n
                    step = reached(table, future, rule)
                    if not rule.target:
                        change(future, rule.success[step], None, -1, "")
                        continue
                    ways = needed(table, future, rule)
                    other = changed(future, (rule.failure if 2 * ways > THROWS else rule.success)[step])
                    change(future, (rule.success if 2 * ways > THROWS else rule.failure)[step], None, -1, "")
                    part = sure * min(ways, THROWS - ways) // THROWS
                    loss += part * (self.score(future, objectives) - self.score(other, objectives))
                    sure -= part
            if future[TURN] < last:
                future[TURN] += 1
        return Ahead(future, loss * THROWS // SURE, sure)

    def worth(self, row: Row, moves: list[Move], objectives: list[Objective], spent: int = 0) -> int:
        """What a row is worth; ``spent`` turns (this one, once a plan is made) give no further action."""
        closes = self.closes(row)
        ahead = self.ahead(row, min(closes, self.habits.horizon), objectives)
        value = THROWS * self.score(ahead.row, objectives) - ahead.loss
        turns = min(closes - spent, self.habits.horizon)
        if turns > 0 and moves:
            value += self._promise(row, moves) * turns * self.habits.prospects // 10
        if closes > 1:
            value -= self._danger(row, objectives)
        return value

    # What own actions promise

    def moves(self, row: Row, objectives: list[Objective]) -> list[Move]:
        """The role's actions, one zone each, by what they would add to its score from here."""
        table = self.table
        now = self.score(row, objectives)
        best: dict[int, Move] = {}
        for at in table.actions[self.role]:
            rule = table.rules[at]
            step = reached(table, row, rule)
            success = self.score(changed(row, rule.success[step]), objectives) - now
            failure = self.score(changed(row, rule.failure[step]), objectives) - now if rule.target else success
            action = table.action_of[at]
            if action not in best or success > best[action].success:
                best[action] = Move(at, success, failure)
        return list(best.values())

    def _promise(self, row: Row, moves: list[Move]) -> int:
        """What the two best actions would add to the score on average, in 36ths: no action is taken twice running."""
        table = self.table
        first = second = 0
        for at, success, failure in moves:
            rule = table.rules[at]
            if rule.cost and not affordable(row, rule, table):
                continue
            ways = needed(table, row, rule)
            adds = ways * success + (THROWS - ways) * failure
            if adds <= second:
                continue
            away = self._away(row, rule)
            if away:
                adds = adds >> away if away <= 3 else 0
            if adds > first:
                first, second = adds, first
            elif adds > second:
                second = adds
        return (first + second) // 2

    def _away(self, row: Row, rule: Rule) -> int:
        """How far the gate of an action is; what only an event can open (a flag, an action used up) is out of reach."""
        if (not rule.gate.terms and not rule.gate.either) or holds(self.table, row, rule.gate):
            return 0
        table = self.table
        for ref, low, high in rule.gate.terms:
            if (
                ref < len(table.columns)
                and table.columns[ref].kind not in ("track", "zone")
                and not low <= row[ref] <= high
            ):
                return 99
        return distance(table, row, rule.gate)

    # Early endings

    def _danger(self, row: Row, objectives: list[Objective]) -> int:
        """A penalty for standing near an early ending that would hurt the role."""
        out = 0
        for _, gate in self._early:
            away = distance(self.table, row, gate)
            if away <= 2 and self.hurts(row, gate, objectives):
                out += self.in_points(self.habits.brink) >> 2 * away
        return out

    def hurts(self, row: Row, gate: Gate, objectives: list[Objective]) -> bool:
        """Would the role stand lower where this gate begins to hold than one step before?"""
        there, before = row[:], row[:]
        for ref, low, high in gate.terms:
            if ref < len(self.table.columns):
                column = self.table.columns[ref]
                there[ref] = hold_value(row[ref], max(low, column.low), min(high, column.high))
                step = 1 if there[ref] == high else -1
                before[ref] = hold_value(there[ref] + step, column.low, column.high)
        return self.score(there, objectives) < self.score(before, objectives)

    def looming(self, row: Row, objectives: list[Objective]) -> str:
        """The title of an early ending that is near and would hurt the role, or nothing."""
        for ending, gate in self._early:
            if distance(self.table, row, gate) <= 1 and self.hurts(row, gate, objectives):
                return ending.title
        return ""

    # Trying things

    def tried(self, row: Row, at: int, pays: bool = True) -> Result:
        """Rule ``at`` tried on a row: its cost is paid, and a deal that forbids the role this action breaks."""
        table = self.table
        rule = table.rules[at]
        start = row[:]
        for column, n in rule.cost if pays else ():
            start[column] -= n
        ways = needed(table, start, rule)
        step = reached(table, start, rule)
        success = changed(start, rule.success[step])
        failure = changed(start, rule.failure[step]) if ways < THROWS else success
        if rule.kind == "action" and self._forbidden:
            for form in self._forbidden.get(table.action_of[at], ()):
                break_off(table, success, form, None)
                if failure is not success:
                    break_off(table, failure, form, None)
        return Result(ways, success, failure)

    def value_of(self, result: Result, moves: list[Move], objectives: list[Objective], spent: int) -> int:
        """The worth of what a rule leads to, by its odds, more or less its spread as the bot likes risk."""
        good = self.worth(result.success, moves, objectives, spent)
        if result.ways == THROWS or result.failure is result.success:
            return good
        bad = self.worth(result.failure, moves, objectives, spent)
        mean = (result.ways * good + (THROWS - result.ways) * bad) // THROWS
        spread = abs(good - bad) * result.ways * (THROWS - result.ways) // THROWS**2
        return mean + self.habits.risk * spread // 10


class _Still:
    """No dice are rolled while one looks ahead."""

    def pick(self, turn: int, slot: str, n: int, of: int) -> int:
        raise AssertionError("looking ahead rolled dice")


_STILL = _Still()
