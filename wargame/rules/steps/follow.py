"""Follow: the cards that something brings are delivered at once, or put in the place of the announced one.

A rule brings a card by writing to its column ``brings.CARD``. Several cards that are scheduled for one turn come one
after the other: the first is the card of the turn, the others are delivered by the first of these steps. A program has
them only where its content can bring several cards in a turn.
"""

from __future__ import annotations

from enum import IntEnum

from wargame.light_dataclass import dataclass
from wargame.rules.chance import Chance
from wargame.rules.model import Table
from wargame.rules.row import TURN, Notes, Row
from wargame.rules.state import write
from wargame.rules.step import Step, StepFunction
from wargame.rules.steps.argue import HearingStep
from wargame.rules.steps.draw import INTERRUPTED, CardPlace, Pile

MOST_IN_A_TURN = 90
"""The most cards that come in one turn; further ones wait for the next turn."""

_FREE = (CardPlace.UNDRAWN, CardPlace.DEFERRED, CardPlace.NEXT)


class Bringing(IntEnum):
    """What becomes of a card that something brings; the values of its column ``brings.CARD``.

    ``ANNOUNCED``: it is the next card. ``WAITING``: it comes in the next turn as well as the card announced.
    """

    NOTHING = 0
    NEXT = 1
    NOW = 2
    ANNOUNCED = 3
    WAITING = 4


@dataclass(frozen=True, slots=True)
class FollowStep(Step):
    """Cards that were brought are delivered. If one asks a role, the program goes on at step ``asks``.

    From there it returns to step ``back``: this one. If ``then`` is `INTERRUPTED`, it is the step after a card that
    came out of turn: ``back`` is -1, and the place in the column ``interrupted`` stays. ``opens``: it is the first of
    the turn, which also delivers the other cards that are scheduled for it, and those that waited.
    """

    asks: int
    back: int
    opens: bool


@dataclass(frozen=True, slots=True)
class HeardStep(HearingStep):
    """An open argument was heard: the card on the table may bring others."""


def build_follow_step(table: Table, step: FollowStep) -> StepFunction:
    """Deliver the cards that were brought, one after the other, then put a next card in its place."""
    then, asks, back, opens = step.then, step.asks, step.back, step.opens
    brings, injects, place = table.at.brings, table.at.injects, table.at.interrupted
    pile = Pile(table)

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        while row[injects] < MOST_IN_A_TURN:
            entry = _take_due(table, pile, row, opens, notes)
            if entry < 0:
                break
            write(row, injects, row[injects] + 1, notes)
            pile.take_announced(row, entry, chance, notes)
            if pile.deliver(row, entry, row[injects], chance, notes):
                if back >= 0:
                    write(row, place, back, notes)
                return asks
        for card, column in brings:
            if row[column] == Bringing.NEXT:
                write(row, column, _announce(table, pile, row, card, chance, notes), notes)
            elif row[column] == Bringing.ANNOUNCED and not _is_next(table, row, card):
                write(row, column, Bringing.NOTHING, notes)
        if then != INTERRUPTED:
            return then
        goes_on = row[place]
        write(row, place, 0, notes)
        return goes_on

    return run


def _take_due(table: Table, pile: Pile, row: Row, opens: bool, notes: Notes | None) -> int:
    """Return the next card to be delivered now, by its copy, and clear what brought it; -1 if there is none."""
    for card, column in table.at.brings:
        if row[column] == Bringing.NOW or (opens and row[column] == Bringing.WAITING):
            write(row, column, Bringing.NOTHING, notes)
            entry = pile.find_copy(row, card, _FREE)
            if entry >= 0:
                return entry
    if opens:
        for entry in range(table.reserve):
            one = table.card_entries[entry]
            due = one.turn == row[TURN] and row[table.at.card + entry] == CardPlace.UNDRAWN
            if due and pile.find_copy(row, one.card, (CardPlace.DELIVERED,)) < 0:
                return entry
    return -1


def _is_next(table: Table, row: Row, card: int) -> bool:
    """Return whether a copy of the card is announced."""
    entry = row[table.at.next] - 1
    return entry >= 0 and table.entries[entry] == card


def _announce(table: Table, pile: Pile, row: Row, card: int, chance: Chance, notes: Notes | None) -> Bringing:
    """Put a card in the place of the announced one, which returns to the pile; return what became of it.

    It waits if the announced card was itself brought. In the last turn, and without a free copy, nothing happens.
    """
    if _is_next(table, row, card):
        return Bringing.ANNOUNCED
    entry = pile.find_copy(row, card, _FREE)
    if entry < 0 or row[TURN] >= table.turns:
        return Bringing.NOTHING
    if any(row[column] == Bringing.ANNOUNCED and _is_next(table, row, other) for other, column in table.at.brings):
        return Bringing.WAITING
    pile.take_announced(row, entry, chance, notes)
    displaced = row[table.at.next] - 1
    if displaced >= 0:
        write(row, table.at.card + displaced, CardPlace.UNDRAWN, notes)
        pile.put_back(row, displaced, notes)
    pile.announce(row, entry, notes)
    return Bringing.ANNOUNCED


def build_heard_step(table: Table, step: HeardStep) -> StepFunction:
    """Bring the cards that the card on the table has for the outcome of a hearing; a secret argument brings none."""
    then, result, secret = step.then, table.at.result[step.role], table.at.argument[step.role].secret
    current = table.at.current

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        entry = row[current] - 1
        if entry >= 0 and not row[secret]:
            for column, value, results in table.heard.get(table.entries[entry], ()):
                if row[result] in results:
                    write(row, column, value, notes)
        return then

    return run
