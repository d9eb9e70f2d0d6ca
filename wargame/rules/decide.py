"""Decides one command on one row: returns the row after it and all that happened, or the reason for a refusal.

After the command the program runs to the next choice that somebody owes. A refusal changes nothing; neither does a draw
that a person has to type first: `chance.DrawNeeded` passes through, and the same command can be decided again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, NamedTuple

from wargame.light_dataclass import dataclass
from wargame.rules.chance import Chance
from wargame.rules.choices.codecs import list_choice_closed, list_choice_offers, parse_command
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.offers import ClosedOffer, Offer
from wargame.rules.powers import is_power, list_power_offers, use_power
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.row import ENDING, PC, Event, Notes, Row
from wargame.rules.state import write
from wargame.rules.view import build_view


@dataclass(frozen=True)
class Command:
    """A command: a role's id (or ``facilitator``), a verb, and its arguments by name (JSON values)."""

    role: str
    do: str
    args: Mapping[str, Any] = field(default_factory=dict)


class Outcome(NamedTuple):
    """The row after a command, and the events of the command in order."""

    row: Row
    events: tuple[Event, ...]


def decide(table: Table, row: Row, command: Command, chance: Chance) -> Outcome | Refusal:
    """Return the outcome of a command, or why it is refused. The given row is not changed."""
    if row[ENDING]:
        return Refusal(RefusalCode.OVER)
    notes: Notes = []
    after = row[:]
    if command.role == FACILITATOR and is_power(table, command.do):
        refusal = use_power(table, after, command.do, command.args, chance, notes)
        if refusal is not None:
            return refusal
    else:
        meant = parse_command(table, row, command.role, command.do, command.args)
        if isinstance(meant, Refusal):
            return meant
        choice, role, pick = meant
        choice.take(after, role, pick, notes)
    advance(table, after, chance, notes)
    return Outcome(after, tuple(notes))


def advance(table: Table, row: Row, chance: Chance, notes: Notes | None) -> None:
    """Run the program, changing the row in place, to the next choice that somebody owes, or to the end."""
    runs, choices, over = table.runs, table.choices, table.to.over
    pc = over if row[ENDING] else row[PC]
    while pc != over:
        run, choice = runs[pc], choices[pc]
        if run is not None:
            pc = run(row, chance, notes)
            if row[ENDING]:  # an effect can end the exercise at any step
                pc = over
        elif choice is not None and choice.asked(row):
            break
        else:
            pc = table.program[pc].then
    write(row, PC, pc, notes)


def list_offers(table: Table, row: Row, who: str) -> list[Offer]:
    """Return what ``who`` may do now, read from their own view; for the facilitator the powers too."""
    if row[ENDING]:
        return []
    seen = build_view(table, row, who)
    mine = list_choice_offers(table, seen, who)
    return mine + list_power_offers(table, seen) if who == FACILITATOR else mine


def list_closed(table: Table, row: Row, who: str) -> list[ClosedOffer]:
    """Return what is not open to the role ``who`` now, and why, read from its own view."""
    return [] if row[ENDING] else list_choice_closed(table, build_view(table, row, who), who)


def list_waiting(table: Table, row: Row) -> tuple[str, ...]:
    """Return who owes a choice now, as ids of roles or ``facilitator``; empty after the end."""
    choice = table.choices[row[PC]]
    if choice is None:
        return ()
    return tuple(table.roles[role] if role >= 0 else FACILITATOR for role in choice.asked(row))
