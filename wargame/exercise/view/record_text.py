"""The words for a record of a session file: a line that is no command, such as a note, an undo or a new seat."""

from __future__ import annotations

from wargame.exercise.play.seats import format_seat
from wargame.exercise.view.narration import find_role_name
from wargame.exercise.view.window import Window
from wargame.rules.model import FACILITATOR
from wargame.rules.text.rule_text import end_sentence
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

_NOTE_TITLES = {"strength": "Strength", "improvement": "Area for improvement"}


def format_record(window: Window, line: Line, viewer: str) -> str:
    """Return a record as a sentence for ``viewer``.

    Returns an empty text for a command and for a record of the debrief, and for a note or an amended reason, which only
    the facilitator reads. Nobody else reads the words that people wrote in other records.
    """
    whole = viewer == FACILITATOR
    match line:
        case Undo():
            return end_sentence(f"Undone, all after line {line.to}{_format_why(line.because, whole)}")
        case Branched():
            return f"Here this session branched off from {line.parent}, after line {line.line}."
        case SeatChange():
            why = _format_why(line.because, whole)
            return end_sentence(f"{find_role_name(window, line.role)} was handed to {format_seat(line.seat)}{why}")
        case Note() if whole:
            about = f" ({line.objective})" if line.objective else ""
            return end_sentence(f"{_NOTE_TITLES.get(line.kind, 'Note')}{about}: {line.text}")
        case Bookmark():
            return end_sentence(f"Bookmark{_format_why(line.text, whole)}")
        case Amendment() if whole:
            return end_sentence(f"A better reason for line {line.line}: {line.because}")
        case Torn():
            return "Here the program was cut off; a line that was not whole was set aside."
        case Pause():
            return "Pause."
        case Resume():
            return "Play goes on."
    return ""


def _format_why(text: str, whole: bool) -> str:
    return f": {text}" if text and whole else ""
