"""Weighing: what each pick of a choice is worth to a role in many exercises. The twin of `wargame.bots.pick_values`.

The rows that picks may lead to are *candidates*. They are weighed together: a column in which candidates differ is an
array (candidates, lanes). Candidates that are alike in all columns that decide their worth are one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wargame.bots.outlook import THROWS
from wargame.bots.pick_values import BREAK, OFFER, OWN, PASS
from wargame.lab.batch.arrays import Ints
from wargame.lab.batch.choices import ACCEPT, DECLINE
from wargame.lab.batch.draws import Indices
from wargame.lab.batch.numbers import BatchChange, BatchRule
from wargame.lab.batch.outlook import BatchOutlook
from wargame.lab.batch.play import break_deal, conclude_deal
from wargame.lab.batch.sheet import Layer, Sheet, SomeCells, change_column
from wargame.rules.model import RuleKind
from wargame.rules.row import TURN


class WeighedPicks(NamedTuple):
    """The value of each pick in each lane, an array (picks, lanes), and the group of each pick."""

    values: Ints
    groups: list[int]


class Candidates:
    """Rows that picks may lead to, each described by the columns in which it differs from the present one."""

    def __init__(self, outlook: BatchOutlook, seen: Sheet, size: int) -> None:
        self.seen, self._outlook, self._size = seen, outlook, size
        self._rows: list[dict[int, Ints]] = []
        self._places: dict[tuple[tuple[int, int], ...], int] = {}
        self._made: dict[tuple[BatchChange, int], Ints] = {}

    def add(self, columns: dict[int, Ints]) -> int:
        """Add a row that has these columns in place of the present ones. Returns its place among the candidates."""
        mine = {c: values for c, values in columns.items() if c in self._outlook.needed}
        key = tuple(sorted((c, id(values)) for c, values in mine.items() if values is not self.seen.cells[c]))
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = len(self._rows)
            self._rows.append({c: mine[c] for c, _ in key})
        return place

    def change(self, columns: dict[int, Ints], changes: tuple[BatchChange, ...]) -> None:
        """Apply changes to the columns of a candidate; a change of the same array gives the same array."""
        for one in changes:
            values = columns.get(one.column)
            if values is None:
                values = self.seen.cells[one.column]
            key = one, id(values)
            made = self._made.get(key)
            if made is None:
                made = self._made[key] = change_column(values, one)
                self._made[one, id(made)] = change_column(made, one)  # keeps both arrays, so that no id is used again
            columns[one.column] = made

    def stack(self) -> Sheet:
        """Return the sheet of all candidates."""
        sheet, count = self.seen.copy(), len(self._rows)
        if count == 1:
            for column, values in self._rows[0].items():
                sheet.set(column, values)
            return sheet
        stacks: dict[int, Ints] = {}
        for place, columns in enumerate(self._rows):
            for column, values in columns.items():
                found = stacks.get(column)
                if found is None:
                    found = stacks[column] = np.empty((count, self._size), values.dtype)
                    found[...] = self.seen.cells[column]
                found[place] = values
        for column, stacked in stacks.items():
            sheet.set(column, stacked)
        return sheet

    @property
    def count(self) -> int:
        """How many different candidates there are."""
        return len(self._rows)


class Weigher:
    """Weighs the picks of one role for lanes in one turn. ``seen`` is what it may know."""

    def __init__(self, outlook: BatchOutlook, seen: Sheet, turn: int, size: int) -> None:
        self._outlook, self._turn, self._size = outlook, turn, size
        self._numbers, self._table = outlook.numbers, outlook.table
        self._seen = Sheet(outlook.numbers, Layer({TURN: np.full(1, turn, seen.cells[TURN].dtype)}, seen))
        self._drawn = outlook.list_drawn(self._seen)
        self._moves = outlook.list_own_moves(self._seen, self._drawn)

    def _weigh(self, candidates: Candidates, spent: int) -> Ints:
        """Return what each candidate is worth: an array (candidates, lanes)."""
        worth = self._outlook.compute_worth(candidates.stack(), self._turn, self._moves, self._drawn, spent)
        return np.broadcast_to(worth, (candidates.count, self._size))

    def weigh_plans(self, rules: list[int], some: list[int]) -> WeighedPicks:
        """Weigh the plans at the places ``some`` among ``rules``; the others are legal in no lane."""
        candidates = Candidates(self._outlook, self._seen, self._size)
        tries = [self._try_rule(candidates, self._numbers.rules[rules[k]]) for k in some]
        worth = self._weigh(candidates, 1)
        values: Ints = np.zeros((len(rules), self._size), self._outlook.width)
        for k, (ways, success, failure) in zip(some, tries, strict=True):
            values[k] = self._mix(ways, worth[success], worth[failure])
        return WeighedPicks(values, [self._table.action_of[at] for at in rules])

    def _mix(self, ways: Ints, good: Ints, bad: Ints) -> Ints:
        """Return the mean worth by the odds, plus the spread weighted by the habit of risk."""
        if good is bad or (len(ways) == 1 and ways[0] == THROWS):
            return good
        mean: Ints = (ways * good + (THROWS - ways) * bad) // THROWS
        risk = self._outlook.habits.risk
        if not risk:
            return mean
        spread: Ints = np.abs(good - bad) * (ways * (THROWS - ways)) // THROWS**2
        mixed: Ints = mean + risk * spread // 10
        return mixed

    def _try_rule(self, candidates: Candidates, rule: BatchRule) -> tuple[Ints, int, int]:
        """Add the rows after a success and a failure. Returns the ways to succeed and the places of both."""
        columns: dict[int, Ints] = {}
        start = self._seen
        if rule.cost:
            pays = tuple(BatchChange(column, False, -n, low - n, 0) for column, n, low in rule.cost)
            candidates.change(columns, pays)
            start = self._seen.copy()
            for column, values in columns.items():
                start.set(column, values)
        ways, reached = self._outlook.count_ways(start, rule), start.count_reached(rule)
        outcomes = [rule.success, rule.failure] if rule.rule.target else [rule.success]
        places = [self._add_outcome(candidates, rule, dict(columns), levels, reached) for levels in outcomes]
        return ways.astype(self._outlook.width), places[0], places[-1]

    def _add_outcome(
        self,
        candidates: Candidates,
        rule: BatchRule,
        columns: dict[int, Ints],
        levels: tuple[tuple[BatchChange, ...], ...],
        reached: Ints,
    ) -> int:
        """Add the row after an outcome of a rule, and return its place."""
        broken: tuple[int, ...] = ()
        if rule.rule.kind == RuleKind.ACTION:
            broken = self._table.broken_by[self._outlook.role].get(self._table.action_of[rule.at], ())
        if len(levels) == 1:
            candidates.change(columns, levels[0])
            if not broken:
                return candidates.add(columns)
        cells = Layer({}, self._seen)
        after = Sheet(self._numbers, cells)
        for column, values in columns.items():
            after.set(column, values)
        if len(levels) > 1:
            after.change_level(levels, reached)
        for form in broken:
            break_deal(self._numbers, after, form)
        return candidates.add(cells.list_changed())

    def weigh_responses(self, lanes_by_entry: list[tuple[int, Indices]], most: int) -> WeighedPicks:
        """Weigh the options of the card in each lane: option k of every card is candidate k."""
        width, size = self._outlook.width, self._size
        ways: Ints = np.full((most, size), THROWS, width)
        stacks: dict[int, Ints] = {}
        for entry, some in lanes_by_entry:
            part = Sheet(self._numbers, SomeCells(self._seen, some))
            for k, at in enumerate(self._table.option_rules[self._table.entries[entry - 1]]):
                rule = self._numbers.rules[at]
                start = part.copy()
                start.pay(rule)
                ways[k, some] = self._outlook.count_ways(start, rule)
                reached = start.count_reached(rule)
                for place, levels in ((k, rule.success), (most + k, rule.failure)):
                    after = start.copy()
                    after.change_level(levels, reached)
                    for column in {c for c, _, _ in rule.cost} | {one.column for level in levels for one in level}:
                        if column in self._outlook.needed:
                            values = stacks.get(column)
                            if values is None:
                                values = np.empty((2 * most, size), after.cells[column].dtype)
                                values[...] = self._seen.cells[column]
                                stacks[column] = values
                            values[place, some] = after.cells[column]
        sheet = self._seen.copy()
        for column, values in stacks.items():
            sheet.set(column, values)
        worth = self._outlook.compute_worth(sheet, self._turn, self._moves, self._drawn, 0)
        worth = np.broadcast_to(worth, (2 * most, size))
        values = self._mix(ways, worth[:most], worth[most:])
        return WeighedPicks(np.where(ways == THROWS, worth[:most], values), list(range(most)))

    def _add_deal(self, candidates: Candidates, form: int) -> int:
        """Add the row after a deal of a form, and return its place."""
        cells = Layer({}, self._seen)
        conclude_deal(self._numbers, Sheet(self._numbers, cells), form)
        return candidates.add(cells.list_changed())

    def weigh_deals(self, picks: list[int], some: list[int]) -> WeighedPicks:
        """Weigh passing (the first pick), offering forms, and breaking deals (forms from the number of forms on)."""
        outlook, forms = self._outlook, len(self._table.forms)
        candidates = Candidates(outlook, self._seen, self._size)
        places, prices, groups = {0: candidates.add({})}, [0], [PASS]
        for k, pick in enumerate(picks[1:], 1):
            form = pick % forms
            paired = len(self._table.form_terms[form].parties) > 1
            if pick < forms:
                groups.append(OFFER if paired else OWN)
                prices.append(outlook.habits.doubt if paired else 0)
            else:
                groups.append(BREAK)
                prices.append(outlook.habits.word if paired else 0)
            if k not in some:
                continue
            if pick < forms:
                places[k] = self._add_deal(candidates, form)
            else:
                cells = Layer({}, self._seen)
                break_deal(self._numbers, Sheet(self._numbers, cells), form)
                places[k] = candidates.add(cells.list_changed())
        worth = self._weigh(candidates, 0)
        values: Ints = np.zeros((len(picks), self._size), outlook.width)
        for k, place in places.items():
            values[k] = worth[place] - outlook.scale_points(prices[k])
        return WeighedPicks(values, groups)

    def weigh_answers(self, picks: list[int], some: list[int], offered: Ints) -> WeighedPicks:
        """Weigh accepting the form ``offered`` in each lane, declining, and countering with other forms."""
        outlook = self._outlook
        candidates = Candidates(outlook, self._seen, self._size)
        now = candidates.add({})
        wanted = {*(int(form) for form in np.unique(offered)), *(picks[k] for k in some if picks[k] >= 0)}
        places = {form: self._add_deal(candidates, form) for form in sorted(wanted)}
        worth = self._weigh(candidates, 0)
        doubt = outlook.scale_points(outlook.habits.doubt)
        values: Ints = np.zeros((len(picks), self._size), outlook.width)
        groups = []
        for k, pick in enumerate(picks):
            groups.append({ACCEPT: OFFER, DECLINE: PASS}.get(pick, OWN))
            if pick == ACCEPT:
                for form, place in places.items():
                    values[k] += (worth[place] - doubt) * (offered == form)
            elif pick == DECLINE:
                values[k] = worth[now]
            elif pick in places:
                gain = worth[places[pick]] - worth[now] - doubt
                values[k] = worth[now] + np.where(gain > 0, gain // 2, gain)
        return WeighedPicks(values, groups)
