"""Where the program of a table finds its columns in a row, and its steps in the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class RulingSlot(NamedTuple):
    """The columns of one lasting effect: the number that changes (its column + 1), the change, and the closes left."""

    number: int
    by: int
    closes: int


@dataclass(frozen=True, slots=True)
class Registers:
    """The columns that the program keeps for itself, by what they hold.

    Cards: ``current`` and ``next`` are the cards on the table and announced, ``coming`` the one after it, ``queued`` a
    card that a rule brings (each an entry + 1, or 0). ``response`` is the option that was picked (its index + 1).
    ``pile`` and ``card`` are the first columns of the pile and of the places of the cards; ``front`` is how many
    entries are out of the pile. ``injects`` and ``redraws`` count the cards injected and drawn anew in this turn, and
    ``interrupted`` is the step where an injected card interrupted the program.

    ``gone`` is how many pauses of this turn are over. ``rulings`` are the places for lasting effects of rulings; an
    unpaced table has none.
    """

    current: int
    next: int
    response: int
    coming: int
    queued: int
    front: int
    gone: int
    injects: int
    redraws: int
    interrupted: int
    pile: int
    card: int
    rulings: tuple[RulingSlot, ...]


@dataclass(frozen=True, slots=True)
class Addresses:
    """The numbers of the steps that something refers to; -1 where the program has no such step.

    ``opening`` is the set-up, ``inject`` the beginning of a turn, ``deal`` that of its deals, ``reveal`` the reveal of
    the plans. ``interrupt`` asks for the response to a card injected out of turn; at ``over`` an ended program stands.
    ``argue`` has, for each role, the first step that judges its argument.
    """

    opening: int = -1
    inject: int = -1
    deal: int = -1
    reveal: int = -1
    interrupt: int = -1
    over: int = -1
    argue: tuple[int, ...] = ()
