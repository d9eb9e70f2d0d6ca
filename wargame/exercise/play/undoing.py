"""The question before an undo: what it takes back, in words that the whole room may read."""

from __future__ import annotations

from wargame.exercise.seat import Seat
from wargame.rules.model import FACILITATOR
from wargame.rules.text.decision_text import format_actor
from wargame.session.text.line_text import format_empty_undo, format_secret_undo, format_undo


def format_undone(chair: Seat, to: int) -> str:
    """Return what an undo to after line ``to`` takes back; ``chair`` is the seat of the facilitator."""
    undone = chair.find_undone(to)
    if undone is None:
        return format_empty_undo()
    if undone.secret:
        return format_secret_undo(undone.phase)
    who = format_actor("" if undone.role == FACILITATOR else chair.find_role(undone.role).name)
    return format_undo(undone.decision, who, undone.phase, undone.more)
