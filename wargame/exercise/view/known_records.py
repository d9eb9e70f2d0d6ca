"""A record of a session as one viewer may read it: who may read notes and reasons, and whose seat it is."""

from __future__ import annotations

from dataclasses import replace

from wargame.exercise.play.seats import find_bot_name
from wargame.exercise.view.narration import find_role_name
from wargame.exercise.view.window import Window
from wargame.rules.model import FACILITATOR
from wargame.session.known_record import KnownRecord, build_known_record
from wargame.session.records import Line, Undo


def find_known_record(window: Window, line: Line, viewer: str) -> KnownRecord | None:
    """Return a record as ``viewer`` may read it.

    Returns None for a command and for a record of the debrief, and for a note or an amended reason, which only the
    facilitator reads. Nobody else reads the words that people wrote in other records.
    """
    record = build_known_record(line, whole=viewer == FACILITATOR)
    if isinstance(line, Undo) and record is not None and viewer != FACILITATOR and not window.over:
        return replace(record, line=0)  # its number would tell how much was decided in secret
    if record is None or not record.role:
        return record
    return replace(record, name=find_role_name(window, record.role), bot=find_bot_name(record.seat) or "")
