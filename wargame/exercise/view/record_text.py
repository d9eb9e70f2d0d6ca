"""A record of a session as one viewer may read it: who may read notes and reasons, and whose seat it is."""

from __future__ import annotations

from wargame.exercise.play.seats import format_seat
from wargame.exercise.view.narration import find_role_name
from wargame.exercise.view.window import Window
from wargame.rules.model import FACILITATOR
from wargame.session.known_record import build_known_record
from wargame.session.records import Line
from wargame.session.text import record_text


def format_record(window: Window, line: Line, viewer: str) -> str:
    """Return a record as a sentence for ``viewer``.

    Returns an empty text for a command and for a record of the debrief, and for a note or an amended reason, which only
    the facilitator reads. Nobody else reads the words that people wrote in other records.
    """
    record = build_known_record(line, whole=viewer == FACILITATOR)
    if record is None:
        return ""
    seat = format_seat(record.seat) if record.seat else ""
    return record_text.format_record(record, who=find_role_name(window, record.role), seat=seat)
