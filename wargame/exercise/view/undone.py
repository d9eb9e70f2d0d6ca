"""What an undo would take back, as far as everybody may know it."""

from __future__ import annotations

from wargame.exercise.view.narration import find_decision
from wargame.exercise.view.secret_span import is_secret_line
from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.decisions import Decision
from wargame.rules.model import OBSERVER


@dataclass(frozen=True, slots=True)
class Undone:
    """The first decision that an undo takes back.

    ``decision`` is None where not everybody may know it: then only ``role`` (or ``facilitator``) and ``phase`` can be
    said. ``more`` says that further ones are taken back with it.
    ``secret`` says that not everybody may know that it was taken: then only ``phase`` can be said.
    """

    decision: Decision | None
    role: str
    phase: str
    more: bool
    secret: bool


def find_undone(window: Window, to: int) -> Undone | None:
    """Return what an undo to after line ``to`` takes back; None if nothing was decided since.

    It numbers and counts no lines: that would tell how much was decided in secret.
    """
    struck = [line for line in window.standing if line.n > to]
    if not struck:
        return None
    first = struck[0]
    if is_secret_line(window, first):
        return Undone(None, "", first.phase, True, secret=True)
    decision = find_decision(window, first, OBSERVER) if window.may_know(first, OBSERVER) else None
    return Undone(decision, first.role, first.phase, len(struck) > 1, secret=False)
