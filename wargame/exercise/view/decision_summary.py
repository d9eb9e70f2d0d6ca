"""One line of a past session: who decided what, why, the alternatives, and what happened, as data.

Everything is as one viewer could know it at that moment; the facilitator sees the whole.
"""

from __future__ import annotations

from wargame.exercise.play.seats import find_bot_name
from wargame.exercise.view.entries import iter_left_offers, iter_said_words
from wargame.exercise.view.known_records import find_known_record
from wargame.exercise.view.narration import find_decision, find_role_name
from wargame.exercise.view.past_session import PastSession
from wargame.rules.explain import join_moves
from wargame.rules.model import FACILITATOR
from wargame.session.known_line import KnownLine
from wargame.session.known_record import KnownRecord
from wargame.session.records import Amendment, CommandLine

WHOLE = FACILITATOR
"""The viewer who sees everything."""


def summarize_line(past: PastSession, viewer: str, n: int = 0) -> KnownLine:
    """Return line ``n`` of ``past`` (0: the line it stands at) as ``viewer`` could know it.

    ``viewer`` is a role, ``observer`` or `WHOLE`. Line ``n`` must stand at the moment of ``past``.
    """
    n = n or past.at
    line = past.find_line(n)
    if line is None:
        return KnownLine(n, seats=list_seats(past))
    if not isinstance(line, CommandLine):
        record = find_known_record(past, line, viewer)
        return KnownLine(n, line.turn, line.phase, is_record=True, record=record)
    told = tuple(join_moves(past.list_told(n, viewer)))
    undone = past.is_undone(n)
    if not past.may_know(line, viewer):
        return KnownLine(n, line.turn, line.phase, undone=undone, hidden=not told, told=told)
    reads = past.may_read(line, viewer)
    amendment = _find_amendment(past, n) if reads and viewer == WHOLE else None
    return KnownLine(
        n,
        line.turn,
        line.phase,
        undone=undone,
        decision=find_decision(past, line, viewer),
        bot=find_bot_name(line.by) or "",
        hat=line.hat,
        because=line.because if reads else "",
        amended=amendment.because if amendment is not None else "",
        hindsight=amendment is not None and past.is_over_at(amendment.n),
        words=tuple(iter_said_words(line)) if reads else (),
        left=tuple(iter_left_offers(past, line)) if reads else (),
        seconds=line.seconds if reads else 0.0,
        told=told,
    )


def is_hidden(past: PastSession, viewer: str, n: int) -> bool:
    """Return whether ``viewer`` may know nothing of the command of line ``n``, not even what came of it.

    ``past`` stands at line ``n`` afterwards.
    """
    past.go_to(n)
    return summarize_line(past, viewer, n).hidden


def list_seats(past: PastSession) -> tuple[tuple[str, str], ...]:
    """Return the name of each role, with the name of the bot that played it at first (empty: people did)."""
    return tuple((find_role_name(past, role), find_bot_name(seat) or "") for role, seat in past.header.seats.items())


def _find_amendment(past: PastSession, n: int) -> Amendment | None:
    later = (line for line in reversed(past.all_lines) if isinstance(line, Amendment) and line.line == n)
    return next(later, None)


def list_records(past: PastSession, n: int, viewer: str) -> list[tuple[int, KnownRecord]]:
    """Return the records between line ``n`` and the next command that ``viewer`` may read, with their line numbers."""
    out = []
    for line in past.all_lines[max(0, n - 1) :]:
        if isinstance(line, CommandLine):
            break
        record = find_known_record(past, line, viewer)
        if record is not None:
            out.append((line.n, record))
    return out
