"""Why each number last moved, as far as a viewer may know it."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.told import Cause, Told, list_moves


@dataclass(frozen=True, slots=True)
class LastMove:
    """The last time that a number rose or fell, and why (None: it has no cause of its own)."""

    number: str
    rose: bool
    turn: int
    cause: Cause | None


class MoveTrail:
    """The last moves of all numbers after each command that stands.

    The window may grow, lose its last commands to an undo, or stand at another line: what is still so is kept.
    """

    def __init__(self, window: Window, viewer: str) -> None:
        self._window, self._viewer = window, viewer
        self._after: list[tuple[int, tuple[LastMove, ...]]] = []
        """The number of each command that stands, and the last moves after it."""

    def list_last_moves(self) -> tuple[LastMove, ...]:
        """Return the last rise and the last fall of each number, as of now; the last move is last."""
        standing, after = self._window.standing, self._after
        known = min(len(after), len(standing))
        while known and after[known - 1][0] != standing[known - 1].n:
            known -= 1
        del after[known:]
        moves = after[-1][1] if after else ()
        for line in standing[known:]:
            moves = _add_moves(moves, line.turn, self._window.list_told(line.n, self._viewer))
            after.append((line.n, moves))
        return moves


def _add_moves(before: tuple[LastMove, ...], turn: int, told: Iterable[Told]) -> tuple[LastMove, ...]:
    """Return the last moves after further ones of a turn."""
    moved = [move for one in told for move in list_moves(one)]
    if not moved:
        return before
    found = {(move.number, move.rose): move for move in before}
    for move in moved:
        key = move.number, move.after > move.before
        found.pop(key, None)
        found[key] = LastMove(*key, turn, move.cause)
    return tuple(found.values())
