"""Why each number last moved, as far as a viewer may know it."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.exercise.view.entries import KnownEntry
from wargame.light_dataclass import dataclass
from wargame.rules.told import Cause, list_moves


@dataclass(frozen=True, slots=True)
class LastMove:
    """The last time that a number rose or fell, and why (None: it has no cause of its own)."""

    number: str
    rose: bool
    turn: int
    cause: Cause | None


def list_last_moves(entries: Iterable[KnownEntry]) -> tuple[LastMove, ...]:
    """Return the last rise and the last fall of each number in these entries of a log; the last move is last."""
    found: dict[tuple[str, bool], LastMove] = {}
    for entry in entries:
        for told in entry.told:
            for move in list_moves(told):
                key = move.number, move.after > move.before
                found.pop(key, None)
                found[key] = LastMove(*key, entry.turn, move.cause)
    return tuple(found.values())
