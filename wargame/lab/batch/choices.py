"""The steps that wait, over arrays: pace, respond, deal, answer, plan and estimate. Seats pick for the roles."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from wargame.bots.bot import build_choice_counter
from wargame.lab.batch.arrays import Ints, Mask, choose_width
from wargame.lab.batch.cards import BatchBody, list_lanes, span
from wargame.lab.batch.draws import Indices
from wargame.lab.batch.numbers import BatchNumbers
from wargame.lab.batch.play import BatchChoice, BatchPlay, break_deal, conclude_deal, group_lanes, test_picks
from wargame.lab.batch.sheet import Cells, Sheet, SomeCells
from wargame.rules.model import Table
from wargame.rules.picks import PER_CENTS
from wargame.rules.steps.choose import EstimateStep, PaceStep, PlanStep, RespondStep
from wargame.rules.steps.deal import AnswerStep, OfferStep, find_other_role

PASS = -1
"""As a pick of an offer: nothing is offered."""
ACCEPT, DECLINE = -1, -2
"""As a pick of an answer."""


BatchTest = Callable[[Sheet, int], Mask | None]
"""Finds the legal picks in a view of a number of lanes: an array (picks, lanes), or None if all are legal."""


def open_asked(play: BatchPlay, do: str, lanes: Indices, role: int) -> Sheet:
    """Return what a role that is asked reads: its view.

    Where all seats draw by lot it reads the rows themselves, but for an answer to a deal, as the scalar engine has it
    (`wargame.lab.playouts`).
    """
    if play.by_lot and do != AnswerStep.do:
        return play.lanes.open_sheet(lanes)
    return play.lanes.open_view(lanes, role)


def find_offered_forms(table: Table, cells: Cells, role: int, size: int) -> Ints:
    """Return the form that a role has been offered in each of ``size`` lanes, -1 where it has been offered none."""
    offered: Ints = np.zeros(size, np.int16)
    for terms, pair in zip(table.form_terms, table.at.pair, strict=True):
        if role in terms.parties:
            offered = np.where(offered == 0, cells[pair.offered], offered)
    return offered - 1


def count_before(play: BatchPlay, seen: Sheet, role: int, do: str) -> Ints:
    """Return how many choices of a kind may have come before in this turn: see `wargame.bots.bot.ChoiceCounter`."""
    columns = build_choice_counter(play.table).list_counted(role, do)
    total: Ints = np.zeros(1, np.int16)
    for column in columns:
        total = total + seen.cells[column]
    return total


def ask(
    play: BatchPlay, do: str, role: int, lanes: Indices, picks: list[int], test: BatchTest, first: bool = True
) -> tuple[Indices, Indices]:
    """Let the seat of a role pick. Returns the lanes in which it has picked, and the pick of each.

    ``test`` finds the legal picks. ``first`` says whether this is the first time that the step asks. An exercise in
    which an experiment parts stops before the pick.
    """
    if play.forcing is not None and first:
        real = play.lanes.open_sheet(lanes)
        lanes = play.forcing.stop_parting(play, do, role, lanes, picks, test(real, len(lanes)))
        if not len(lanes):
            return lanes, lanes
    seen = open_asked(play, do, lanes, role)
    legal = test(seen, len(lanes))
    if play.forcing is not None and legal is not None:
        legal = play.forcing.narrow(play, do, role, lanes, picks, legal)
    choice = BatchChoice(do, role, lanes, picks, legal, count_before(play, seen, role, do), seen)
    places = play.seats[role].pick(play, choice)
    if play.recorder is not None and do == PlanStep.do:
        play.recorder.note_plans(play.lanes.games[lanes], choice, places)
    return lanes, np.array(picks, choose_width(min(picks), max(picks) + 1))[places]


def build_pace_body(numbers: BatchNumbers, step: PaceStep) -> BatchBody:
    """The facilitator goes on."""
    column = numbers.table.at.gone

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        gone, every = play.lanes.columns[column], list_lanes(play, lanes)
        gone[every] = np.maximum(gone[every], np.int8(step.pause))
        return step.then

    return run


def build_plan_body(numbers: BatchNumbers, step: PlanStep) -> BatchBody:
    """Each role that has not planned plans."""
    table = numbers.table

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        every = list_lanes(play, lanes)
        for role in step.roles:
            column, here = play.lanes.columns[table.at.plan[role]], span(lanes)
            free: Mask = (column[here] == 0) & ~play.lanes.stopped[here]
            some = every if free.all() else every[free]
            if len(some):
                test = partial(_test_plans, numbers, role)
                asked, chosen = ask(play, step.do, role, some, [pick.pick for pick in table.plans[role]], test)
                column[asked] = chosen + 1
        return step.then

    return run


def _test_plans(numbers: BatchNumbers, role: int, seen: Sheet, size: int) -> Mask:
    return test_picks(numbers, seen, numbers.table.plans[role], size)


def build_respond_body(numbers: BatchNumbers, step: RespondStep) -> BatchBody:
    """The role that the card asks picks one of its options."""
    table = numbers.table
    at = table.at
    most = max((len(options) for options in table.options), default=0)
    askers = np.array([-1, *(step.asked[card] for card in table.entries)])

    def test(seen: Sheet, size: int) -> Mask:
        legal = np.zeros((most, size), np.bool_)
        for entry, some in group_lanes(np.broadcast_to(seen.cells[at.current], size), None):
            options = table.options[table.entries[entry - 1]]
            part = Sheet(numbers, SomeCells(seen, some))
            open_ = test_picks(numbers, part, options, len(some))
            open_[-1] |= ~open_.any(axis=0)  # a card must not stop play
            legal[: len(options), some] = open_
        return legal

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        every, columns = list_lanes(play, lanes), play.lanes.columns
        every = every[columns[at.response][every] == 0]
        for role, some in group_lanes(askers[columns[at.current][every]], every):
            asked, chosen = ask(play, step.do, role, some, list(range(most)), test)
            columns[at.response][asked] = chosen + 1
        return step.then

    return run


def build_offer_body(numbers: BatchNumbers, step: OfferStep) -> BatchBody:
    """One role offers a deal, breaks one, or passes."""
    table, role = numbers.table, step.role
    at, forms = table.at, len(table.forms)
    offers, breaks = table.offers[role], table.breaks[role]
    picks = [PASS, *(pick.pick for pick in offers), *(forms + pick.pick for pick in breaks)]

    def test(seen: Sheet, size: int) -> Mask:
        legal = np.ones((len(picks), size), np.bool_)
        legal[1 : 1 + len(offers)] = test_picks(numbers, seen, offers, size)
        legal[1 + len(offers) :] = test_picks(numbers, seen, breaks, size)
        return legal

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        every, spoke = list_lanes(play, lanes), play.lanes.columns[at.spoke[role]]
        every = every[spoke[every] == 0]
        if step.seen is None and len(every):
            every = every[test(play.lanes.open_sheet(every), len(every))[1:].any(axis=0)]
        if not len(every):
            return step.then
        every, chosen = ask(play, step.do, role, every, picks, test)
        spoke[every] = 1
        for pick, some in group_lanes(chosen, every):
            if pick == PASS:
                continue
            if 0 <= pick < forms and len(table.form_terms[pick].parties) == 2:
                pair = at.pair[pick]
                play.lanes.columns[pair.offered][some] = pick + 1
                play.lanes.columns[pair.answerer][some] = find_other_role(table, pick, role) + 1
                continue
            sheet = play.open_sheet(some)
            if pick >= forms:
                break_deal(numbers, sheet, pick - forms)
            else:
                conclude_deal(numbers, sheet, pick)
            play.lanes.close_sheet(sheet, some)
        return step.then

    return run


def build_answer_body(numbers: BatchNumbers, step: AnswerStep) -> BatchBody:
    """The role that was made an offer accepts, declines, or counters once; the other role then accepts or declines."""
    table, at = numbers.table, numbers.table.at

    def answer(play: BatchPlay, forms: tuple[int, ...], role: int, lanes: Indices, first: bool) -> Indices:
        """Let a role answer the offers of one pair. Returns the lanes in which it has answered."""
        columns = play.lanes.columns
        pair = at.pair[forms[0]]
        mine = {pick.pick: pick for pick in table.offers[role]}
        picks = [ACCEPT, DECLINE, *forms]

        def test(seen: Sheet, size: int) -> Mask:
            legal = np.ones((len(picks), size), np.bool_)
            legal[2:] = test_picks(numbers, seen, [mine[form] for form in forms], size)
            legal[2:] &= (seen.cells[pair.countered] == 0) & (np.array(forms)[:, None] != seen.cells[pair.offered] - 1)
            return legal

        lanes, chosen = ask(play, step.do, role, lanes, picks, test, first)
        offered = columns[pair.offered][lanes] - 1
        counters = chosen >= 0
        if counters.any():
            some = lanes[counters]
            columns[pair.offered][some] = chosen[counters] + 1
            columns[pair.answerer][some] = find_other_role(table, forms[0], role) + 1
            columns[pair.countered][some] = 1
            if table.instead:
                columns[at.spoke[role]][some] = 1
        for column in pair:
            columns[column][lanes[~counters]] = 0
        accepts = chosen == ACCEPT
        for form, some in group_lanes(offered[accepts], lanes[accepts]):
            sheet = play.open_sheet(some)
            conclude_deal(numbers, sheet, form)
            play.lanes.close_sheet(sheet, some)
        return lanes

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        every, columns, first = list_lanes(play, lanes), play.lanes.columns, True
        while len(every):
            left, asked = every, []
            for forms in step.pairs:
                pair = at.pair[forms[0]]
                pending = columns[pair.offered][left] != 0
                some, left = left[pending], left[~pending]
                asked += [(forms, role - 1, one) for role, one in group_lanes(columns[pair.answerer][some], some)]
            answered = [answer(play, forms, role, some, first) for forms, role, some in asked]
            every, first = np.concatenate([*answered, left[:0]]), False
        return step.then

    return run


def build_estimate_body(numbers: BatchNumbers, step: EstimateStep) -> BatchBody:
    """Each role estimates the likelihood of the question."""
    table = numbers.table

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        if play.turn % step.every and play.turn != table.turns:
            return step.then
        every = list_lanes(play, lanes)
        for role in table.order:
            column = play.lanes.columns[table.at.estimate[role]]
            some = every[column[every] == 0]
            if len(some):
                asked, chosen = ask(play, step.do, role, some, list(PER_CENTS), lambda seen, size: None)
                column[asked] = chosen
        return step.then

    return run
