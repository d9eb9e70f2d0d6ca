"""Where the program of a table finds its columns in a row, and its steps in the program."""

from __future__ import annotations

from typing import NamedTuple

from wargame.light_dataclass import dataclass


class RulingSlot(NamedTuple):
    """The columns of one lasting effect: the number that changes (its column + 1), the change, and the closes left."""

    number: int
    by: int
    closes: int


class PairColumns(NamedTuple):
    """The columns of the offer between two roles: the form offered (its index + 1), who answers (a role index + 1), and
    whether it was countered.
    """

    offered: int
    answerer: int
    countered: int


class ArgumentColumns(NamedTuple):
    """The columns of the argument of one role.

    It proposes up to two changes: a number (its column + 1, 0 for none) by a size. ``reasons`` is how many reasons it
    has; ``secret`` and ``open`` say whether it is secret and whether everybody knows of it.
    """

    number1: int
    size1: int
    number2: int
    size2: int
    reasons: int
    secret: int
    open: int

    @property
    def effects(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The columns (number, size) of the two changes."""
        return (self.number1, self.size1), (self.number2, self.size2)


class HearingColumns(NamedTuple):
    """The columns of the argument that is being judged.

    ``pros`` and ``cons`` count what the other roles said. ``stands`` is 1 if the role stands by the argument, 2 if it
    withdraws it. ``judged`` is an `Assessment`, ``plus`` the modifier of the roll. ``outcome`` is a
    `HearingOutcome`.
    """

    pros: int
    cons: int
    stands: int
    judged: int
    plus: int
    outcome: int


@dataclass(frozen=True, slots=True)
class Registers:
    """The columns that the program keeps for itself, by what they hold. A column that a table does not have is -1.

    Cards: ``current`` and ``next`` are the cards on the table and announced, ``coming`` the one after it, ``queued`` a
    card that a rule brings (each an entry + 1, or 0). ``brings`` are the cards that rules bring at once or as the next
    one, each with the column that says so (see `rules/steps/follow.py`). ``response`` is the option
    that was picked (its index + 1).
    ``pile`` and ``card`` are the first columns of the pile and of the places of the cards; ``front`` is how many
    entries are out of the pile. ``injects`` and ``redraws`` count the cards injected and drawn anew in this turn, and
    ``interrupted`` is the step where an injected card interrupted the program.

    By role: ``plan`` is what it planned (a rule + 1, or `Table.argued`), ``result`` its
    `Result`, ``last`` the action taken last (its index + 1), ``secret`` its secret objective (its index + 1),
    ``estimate`` its per cent (empty without a question), ``spoke`` whether it has spoken in the deal phase.

    By action: ``used`` says whether an action that may be taken once was taken. By form of deal: ``deal`` says whether
    one is in force, ``dealt`` whether one was ever made, ``left`` for how many closes it goes on, ``limit`` whether the
    limit that the form shares is reached in this turn, ``pair`` the offer between its roles. By rule:
    ``lasts`` is at how many closes a lasting rule still happens. By ending: ``brink`` counts the closes at which an
    ending that needs several has held.

    Facilitator: ``gone`` is how many pauses of this turn are over, ``stage`` the number of the last stage of the reveal
    that was shown (only where it is staged: see `number_stage`). ``rulings`` are the places for lasting effects; an
    unpaced table has none. Where arguments are heard, ``argument``, ``secrets`` (how many secret ones it made),
    ``vetoes`` (in this turn) and ``heard`` (whether it gave reasons on the present argument) are by role, and
    ``hearing`` is the argument that is being judged; elsewhere they are empty and None.
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
    plan: tuple[int, ...]
    result: tuple[int, ...]
    last: tuple[int, ...]
    secret: tuple[int, ...]
    estimate: tuple[int, ...]
    spoke: tuple[int, ...]
    used: tuple[int, ...]
    deal: tuple[int, ...]
    dealt: tuple[int, ...]
    left: tuple[int, ...]
    limit: tuple[int, ...]
    pair: tuple[PairColumns, ...]
    lasts: tuple[int, ...]
    brink: tuple[int, ...]
    rulings: tuple[RulingSlot, ...]
    argument: tuple[ArgumentColumns, ...]
    secrets: tuple[int, ...]
    vetoes: tuple[int, ...]
    heard: tuple[int, ...]
    hearing: HearingColumns | None
    stage: int
    brings: tuple[tuple[int, int], ...] = ()

    def get_hearing(self) -> HearingColumns:
        """Return the columns of the argument that is being judged. Raises `LookupError` where none can be made."""
        if self.hearing is None:
            raise LookupError("no arguments are heard on this table")
        return self.hearing


@dataclass(frozen=True, slots=True)
class Addresses:
    """The numbers of the steps that something refers to; -1 where the program has no such step.

    ``opening`` is the set-up, ``inject`` the beginning of a turn, ``respond`` where a role answers its card, ``deal``
    the beginning of its deals, ``reveal`` the reveal of the plans. ``interrupt`` asks for the response to a card
    injected out of turn, ``follow`` delivers what such a card brings; at ``over`` an ended program stands.
    """

    opening: int = -1
    inject: int = -1
    respond: int = -1
    deal: int = -1
    reveal: int = -1
    interrupt: int = -1
    over: int = -1
    follow: int = -1
