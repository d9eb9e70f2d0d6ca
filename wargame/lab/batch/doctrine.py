"""Doctrine seats: `wargame.bots.doctrine.DoctrineBot` over many exercises, pick for pick."""

from __future__ import annotations

import numpy as np

from wargame.bots.bot import number_own_draw
from wargame.bots.habits import TEMPERS
from wargame.bots.outlook import SURE
from wargame.lab.batch.arrays import Ints, Mask
from wargame.lab.batch.choices import find_offered_forms
from wargame.lab.batch.draws import Drawn64, Indices
from wargame.lab.batch.numbers import BatchNumbers
from wargame.lab.batch.outlook import BatchOutlook, measure_distance
from wargame.lab.batch.play import BatchChoice, BatchPlay, group_lanes
from wargame.lab.batch.sheet import Layer, Sheet
from wargame.lab.batch.weighing import WeighedPicks, Weigher
from wargame.rules.chance import format_bot_slot
from wargame.rules.model import Gate
from wargame.rules.picks import PER_CENTS
from wargame.rules.row import TURN
from wargame.rules.steps.choose import EstimateStep, PlanStep, RespondStep
from wargame.rules.steps.deal import OfferStep

BLOCK = 4096
"""How many lanes are weighed together. What fifty candidates need of them stays in the cache of a core."""


class DoctrineSeat:
    """Values picks by objectives, odds and the closes to come, for one role and one temper."""

    by_lot = False

    def __init__(self, numbers: BatchNumbers, role: int, temper: str = "") -> None:
        self._outlook = BatchOutlook(numbers, role, TEMPERS[temper])
        self._numbers, self._table = numbers, numbers.table
        self._slot = format_bot_slot(numbers.table.roles[role])

    def pick(self, play: BatchPlay, choice: BatchChoice) -> Indices:
        """Return the place of the candidate with the highest value after noise; for an estimate what it computes."""
        size = len(choice.lanes)
        got: Drawn64 = np.empty(size, np.int64)
        for count, some in _list_counts(choice.before, size):
            n = number_own_draw(choice.do, count)
            got[some] = play.draw(self._slot, n, choice.lanes[some], 2**32)
        out = np.empty(size, np.intp)
        for at in range(0, size, BLOCK):
            block = slice(at, at + BLOCK)
            seen = play.lanes.open_view(choice.lanes[block], choice.role)
            if choice.do == EstimateStep.do:
                out[block] = self._estimate(seen, play.turn, got[block])
                continue
            assert choice.legal is not None
            legal = choice.legal[:, block]
            weighed = self._weigh(choice, seen, play.turn, legal)
            noise = self._outlook.scale_points(self._outlook.habits.noise) // 10
            out[block] = choose_best(weighed, legal, got[block], noise)
        return out

    def _weigh(self, choice: BatchChoice, seen: Sheet, turn: int, legal: Mask) -> WeighedPicks:
        """Weigh the picks that are legal in some lane."""
        size, picks = legal.shape[1], list(choice.picks)
        weigher = Weigher(self._outlook, seen, turn, size)
        some = np.flatnonzero(legal.any(axis=1)).tolist()
        if choice.do == PlanStep.do:
            return weigher.weigh_plans(picks, some)
        if choice.do == RespondStep.do:
            entries = np.broadcast_to(seen.cells[self._table.at.current], size)
            return weigher.weigh_responses(group_lanes(entries, None), len(picks))
        if choice.do == OfferStep.do:
            return weigher.weigh_deals(picks, some)
        offered = find_offered_forms(self._table, seen.cells, self._outlook.role, size)
        return weigher.weigh_answers(picks, some, offered)

    # Estimates

    def _estimate(self, seen: Sheet, turn: int, got: Drawn64) -> Indices:
        """Return the places of the per cents that the role estimates."""
        guess = self._estimate_likelihood(seen, turn) + (got >> 8) % 11 - 5
        places: Indices = np.clip(guess, PER_CENTS[0], PER_CENTS[-1]).astype(np.intp) - PER_CENTS[0]
        return places

    def _estimate_likelihood(self, seen: Sheet, turn: int) -> Ints:
        """Return how likely the question is to come true, in per cent: see `wargame.bots.pick_values`."""
        table, numbers, truth = self._table, self._numbers, self._table.truth
        if truth is None:
            return np.full(1, 50)
        gate = numbers.build_gate(truth)
        hidden = self._find_hidden(seen, truth)
        unknown = np.where(self._can_deals_change(seen, truth), 20, 4)
        if hidden.all():
            return unknown
        left = self._outlook.count_closes(turn) - 1
        cells = Layer({TURN: np.full(1, turn + (left > 0), seen.cells[TURN].dtype)}, seen)
        ahead = self._outlook.look_ahead(Sheet(numbers, cells), turn + (left > 0), left, None)
        sure = ahead.sure * (95 - 4 * min(left, 5)) // SURE
        away = measure_distance(ahead.sheet, truth).astype(np.int64)
        likely = np.where(ahead.sheet.test(gate), sure, 2 + 40 * left // (table.turns * np.maximum(away, 1)))
        known: Ints = np.where(hidden, unknown, np.clip(likely, 3, 97))
        return known

    def _find_hidden(self, seen: Sheet, gate: Gate) -> Mask:
        """Return where a gate reads a number that the role cannot see."""
        secret = {column: until for column, until, _ in self._table.hidden[self._table.roles[self._outlook.role]]}
        out = np.zeros(1, np.bool_)
        for ref, _, _ in gate.terms:
            if ref in secret:
                until = secret[ref]
                out = out | (np.ones(1, np.bool_) if until < 0 else seen.cells[until] == 0)
        for group in gate.either:
            for part in group:
                out = out | self._find_hidden(seen, part)
        return out

    def _can_deals_change(self, seen: Sheet, gate: Gate) -> Mask:
        """Return where a deal that is open can change a number that a gate reads."""
        table, reads = self._table, {ref for ref, _, _ in gate.terms}
        out = np.zeros(1, np.bool_)
        for form in range(len(table.forms)):
            rules = (table.rules[at] for at in table.form_rules[form][:2])
            if any(delta.column in reads for rule in rules for delta in rule.said_success):
                out = out | seen.test(self._numbers.build_gate(table.form_gates[form][0]))
        return out


def choose_best(weighed: WeighedPicks, legal: Mask, got: Drawn64, scale: int) -> Indices:
    """Return the legal pick with the highest value after noise in each lane, the first one of equals."""
    total = weighed.values.astype(np.int64)
    by_group = {group: make_noise(got, 2 * group, scale) for group in set(weighed.groups)}
    rank = np.cumsum(legal, axis=0, dtype=np.int64) - 1
    total = total + make_noise(got, 2 * rank + 1, scale) // 4
    for k, group in enumerate(weighed.groups):
        total[k] += by_group[group]
    total[~legal] = np.iinfo(np.int64).min
    best: Indices = np.argmax(total, axis=0)
    return best


def make_noise(got: Drawn64, i: int | Drawn64, scale: int) -> Drawn64:
    """Return the noise of candidate ``i``, as `wargame.bots.doctrine.Noise` does for one draw.

    The exponent and the fraction of a float64 are the leading zeros of a word and what follows its first 1.
    """
    word = (got + 0x9E3779B9 * (np.asarray(i, np.int64) + 1)).astype(np.uint32)
    word = (word ^ (word >> np.uint32(16))) * np.uint32(0x7FEB352D)
    word = (word ^ (word >> np.uint32(15))) * np.uint32(0x846CA68B)
    word = (word ^ (word >> np.uint32(16))) | np.uint32(1)
    bits = word.astype(np.float64).view(np.int64)
    zeros = 1054 - (bits >> 52)
    rest = (1 << 31) - ((bits & ((1 << 52) - 1)) >> 21)
    noise: Drawn64 = (scale * ((zeros << 10) + (rest >> 21))) >> 10
    return noise


def _list_counts(count: Ints, size: int) -> list[tuple[int, Indices]]:
    """Return the lanes by the number of choices that came before, as places from 0 to ``size`` - 1."""
    if len(count) == 1:
        return [(int(count[0]), np.arange(size))]
    return group_lanes(count, None)
