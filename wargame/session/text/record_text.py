"""The words for a record of a session file: a line that is no command, such as a note, an undo or a new seat."""

from __future__ import annotations

from wargame.phrases import fill
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


def format_record(line: Line, *, whole: bool, who: str = "", seat: str = "") -> str:
    """Return a record as a sentence; ``who`` is the name of its role and ``seat`` its new seat in words.

    Returns an empty text for a command and for a record of the debrief. Only with ``whole`` are there the words that
    people wrote, and notes and amended reasons at all.
    """
    match line:
        case Undo() if line.because and whole:
            return fill("Undone, all after line {line}: {because}.", line=line.to, because=line.because)
        case Undo():
            return fill("Undone, all after line {line}.", line=line.to)
        case Branched():
            return fill(
                "Here this session branched off from {parent}, after line {line}.", parent=line.parent, line=line.line
            )
        case SeatChange() if line.because and whole:
            return fill("{who} was handed to {seat}: {because}.", who=who, seat=seat, because=line.because)
        case SeatChange():
            return fill("{who} was handed to {seat}.", who=who, seat=seat)
        case Note() if whole:
            return _format_note(line)
        case Bookmark() if line.text and whole:
            return fill("Bookmark: {text}.", text=line.text)
        case Bookmark():
            return fill("Bookmark.")
        case Amendment() if whole:
            return fill("A better reason for line {line}: {because}.", line=line.line, because=line.because)
        case Torn():
            return fill("Here the program was cut off; a line that was not whole was set aside.")
        case Pause():
            return fill("Pause.")
        case Resume():
            return fill("Play goes on.")
    return ""


def _format_note(note: Note) -> str:
    if note.objective:
        return fill(
            "{kind} ({objective}): {text}.", kind=_format_note_kind(note), objective=note.objective, text=note.text
        )
    return fill("{kind}: {text}.", kind=_format_note_kind(note), text=note.text)


def _format_note_kind(note: Note) -> str:
    match note.kind:
        case "strength":
            return fill("Strength")
        case "improvement":
            return fill("Area for improvement")
    return fill("Note")
