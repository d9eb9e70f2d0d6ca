"""The steps of a staged reveal, over arrays: each plan is opened, rolled, and moves what it moves."""

from __future__ import annotations

import numpy as np

from wargame.lab.batch.arrays import ALL, Ints, Mask
from wargame.lab.batch.cards import BatchBody, list_lanes
from wargame.lab.batch.draws import Indices
from wargame.lab.batch.numbers import BatchNumbers
from wargame.lab.batch.play import BatchPlay, break_deal, group_lanes
from wargame.rules.chance import format_roll_slot
from wargame.rules.step import Result
from wargame.rules.steps.stage import MoveStep, OpenStep, RollStep, Stage, StageStep


def build_stage_body(numbers: BatchNumbers, step: StageStep) -> BatchBody:
    """The facilitator goes on to a stage; to the roll only where the plan has a check."""
    table, at = numbers.table, numbers.table.at
    plan, result = at.plan[step.role], at.result[step.role]
    checked = np.array([False, *(bool(rule.target) for rule in table.rules), False])
    rolls = step.do == Stage.ROLLED.verb

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        every, columns = list_lanes(play, lanes), play.lanes.columns
        some = every[columns[at.stage][every] < step.stage]
        if rolls:
            some = some[(columns[result][some] == Result.NONE) & checked[columns[plan][some]]]
        columns[at.stage][some] = step.stage
        return step.then

    return run


def build_open_body(numbers: BatchNumbers, step: OpenStep) -> BatchBody:
    """Pay for what a role planned; a role that cannot pay holds."""
    table, role = numbers.table, step.role
    plan, result, last = table.at.plan[role], table.at.result[role], table.at.last[role]
    rest = not table.scenario.repeat

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        every, columns = list_lanes(play, lanes), play.lanes.columns
        for planned, some in group_lanes(columns[plan][every], every):
            rule, sheet = numbers.rules[planned - 1], play.open_sheet(some)
            if rest:
                sheet.put(last, table.action_of[planned - 1] + 1)
            if rule.cost:
                paid = sheet.can_pay(rule)
                sheet.pay(rule, paid)
                sheet.put(result, Result.HELD, ~paid)
            play.lanes.close_sheet(sheet, some)
        return step.then

    return run


def build_roll_body(numbers: BatchNumbers, step: RollStep) -> BatchBody:
    """Roll the check of what a role planned, and set its result."""
    table, role = numbers.table, step.role
    plan, result = table.at.plan[role], table.at.result[role]
    slot = format_roll_slot(table.roles[role])

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        every, columns = list_lanes(play, lanes), play.lanes.columns
        every = every[columns[result][every] == Result.NONE]
        for planned, some in group_lanes(columns[plan][every], every):
            rule = numbers.rules[planned - 1]
            if rule.rule.target:
                plus = play.lanes.open_sheet(some).sum_bonuses(rule)
                won: Mask = play.roll(slot, 0, some, ALL) + plus >= rule.rule.target
                columns[result][some] = Result.FAILURE - won.view(np.int8)
        return step.then

    return run


def build_move_body(numbers: BatchNumbers, step: MoveStep) -> BatchBody:
    """Apply what a role planned, by its result, and break the deals that it breaks."""
    table, role = numbers.table, step.role
    plan, result, hold = table.at.plan[role], table.at.result[role], table.holds[role]
    slot, broken_by = format_roll_slot(table.roles[role]), table.broken_by[role]

    def move(play: BatchPlay, at: int, lanes: Indices) -> None:
        rule, sheet = numbers.rules[at], play.open_sheet(lanes)
        known: Ints = sheet.cells[result]
        held, failed = known == Result.HELD, known == Result.FAILURE
        if hold >= 0 and held.any():
            play.act(sheet, numbers.rules[hold], slot, 0, lanes, held)
        reached = sheet.count_reached(rule)
        sheet.change_level(rule.failure, reached, failed)
        sheet.change_level(rule.success, reached, ~failed & ~held)
        sheet.put(result, Result.DONE, known == Result.NONE)
        for form in broken_by.get(table.action_of[at], ()):
            break_deal(numbers, sheet, form, ~held)
        play.lanes.close_sheet(sheet, lanes)

    def run(play: BatchPlay, lanes: Indices | None) -> int:
        every = list_lanes(play, lanes)
        for planned, some in group_lanes(play.lanes.columns[plan][every], every):
            move(play, planned - 1, some)
        return step.then

    return run
