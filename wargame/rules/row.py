"""The state of an exercise as a row of numbers, and the events that record how a row changed.

A *row* is a list of ints, one for each column of the table (`rules/model.py`). An *event* is either a number that
changed or a draw of chance. The events of a command, replayed on the row before it, give the row after it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

Row = list[int]
"""One value for each column of ``Table.columns``, in the same order."""

PC, TURN, ENDING, REVEALED = 0, 1, 2, 3
"""The first four columns of every table: the number of the current step of the program, the turn, the ending reached
(its index + 1, 0 while play goes on), and whether the plans of this turn are revealed (0 or 1)."""


class Part(StrEnum):
    """What changed a number: a part of a rule, or what a facilitator or an argument did.

    A part hashes as its string, in C. Session files hold the strings.
    """

    COST = "cost"
    EFFECT = "effect"
    SUCCESS = "success"
    FAILURE = "failure"
    LASTING = "lasting"
    ARGUMENT = "argument"
    RULING = "ruling"
    OVERRULE = "overrule"
    SET = "set"

    __hash__ = str.__hash__


OUTCOME_PARTS = frozenset({Part.EFFECT, Part.SUCCESS, Part.FAILURE})
"""The parts of a rule that are its outcome: without a check, and with one."""


class Changed(NamedTuple):
    """A column changed from ``before`` to ``after``.

    ``rule`` is the index of the rule that changed it (-1: the program). ``part`` is a `Part`; a step
    changes its own columns without one.
    """

    column: int
    before: int
    after: int
    rule: int
    part: str


class Drawn(NamedTuple):
    """A draw of chance: the number ``got``, from 0 to ``of`` - 1, at the address (``turn``, ``slot``, ``n``).

    For a check, ``rule`` is the index of the rule (-1: an argument), ``plus`` the sum of its bonuses, and ``target``
    the total that it needs; for any other draw ``target`` is 0. ``summed``: people typed the sum of their dice alone,
    so ``got`` stands for the sum and not for the dice.
    """

    turn: int
    slot: str
    n: int
    of: int
    got: int
    rule: int = -1
    plus: int = 0
    target: int = 0
    summed: bool = False


Event = Changed | Drawn
Notes = list[Event]
"""Collects the events of a command in their order."""
