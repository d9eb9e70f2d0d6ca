"""Draw: cards are fixed, announced and delivered, and their rules are applied.

The pile is a permutation of card entries in the columns ``pile.0 ...``; the first ``front`` of them are out of the
pile. To draw means to take the k-th entry that may come and to swap it to the front, so that a draw does not depend on
how many cards were looked at before it (a partial Fisher-Yates shuffle). Contingency cards are in no pile, so no draw
finds them.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from enum import IntEnum

from wargame.light_dataclass import dataclass
from wargame.rules.apply_rule import apply_rule
from wargame.rules.chance import (
    CARD,
    CARD_ROLL,
    Chance,
    DrawNeeded,
    format_plan_slot,
    number_card_roll,
    number_option_roll,
)
from wargame.rules.model import OPEN, Table
from wargame.rules.row import TURN, Drawn, Notes, Row
from wargame.rules.state import is_gate_open, write
from wargame.rules.step import Step, StepFunction


class CardPlace(IntEnum):
    """Where the copy of a card is; the values of its column ``card.N``."""

    UNDRAWN = 0
    NEXT = 1
    DELIVERED = 2
    DEFERRED = 3
    SKIPPED = 4
    RESERVE = 5


UNDRAWN, NEXT, DELIVERED, DEFERRED = CardPlace.UNDRAWN, CardPlace.NEXT, CardPlace.DELIVERED, CardPlace.DEFERRED


class Pile:
    """The pile of a table: fixes cards in a row, delivers them, and takes them out."""

    def __init__(self, table: Table) -> None:
        at = table.at
        self._table = table
        self._size = table.reserve
        self._first, self._status, self._front = at.pile, at.card, at.front
        self._queued, self._current, self._response = at.queued, at.current, at.response
        self._entries = table.card_entries
        self._all_may = table.simple
        self._several = table.to.follow >= 0  # of the cards scheduled for one turn, the first of the deck comes first

    def list_eligible(self, row: Row, turn: int) -> Sequence[int]:
        """The positions in the pile of the entries that may be the card of ``turn``: the scheduled one, else all that
        may come.
        """
        rest = range(row[self._front], self._size)
        if self._all_may:
            return rest
        free: list[int] = []
        scheduled = -1
        past = row[TURN] + 1 if self._several else turn  # a card scheduled before then is drawn like any other
        for at in rest:
            entry = row[self._first + at]
            if row[self._status + entry] != UNDRAWN:
                continue
            _, due, gate, _, _, _ = self._entries[entry]
            if due == turn:
                if not self._several:
                    return [at]
                scheduled = at if scheduled < 0 or entry < row[self._first + scheduled] else scheduled
            if (due is None or due < past) and (gate is OPEN or is_gate_open(self._table, row, gate)):
                free.append(at)
        return [scheduled] if scheduled >= 0 else free

    def fix_card(self, row: Row, column: int, turn: int, n: int, chance: Chance, notes: Notes | None) -> None:
        """Fix the card of ``turn`` in ``column`` (its entry + 1), drawn evenly among those that may come; 0 if none
        may.

        A card that a rule has queued comes first. ``n`` is the number of the draw in the turn. Raises `DrawNeeded` with
        the cards that may come.
        """
        queued = row[self._queued]
        if queued:
            write(row, self._queued, 0, notes)
            entry = self._find_copy(row, queued - 1)
            if entry >= 0:
                write(row, column, entry + 1, notes)
                write(row, self._status + entry, NEXT, notes)
                self._take_out(row, entry, notes)
                return
        may = self.list_eligible(row, turn)
        ways = len(may)
        if not ways:
            write(row, column, 0, notes)
            return
        k = 0
        if ways > 1 or self._entries[row[self._first + may[0]]].turn is None:
            try:
                k = chance.pick(turn, CARD, n, ways)
            except DrawNeeded as need:  # who draws from the paper pile must know which cards may come
                need.cards = tuple(self._table.cards[self._entries[row[self._first + at]].card].id for at in may)
                raise
            if notes is not None:
                notes.append(Drawn(turn, CARD, n, ways, k))
        entry = self._bring_to_front(row, may[k], notes)
        if notes is None:
            row[self._status + entry] = NEXT
            row[column] = entry + 1
        else:
            write(row, self._status + entry, NEXT, notes)
            write(row, column, entry + 1, notes)

    def _bring_to_front(self, row: Row, at: int, notes: Notes | None) -> int:
        """Swap the entry at a position of the pile out of the pile, and return the entry."""
        front = row[self._front]
        a, b = self._first + front, self._first + at
        ahead, chosen = row[a], row[b]
        if notes is None:
            row[b] = ahead
            row[a] = chosen
            row[self._front] = front + 1
        else:
            write(row, b, ahead, notes)
            write(row, a, chosen, notes)
            write(row, self._front, front + 1, notes)
        return chosen

    def _find_copy(self, row: Row, entry: int) -> int:
        """A copy of this card that can still come, or -1. A copy that is on its way or was delivered comes no second
        time.
        """
        entries = self._table.entries
        copies = (e for e, card in enumerate(entries) if card == entries[entry])
        return next((e for e in copies if row[self._status + e] in (UNDRAWN, DEFERRED)), -1)

    def _take_out(self, row: Row, entry: int, notes: Notes | None) -> None:
        """Move an entry that is still in the pile to its front; an entry that is out already stays."""
        for at in range(row[self._front], self._size):
            if row[self._first + at] == entry:
                self._bring_to_front(row, at, notes)
                return

    def put_back(self, row: Row, entry: int, notes: Notes | None) -> None:
        """Move an entry that was drawn back into the pile, to its first undrawn place. A reserve card is in no pile."""
        last = row[self._front] - 1
        for at in range(row[self._front]):
            if row[self._first + at] == entry:
                write(row, self._first + at, row[self._first + last], notes)
                write(row, self._first + last, entry, notes)
                write(row, self._front, last, notes)
                return

    def redraw(self, row: Row, column: int, chance: Chance, notes: Notes | None) -> None:
        """Fix another card in ``column``, in place of one that was taken away, with a draw of its own."""
        redraws = self._table.at.redraws
        write(row, redraws, row[redraws] + 1, notes)
        turn = row[TURN] + (1 if column == self._table.at.next else 2)
        self.fix_card(row, column, turn, row[redraws], chance, notes)

    def take_announced(self, row: Row, entry: int, chance: Chance, notes: Notes | None) -> None:
        """Draw another card in place of an entry that was fixed for one of the next turns, before it comes at once."""
        for column in (self._table.at.next, self._table.at.coming):
            if row[column] == entry + 1:
                write(row, column, 0, notes)
                self.redraw(row, column, chance, notes)

    def announce(self, row: Row, entry: int, notes: Notes | None) -> None:
        """Make an entry the next card. Whatever was announced before has been put elsewhere."""
        write(row, self._table.at.next, entry + 1, notes)
        if row[self._status + entry] != NEXT:
            write(row, self._status + entry, NEXT, notes)
        self._take_out(row, entry, notes)

    def find_copy(self, row: Row, card: int, places: Container[int]) -> int:
        """Return a copy of a card at one of these places, or -1."""
        copies = (e for e, one in enumerate(self._table.entries) if one == card)
        return next((e for e in copies if row[self._status + e] in places), -1)

    def withdraw(self, row: Row, entry: int) -> None:
        """Take an entry out of play, so that no draw and no rule brings it. For a row that nobody has seen."""
        self._take_out(row, entry, None)
        row[self._status + entry] = CardPlace.SKIPPED

    def deliver(self, row: Row, entry: int, n: int, chance: Chance, notes: Notes | None) -> bool:
        """Deliver the card of an entry now: apply its rules. Returns whether a role is asked to respond.

        ``n`` is the number of cards injected before it in this turn; it makes the addresses of the rolls unique.
        """
        if row[self._status + entry] != NEXT:  # a fixed card is out of the pile already
            self._take_out(row, entry, notes)
        if notes is None:
            row[self._current] = entry + 1
            row[self._status + entry] = DELIVERED
            row[self._response] = 0
        else:
            write(row, self._current, entry + 1, notes)
            write(row, self._status + entry, DELIVERED, notes)
            write(row, self._response, 0, notes)
        table = self._table
        draw = number_card_roll(n, 0)
        _, _, _, rules, asks, gate = self._entries[entry]
        for rule in rules:
            apply_rule(table, row, rule, chance, notes, CARD_ROLL, draw)
            draw += 1
        return asks and (gate is OPEN or is_gate_open(table, row, gate))


@dataclass(frozen=True, slots=True)
class OpeningStep(Step):
    """The exercise is set up: secret objectives are drawn and the first cards are fixed."""


@dataclass(frozen=True, slots=True)
class InjectStep(Step):
    """A turn begins, and its card comes. If the card asks a role, the program goes on at step ``asks``.

    ``clears`` are the columns that the last turn left and that are 0 in the new one.
    """

    asks: int
    clears: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OptionStep(Step):
    """The option that was picked happens. If ``then`` is `INTERRUPTED`, a card out of turn interrupted the program."""


INTERRUPTED = -1
"""As a number of a step: the one in the column ``interrupted``."""


@dataclass(frozen=True, slots=True)
class ComingStep(Step):
    """The card after the announced one is fixed, and deferred cards go back to the pile."""


def build_opening_step(table: Table, step: OpeningStep) -> StepFunction:
    """At set-up: the secret objective of each role is drawn, and the first cards are fixed."""
    pools = [(pool, format_plan_slot(table.roles[pool.role])) for pool in table.pools]
    then = step.then
    coming = table.at.coming
    pile = Pile(table)

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        for (_, column, objectives), slot in pools:
            k = chance.pick(0, slot, 0, len(objectives))
            if notes is not None:
                notes.append(Drawn(0, slot, 0, len(objectives), k))
            write(row, column, objectives[k] + 1, notes)
        pile.fix_card(row, table.at.next, 1, 0, chance, notes)
        if table.turns > 1:
            pile.fix_card(row, coming, 2, 0, chance, notes)
        return then

    return run


def build_inject_step(table: Table, step: InjectStep) -> StepFunction:
    """A turn begins: old columns are cleared, the next card is delivered, and the one after it is announced."""
    clears, answer, then = step.clears, step.asks, step.then
    coming = table.at.coming
    following = table.at.next
    current = table.at.current
    pile = Pile(table)

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        if notes is None:
            for column in clears:
                row[column] = 0
            row[TURN] += 1
        else:
            for column in clears:
                write(row, column, 0, notes)
            write(row, TURN, row[TURN] + 1, notes)
        entry, announced = row[following] - 1, row[coming]
        asks = False
        if entry >= 0:
            asks = pile.deliver(row, entry, 0, chance, notes)
        else:
            write(row, current, 0, notes)
        if notes is None:
            row[following] = announced
            row[coming] = 0
        else:
            write(row, following, announced, notes)
            write(row, coming, 0, notes)
        return answer if asks else then

    return run


def build_option_step(table: Table, step: OptionStep) -> StepFunction:
    """Apply the option that was picked."""
    then = step.then
    current, response, injects = table.at.current, table.at.response, table.at.injects
    back = table.at.interrupted

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        card = table.entries[row[current] - 1]
        rule = table.option_rules[card][row[response] - 1]
        apply_rule(table, row, rule, chance, notes, CARD_ROLL, number_option_roll(row[injects]))
        if then != INTERRUPTED:
            return then
        place = row[back]
        write(row, back, 0, notes)
        return place

    return run


def build_coming_step(table: Table, step: ComingStep) -> StepFunction:
    """At the close: fix the card after the announced one, and return deferred cards to the pile."""
    then = step.then
    coming = table.at.coming
    first = table.at.card
    cards = range(first, first + len(table.entries))
    pile = Pile(table)
    paced, turns = table.paced, table.turns

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        if row[TURN] + 2 <= turns:
            pile.fix_card(row, coming, row[TURN] + 2, 0, chance, notes)
        if paced:
            for column in cards:
                if row[column] == DEFERRED:
                    write(row, column, UNDRAWN, notes)
        return then

    return run
