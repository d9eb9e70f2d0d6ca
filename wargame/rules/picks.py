"""Picks: what is chosen at a step that waits, as data.

A pick is an int where it is one index or number: a rule to plan, an option of a card, a per cent, a pause. A pick that
holds more, or that is one of several kinds, is a small frozen class. These are dataclasses and no named tuples, because
two named tuples with the same fields are equal whatever their classes: to offer a deal would be equal to breaking it.

The order in which a choice lists its picks is fixed, because bots and fuzzers choose by place, and a recorded draw has
to give the same pick again:

- a plan, a response: the rules or options, in the order of the content;
- an offer: `Pass`, then `OfferDeal` in the order of the forms, then `BreakDeal` in that order;
- an answer: `Accept`, `Decline`, then `Counter` in the order of the forms;
- an estimate: the per cents from 1 to 99; a challenge: by pros, then by cons;
- a clarification: `Clarification.STAND`, `Clarification.WITHDRAW`;
- an assessment: `Assessment.VETO` if there may be one, `Assessment.AUTOMATIC`, then `Weigh` by pros, then by cons
  (umpired: `Assessment.SUCCEEDS`, `Assessment.FAILS`).
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from wargame.light_dataclass import dataclass

PER_CENTS = range(1, 100)
"""The likelihoods that can be estimated, in per cent: whole numbers, neither never nor certain."""


class Effect(NamedTuple):
    """A change that an argument or a ruling makes: a column, and by how much it changes."""

    column: int
    by: int


@dataclass(frozen=True, slots=True)
class Argue:
    """A plan that is a free argument: its effects (at most two), its number of reasons, and whether it is secret."""

    effects: tuple[Effect, ...]
    reasons: int
    secret: bool


PlanPick = int | Argue
"""What a role plans: the index of a rule, or an argument. Only rules are listed as legal picks."""


@dataclass(frozen=True, slots=True)
class Pass:
    """No deal is offered or broken."""


@dataclass(frozen=True, slots=True)
class OfferDeal:
    """A deal of a form (its index) is offered."""

    form: int


@dataclass(frozen=True, slots=True)
class BreakDeal:
    """The deal of a form (its index) is broken."""

    form: int


OfferPick = Pass | OfferDeal | BreakDeal
"""What a role does in its part of the deal phase."""


@dataclass(frozen=True, slots=True)
class Accept:
    """The offered deal is accepted."""


@dataclass(frozen=True, slots=True)
class Decline:
    """The offered deal is declined."""


@dataclass(frozen=True, slots=True)
class Counter:
    """A deal of another form (its index) is offered in its place."""

    form: int


AnswerPick = Accept | Decline | Counter
"""How an offer is answered."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """How many reasons a role gives for an argument, and how many against it."""

    pros: int
    cons: int


class Clarification(IntEnum):
    """What a role does after its argument was challenged; also the values of ``hearing.stands``, where 0 is not yet."""

    STAND = 1
    WITHDRAW = 2


class HearingOutcome(IntEnum):
    """What became of an argument; the values of ``hearing.outcome``."""

    NOT_YET = 0
    SUCCESS = 1
    FAILURE = 2
    RULED = 3


class Assessment(IntEnum):
    """How the facilitator assesses an argument; also the values of ``hearing.judged``."""

    NOT_YET = 0
    VETO = 1
    AUTOMATIC = 2
    SUCCEEDS = 3
    FAILS = 4
    WEIGHED = 100


@dataclass(frozen=True, slots=True)
class Weigh:
    """An argument is rolled, with these numbers of strong reasons for and against it."""

    pros: int
    cons: int


AssessPick = Assessment | Weigh
"""How an argument is assessed: without dice by one of the four values from ``VETO`` to ``FAILS``, or by `Weigh`."""


@dataclass(frozen=True, slots=True)
class AsProposed:
    """An argument leads to what it proposed if it succeeded, and to nothing if it failed."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """An argument leads to these effects (at most two), at once and, if ``closes`` is not 0, at that many closes."""

    effects: tuple[Effect, ...]
    closes: int


RulingPick = AsProposed | Ruling
"""What the facilitator rules on an argument."""
