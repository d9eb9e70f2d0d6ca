"""Draw: cards are fixed, announced and delivered, and what stands on them happens.

The pile is a permutation of card entries in columns ``pile.0 ...``; the first ``front`` of them are out of the pile.
Drawing takes the k-th eligible entry and swaps it to the front, so that one draw never depends on how many cards were
looked at before it (a partial Fisher-Yates shuffle).
"""

from __future__ import annotations

from enum import IntEnum

from wargame.rules.chance import Chance, DrawNeeded
from wargame.rules.happen import happen
from wargame.rules.table import TURN, Drawn, Notes, Row, Run, Table, holds, write


class Place(IntEnum):
    """Where a card entry is; values of its ``card.N`` column."""

    UNDRAWN = 0
    NEXT = 1
    DELIVERED = 2
    DEFERRED = 3
    SKIPPED = 4


def eligible(table: Table, row: Row, turn: int) -> list[int]:
    """Positions in the pile of the entries that could be the card of ``turn``: the scheduled one, else all that may."""
    first, status = table.marks["pile"], table.marks["card"]
    free: list[int] = []
    for at in range(row[table.marks["front"]], len(table.entries)):
        entry = row[first + at]
        if row[status + entry] != Place.UNDRAWN:
            continue
        card = table.entries[entry]
        due = table.cards[card].turn
        if due == turn:
            return [at]
        if due is None and holds(table, row, table.card_gates[card]):
            free.append(at)
    return free


def fix(table: Table, row: Row, column: int, turn: int, n: int, chance: Chance, notes: Notes | None) -> None:
    """Fix the card of ``turn`` in ``column``, drawn evenly among those that may come (0, a quiet turn, if none may)."""
    queued = table.marks["queued"]
    if row[queued]:
        write(row, column, row[queued], notes)
        write(row, table.marks["card"] + row[queued] - 1, Place.NEXT, notes)
        _take_out(table, row, row[queued] - 1, notes)
        write(row, queued, 0, notes)
        return
    if table.marks["simple"] and notes is None:
        front = row[table.marks["front"]]
        left = len(table.entries) - front
        if not left:
            row[column] = 0
            return
        at = front + chance.pick(turn, "card", n, left)
    else:
        may = eligible(table, row, turn)
        if not may:
            write(row, column, 0, notes)
            return
        k = 0
        if len(may) > 1 or table.cards[table.entries[row[table.marks["pile"] + may[0]]]].turn is None:
            try:
                k = chance.pick(turn, "card", n, len(may))
            except DrawNeeded as need:
                first = table.marks["pile"]
                need.cards = tuple(table.cards[table.entries[row[first + at]]].id for at in may)
                raise
            if notes is not None:
                notes.append(Drawn(turn, "card", n, len(may), k))
        at = may[k]
    entry = row[table.marks["pile"] + at]
    _swap_to_front(table, row, at, notes)
    write(row, table.marks["card"] + entry, Place.NEXT, notes)
    write(row, column, entry + 1, notes)


def _swap_to_front(table: Table, row: Row, at: int, notes: Notes | None) -> None:
    first, front = table.marks["pile"], table.marks["front"]
    a, b = first + row[front], first + at
    ahead, chosen = row[a], row[b]
    write(row, b, ahead, notes)
    write(row, a, chosen, notes)
    write(row, front, row[front] + 1, notes)


def _take_out(table: Table, row: Row, entry: int, notes: Notes | None) -> None:
    """Move an entry that is still in the pile to its front; one that is out already stays."""
    first = table.marks["pile"]
    for at in range(row[table.marks["front"]], len(table.entries)):
        if row[first + at] == entry:
            _swap_to_front(table, row, at, notes)
            return


def deliver(table: Table, row: Row, entry: int, n: int, chance: Chance, notes: Notes | None) -> bool:
    """Deliver a card now: it happens. True if a role is asked to respond to it."""
    _take_out(table, row, entry, notes)
    write(row, table.marks["current"], entry + 1, notes)
    write(row, table.marks["card"] + entry, Place.DELIVERED, notes)
    write(row, table.marks["response"], 0, notes)
    card = table.entries[entry]
    for i, rule in enumerate(table.card_rules[card]):
        happen(table, row, rule, chance, notes, "roll/card", i + 10 * n)
    return bool(table.option_rules[card]) and holds(table, row, table.response_gates[card])


def opening(table: Table) -> Run:
    """At set-up: each role's secret objective is drawn, and the first cards are fixed."""
    pools = [
        (table.index[f"secret.{role}"], [i for i, o in enumerate(table.objectives) if o.role == r and o.secret], role)
        for r, role in enumerate(table.roles)
    ]
    here = table.marks["opening"]
    coming = table.marks["coming"]

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        for column, pool, role in pools:
            if pool:
                k = chance.pick(0, f"plan/{role}", 0, len(pool))
                if notes is not None:
                    notes.append(Drawn(0, f"plan/{role}", 0, len(pool), k))
                write(row, column, pool[k] + 1, notes)
        fix(table, row, table.marks["next"], 1, 0, chance, notes)
        if table.turns > 1:
            fix(table, row, coming, 2, 0, chance, notes)
        return here + 1

    return run


def inject(table: Table, fresh: tuple[int, ...], after: int) -> Run:
    """The turn opens: what the last one left is cleared, the next card is delivered, the one after it announced.

    ``fresh`` are the columns to clear; ``after`` is the step after the response.
    """
    here = table.marks["inject"]
    coming = table.marks["coming"]
    following = table.marks["next"]
    current = table.marks["current"]

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        for column in fresh:
            if row[column]:
                write(row, column, 0, notes)
        write(row, TURN, row[TURN] + 1, notes)
        entry, announced = row[following] - 1, row[coming]
        asks = False
        if entry >= 0:
            asks = deliver(table, row, entry, 0, chance, notes)
        else:
            write(row, current, 0, notes)
        write(row, following, announced, notes)
        write(row, coming, 0, notes)
        return here + 1 if asks else after

    return run


def respond(table: Table, to: int) -> Run:
    """The option taken in response to the card happens; the program goes on at step ``to``, or where it left off."""
    current, response, injects = table.marks["current"], table.marks["response"], table.marks["injects"]
    back = table.marks["return"]

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        card = table.entries[row[current] - 1]
        rule = table.option_rules[card][row[response] - 1]
        happen(table, row, rule, chance, notes, "roll/card", 9 + 10 * row[injects])
        if to >= 0:
            return to
        place = row[back]
        write(row, back, 0, notes)
        return place

    return run


def fix_coming(table: Table, again: int) -> Run:
    """At the close: the card after the announced one is fixed, deferred cards return to the pile, a turn begins."""
    coming = table.marks["coming"]
    first = table.marks["card"]
    cards = range(first, first + len(table.entries))

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        if row[TURN] + 2 <= table.turns:
            fix(table, row, coming, row[TURN] + 2, 0, chance, notes)
        if table.paced:
            for column in cards:
                if row[column] == Place.DEFERRED:
                    write(row, column, Place.UNDRAWN, notes)
        return again

    return run
