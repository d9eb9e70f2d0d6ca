"""The outlook of a role over arrays: what many rows are worth to it. The twin of `wargame.bots.outlook`.

All methods take sheets whose columns have the shape (lanes,) or, where candidates differ, (candidates, lanes). A column
in which no candidate differs costs no more for fifty candidates than for one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wargame.bots.habits import Habits
from wargame.bots.outlook import NEAR, REACH, SURE, THROWS
from wargame.lab.batch.arrays import ALL, WIDTHS, Ints, Mask, Width, choose_width, limit_below
from wargame.lab.batch.draws import Indices
from wargame.lab.batch.numbers import BatchChange, BatchGate, BatchNumbers, BatchRule
from wargame.lab.batch.sheet import Sheet
from wargame.lab.batch.turns import tick
from wargame.rules.chance import WAYS
from wargame.rules.column import COUNTED_KINDS
from wargame.rules.model import Gate
from wargame.rules.row import TURN

BATCH_WAYS: Ints = np.array(WAYS, np.int8)
"""In how many of 36 throws a total is reached, from -20 on: see `wargame.rules.chance.WAYS`."""
FEW = 8
"""If fewer than one in this many elements are near an ending, only these are looked at."""


DrawnSecrets = list[tuple[int, Mask]]
"""The secret objectives that were drawn in some lane (indices), with the lanes."""


class BatchFuture(NamedTuple):
    """What `wargame.bots.outlook.FutureRow` holds, over arrays."""

    sheet: Sheet
    loss: Ints
    sure: Ints


class BatchMove(NamedTuple):
    """An own action: what a success and a failure add to the score in each lane; 0 where another zone is better."""

    rule: BatchRule
    success: Ints
    failure: Ints


class BatchOutlook:
    """The outlook of one role on one table, with the habits of a temper."""

    def __init__(self, numbers: BatchNumbers, role: int, habits: Habits) -> None:
        self.numbers, self.table, self.role, self.habits = numbers, numbers.table, role, habits
        table = self.table
        mine = [(i, one) for i, one in enumerate(table.objectives) if one.role == role]
        self._open = [i for i, one in mine if not one.secret]
        self._secret = [i for i, one in mine if one.secret]
        points = numbers.points
        low = sum(points[i].low for i in self._open) + min([0, *(points[i].low for i in self._secret)])
        high = sum(points[i].high for i in self._open) + max([0, *(points[i].high for i in self._secret)])
        span = sum(points[i].high - points[i].low for i, _ in mine) + max(abs(low), abs(high)) + 1
        self.score_width: Width = max(choose_width(-span, span), WIDTHS[1])
        self.loss_width: Width = max(choose_width(-span * SURE, span * SURE), WIDTHS[2])
        most = (span * THROWS + self.scale_points(habits.brink) * (len(table.endings) + 1)) * THROWS**2
        self.width: Width = max(choose_width(-most * (1 + habits.horizon), most * (1 + habits.horizon)), WIDTHS[2])
        """The width of values, of their products with odds, and of what is between."""
        self._upkeep = [numbers.rules[at] for at in table.upkeep if not table.rules[at].after]  # all roles hold
        self._early = [numbers.build_gate(gate) for ending, gate in table.endings if not ending.last]
        self._columns_of = [numbers.list_point_columns(i) for i in range(len(table.objectives))]
        self._affected: dict[tuple[int, ...], list[int]] = {}
        self._spare = [self.scale_points(habits.brink) >> 2 * away for away in range(NEAR + 1)]
        self.needed = self._list_needed()

    def scale_points(self, n: int) -> int:
        """``n`` points as a value (36ths of the score unit)."""
        return n * self.table.unit * THROWS

    def count_closes(self, turn: int) -> int:
        """Return how many closes are still to come, this turn's included."""
        return self.table.turns - turn + 1

    def _list_needed(self) -> frozenset[int]:
        """Return the columns that decide what a row is worth to the role."""
        numbers, table = self.numbers, self.table
        out = {TURN, table.at.secret[self.role]}
        for one in (*self._open, *self._secret):
            out |= self._columns_of[one]
        for gate in self._early:
            out |= numbers.list_gate_columns(gate)
        rules = [
            *(rule.at for rule in self._upkeep),
            *table.actions[self.role],
            *(timer.rule for timer in table.timers),
        ]
        for standing in table.standing:
            out |= {standing.column} | ({standing.left} if standing.left >= 0 else set())
            out |= (
                numbers.list_gate_columns(numbers.build_gate(standing.lapses)) if standing.lapses is not None else set()
            )
            rules.append(standing.rule)
        for timer in table.timers:
            out.add(timer.column)
        for slot in table.at.rulings:
            out |= set(slot)
        for at in rules:
            out |= numbers.list_rule_columns(numbers.rules[at])
        return frozenset(out)

    # Scores

    def list_drawn(self, seen: Sheet) -> DrawnSecrets:
        """Return the secret objectives that some lane has drawn, with the lanes: `ALL` if all have drawn the same."""
        drawn = seen.cells[self.table.at.secret[self.role]]
        found = [i for i in self._secret if (drawn == i + 1).any()]
        return [(i, ALL if (drawn == i + 1).all() else drawn == i + 1) for i in found]

    def compute_score(self, sheet: Sheet, drawn: DrawnSecrets) -> Ints:
        """Return the points of the role, in units of the table. ``drawn`` are its secret objectives."""
        return self._sum_points(sheet, self._open, drawn)

    def _sum_points(self, sheet: Sheet, plain: list[int], drawn: DrawnSecrets) -> Ints:
        width, points = self.score_width, self.numbers.points
        total: Ints = np.zeros(1, width)
        for i in plain:
            total = total + sheet.count_points(points[i])
        for i, where in drawn:
            mine = sheet.count_points(points[i])
            total = total + (mine if where is ALL else mine * where.view(np.int8))
        return total if total.dtype == width else total.astype(width)

    def list_affected(self, columns: tuple[int, ...]) -> list[int]:
        """Return the objectives of the role that read any of these columns."""
        found = self._affected.get(columns)
        if found is None:
            those = set(columns)
            found = [i for i in (*self._open, *self._secret) if self._columns_of[i] & those]
            self._affected[columns] = found
        return found

    def compute_gain(self, after: Sheet, before: Sheet, columns: tuple[int, ...], drawn: DrawnSecrets) -> Ints:
        """Return the points after minus those before, where the rows differ in these columns alone."""
        those = self.list_affected(columns)
        plain = [i for i in self._open if i in those]
        secret = [(i, where) for i, where in drawn if i in those]
        if not plain and not secret:
            return np.zeros(1, self.score_width)
        return self._sum_points(after, plain, secret) - self._sum_points(before, plain, secret)

    # What a row is worth

    def look_ahead(self, sheet: Sheet, turn: int, closes: int, drawn: DrawnSecrets | None) -> BatchFuture:
        """Return the rows after ``closes`` closes in which all roles hold. Without ``drawn`` no loss is counted."""
        future = sheet.copy()
        loss: Ints = np.zeros(1, self.loss_width)
        sure: Ints = np.full(1, SURE, np.int32)
        for _ in range(closes):
            if self.table.ticks:
                tick(self.numbers, future)
            for rule in self._upkeep:
                where = future.test(rule.gate)
                if where is not ALL and not where.any():
                    continue
                if rule.cost:
                    where = where & future.can_pay(rule)
                    future.pay(rule, where)
                if rule.rule.target:
                    lost, part = self._check(future, rule, where, sure, drawn)
                    loss, sure = loss + lost, sure - part
                else:
                    future.change_level(rule.success, future.count_reached(rule), where)
            if turn < self.table.turns:
                turn += 1
                future.set(TURN, np.full(1, turn, future.cells[TURN].dtype))
        return BatchFuture(future, loss.astype(np.int64) * THROWS // SURE, sure)

    def _check(
        self, future: Sheet, rule: BatchRule, where: Mask, sure: Ints, drawn: DrawnSecrets | None
    ) -> tuple[Ints, Ints]:
        """Let a check take its likelier result. Returns what the other may cost, and its chance in parts of `SURE`."""
        ways, reached = self.count_ways(future, rule), future.count_reached(rule)
        likely: Mask = 2 * ways > THROWS
        other = future.copy()
        if len(likely) == 1:
            first, second = (rule.success, rule.failure) if likely[0] else (rule.failure, rule.success)
            future.change_level(first, reached, where)
            other.change_level(second, reached, where)
        else:
            for sheet, succeeds in ((future, likely), (other, ~likely)):
                sheet.change_level(rule.success, reached, where & succeeds)
                sheet.change_level(rule.failure, reached, where & ~succeeds)
        part: Ints = sure * np.minimum(ways, THROWS - ways) // THROWS
        if where is not ALL:
            part = part * where.view(np.int8)
        if drawn is None:
            return np.zeros(1, self.loss_width), part
        columns = list_changed(rule.success, rule.failure)
        return part.astype(self.loss_width) * self.compute_gain(future, other, columns, drawn), part

    def count_ways(self, sheet: Sheet, rule: BatchRule) -> Ints:
        """Return in how many of 36 throws a rule succeeds; 36 if it has no check."""
        target = rule.rule.target
        if not target:
            return np.full(1, THROWS, np.int32)
        if not rule.bonuses:
            return np.full(1, WAYS[target + 20], np.int32)
        return BATCH_WAYS.take(target + 20 - sheet.sum_bonuses(rule)).astype(np.int32)

    def compute_worth(
        self, sheet: Sheet, turn: int, moves: list[BatchMove], drawn: DrawnSecrets, spent: int = 0
    ) -> Ints:
        """Return what rows are worth, as values. In ``spent`` of the turns ahead the role cannot act."""
        closes = self.count_closes(turn)
        ahead = self.look_ahead(sheet, turn, min(closes, self.habits.horizon), drawn)
        value: Ints = THROWS * self.compute_score(ahead.sheet, drawn).astype(self.width) - ahead.loss.astype(self.width)
        turns = min(closes - spent, self.habits.horizon)
        if turns > 0 and moves:
            value = value + self._compute_promise(sheet, moves) * (turns * self.habits.prospects) // 10
        if closes > 1:
            value = value - self._compute_danger(sheet, drawn)
        return value

    # What own actions promise

    def list_own_moves(self, seen: Sheet, drawn: DrawnSecrets) -> list[BatchMove]:
        """Return the own actions that may add to the score, each at the zone where its success adds most."""
        by_action: dict[int, list[BatchMove]] = {}
        for at in self.table.actions[self.role]:
            rule = self.numbers.rules[at]
            success = self._try_changes(seen, rule, rule.success, drawn)
            failure = self._try_changes(seen, rule, rule.failure, drawn) if rule.rule.target else success
            by_action.setdefault(self.table.action_of[at], []).append(BatchMove(rule, success, failure))
        return [move for moves in by_action.values() for move in choose_zones(moves)]

    def _try_changes(
        self, seen: Sheet, rule: BatchRule, levels: tuple[tuple[BatchChange, ...], ...], drawn: DrawnSecrets
    ) -> Ints:
        """Return what changes add to the score."""
        columns = list_changed(levels)
        if not self.list_affected(columns):
            return np.zeros(1, self.width)
        after = seen.copy()
        after.change_level(levels, seen.count_reached(rule))
        return self.compute_gain(after, seen, columns, drawn).astype(self.width)

    def _compute_promise(self, sheet: Sheet, moves: list[BatchMove]) -> Ints:
        """Return what the two best actions would add to the score on average, as values."""
        adds = [one for one in (self._weigh_move(sheet, move) for move in moves) if one is not None]
        adds.sort(key=lambda one: one.ndim)
        first: Ints = np.zeros(1, self.width)
        second = first
        for one in adds:
            lesser = np.minimum(first, one)
            first, second = np.maximum(first, one), np.maximum(second, lesser)
        half: Ints = (first + second) // 2
        return half

    def _weigh_move(self, sheet: Sheet, move: BatchMove) -> Ints | None:
        """Return what an action would add on average, less the further away it is; None if it adds nothing anywhere."""
        rule, success, failure = move
        ways = self.count_ways(sheet, rule).astype(self.width)
        adds = limit_below(ways * (success - failure) + THROWS * failure, 0)
        if rule.cost:
            adds = adds * sheet.can_pay(rule).view(np.int8)
        gate = rule.gate
        where = sheet.test(gate)
        if where is ALL or where.all():
            return adds
        for term in gate.terms:
            if term.ref < self.numbers.columns and self.table.columns[term.ref].kind not in COUNTED_KINDS:
                adds = adds * sheet.test_term(term).view(np.int8)
        away = measure_distance(sheet, gate.gate)
        nearer: Ints = (adds >> away) * (away <= REACH).view(np.int8)
        return nearer

    # Early endings

    def _compute_danger(self, sheet: Sheet, drawn: DrawnSecrets) -> Ints:
        """Return the penalty, as values, for being near early endings that would hurt the role."""
        out: Ints = np.zeros(1, self.width)
        for gate in self._early:
            away = measure_distance(sheet, gate.gate)
            near: Mask = away <= NEAR
            count = np.count_nonzero(near)
            if not count:
                continue
            if near.size > 1 and count * FEW < near.size:
                out = self._add_few(out, sheet, gate, away, np.flatnonzero(near), drawn)
                continue
            hurts = near & self._may_hurt(sheet, gate.gate, drawn)
            steps = np.array(self._spare, self.width)
            out = out + steps.take(np.minimum(away, NEAR)) * hurts.view(np.int8)
        return out

    def _add_few(self, out: Ints, sheet: Sheet, gate: BatchGate, away: Ints, few: Indices, drawn: DrawnSecrets) -> Ints:
        """Add the penalty where few elements are near an ending: these alone are computed."""
        shape = away.shape
        for i in self.list_affected(tuple(sorted(self.numbers.list_columns(term.ref for term in gate.terms)))):
            for column in self._columns_of[i]:
                shape = np.broadcast_shapes(shape, sheet.cells[column].shape)
        shape = np.broadcast_shapes(shape, *(where.shape for _, where in drawn))
        if shape != away.shape:
            few = np.flatnonzero(np.broadcast_to(away <= NEAR, shape))
        part = Sheet(self.numbers, _FewCells(sheet, few, shape))
        mine = [(i, where if where is ALL else where[few % shape[-1]]) for i, where in drawn]
        hurts = np.broadcast_to(self._may_hurt(part, gate.gate, mine), few.shape)
        steps = np.array(self._spare, self.width).take(np.broadcast_to(away, shape).ravel()[few])
        total: Ints = np.zeros(np.broadcast_shapes(shape, out.shape), self.width)
        total[...] = out
        if total.shape == shape:
            total.reshape(-1)[few] += steps * hurts
            return total
        extra: Ints = np.zeros(shape, self.width)
        extra.reshape(-1)[few] = steps * hurts
        return total + extra

    def _may_hurt(self, sheet: Sheet, gate: Gate, drawn: DrawnSecrets) -> Mask:
        """Has the role fewer points where a gate begins to hold than one step before?"""
        there, before = sheet.copy(), sheet.copy()
        columns = []
        for ref, low, high in gate.terms:
            if ref < self.numbers.columns:
                column, values = self.table.columns[ref], sheet.cells[ref]
                least, most = max(low, column.low), min(high, column.high)
                begins = np.minimum(np.maximum(values, least), most).astype(values.dtype)
                step = 1 - 2 * (begins != high).view(np.int8)
                there.set(ref, begins)
                moved = np.minimum(np.maximum(begins + step, column.low), column.high)
                before.set(ref, moved.astype(values.dtype))
                columns.append(ref)
        return self.compute_gain(there, before, tuple(columns), drawn) < 0


class _FewCells(dict[int, Ints]):
    """Some elements of the columns of a sheet, by their places in arrays of one shape."""

    def __init__(self, sheet: Sheet, few: Indices, shape: tuple[int, ...]) -> None:
        super().__init__()
        self._sheet, self._few, self._shape = sheet, few, shape

    def __missing__(self, column: int) -> Ints:
        values = self._sheet.cells[column]
        if values.shape == (1,):
            found = values
        elif values.ndim == 1:
            found = values[self._few % self._shape[-1]]
        else:
            found = np.broadcast_to(values, self._shape).reshape(-1)[self._few]
        self[column] = found
        return found

    def copy(self) -> _FewCells:
        out = _FewCells(self._sheet, self._few, self._shape)
        out.update(self)
        return out


def list_changed(*outcomes: tuple[tuple[BatchChange, ...], ...]) -> tuple[int, ...]:
    """Return the columns that changes write."""
    return tuple(sorted({one.column for levels in outcomes for changes in levels for one in changes}))


def choose_zones(moves: list[BatchMove]) -> list[BatchMove]:
    """Return the moves of one action, each only where its success is the greatest, without those that add nothing."""
    if len(moves) > 1:
        best = moves[0].success
        chosen: Ints = np.zeros(1, np.int16)
        for z, move in enumerate(moves[1:], 1):
            better: Mask = move.success > best
            best = np.maximum(best, move.success)
            chosen = chosen + (z - chosen) * better.view(np.int8)
        masks = [(chosen == z).view(np.int8) for z in range(len(moves))]
        moves = [
            BatchMove(move.rule, move.success * mask, move.failure * mask)
            for move, mask in zip(moves, masks, strict=True)
        ]
    return [move for move in moves if move.success.max() > 0 or move.failure.max() > 0]


def measure_distance(sheet: Sheet, gate: Gate) -> Ints:
    """Return by how many steps the numbers of rows miss a gate; 0 where it is open."""
    numbers = sheet.numbers
    key, width = numbers.find_distance(gate)
    found = sheet.get_value(key)
    if found is not None:
        return found
    total: Ints = np.zeros(1, width)
    for ref, low, high in gate.terms:
        least, most = numbers.find_range(ref)
        values = sheet.read(ref)
        if values.dtype.itemsize < width.itemsize:
            values = values.astype(width)
        if low > least:
            total = total + limit_below(low - values, 0)
        if high < most:
            total = total + limit_below(values - high, 0)
    for group in gate.either:
        parts = [measure_distance(sheet, part) for part in group]
        nearest = parts[0]
        for part in parts[1:]:
            nearest = np.minimum(nearest, part)
        total = total + nearest
    sheet.keep_value(key, total)
    return total
