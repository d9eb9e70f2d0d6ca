"""Cards over arrays: the pile, and the steps that fix, announce and deliver cards (`wargame.rules.steps.draw`)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from wargame.lab.batch.arrays import ALL, Ints, Mask
from wargame.lab.batch.draws import Indices
from wargame.lab.batch.numbers import BatchNumbers
from wargame.lab.batch.play import BatchPlay, count_legal, find_ranked, group_lanes
from wargame.rules.chance import CARD, CARD_ROLL, format_plan_slot, number_card_roll, number_option_roll
from wargame.rules.row import TURN
from wargame.rules.steps.draw import (
    DEFERRED,
    DELIVERED,
    INTERRUPTED,
    NEXT,
    UNDRAWN,
    ComingStep,
    InjectStep,
    OpeningStep,
    OptionStep,
)

BatchBody = Callable[[BatchPlay, Indices | None], "int | Ints"]
"""A step that runs in some lanes (None: in all). Returns the number of the next step, or one for each of the lanes."""


class BatchPile:
    """The piles of all lanes. See `wargame.rules.steps.draw.Pile`."""

    def __init__(self, numbers: BatchNumbers) -> None:
        table = numbers.table
        self._table, self._at, self._size = table, table.at, table.reserve
        self._gates = [numbers.build_gate(entry.gate) for entry in table.card_entries]
        self._plain = np.array([entry.turn is None for entry in table.card_entries], np.bool_)
        self._copies = [
            [e for e, card in enumerate(table.entries) if card == table.entries[entry]]
            for entry in range(len(table.entries))
        ]

    def fix_card(self, play: BatchPlay, lanes: Indices, column: int, turn: int, n: int) -> None:
        """Fix the card of ``turn`` in ``column``: a queued one, else one drawn evenly among those that may come."""
        columns = play.lanes.columns
        queued = columns[self._at.queued][lanes]
        if queued.any():
            lanes = self._fix_queued(play, lanes, queued, column)
        if not len(lanes):
            return
        lanes, place = self._draw_place(play, lanes, column, turn, n)
        if not len(lanes):
            return
        entries = self._bring_to_front(play, lanes, place)
        self._mark(play, lanes, entries, NEXT)
        columns[column][lanes] = entries + 1

    def _draw_place(self, play: BatchPlay, lanes: Indices, column: int, turn: int, n: int) -> tuple[Indices, Indices]:
        """Draw the place in the pile of the card that comes; return the lanes in which one may come, and the places."""
        front = play.lanes.columns[self._at.front][lanes].astype(np.int64)
        if self._table.simple:
            ways = self._size - front
            if not ways.all():
                play.lanes.columns[column][lanes[ways == 0]] = 0
                lanes, front, ways = lanes[ways > 0], front[ways > 0], ways[ways > 0]
            return lanes, (front + play.draw(CARD, n, lanes, ways, turn)).astype(np.intp)
        may = self._find_eligible(play, lanes, turn)
        ways = count_legal(may)
        some = np.flatnonzero(ways)
        if len(some) < len(lanes):
            play.lanes.columns[column][lanes[ways == 0]] = 0
            lanes, may, ways = lanes[some], may[:, some], ways[some]
        if not len(lanes):
            return lanes, lanes
        k = np.zeros(len(lanes), np.int64)
        draws = ways > 1
        if not draws.all():  # the only card that may come is drawn too, unless it is scheduled
            pile = play.lanes.find_block(self._at.pile, self._size)
            draws |= self._plain[pile[np.argmax(may, axis=0), lanes]]
        k[draws] = play.draw(CARD, n, lanes[draws], ways[draws], turn)
        return lanes, find_ranked(may, k)

    def _fix_queued(self, play: BatchPlay, lanes: Indices, queued: Ints, column: int) -> Indices:
        """Fix the queued cards, and return the lanes in which a card is still to be drawn."""
        columns, left = play.lanes.columns, [lanes[queued == 0]]
        for value, some in group_lanes(queued, lanes):
            if not value:
                continue
            columns[self._at.queued][some] = 0
            for entry in self._copies[value - 1]:
                status = columns[self._at.card + entry][some]
                free = (status == UNDRAWN) | (status == DEFERRED)
                found, some = some[free], some[~free]
                columns[column][found] = entry + 1
                columns[self._at.card + entry][found] = NEXT
                self.take_out(play, found, entry)
            left.append(some)
        return np.sort(np.concatenate(left))

    def _find_eligible(self, play: BatchPlay, lanes: Indices, turn: int) -> Mask:
        """Return where each place of the pile holds an entry that may be the card of ``turn``: (places, lanes)."""
        places = np.arange(self._size, dtype=np.int16)[:, None]
        left: Mask = places >= play.lanes.columns[self._at.front][lanes].astype(np.int16)
        if self._table.simple:
            return left
        status = play.lanes.find_block(self._at.card, self._size)[:, lanes]
        may: Mask = status == UNDRAWN
        due = np.zeros(self._size, np.bool_)
        sheet = play.lanes.open_sheet(lanes)
        for e, entry in enumerate(self._table.card_entries[: self._size]):
            due[e] = entry.turn == turn
            if entry.turn is not None and entry.turn > turn:
                may[e] = False
            elif not due[e]:
                gate = sheet.test(self._gates[e])
                if gate is not ALL:
                    may[e] &= gate
        pile = play.lanes.find_block(self._at.pile, self._size)[:, lanes]
        flat = pile.astype(np.intp) * len(lanes) + np.arange(len(lanes))
        free: Mask = may.ravel().take(flat) & left
        if due.any():  # a scheduled card comes alone, the first one in the pile
            planned = due[pile] & free
            some = planned.any(axis=0)
            if some.any():
                one = np.argmax(planned[:, some], axis=0)
                free[:, some] = False
                free[one, np.flatnonzero(some)] = True
        return free

    def _bring_to_front(self, play: BatchPlay, lanes: Indices, place: Indices) -> Ints:
        """Swap the entry at a place of each pile out of the pile, and return the entries."""
        pile = play.lanes.find_block(self._at.pile, self._size)
        front = play.lanes.columns[self._at.front]
        ahead = front[lanes]
        chosen: Ints = pile[place, lanes]
        if len(ahead) and (ahead == ahead[0]).all():  # as a rule: then the entries at the front are one row
            row = pile[ahead[0]]
            pile[place, lanes] = row[lanes]
            row[lanes] = chosen
        else:
            pile[place, lanes] = pile[ahead, lanes]
            pile[ahead, lanes] = chosen
        front[lanes] = ahead + 1
        return chosen

    def _mark(self, play: BatchPlay, lanes: Indices, entries: Ints, status: int) -> None:
        play.lanes.find_block(self._at.card, len(self._table.entries))[entries, lanes] = status

    def take_out(self, play: BatchPlay, lanes: Indices, entry: int) -> None:
        """Move an entry that is still in a pile to its front."""
        if not len(lanes) or not self._size:
            return
        pile = play.lanes.find_block(self._at.pile, self._size)[:, lanes]
        front = play.lanes.columns[self._at.front][lanes]
        here = (pile == entry) & (np.arange(self._size)[:, None] >= front)
        some = here.any(axis=0)
        self._bring_to_front(play, lanes[some], np.argmax(here[:, some], axis=0))

    def lay_out(self, play: BatchPlay, lanes: Indices | None, fixed: Ints) -> None:
        """Make the card that is fixed in each lane the current one; ``fixed`` holds its entry plus 1, or 0 for none."""
        columns, at = play.lanes.columns, self._at
        columns[at.current][span(lanes)] = fixed
        every = list_lanes(play, lanes)
        if not fixed.all():
            every, fixed = every[fixed != 0], fixed[fixed != 0]
        columns[at.response][every] = 0
        cards, entries = play.lanes.find_block(at.card, len(self._table.entries)), fixed.astype(np.intp) - 1
        late: Mask = cards[entries, every] != NEXT
        if late.any():
            for entry, some in group_lanes(fixed[late], every[late]):
                self.take_out(play, some, entry - 1)
        cards[entries, every] = DELIVERED

    def deliver(self, play: BatchPlay, lanes: Indices, entry: int) -> Mask:
        """Apply the rules of an entry in lanes where it is laid out, and return where a role is asked to respond."""
        sheet = play.open_sheet(lanes)
        one = self._table.card_entries[entry]
        for k, rule in enumerate(one.rules):
            play.apply(sheet, rule, CARD_ROLL, number_card_roll(0, k), lanes)
        play.lanes.close_sheet(sheet, lanes)
        if not one.asks:
            return np.zeros(len(lanes), np.bool_)
        return np.broadcast_to(sheet.test(play.numbers.build_gate(one.answered)), len(lanes))


def span(lanes: Indices | None) -> Indices | slice:
    """Return what selects the lanes of a column: all of them for None, without a copy of their numbers."""
    return slice(None) if lanes is None else lanes


def list_lanes(play: BatchPlay, lanes: Indices | None) -> Indices:
    """Return the numbers of the lanes; all of them for None."""
    return play.lanes.every if lanes is None else lanes


def build_opening_body(numbers: BatchNumbers, step: OpeningStep) -> BatchBody:
    """At set-up: the secret objective of each role is drawn, and the first cards are fixed."""
    table, pile, then = numbers.table, BatchPile(numbers), step.then
    pools = [
        (pool.column, np.array(pool.objectives) + 1, format_plan_slot(table.roles[pool.role])) for pool in table.pools
    ]

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        every = list_lanes(play, lanes)
        for column, values, slot in pools:
            play.lanes.columns[column][every] = values[play.draw(slot, 0, every, len(values), 0)]
        pile.fix_card(play, every, table.at.next, 1, 0)
        if table.turns > 1:
            pile.fix_card(play, every, table.at.coming, 2, 0)
        return then

    return run


def build_inject_body(numbers: BatchNumbers, step: InjectStep) -> BatchBody:
    """A turn begins: old columns are cleared, the next card is delivered, and the one after it is announced."""
    at, pile = numbers.table.at, BatchPile(numbers)

    def run(play: BatchPlay, lanes: Indices | None) -> Ints:
        every, here, columns = list_lanes(play, lanes), span(lanes), play.lanes.columns
        if play.recorder is not None:
            play.recorder.begin_turn(play.lanes, every, play.turn)
        for column in step.clears:
            columns[column][here] = 0
        columns[TURN][here] += 1
        fixed, announced = columns[at.next][here].copy(), columns[at.coming][here].copy()
        pile.lay_out(play, lanes, fixed)
        then: Ints = np.full(play.lanes.count, step.then, np.int16)
        for entry, some in group_lanes(fixed, lanes):
            if not entry:
                continue
            if play.recorder is not None:
                play.recorder.note_card(entry - 1, len(some))
            asks = pile.deliver(play, some, entry - 1)
            then[some[asks]] = step.asks
        columns[at.next][here] = announced
        columns[at.coming][here] = 0
        return then[here]

    return run


def build_option_body(numbers: BatchNumbers, step: OptionStep) -> BatchBody:
    """Apply the option that was picked."""
    table, at = numbers.table, numbers.table.at
    most = max((len(rules) for rules in table.option_rules), default=0) or 1
    chosen = np.zeros((len(table.entries) + 1, most + 1), np.int32)
    for entry, card in enumerate(table.entries):
        for k, rule in enumerate(table.option_rules[card]):
            chosen[entry + 1, k + 1] = rule

    def run(play: BatchPlay, lanes: Indices | None) -> int | Ints:
        every, columns = list_lanes(play, lanes), play.lanes.columns
        picked = chosen[columns[at.current][every], columns[at.response][every]]
        for injects, together in group_lanes(columns[at.injects][every], None):
            for rule, some in group_lanes(picked[together], every[together]):
                sheet = play.open_sheet(some)
                play.apply(sheet, rule, CARD_ROLL, number_option_roll(injects), some)
                play.lanes.close_sheet(sheet, some)
        if step.then != INTERRUPTED:
            return step.then
        back = columns[at.interrupted][every]
        columns[at.interrupted][every] = 0
        return back

    return run


def build_coming_body(numbers: BatchNumbers, step: ComingStep) -> BatchBody:
    """At the close: fix the card after the announced one, and return deferred cards to the pile."""
    table, pile, then = numbers.table, BatchPile(numbers), step.then
    cards = range(table.at.card, table.at.card + len(table.entries))

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        every = list_lanes(play, lanes)
        if play.turn + 2 <= table.turns:
            pile.fix_card(play, every, table.at.coming, play.turn + 2, 0)
        if table.paced:
            for column in cards:
                values = play.lanes.columns[column]
                values[every[values[every] == DEFERRED]] = UNDRAWN
        return then

    return run
