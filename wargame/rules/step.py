"""The types of a program: steps, the functions and choices that carry them out, and the results of rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from wargame.light_dataclass import dataclass
from wargame.rules.chance import Chance
from wargame.rules.picks import (
    AnswerPick,
    AsProposed,
    AssessPick,
    Challenge,
    Clarification,
    OfferPick,
    PlanPick,
    RulingPick,
)
from wargame.rules.row import Notes, Row

Listed = TypeVar("Listed")
"""The type of the picks that a choice lists."""
Taken = TypeVar("Taken")
"""The type of the picks that a choice takes: those that it lists, and for a plan and a ruling others besides."""


class Result(IntEnum):
    """What happened when a rule was applied; also the values of the ``result.ROLE`` columns."""

    NONE = 0
    DONE = 1
    SUCCESS = 2
    FAILURE = 3
    HELD = 4
    VETOED = 5
    WITHDRAWN = 6


class StepFunction(Protocol):
    """A step that runs: changes the row in place, adds its events to ``notes`` and returns the number of the next step.

    With ``notes`` None it adds no events, which is what makes playouts fast.
    """

    def __call__(self, row: Row, chance: Chance, notes: Notes | None) -> int: ...


class RuleFunction(Protocol):
    """A rule without its gate and cost: rolls at (``slot``, ``n``) if it has a check, then changes the row in place."""

    def __call__(self, row: Row, chance: Chance, notes: Notes | None, slot: str, n: int) -> Result: ...


class Choice(NamedTuple, Generic[Listed, Taken]):
    """A step that waits: who is asked, what they may pick (`rules/picks.py`), and what taking a pick does.

    ``asked(row)`` returns the roles that still owe a pick (indices; -1 is the facilitator); it is empty when the step
    is done. ``picks(row, role)`` returns the picks that are legal for a role. ``take(row, role, pick, notes)`` changes
    the row in place. ``seen`` are the roles that may know that the step waits (``None``: everybody). ``columns``, where
    given, has a column for each role: to take a pick then means to write the pick + 1 to that column and nothing else,
    and a role is asked as long as its column is 0.
    """

    do: str
    asked: Callable[[Row], tuple[int, ...]]
    picks: Callable[[Row, int], Sequence[Listed]]
    take: Callable[[Row, int, Taken, Notes | None], None]
    seen: frozenset[str] | None = None
    columns: Mapping[int, int] | None = None


NumberChoice = Choice[int, int]
"""A choice of one number: an option of a card, a likelihood in per cent, the number of a pause."""
PlanChoice = Choice[int, PlanPick]
OfferChoice = Choice[OfferPick, OfferPick]
AnswerChoice = Choice[AnswerPick, AnswerPick]
ChallengeChoice = Choice[Challenge, Challenge]
ClarifyChoice = Choice[Clarification, Clarification]
AssessChoice = Choice[AssessPick, AssessPick]
RulingChoice = Choice[AsProposed, RulingPick]
AnyChoice = Choice[Any, Any]
"""A choice of a step of a program, whatever it is about. Its picks are given back to it and to nothing else."""


Body = StepFunction | AnyChoice
"""What a step does on one row, bound to its table: a function for a step that runs, a choice for one that waits."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a program, as data. Its class says what it does; its fields say for whom, and where it goes on.

    The classes of steps are in `rules/steps/`, and what each does on a row is built by `rules/steps/bodies.py`. Their
    fields are ints, strings, tuples, frozensets and bools, so that another engine can read them. A role is an index; a
    field that says where the program goes on is the number of a step. ``phase`` is the phase of the turn, ``then`` the
    step where the program goes on, unless another field says otherwise. A class of steps that wait has ``do``, the verb
    of its `Choice`: a constant of the class, or a field where the verb differs from step to step.
    """

    phase: str
    then: int
