"""Tick: lasting effects, deals in force and lasting rulings are applied at the close."""

from __future__ import annotations

from wargame.light_dataclass import dataclass
from wargame.rules.apply_rule import apply_rule, count_reached
from wargame.rules.chance import DEAL, Chance
from wargame.rules.model import Table
from wargame.rules.row import Notes, Part, Row
from wargame.rules.state import apply_changes, is_gate_open, move_number, write
from wargame.rules.step import Step, StepFunction

RULINGS = 12
"""How many lasting effects of rulings and arguments can be in force at the same time."""


@dataclass(frozen=True, slots=True)
class TickStep(Step):
    """What lasts happens once more: effects, deals in force, rulings."""


def build_tick_step(table: Table, step: TickStep) -> StepFunction:
    """Apply each lasting effect once and count it down; let deals take effect, lapse and run out."""
    then = step.then
    timers, standing, rulings = table.timers, table.standing, table.at.rulings

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        for at, column, changes in timers:
            if row[column]:
                write(row, column, row[column] - 1, notes)
                apply_changes(row, changes[count_reached(table, row, table.rules[at])], notes, at, Part.LASTING)
        for _, column, left, lapses, rule in standing:
            if not row[column]:
                continue
            if lapses is not None and is_gate_open(table, row, lapses):
                write(row, column, 0, notes)
                continue
            apply_rule(table, row, rule, chance, notes, DEAL)
            if left >= 0:
                write(row, left, row[left] - 1, notes)
                if not row[left]:
                    write(row, column, 0, notes)
        for number, by, closes in rulings:
            if row[closes]:
                move_number(table, row, row[number] - 1, row[by], notes, Part.RULING)
                write(row, closes, row[closes] - 1, notes)
        return then

    return run


def enforce(table: Table, row: Row, column: int, by: int, closes: int, notes: Notes | None) -> None:
    """Put an effect of a ruling in force for the next ``closes`` closes: ``column`` changes by ``by`` at each.

    The caller has tested `count_room`.
    """
    slot = next((slot for slot in table.at.rulings if not row[slot.closes]), None)
    if slot is not None:
        write(row, slot.number, column + 1, notes)
        write(row, slot.by, by, notes)
        write(row, slot.closes, closes, notes)


def count_room(table: Table, row: Row) -> int:
    """Return how many more lasting effects of rulings can be put in force."""
    return sum(1 for slot in table.at.rulings if not row[slot.closes])
