"""The steps of a turn that ask nobody, over arrays: reveal, resolve, tick, upkeep and end."""

from __future__ import annotations

import numpy as np

from wargame.lab.batch.arrays import ALL, Ints, Mask
from wargame.lab.batch.cards import BatchBody, list_lanes, span
from wargame.lab.batch.draws import Indices
from wargame.lab.batch.numbers import BatchNumbers
from wargame.lab.batch.play import BatchPlay, apply_still, break_deal, group_lanes
from wargame.lab.batch.sheet import Sheet, scale
from wargame.rules.chance import EXPOSURE, format_roll_slot
from wargame.rules.model import Table
from wargame.rules.row import ENDING, REVEALED
from wargame.rules.step import Result
from wargame.rules.steps.deal import EnterDealsStep
from wargame.rules.steps.end import EndStep, OverStep
from wargame.rules.steps.resolve import ResolveStep, RevealStep
from wargame.rules.steps.tick import TickStep
from wargame.rules.steps.upkeep import UpkeepStep


def build_enter_body(numbers: BatchNumbers, step: EnterDealsStep) -> BatchBody:
    """Nothing happens."""
    return lambda play, lanes: step.then


def build_reveal_body(numbers: BatchNumbers, step: RevealStep) -> BatchBody:
    """Reveal the plans. Lanes with an argument are not in a batch at this step."""

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        play.lanes.columns[REVEALED][span(lanes)] = 1
        return step.then

    return run


def build_resolve_body(numbers: BatchNumbers, step: ResolveStep) -> BatchBody:
    """Apply what a role planned, rule by rule."""
    table, role = numbers.table, step.role
    plan, result, last = table.at.plan[role], table.at.result[role], table.at.last[role]
    slot = format_roll_slot(table.roles[role])
    rest, hold, broken_by = not table.scenario.repeat, table.holds[role], table.broken_by[role]

    def resolve(play: BatchPlay, at: int, lanes: Indices) -> None:
        sheet, rule = play.open_sheet(lanes), numbers.rules[at]
        if rest:
            sheet.put(last, table.action_of[at] + 1)
        acts = ALL
        if rule.cost:
            paid = sheet.can_pay(rule)
            if paid.all():
                sheet.pay(rule)
            else:
                acts = np.broadcast_to(paid, len(lanes)).copy()
                sheet.pay(rule, acts)
                if hold >= 0:
                    play.act(sheet, numbers.rules[hold], slot, 0, lanes, ~acts)
        outcome = play.act(sheet, rule, slot, 0, lanes, acts)
        sheet.set(result, outcome if acts is ALL else np.where(acts, outcome, np.int8(Result.HELD)))
        for form in broken_by.get(table.action_of[at], ()):
            break_deal(numbers, sheet, form, acts)
        play.lanes.close_sheet(sheet, lanes)

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        for planned, some in group_lanes(play.lanes.columns[plan][span(lanes)], lanes):
            resolve(play, planned - 1, some)
        return step.then

    return run


def tick(numbers: BatchNumbers, sheet: Sheet) -> None:
    """Apply what lasts once more: effects, deals in force, rulings. See `wargame.rules.steps.tick`."""
    table = numbers.table
    for at, column, changes in table.timers:
        counts = sheet.cells[column]
        runs: Mask = counts != 0
        if not runs.any():
            continue
        rule = numbers.rules[at]
        reached = sheet.count_reached(rule)
        sheet.set(column, counts - scale(runs, 1, counts))
        held = sheet.hold(rule)
        sheet.change_level(tuple(numbers.build_changes(one) for one in changes), reached, runs)
        sheet.tell_changed(rule, held)
    for _, column, left, lapses, rule_at in table.standing:
        stands: Mask = sheet.cells[column] != 0
        if not stands.any():
            continue
        if lapses is not None:
            gone = stands & sheet.test(numbers.build_gate(lapses))
            sheet.put(column, 0, gone)
            stands = stands & ~gone
        apply_still(numbers, sheet, rule_at, stands)
        if left >= 0:
            closes = sheet.cells[left] - scale(stands, 1, sheet.cells[left])
            sheet.set(left, closes)
            sheet.put(column, 0, stands & (closes == 0))
    for slot in table.at.rulings:
        closes = sheet.cells[slot.closes]
        runs = closes != 0
        if runs.any():
            _move_ruled(table, sheet, slot.number, slot.by, runs)
            sheet.set(slot.closes, closes - scale(runs, 1, closes))


def _move_ruled(table: Table, sheet: Sheet, number: int, by: int, runs: Mask) -> None:
    """Change the numbers that a ruling names, each within its range."""
    which, sizes = np.broadcast_arrays(sheet.cells[number], sheet.cells[by])
    mask = np.broadcast_to(runs, np.broadcast_shapes(runs.shape, which.shape))
    for named in np.unique(np.where(mask, which, 0)).tolist():
        if not named:
            continue
        spec, values = table.columns[named - 1], sheet.cells[named - 1]
        here = mask & (which == named)
        moved = np.clip(values.astype(np.int32) + here * sizes.astype(np.int32), spec.low, spec.high)
        sheet.set(named - 1, moved.astype(values.dtype))


def build_tick_body(numbers: BatchNumbers, step: TickStep) -> BatchBody:
    """Apply each lasting effect once and count it down; let deals take effect, lapse and run out."""

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        sheet = play.open_sheet(lanes)
        tick(numbers, sheet)
        play.lanes.close_sheet(sheet, lanes)
        return step.then

    return run


def build_upkeep_body(numbers: BatchNumbers, step: UpkeepStep) -> BatchBody:
    """Apply all rules of upkeep, in order."""

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        sheet = play.open_sheet(lanes)
        for at, n in step.rules:
            play.apply(sheet, at, EXPOSURE, n, lanes)
        play.lanes.close_sheet(sheet, lanes)
        return step.then

    return run


def build_end_body(numbers: BatchNumbers, step: EndStep) -> BatchBody:
    """Count at how many closes the condition of each early ending has held; end on the first ending that is due."""
    table = numbers.table
    early, final = table.early, table.final

    def run(play: BatchPlay, lanes: Indices | None) -> int | Ints:
        last = play.turn >= table.turns
        if not early and not last:
            return step.then
        every = list_lanes(play, lanes)
        sheet = play.open_sheet(lanes)
        due = np.zeros(len(every), np.int16)
        for i, gate, needed, column in early:
            held = sheet.test(numbers.build_gate(gate))
            ripe: Mask = np.broadcast_to(held, len(every))
            if column >= 0:
                counts = np.minimum(sheet.cells[column] + 1, needed) * held
                sheet.set(column, counts.astype(sheet.cells[column].dtype))
                if not last:
                    ripe = ripe & (counts >= needed)
            elif not last and needed > 1:
                ripe = np.zeros(len(every), np.bool_)
            due[ripe & (due == 0)] = i + 1
        if last:
            for i, gate in final:
                due[np.broadcast_to(sheet.test(numbers.build_gate(gate)), len(every)) & (due == 0)] = i + 1
        play.lanes.close_sheet(sheet, lanes)
        ended = due > 0
        play.lanes.columns[ENDING][every[ended]] = due[ended]
        return np.where(ended, step.over, step.then)

    return run


def build_over_body(numbers: BatchNumbers, step: OverStep) -> BatchBody:
    """Change nothing: an exercise that is over stands at this step."""

    def run(play: BatchPlay, lanes: Indices | None) -> int | Ints:
        return step.then

    return run
