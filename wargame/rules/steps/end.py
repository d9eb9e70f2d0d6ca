"""End: tests whether an ending holds at this close, for enough closes, and whether it is the last close.

The last step of a program is the one at which an exercise that is over stands.
"""

from __future__ import annotations

from wargame.light_dataclass import dataclass
from wargame.rules.chance import Chance
from wargame.rules.model import Table
from wargame.rules.row import ENDING, TURN, Notes, Row
from wargame.rules.state import is_gate_open, write
from wargame.rules.step import Step, StepFunction


@dataclass(frozen=True, slots=True)
class EndStep(Step):
    """Whether the exercise ends at this close. An ended program goes to step ``over`` and stands there."""

    over: int


@dataclass(frozen=True, slots=True)
class OverStep(Step):
    """The exercise is over: the program stands here, and ``then`` is the number of this step itself."""


def build_end_step(table: Table, step: EndStep) -> StepFunction:
    """Count at how many closes the condition of each early ending has held; end on the first ending that is due."""
    then, over = step.then, step.over
    early, final, turns = table.early, table.final, table.turns

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        if row[ENDING]:
            return over
        last = row[TURN] >= turns
        if not early and not last:
            return then
        due = 0
        for i, gate, needed, column in early:
            held = is_gate_open(table, row, gate)
            closes = 1
            if column >= 0:
                closes = min(row[column] + 1, needed) if held else 0
                write(row, column, closes, notes)
            if held and not due and (last or closes >= needed):
                due = i + 1
        if last and not due:
            due = 1 + next(i for i, gate in final if is_gate_open(table, row, gate))
        if not due:
            return then
        write(row, ENDING, due, notes)
        return over

    return run


def build_over_step(table: Table, step: OverStep) -> StepFunction:
    """Change nothing."""
    then = step.then

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        return then

    return run


def find_ending_now(table: Table, row: Row) -> int:
    """Return the index of the ending that the exercise would have if it closed now."""
    return next(i for i, (_, gate) in enumerate(table.endings) if is_gate_open(table, row, gate))
