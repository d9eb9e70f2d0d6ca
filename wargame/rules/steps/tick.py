"""Tick: lasting effects, deals in force and lasting rulings are applied at the close."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.rules.apply_rule import apply_rule, count_reached
from wargame.rules.chance import Chance
from wargame.rules.model import NUMBER_KINDS, Changes, Rule, Table
from wargame.rules.row import Notes, Row
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
    timers = [
        (table.index[f"lasts.{rule.name}"], at, _list_lasting_changes(table, rule))
        for at, rule in enumerate(table.rules)
        if rule.lasts
    ]
    deals = [(table.at.deal[f], table.at.left[f], f) for f, form in enumerate(table.forms) if form.stands]
    rulings = table.at.rulings

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        for column, at, effects in timers:
            if row[column]:
                write(row, column, row[column] - 1, notes)
                apply_changes(row, effects[count_reached(table, row, table.rules[at])], notes, at, "lasting")
        for column, left, form in deals:
            if not row[column]:
                continue
            gate = table.form_gates[form][1]
            if (gate.terms or gate.either) and is_gate_open(table, row, gate):
                write(row, column, 0, notes)
                continue
            apply_rule(table, row, table.form_rules[form][1], chance, notes, "deal")
            if left >= 0:
                write(row, left, row[left] - 1, notes)
                if not row[left]:
                    write(row, column, 0, notes)
        for number, by, closes in rulings:
            if row[closes]:
                move_number(table, row, row[number] - 1, row[by], notes, "ruling")
                write(row, closes, row[closes] - 1, notes)
        return then

    return run


def _list_lasting_changes(table: Table, rule: Rule) -> tuple[Changes, ...]:
    """The changes of a success that go on: those of numbers, not its timer, nor what it reveals, injects or ends."""
    return tuple(
        tuple((column, values) for column, values in changes if table.columns[column].kind in NUMBER_KINDS)
        for changes in rule.success
    )


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
