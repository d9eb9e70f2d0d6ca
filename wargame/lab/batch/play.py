"""Play: a batch of exercises at a table, and how rules are applied to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np

from wargame.lab.batch.arrays import ALL, Ints, Mask, choose_width
from wargame.lab.batch.draws import BatchDraws, Drawn64, Indices
from wargame.lab.batch.lanes import Lanes
from wargame.lab.batch.numbers import BatchNumbers, BatchRule
from wargame.lab.batch.sheet import Sheet, SheetWatch
from wargame.rules.chance import ROLL
from wargame.rules.model import LegalPick, Table
from wargame.rules.step import Result

SUMS: Ints = np.array(ROLL, np.int8)
"""The sum of two dice for each draw of 36."""
DONE: Ints = np.full(1, Result.DONE, np.int8)
"""The result of a rule without a check."""
FAILURE = np.int8(Result.FAILURE)
"""The result of a failed check; that of a successful one is 1 less."""


class BatchChoice(NamedTuple):
    """What a role is asked in some lanes.

    ``legal`` says which of the candidates are legal in each lane: an array (candidates, lanes), or None if all are.

    ``do`` is the verb of the choice. ``picks`` are the candidates as numbers that the step gives them. ``before`` says
    how many choices of this kind may have come before in this turn: see `wargame.bots.bot.ChoiceCounter`. ``seen`` is
    what the role may know.
    """

    do: str
    role: int
    lanes: Indices
    picks: Sequence[int]
    legal: Mask | None
    before: Ints
    seen: Sheet


class BatchSeat(Protocol):
    """Picks for a role in many exercises."""

    by_lot: bool

    def pick(self, play: BatchPlay, choice: BatchChoice) -> Indices:
        """Return the place of the candidate that is picked in each lane."""
        ...


class BatchRecorder(Protocol):
    """Is told what happens in a batch, as it happens."""

    def begin_turn(self, lanes: Lanes, some: Indices, turn: int) -> None:
        """A turn begins in some lanes; nothing of it has happened yet."""
        ...

    def note_card(self, entry: int, count: int) -> None:
        """A copy of a card has come in a number of exercises."""
        ...

    def note_plans(self, games: Indices, choice: BatchChoice, places: Indices) -> None:
        """A role has planned in these exercises: the places of what it planned among the candidates."""
        ...

    def open_watch(self, games: Indices) -> SheetWatch:
        """Return what is told of rules in these exercises."""
        ...


class BatchForcing(Protocol):
    """Forces choices, and stops exercises at the choice where forcing would begin."""

    def narrow(self, play: BatchPlay, do: str, role: int, lanes: Indices, picks: Sequence[int], legal: Mask) -> Mask:
        """Return which of the legal picks are left in each lane."""
        ...

    def stop_parting(
        self, play: BatchPlay, do: str, role: int, lanes: Indices, picks: Sequence[int], legal: Mask | None
    ) -> Indices:
        """Stop the lanes that part at this choice, and return the others."""
        ...


class BatchPlay:
    """Exercises that are played together. ``seats`` are by role; ``turn`` is the turn that is being played."""

    def __init__(
        self,
        numbers: BatchNumbers,
        lanes: Lanes,
        draws: BatchDraws,
        seats: Sequence[BatchSeat],
        recorder: BatchRecorder | None = None,
        forcing: BatchForcing | None = None,
    ) -> None:
        self.recorder, self.forcing = recorder, forcing
        self.numbers, self.lanes, self.draws, self.seats = numbers, lanes, draws, seats
        self.table: Table = numbers.table
        self.turn = 0
        self.by_lot = forcing is None and all(seat.by_lot for seat in seats)

    def open_sheet(self, lanes: Indices | None) -> Sheet:
        """Return a sheet of some lanes (None: of all), whose changes are to be written; the recorder watches it."""
        sheet = self.lanes.open_sheet(lanes)
        if self.recorder is not None:
            sheet.watch = self.recorder.open_watch(self.lanes.games if lanes is None else self.lanes.games[lanes])
        return sheet

    def draw(self, slot: str, n: int, lanes: Indices | None, of: int | Ints, turn: int = -1) -> Drawn64:
        """Return a draw for each lane, in the present turn or in another."""
        every = lanes is None or lanes is self.lanes.every
        games = self.lanes.games if every else self.lanes.games[lanes]
        return self.draws.pick(self.turn if turn < 0 else turn, slot, n, games, of)

    def roll(self, slot: str, n: int, lanes: Indices | None, where: Mask) -> Ints:
        """Return the sum of two dice in each lane where the mask holds, and some number elsewhere."""
        if where is ALL:
            return SUMS[self.draw(slot, n, lanes, 36)]
        size = self.lanes.count if lanes is None else len(lanes)
        some = np.flatnonzero(np.broadcast_to(where, size))
        out: Ints = np.zeros(size, np.int8)
        out[some] = SUMS[self.draw(slot, n, some if lanes is None else lanes[some], 36)]
        return out

    def act(self, sheet: Sheet, rule: BatchRule, slot: str, n: int, lanes: Indices | None, where: Mask) -> Ints:
        """Apply a rule without its gate and cost where the mask holds. Returns its `Result` for each lane."""
        reached = sheet.count_reached(rule)
        target = rule.rule.target
        if not target:
            sheet.change_level(rule.success, reached, where)
            return DONE
        won: Mask = self.roll(slot, n, lanes, where) + sheet.sum_bonuses(rule) >= target
        if sheet.watch is not None:
            sheet.watch.note_rolled(rule.at, won & where)
        sheet.change_level(rule.success, reached, won & where)
        sheet.change_level(rule.failure, reached, ~won & where)
        return FAILURE - won.view(np.int8)

    def apply(self, sheet: Sheet, at: int, slot: str, n: int, lanes: Indices | None, where: Mask = ALL) -> None:
        """Apply a rule with its gate and cost where the mask holds, as `wargame.rules.apply_rule.apply_rule` does."""
        rule = self.numbers.rules[at]
        gate = sheet.test(rule.gate)
        mask = gate if where is ALL else where if gate is ALL else where & gate
        if mask is not ALL and not mask.any():
            return
        held = sheet.hold(rule)
        if rule.cost:
            mask = mask & sheet.can_pay(rule)
            sheet.pay(rule, mask)
        self.act(sheet, rule, slot, n, lanes, mask)
        sheet.tell_changed(rule, held)


def apply_still(numbers: BatchNumbers, sheet: Sheet, at: int, where: Mask = ALL) -> None:
    """Apply a rule that never rolls, with its gate and cost, where the mask holds."""
    rule = numbers.rules[at]
    gate = sheet.test(rule.gate)
    mask = gate if where is ALL else where if gate is ALL else where & gate
    held = sheet.hold(rule)
    if rule.cost:
        mask = mask & sheet.can_pay(rule)
        sheet.pay(rule, mask)
    sheet.change_level(rule.success, sheet.count_reached(rule), mask)
    sheet.tell_changed(rule, held)


def conclude_deal(numbers: BatchNumbers, sheet: Sheet, form: int, where: Mask = ALL) -> None:
    """Make a deal where the mask holds, as `wargame.rules.steps.deal.conclude_deal` does."""
    table = numbers.table
    terms, at = table.form_terms[form], table.at
    apply_still(numbers, sheet, table.form_rules[form][0], where)
    if terms.stands:
        sheet.put(at.deal[form], 1, where)
        if terms.lasts:
            sheet.put(at.left[form], terms.lasts, where)
    sheet.put(at.dealt[form], 1, where)
    if at.limit[form] >= 0:
        sheet.put(at.limit[form], 1, where)


def break_deal(numbers: BatchNumbers, sheet: Sheet, form: int, where: Mask = ALL) -> None:
    """Break a deal where it is in force and the mask holds, as `wargame.rules.steps.deal.break_deal` does."""
    column = numbers.table.at.deal[form]
    stands = sheet.cells[column] != 0
    mask = stands if where is ALL else stands & where
    if mask.any():
        sheet.put(column, 0, mask)
        apply_still(numbers, sheet, numbers.table.form_rules[form][2], mask)


def test_picks(numbers: BatchNumbers, sheet: Sheet, picks: Sequence[LegalPick], size: int) -> Mask:
    """Return where each of the picks is legal: an array (picks, lanes)."""
    out = np.empty((len(picks), size), np.bool_)
    columns = numbers.table.columns
    for k, (_, gate, cost, rest, _) in enumerate(picks):
        mask = sheet.test(numbers.build_gate(gate))
        for column, n in cost:
            mask = mask & (sheet.cells[column] >= columns[column].low + n)
        if rest is not None:
            mask = mask & (sheet.cells[rest[0]] != rest[1])
        out[k] = mask
    return out


def group_lanes(values: Ints, lanes: Indices | None) -> list[tuple[int, Indices]]:
    """Return the lanes by value, in the order of the values. ``values`` has one for each of ``lanes``, or of all."""
    if not len(values):
        return []
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    if lanes is not None:
        order = lanes[order]
    firsts = [0, *(np.flatnonzero(ranked[1:] != ranked[:-1]) + 1).tolist()]
    ends = [*firsts[1:], len(order)]
    return [(value, order[a:b]) for value, a, b in zip(ranked[firsts].tolist(), firsts, ends, strict=True)]


def count_legal(legal: Mask) -> Ints:
    """Return how many candidates are legal in each lane."""
    counts: Ints = np.add.reduce(legal.view(np.int8), axis=0, dtype=choose_width(0, len(legal)))
    return counts


def find_ranked(legal: Mask, k: Drawn64) -> Indices:
    """Return the place of the legal candidate number ``k`` (from 0) in each lane."""
    width = choose_width(0, len(legal))
    rank = np.zeros(legal.shape[1], width)
    place = np.zeros(legal.shape[1], width)
    wanted = k.astype(width)
    for row in legal.view(np.int8):
        rank = rank + row
        place = place + (rank <= wanted).view(np.int8)
    return place.astype(np.intp)
