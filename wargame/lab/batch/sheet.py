"""A sheet: the columns of many rows as arrays, with what is computed from them.

A sheet serves the real rows of exercises and the rows that bots think of. Nothing changes an array that is in a sheet:
a change puts a new array in its place, so copies of a sheet share all that is alike.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from wargame.lab.batch.arrays import ALL, NONE, Ints, Mask, limit_above, limit_below
from wargame.lab.batch.draws import Indices
from wargame.lab.batch.numbers import BatchChange, BatchGate, BatchNumbers, BatchPoints, BatchRule, BatchTerm


class Cells(Protocol):
    """Columns by number."""

    def __getitem__(self, column: int, /) -> Ints: ...

    def __setitem__(self, column: int, values: Ints, /) -> None: ...

    def copy(self) -> Cells: ...


class SheetWatch(Protocol):
    """Is told what rules did on a sheet of real rows."""

    def watches(self, rule: int) -> bool:
        """Return whether a rule is to be told."""
        ...

    def note_changed(self, rule: int, changed: Mask) -> None:
        """Note where a rule changed a column."""
        ...

    def note_rolled(self, rule: int, won: Mask) -> None:
        """Note where the check of a rule succeeded."""
        ...


class Sheet:
    """Columns, and the results of what was computed from them, kept by key until a column under them changes."""

    __slots__ = ("_masks", "_values", "cells", "numbers", "watch")

    def __init__(self, numbers: BatchNumbers, cells: Cells, watch: SheetWatch | None = None) -> None:
        self.numbers, self.cells, self.watch = numbers, cells, watch
        self._values: dict[int, Ints] = {}
        self._masks: dict[int, Mask] = {}

    def copy(self) -> Sheet:
        """Return a sheet with the same columns and results, which changes on its own."""
        out = Sheet.__new__(Sheet)
        out.numbers, out.cells, out.watch = self.numbers, self.cells.copy(), None
        out._values, out._masks = self._values.copy(), self._masks.copy()
        return out

    def set(self, column: int, values: Ints) -> None:
        """Put an array in the place of a column."""
        self.cells[column] = values
        if self._values:
            for key in self.numbers.computed_from[column]:
                self._values.pop(key, None)
        if self._masks:
            for key in self.numbers.tested_from[column]:
                self._masks.pop(key, None)

    # What is computed

    def get_value(self, key: int) -> Ints | None:
        """Return a result that was kept; None if there is none, or if something under it has changed."""
        return self._values.get(key)

    def keep_value(self, key: int, values: Ints) -> None:
        """Keep a result until a column under it changes."""
        self._values[key] = values

    def read(self, ref: int) -> Ints:
        """Return the values of a number."""
        numbers = self.numbers
        if ref < numbers.columns:
            return self.cells[ref]
        number = numbers.derived[ref - numbers.columns]
        found = self._values.get(number.key)
        if found is not None:
            return found
        total: Ints = np.full(1, number.base, number.width)
        for column, times, within, values, low, terms in number.parts:
            if not times:
                continue
            if within is not None:
                adds: Ints = self.test_term(within).view(np.int8)
            elif values is not None:
                adds = values.take(self.cells[column] - low, mode="clip")
            else:
                adds = self.cells[column]
            if adds.dtype != number.width:
                adds = adds.astype(number.width)
            if times != 1:
                adds = adds * times
            for term in terms:
                adds = adds * self.test_term(term).view(np.int8)
            total = total + adds
        if number.low is not None:
            total = limit_below(total, number.low)
        if number.high is not None:
            total = limit_above(total, number.high)
        self._values[number.key] = total
        return total

    def test_term(self, term: BatchTerm) -> Mask:
        """Return where a term holds."""
        key, ref, low, high, never = term
        found = self._masks.get(key)
        if found is not None:
            return found
        mask: Mask
        if never:
            return NONE
        values = self.read(ref)
        if low is None:
            mask = values <= high if high is not None else ALL
        elif high is None:
            mask = values >= low
        elif low == high:
            mask = values == low
        else:
            mask = (values >= low) & (values <= high)
        self._masks[key] = mask
        return mask

    def test(self, gate: BatchGate) -> Mask:
        """Return where a gate holds; `ALL` itself for one without terms."""
        key, terms, either, _ = gate
        if not terms and not either:
            return ALL
        found = self._masks.get(key)
        if found is not None:
            return found
        mask = ALL
        for term in terms:
            one = self.test_term(term)
            mask = one if mask is ALL else mask & one
        for group in either:
            some = NONE
            for part in group:
                one = self.test(part)
                some = one if some is NONE else some | one
            mask = some if mask is ALL else mask & some
        self._masks[key] = mask
        return mask

    def count_points(self, points: BatchPoints) -> Ints:
        """Return the points of an objective, in units of the table."""
        found = self._values.get(points.key)
        if found is not None:
            return found
        width = points.width
        total: Ints = np.full(1, points.base, width)
        for ref, n in points.weights:
            values = self.read(ref)
            total = total + (values if values.dtype == width else values.astype(width)) * n
        for gate, n in points.awards:
            total = total + self.test(gate).astype(width) * n
        if points.cap is not None:
            total = limit_below(limit_above(total, points.cap), 0)
        self._values[points.key] = total
        return total

    def sum_bonuses(self, rule: BatchRule) -> Ints:
        """Return the sum of the bonuses of a rule whose gates hold."""
        total: Ints = np.zeros(1, np.int8)
        for gate, add in rule.bonuses:
            total = total + self.test(gate).view(np.int8) * add
        return total

    def count_reached(self, rule: BatchRule) -> Ints:
        """Return how many thresholds its ``per`` number has reached."""
        total: Ints = np.zeros(1, np.int8)
        if rule.rule.per is not None:
            values = self.read(rule.rule.per[0])
            for step in rule.rule.per[1]:
                total = total + (values >= step).view(np.int8)
        return total

    def can_pay(self, rule: BatchRule) -> Mask:
        """Return where the cost of a rule can be paid."""
        mask = ALL
        for column, n, low in rule.cost:
            one = self.cells[column] >= low + n
            mask = one if mask is ALL else mask & one
        return mask

    # What changes

    def hold(self, rule: BatchRule) -> dict[int, Ints] | None:
        """Return the columns that a rule may change as they are; None if nobody watches it."""
        if self.watch is None or not self.watch.watches(rule.at):
            return None
        changes = (one for levels in (rule.success, rule.failure) for level in levels for one in level)
        columns = {column for column, _, _ in rule.cost} | {one.column for one in changes}
        return {column: self.cells[column] for column in columns}

    def tell_changed(self, rule: BatchRule, held: dict[int, Ints] | None) -> None:
        """Tell where a rule has changed the columns that `hold` returned before."""
        if self.watch is None or held is None:
            return
        changed = NONE
        for column, before in held.items():
            if self.cells[column] is not before:
                changed = changed | (self.cells[column] != before)
        self.watch.note_changed(rule.at, changed)

    def pay(self, rule: BatchRule, where: Mask = ALL) -> None:
        """Pay the cost of a rule where the mask holds."""
        for column, n, _ in rule.cost:
            values = self.cells[column]
            self.set(column, values - (n if where is ALL else scale(where, n, values)))

    def change(self, changes: tuple[BatchChange, ...], where: Mask = ALL) -> None:
        """Apply changes where the mask holds."""
        for one in changes:
            self.set(one.column, change_column(self.cells[one.column], one, where))

    def put(self, column: int, value: int, where: Mask = ALL) -> None:
        """Set a column to one value where the mask holds."""
        values = self.cells[column]
        if where is ALL:
            self.set(column, np.full(1, value, values.dtype))
        else:
            self.set(column, values + (value - values) * scale(where, 1, values))

    def change_level(self, levels: tuple[tuple[BatchChange, ...], ...], reached: Ints, where: Mask = ALL) -> None:
        """Apply those of the changes that stand at the number of reached thresholds, where the mask holds.

        ``reached`` is what `count_reached` returns, computed before anything changes.
        """
        if len(levels) == 1:
            self.change(levels[0], where)
            return
        for level, changes in enumerate(levels):
            here = reached == level
            self.change(changes, here if where is ALL else here & where)


class Layer(dict[int, Ints]):
    """Columns that differ from those of a sheet; the others are read from it."""

    def __init__(self, columns: dict[int, Ints], sheet: Sheet) -> None:
        super().__init__(columns)
        self._sheet = sheet

    def __missing__(self, column: int) -> Ints:
        return self._sheet.cells[column]

    def list_changed(self) -> dict[int, Ints]:
        """Return the columns that differ."""
        return dict(self)

    def copy(self) -> Layer:
        return Layer(self, self._sheet)


class SomeCells(dict[int, Ints]):
    """Some elements of the columns of a sheet, each gathered when it is read first."""

    def __init__(self, sheet: Sheet, some: Indices) -> None:
        super().__init__()
        self._sheet, self._some = sheet, some

    def __missing__(self, column: int) -> Ints:
        values = self._sheet.cells[column]
        found = self[column] = values if values.shape == (1,) else values[..., self._some]
        return found

    def copy(self) -> SomeCells:
        out = SomeCells(self._sheet, self._some)
        out.update(self)
        return out


def scale(mask: Mask, n: int, like: Ints) -> Ints:
    """Return ``n`` where the mask holds, else 0, in the width of ``like``."""
    bits: Ints = mask.view(np.int8)
    if bits.dtype != like.dtype:
        bits = bits.astype(like.dtype)
    return bits if n == 1 else bits * n


def change_column(values: Ints, one: BatchChange, where: Mask = ALL) -> Ints:
    """Return the values of a column after a change where the mask holds."""
    if one.is_set:
        if where is ALL:
            return np.full(1, one.n, values.dtype)
        return values + (one.n - values) * scale(where, 1, values)
    if where is ALL:
        after = values + one.n
    else:
        after = values + scale(where, one.n, values)
    return limit_above(after, one.high) if one.n > 0 else limit_below(after, one.low)
