"""Decide: one command against one row. Either the row it leads to and everything that happened, or why not.

The program runs on from the command to the next choice somebody owes. A refusal says why and changes nothing; neither
does a draw that has to be typed in first (`chance.DrawNeeded` passes through, and the command can be decided again).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from wargame.rules.chance import Chance
from wargame.rules.choices.codecs import list_choice_closed, list_choice_offers, parse_command
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.offers import ClosedAction, Offer
from wargame.rules.powers import is_power, list_power_offers, use_power
from wargame.rules.refusal import Refusal
from wargame.rules.row import ENDING, PC, Event, Notes, Row
from wargame.rules.state import write
from wargame.rules.steps.argue import propose
from wargame.rules.view import build_view


@dataclass(frozen=True)
class Command:
    """What somebody does: a role's id (or ``facilitator``), a verb, and its arguments by name (JSON values)."""

    role: str
    do: str
    args: Mapping[str, Any] = field(default_factory=dict)


class Outcome(NamedTuple):
    """The row after a command, and the events that led to it."""

    row: Row
    events: tuple[Event, ...]


def decide(table: Table, row: Row, command: Command, chance: Chance) -> Outcome | Refusal:
    """Carry out a command, or refuse it."""
    if row[ENDING]:
        return Refusal("over", "the exercise is over")
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
        if isinstance(pick, tuple) and choice.do == "plan":
            propose(table, after, role, pick, notes)
        else:
            choice.take(after, role, pick, notes)
    advance(table, after, chance, notes)
    return Outcome(after, tuple(notes))


def advance(table: Table, row: Row, chance: Chance, notes: Notes | None) -> None:
    """Run the program to the next choice somebody owes, or to the end."""
    program, over = table.program, table.marks["over"]
    pc = over if row[ENDING] else row[PC]
    while pc != over:
        step = program[pc]
        if step.run is not None:
            pc = step.run(row, chance, notes)
            if row[ENDING]:  # an effect may end the exercise at any step
                pc = over
        elif step.choice is not None and step.choice.asked(row):
            break
        else:
            pc += 1
    write(row, PC, pc, notes)


def list_offers(table: Table, row: Row, who: str) -> list[Offer]:
    """What somebody may do now, read from their own view; for the facilitator, the powers too."""
    if row[ENDING]:
        return []
    seen = build_view(table, row, who)
    mine = list_choice_offers(table, seen, who)
    return mine + list_power_offers(table, seen) if who == FACILITATOR else mine


def list_closed(table: Table, row: Row, who: str) -> list[ClosedAction]:
    """What members of their role refuse somebody now, and why, read from their own view."""
    return [] if row[ENDING] else list_choice_closed(table, build_view(table, row, who), who)


def list_waiting(table: Table, row: Row) -> tuple[str, ...]:
    """Who owes a choice now, by id; nobody after the end."""
    choice = table.program[row[PC]].choice
    if choice is None:
        return ()
    return tuple(table.roles[role] if role >= 0 else FACILITATOR for role in choice.asked(row))
