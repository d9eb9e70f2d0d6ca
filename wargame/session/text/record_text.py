"""The words for a record of a session file: a line that is no command, such as a note, an undo or a new seat."""

from __future__ import annotations

from wargame.phrases import fill
from wargame.session.known_record import KnownRecord
from wargame.session.text.seat_text import format_player


def format_record(record: KnownRecord) -> str:
    """Return a record as a sentence."""
    text = record.text
    who, seat = record.name, format_player(record.bot)
    match record.kind:
        case "undo" if not record.line:
            return fill("Undone: the last of what had been decided no longer stands.")
        case "undo" if text:
            return fill("Undone, all after line {line}: {because}.", line=record.line, because=text)
        case "undo":
            return fill("Undone, all after line {line}.", line=record.line)
        case "branched":
            return fill(
                "Here this session branched off from {parent}, after line {line}.",
                parent=record.parent,
                line=record.line,
            )
        case "seat" if text:
            return fill("{who} was handed to {seat}: {because}.", who=who, seat=seat, because=text)
        case "seat":
            return fill("{who} was handed to {seat}.", who=who, seat=seat)
        case "note":
            return _format_note(record)
        case "bookmark" if text:
            return fill("Bookmark: {text}.", text=text)
        case "bookmark":
            return fill("Bookmark.")
        case "amend":
            return fill("A better reason for line {line}: {because}.", line=record.line, because=text)
        case "torn":
            return fill("Here the program was cut off; a line that was not whole was set aside.")
        case "pause":
            return fill("Pause.")
        case "resume":
            return fill("Play goes on.")
    raise LookupError(f"no words for the record {record.kind!r}")


def _format_note(record: KnownRecord) -> str:
    if record.line and record.note == "note" and not record.text:
        return fill("The note of line {line} was taken back.", line=record.line)
    kind = _format_note_kind(record.note)
    if not record.text:
        return _format_wordless(kind, record.by, record.objective)
    if record.by and record.objective:
        return fill(
            "{kind} by {who} ({objective}): {text}.",
            kind=kind,
            who=record.by,
            objective=record.objective,
            text=record.text,
        )
    if record.by:
        return fill("{kind} by {who}: {text}.", kind=kind, who=record.by, text=record.text)
    if record.objective:
        return fill("{kind} ({objective}): {text}.", kind=kind, objective=record.objective, text=record.text)
    return fill("{kind}: {text}.", kind=kind, text=record.text)


def _format_wordless(kind: str, by: str, objective: str) -> str:
    if by and objective:
        return fill("{kind} by {who} ({objective}), without words.", kind=kind, who=by, objective=objective)
    if by:
        return fill("{kind} by {who}, without words.", kind=kind, who=by)
    if objective:
        return fill("{kind} ({objective}), without words.", kind=kind, objective=objective)
    return fill("{kind}, without words.", kind=kind)


def _format_note_kind(kind: str) -> str:
    match kind:
        case "strength":
            return fill("Strength")
        case "improvement":
            return fill("Area for improvement")
    return fill("Note")
