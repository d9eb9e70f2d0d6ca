"""Upkeep: the rules that are applied by themselves at the close, in the order of the scenario.

The gate of each rule reads the row as the rules before it left it. A check here belongs to no role; only the
facilitator sees its roll.
"""

from __future__ import annotations

from wargame.light_dataclass import dataclass
from wargame.rules.apply_rule import apply_rule
from wargame.rules.chance import EXPOSURE, Chance
from wargame.rules.model import Table
from wargame.rules.row import Notes, Row
from wargame.rules.step import Step, StepFunction


@dataclass(frozen=True, slots=True)
class UpkeepStep(Step):
    """The rules of upkeep are applied. ``rules`` are (rule, n): a rule that has a check draws at ``exposure``, n."""

    rules: tuple[tuple[int, int], ...]


def build_upkeep_step(table: Table, step: UpkeepStep) -> StepFunction:
    """Apply all rules of upkeep, in order."""
    then, rules = step.then, step.rules

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        for at, n in rules:
            apply_rule(table, row, at, chance, notes, EXPOSURE, n)
        return then

    return run
