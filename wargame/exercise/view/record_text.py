"""The words for a record of a session file: a line that is no command, such as a note, an undo or a new seat."""

from __future__ import annotations

from wargame.exercise.play.seats import format_seat
from wargame.exercise.view.narration import find_role_name
from wargame.exercise.view.window import Window
from wargame.rules.model import FACILITATOR
from wargame.rules.text.rule_text import end_sentence
from wargame.session.fold import Line

TOLD = frozenset({"bookmark", "note", "undo", "amend", "branched", "seat", "torn", "pause", "resume"})
"""The kinds of record that have words here; those of the debrief have screens and pages of their own."""

_NOTE_TITLES = {"strength": "Strength", "improvement": "Area for improvement"}


def format_record(window: Window, line: Line, viewer: str) -> str:
    """Return a record as a sentence for ``viewer``.

    Returns an empty text for a kind that is not in `TOLD`, and for a note or an amended reason, which only the
    facilitator reads. Nobody else reads the words that people wrote in other records.
    """
    kind = line["record"]
    whole = viewer == FACILITATOR
    if kind not in TOLD or (kind in ("note", "amend") and not whole):
        return ""
    text = str(line.get("text") or line.get("because") or "")
    why = f": {text}" if text and whole else ""
    if kind == "undo":
        return end_sentence(f"Undone, all after line {line['to']}{why}")
    if kind == "branched":
        return f"Here this session branched off from {line['parent']}, after line {line['line']}."
    if kind == "seat":
        return end_sentence(
            f"{find_role_name(window, line['role'])} was handed to {format_seat(str(line['seat']))}{why}"
        )
    if kind == "note":
        about = f" ({line['objective']})" if line.get("objective") else ""
        return end_sentence(f"{_NOTE_TITLES.get(line.get('kind', ''), 'Note')}{about}: {text}")
    return {
        "bookmark": end_sentence(f"Bookmark{why}"),
        "amend": end_sentence(f"A better reason for line {line.get('line')}: {text}"),
        "torn": "Here the program was cut off; a line that was not whole was set aside.",
        "pause": "Pause.",
        "resume": "Play goes on.",
    }[str(kind)]
