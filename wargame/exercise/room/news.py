"""The news: the last events that a viewer may know, as blocks of sentences: what moved, from where to where, and why.

A block has what followed from one decision of people. Every front end draws the same blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from wargame.exercise.seat import Seat
from wargame.exercise.view.entries import KnownEntry
from wargame.exercise.view.reveal import STAGES
from wargame.rules.text.decision_text import format_decision
from wargame.rules.text.event_text import find_changes, format_told
from wargame.rules.text.rule_text import end_sentence
from wargame.rules.told import (
    OF_CARDS,
    OF_DEALS,
    OF_ENDINGS,
    OF_PLANS,
    CardAnnounced,
    CardCame,
    CauseKind,
    Moved,
    MovedTogether,
    PlanOpened,
    PlanRevealed,
    Rolled,
    Told,
    TurnBegan,
    list_moves,
)

_ELSEWHERE = (CardAnnounced, CardCame, TurnBegan)
"""What the screen shows in another place."""


class NewsPiece(NamedTuple):
    """One sentence and its mark: a rise, a fall, an action, or something else.

    ``start`` and ``end`` are the part of the sentence that says which numbers moved; both are 0 where none did.
    ``role`` is the role that decided it, empty without one; ``listed`` says that the ledger of the plans tells it.
    """

    mark: str
    text: str
    start: int = 0
    end: int = 0
    role: str = ""
    listed: bool = False


class NewsBlock(NamedTuple):
    """What followed from one decision: turn and phase, the sentences, and the rolls."""

    turn: int
    phase: str
    pieces: tuple[NewsPiece, ...]
    rolls: tuple[Rolled, ...] = ()


Begins = Callable[[KnownEntry | None, KnownEntry], bool]
"""Says of an entry, given the one before it (None: it is the first), whether a block begins with it."""


def follows_people(before: KnownEntry | None, entry: KnownEntry) -> bool:
    """Does this entry follow from a decision of people, and not from what bots decided by themselves?"""
    return entry.by_people


def begins_phase(before: KnownEntry | None, entry: KnownEntry) -> bool:
    """Does a block of news begin with an entry? It does for each phase, and for each command of the facilitator."""
    if before is None or (before.turn, before.phase) != (entry.turn, entry.phase):
        return True
    return entry.by_facilitator


def list_blocks(seat: Seat, begins: Begins = follows_people) -> list[NewsBlock]:
    """Return what the viewer knows of as blocks, the newest first. ``begins`` says where a block begins.

    All stages of a reveal are in the block of the reveal.
    """
    found: dict[int, NewsBlock] = {}
    at, before, now, planned = 0, None, seat.find_position().turn, list_planned(seat)
    for _, entry in seat.list_log():
        is_stage = entry.decision is not None and entry.decision.verb in STAGES
        at += not is_stage and begins(before, entry)
        before = entry
        told = (one for one in entry.told if not isinstance(one, _ELSEWHERE))
        listed = planned if (entry.turn, entry.phase) == (now, "adjudicate") else frozenset[tuple[str, str]]()
        pieces = list(_iter_pieces(told, listed))
        if entry.announced and entry.decision is not None:
            said = end_sentence(format_decision(entry.decision))
            pieces.insert(0, NewsPiece("●", said, role=entry.decision.role))
        if pieces:
            # The opening of a turn is shown under that turn, although it was decided at the close of the turn before.
            opens = entry.decision is not None and entry.decision.verb in ("begin", "next")
            turn, phase = (entry.turn + 1, "inject") if opens else (entry.turn, entry.phase)
            block = found.get(at, NewsBlock(turn, phase, ()))
            rolls = (one for one in entry.told if isinstance(one, Rolled))
            found[at] = block._replace(pieces=(*block.pieces, *pieces), rolls=(*block.rolls, *rolls))
    return [found[at] for at in sorted(found, reverse=True)]


def _iter_pieces(told: Iterable[Told], planned: frozenset[tuple[str, str]]) -> Iterator[NewsPiece]:
    """Yield a piece for each sentence; plans that are revealed together are one piece."""
    for are_plans, same in groupby(told, key=lambda one: isinstance(one, OF_PLANS)):
        pieces = [build_piece(one)._replace(listed=is_told_by_ledger(one, planned)) for one in same]
        if are_plans:
            listed = all(piece.listed for piece in pieces)
            yield NewsPiece("●", " ".join(piece.text for piece in pieces), listed=listed)
        else:
            yield from pieces


def build_piece(told: Told) -> NewsPiece:
    """Return one thing that happened as a sentence with its mark."""
    text = format_told(told)
    moves = list_moves(told)
    if moves:
        ways = {move.after > move.before for move in moves}
        mark = "◆" if len(ways) > 1 else "▲" if True in ways else "▼"
        return NewsPiece(mark, text, *find_changes(told))
    return NewsPiece(next((mark for mark, classes in _MARKS.items() if isinstance(told, classes)), "·"), text)


_MARKS = {"■": OF_CARDS, "●": OF_PLANS, "□": (Rolled,), "◆": (*OF_DEALS, *OF_ENDINGS)}
"""The marks of what is no move of a number."""


def list_planned(seat: Seat) -> frozenset[tuple[str, str]]:
    """Return role and rule of each plan that is in the ledger now; empty before plans are revealed."""
    reveal = seat.find_reveal()
    return frozenset((plan.role, plan.rule) for plan in reveal.plans) if reveal.revealed else frozenset()


def is_told_by_ledger(told: Told, planned: frozenset[tuple[str, str]]) -> bool:
    """Does the ledger with these plans say this: a plan, its roll, or what it moved at once?"""
    if isinstance(told, (PlanRevealed, PlanOpened)):
        return any(role == told.role for role, _ in planned)
    if isinstance(told, Rolled):
        return (told.role, told.roll.rule) in planned
    if isinstance(told, (Moved, MovedTogether)):
        cause = told.cause
        kinds = (CauseKind.RULE, CauseKind.COST, CauseKind.ARGUMENT)
        return cause is not None and cause.kind in kinds and (cause.role, cause.rule) in planned
    return False
