"""A record of a session file as one viewer may read it: without the words of people, unless it may read them."""

from __future__ import annotations

from dataclasses import replace

from wargame.light_dataclass import dataclass
from wargame.session.records import (
    Amendment,
    Bookmark,
    Branched,
    Line,
    Note,
    Pause,
    Resume,
    SeatChange,
    Torn,
    Undo,
)


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """A record: ``kind`` is ``undo``, ``note``, ``bookmark``, ``amend``, ``pause``, ``resume``, ``seat``, ``branched``
    or ``torn``.

    ``text`` are the words of people, empty where the viewer may not read them. ``line`` is the line that it names: what
    an undo goes back to, an amendment is for, a note puts otherwise, or the parent session was left at. ``role``,
    ``name`` and ``seat`` are those of a role that was handed over, ``bot`` is the bot that took it (empty: people did).
    ``note`` and ``objective`` are the kind of a note and the learning objective it is about, ``by`` the evaluator who
    made it, ``parent`` the file that a branch was made from.
    """

    kind: str
    text: str = ""
    line: int = 0
    role: str = ""
    seat: str = ""
    note: str = ""
    objective: str = ""
    parent: str = ""
    name: str = ""
    bot: str = ""
    by: str = ""


def build_known_record(line: Line, *, whole: bool) -> KnownRecord | None:
    """Return a record as a viewer may read it; with ``whole``, with the words that people wrote.

    None for a command and for a record of the debrief, and, without ``whole``, for a note and an amended reason. The
    fields ``name`` and ``bot`` stay empty: the file alone does not tell them.
    """
    match line:
        case Undo():
            return KnownRecord(line.record, line.because if whole else "", line=line.to)
        case Branched():
            return KnownRecord(line.record, parent=line.parent, line=line.line)
        case SeatChange():
            return KnownRecord(line.record, line.because if whole else "", role=line.role, seat=line.seat)
        case Note() if whole:
            known = KnownRecord(line.record, line.text, note=line.kind, objective=line.objective, by=line.by)
            return replace(known, line=line.amends)
        case Bookmark():
            return KnownRecord(line.record, line.text if whole else "")
        case Amendment() if whole:
            return KnownRecord(line.record, line.because, line=line.line)
        case Torn() | Pause() | Resume():
            return KnownRecord(line.record)
    return None
