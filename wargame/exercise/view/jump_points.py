"""The lines of a past session that people may want to go to: bookmarks, undos, cards, reviews and turns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wargame.exercise.view.decision_summary import WHOLE
from wargame.exercise.view.past_session import PastSession
from wargame.rules.row import TURN
from wargame.session.records import Bookmark, CommandLine, Undo

KINDS = ("bookmark", "undo", "card", "review", "turn")
"""The kinds of jump point, the most important first."""


class JumpPoint(NamedTuple):
    """A line and its kind, one of `KINDS`; ``text`` is the number of the turn, or the words of a bookmark."""

    n: int
    kind: str
    text: str = ""


def list_jump_points(past: PastSession, viewer: str, undone: bool = False) -> list[JumpPoint]:
    """Return the jump points of the whole file in order; those of undone lines only with ``undone``.

    Only the viewer who sees the whole reads the words of bookmarks.
    """
    shown = (mark for mark in _iter_jump_points(past) if undone or not past.is_undone(mark.n))
    return [mark._replace(text="") if mark.kind == "bookmark" and viewer != WHOLE else mark for mark in shown]


def _iter_jump_points(past: PastSession) -> Iterator[JumpPoint]:
    table, reviewed = past.table, -1
    turn, current = table.columns[TURN].name, table.columns[table.at.current].name
    for line in past.all_lines:
        if isinstance(line, Bookmark):
            yield JumpPoint(line.n, "bookmark", line.text)
        elif isinstance(line, Undo):
            yield JumpPoint(line.n, "undo")
        if not isinstance(line, CommandLine):
            continue
        if line.do == "estimate" and line.turn != reviewed:
            reviewed = line.turn
            yield JumpPoint(line.n, "review")
        for change in line.events.iter_changes():
            if change.what == turn:
                yield JumpPoint(line.n, "turn", str(change.after))
            elif change.what == current and change.after:
                yield JumpPoint(line.n, "card")
