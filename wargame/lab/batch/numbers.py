"""Numbers: how a table's numbers, gates, changes and points are computed over arrays.

Everything is compiled once for a table: bounds that always hold are left out, and each result has the narrowest width
that holds it, so that most operations work on bytes. Each compiled thing has a key. A `Sheet` keeps results by key
until a column that they were computed from changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from wargame.lab.batch.arrays import WIDTHS, Ints, Width, choose_width
from wargame.rules.column import NUMBER_KINDS, Column
from wargame.rules.model import Changes, DerivedNumber, Gate, Next, Objective, Rule, Table, Term

MOST_BONUS = 100
"""The bonuses of a rule are summed in a byte."""


class NoBatchBody(Exception):
    """The batch engine has no body for something on a table; the scalar engine plays it."""


class BatchTerm(NamedTuple):
    """An interval of the number ``ref``. A bound that always holds is None. ``never``: no value lies in it."""

    key: int
    ref: int
    low: int | None
    high: int | None
    never: bool


class BatchGate(NamedTuple):
    """A gate: all ``terms`` hold, and of each group in ``either`` at least one gate. ``gate`` is the original."""

    key: int
    terms: tuple[BatchTerm, ...]
    either: tuple[tuple[BatchGate, ...], ...]
    gate: Gate


class BatchChange(NamedTuple):
    """A column is set to ``n``, or grows by ``n`` and is kept from ``low`` to ``high``."""

    column: int
    is_set: bool
    n: int
    low: int
    high: int


class BatchPart(NamedTuple):
    """What a column adds to a derived number while all ``terms`` hold: ``times`` its value, or ``times`` where it lies
    in ``within``, or what ``values`` says for it (from ``low`` on).
    """

    column: int
    times: int
    within: BatchTerm | None
    values: Ints | None
    low: int
    terms: tuple[BatchTerm, ...]


class BatchNumber(NamedTuple):
    """A derived number: ``base`` plus its parts, kept from ``low`` to ``high`` (None: it cannot leave them)."""

    key: int
    base: int
    parts: tuple[BatchPart, ...]
    low: int | None
    high: int | None
    width: Width


class BatchPoints(NamedTuple):
    """The points of an objective: ``base`` plus weights (number, points) plus awards (gate, points).

    They are kept from 0 to ``cap`` if it is not None. ``low`` to ``high`` is the range of the result.
    """

    key: int
    base: int
    weights: tuple[tuple[int, int], ...]
    awards: tuple[tuple[BatchGate, int], ...]
    cap: int | None
    low: int
    high: int
    width: Width


class BatchRule(NamedTuple):
    """A rule. ``bonuses`` are (gate, points)."""

    at: int
    rule: Rule
    gate: BatchGate
    cost: tuple[tuple[int, int, int], ...]
    """(column, amount, the least value of the column)."""
    bonuses: tuple[tuple[BatchGate, int], ...]
    success: tuple[tuple[BatchChange, ...], ...]
    failure: tuple[tuple[BatchChange, ...], ...]


def choose_column_width(column: Column) -> Width:
    """Return the width of a column. A number of the content has room for a change before it is kept in its range."""
    room = column.high - column.low if column.kind in NUMBER_KINDS else 0
    return choose_width(column.low - room, column.high + room)


class BatchNumbers:
    """Compiles what a table computes."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns = len(table.columns)
        self.widths = [choose_column_width(column) for column in table.columns]
        self.computed_from: list[list[int]] = [[] for _ in table.columns]
        """The keys of the numbers and points that are computed from each column."""
        self.tested_from: list[list[int]] = [[] for _ in table.columns]
        """The keys of the terms and gates that read each column."""
        self._keys = 0
        self._terms: dict[Term, BatchTerm] = {}
        self._gates: dict[int, tuple[Gate, BatchGate]] = {}
        self._changes: dict[int, tuple[Changes, tuple[BatchChange, ...]]] = {}
        self._distances: dict[int, tuple[int, Width]] = {}
        self.derived = [self._build_number(number) for number in table.derived]
        self.points = [self._build_points(one) for one in table.objectives]
        self.rules = [self._build_rule(at, rule) for at, rule in enumerate(table.rules)]

    def find_range(self, ref: int) -> tuple[int, int]:
        """Return the least and the greatest value of a number."""
        if ref < self.columns:
            return self.table.columns[ref].low, self.table.columns[ref].high
        return self.table.derived[ref - self.columns].low, self.table.derived[ref - self.columns].high

    def list_columns(self, refs: Iterable[int]) -> set[int]:
        """Return the columns that numbers are computed from."""
        out: set[int] = set()
        for ref in refs:
            out |= {ref} if ref < self.columns else self.table.derived[ref - self.columns].list_columns()
        return out

    def list_gate_columns(self, gate: BatchGate) -> set[int]:
        """Return the columns that a gate reads."""
        out = self.list_columns(term.ref for term in gate.terms)
        for group in gate.either:
            for part in group:
                out |= self.list_gate_columns(part)
        return out

    def list_point_columns(self, i: int) -> set[int]:
        """Return the columns that the points of an objective are computed from."""
        one = self.points[i]
        out = self.list_columns(ref for ref, _ in one.weights)
        for gate, _ in one.awards:
            out |= self.list_gate_columns(gate)
        return out

    def list_rule_columns(self, rule: BatchRule) -> set[int]:
        """Return the columns that decide whether a rule happens, and what it does."""
        out = self.list_gate_columns(rule.gate) | {column for column, _, _ in rule.cost}
        for gate, _ in rule.bonuses:
            out |= self.list_gate_columns(gate)
        return out | (self.list_columns([rule.rule.per[0]]) if rule.rule.per is not None else set())

    def find_distance(self, gate: Gate) -> tuple[int, Width]:
        """Return the key and the width of the distance to a gate."""
        found = self._distances.get(id(gate))
        if found is None:
            columns = self.list_gate_columns(self.build_gate(gate))  # which also keeps the gate
            width = choose_width(0, self._find_furthest(gate))
            found = self._distances[id(gate)] = self._take_key(columns, self.computed_from), width
        return found

    def _find_furthest(self, gate: Gate) -> int:
        """Return a distance that no row exceeds, nor does what it is computed from."""
        total = 0
        for ref, low, high in gate.terms:
            least, most = self.find_range(ref)
            total += max(low - least, 0)
            total += max(most - high, 0)
            total += max(abs(least), abs(most), most - least)
        return total + sum(max(self._find_furthest(part) for part in group) for group in gate.either)

    def _take_key(self, columns: Iterable[int], readers: list[list[int]]) -> int:
        """Return a new key of something that these columns decide."""
        key, self._keys = self._keys, self._keys + 1
        for column in set(columns):
            readers[column].append(key)
        return key

    def build_term(self, term: Term) -> BatchTerm:
        """Return a term without the bounds that always hold."""
        found = self._terms.get(term)
        if found is None:
            low, high = self.find_range(term.ref)
            found = BatchTerm(
                self._take_key(self.list_columns([term.ref]), self.tested_from),
                term.ref,
                term.low if term.low > low else None,
                term.high if term.high < high else None,
                term.low > high or term.high < low or term.low > term.high,
            )
            self._terms[term] = found
        return found

    def build_gate(self, gate: Gate) -> BatchGate:
        """Return a gate; the same one for the same object."""
        found = self._gates.get(id(gate))
        if found is None:
            terms = tuple(self.build_term(term) for term in gate.terms)
            either = tuple(tuple(self.build_gate(part) for part in group) for group in gate.either)
            bare = BatchGate(-1, terms, either, gate)
            found = gate, bare._replace(key=self._take_key(self.list_gate_columns(bare), self.tested_from))
            self._gates[id(gate)] = found  # the gate is kept with it, so that no other one gets its id
        return found[1]

    def build_changes(self, changes: Changes) -> tuple[BatchChange, ...]:
        """Return changes as what is set and what is added. Raises `NoBatchBody` for a change of another kind."""
        found = self._changes.get(id(changes))
        if found is None:
            found = changes, tuple(self._build_change(column, values) for column, values in changes)
            self._changes[id(changes)] = found
        return found[1]

    def _build_change(self, column: int, values: Next) -> BatchChange:
        low, high = self.table.columns[column].low, self.table.columns[column].high
        after = [values[v] for v in range(low, high + 1)]
        if len(set(after)) == 1:
            return BatchChange(column, True, after[0], low, high)
        n = after[0] - low or after[-1] - high
        if after != [min(max(v + n, low), high) for v in range(low, high + 1)]:
            raise NoBatchBody(f"a change of {self.table.columns[column].name} neither sets nor adds")
        return BatchChange(column, False, n, low, high)

    def _build_number(self, number: DerivedNumber) -> BatchNumber:
        parts = [self._build_part(column, values, ()) for column, values in number.parts]
        parts += [self._build_part(column, values, terms) for column, values, terms in number.bounded]
        low = high = number.base
        for values in (*(values for _, values in number.parts), *(values for _, values, _ in number.bounded)):
            low, high = low + min(0, *iter_values(values)), high + max(0, *iter_values(values))
        return BatchNumber(
            self._take_key(number.list_columns(), self.computed_from),
            number.base,
            tuple(parts),
            number.low if low < number.low else None,
            number.high if high > number.high else None,
            choose_width(min(low, number.low), max(high, number.high)),
        )

    def _build_part(self, column: int, values: Next, terms: tuple[Term, ...]) -> BatchPart:
        low, high = self.table.columns[column].low, self.table.columns[column].high
        adds = [values[v] for v in range(low, high + 1)]
        while_ = tuple(self.build_term(term) for term in terms)
        counted = [v for v, n in zip(range(low, high + 1), adds, strict=True) if n]
        if not counted:
            return BatchPart(column, 0, None, None, low, while_)
        times = adds[counted[0] - low]
        if len({n for n in adds if n}) == 1 and counted == list(range(counted[0], counted[-1] + 1)):
            return BatchPart(column, times, self.build_term(Term(column, counted[0], counted[-1])), None, low, while_)
        for k in {adds[-1] - adds[-2], adds[0] // low if low else 0}:
            if adds == [k * v for v in range(low, high + 1)]:
                return BatchPart(column, k, None, None, low, while_)
        return BatchPart(column, 1, None, np.array(adds, choose_width(min(adds), max(adds))), low, while_)

    def _build_points(self, one: Objective) -> BatchPoints:
        low = high = one.base
        least = most = one.base
        columns = self.list_columns(ref for ref, _ in one.weights)
        for ref, n in one.weights:
            ends = [n * end for end in self.find_range(ref)]
            low, high = low + min(ends), high + max(ends)
            least, most = min(least, low, *ends), max(most, high, *ends)
        awards = []
        for gate, n in one.awards:
            low, high = low + min(0, n), high + max(0, n)
            least, most = min(least, low, n), max(most, high, n)
            awards.append((self.build_gate(gate), n))
            columns |= self.list_gate_columns(awards[-1][0])
        cap = one.cap if one.cap >= 0 else None
        return BatchPoints(
            self._take_key(columns, self.computed_from),
            one.base,
            tuple(one.weights),
            tuple(awards),
            cap,
            low if cap is None else 0,
            high if cap is None else cap,
            max(choose_width(min(least, 0), max(most, cap or 0)), WIDTHS[1]),
        )

    def _limit_cost(self, column: int, n: int) -> tuple[int, int, int]:
        """Return a cost that the width of its column holds: what exceeds the whole range can never be paid."""
        spec = self.table.columns[column]
        return column, min(n, spec.high - spec.low + 1), spec.low

    def _build_rule(self, at: int, rule: Rule) -> BatchRule:
        bonuses = tuple((self.build_gate(bonus.gate), bonus.add) for bonus in rule.bonuses)
        if sum(abs(add) for _, add in bonuses) > MOST_BONUS:
            raise NoBatchBody(f"the bonuses of {rule.name} add up to more than {MOST_BONUS}")
        return BatchRule(
            at,
            rule,
            self.build_gate(rule.gate),
            tuple(self._limit_cost(column, n) for column, n in rule.cost),
            bonuses,
            tuple(self.build_changes(one) for one in rule.success),
            tuple(self.build_changes(one) for one in rule.failure),
        )


def iter_values(values: Next) -> Iterable[int]:
    """Return the new values of a change."""
    return values.values() if isinstance(values, Mapping) else values
