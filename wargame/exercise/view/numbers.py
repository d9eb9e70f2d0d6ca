"""The numbers that a viewer may know: tracks, the will of members, derived numbers, and flags."""

from __future__ import annotations

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.state import compute_number
from wargame.rules.view import may_see


@dataclass(frozen=True, slots=True)
class KnownNumber:
    """One number on its scale, now and when the turn began.

    ``kind`` is ``track``, ``will`` (of a member of a role), ``zone`` or ``derived``; ``zone`` is the id of its zone, or
    empty; ``name`` is its label without the zone. ``history`` are its values at the start of every turn so far; a
    turn in which the viewer could not see it has the first value that the viewer saw. ``private`` says that the
    scenario shows it to some viewers alone, ``revealed`` that everybody may see it by now.
    """

    id: str
    label: str
    name: str
    kind: str
    zone: str
    now: int
    before: int
    low: int
    high: int
    history: tuple[int, ...]
    private: bool
    revealed: bool

    @property
    def change(self) -> int:
        """By how much the number changed since the turn began."""
        return self.now - self.before

    @property
    def is_hidden(self) -> bool:
        """Is this a number that not everybody sees?"""
        return self.private and not self.revealed


@dataclass(frozen=True, slots=True)
class KnownFlag:
    """One statement that is so or not, now and when the turn began. ``private``: not everybody may know it."""

    id: str
    label: str
    now: bool
    before: bool
    private: bool


def list_known_numbers(window: Window, viewer: str) -> tuple[KnownNumber, ...]:
    """Return the tracks, the will of members and the derived numbers that a viewer may see now, in this order.

    Derived numbers are computed from what the viewer sees. The number of turns left is not among them.
    """
    table, row = window.table, window.build_view(viewer)
    starts = [window.build_turn_start_view(viewer, turn) for turn in range(1, window.turn + 1)]
    before = starts[-1] if starts else row
    out = []
    for i, column in enumerate(table.columns):
        if not column.is_track or not may_see(table, row, i, viewer):
            continue
        kind = "will" if i in table.wills else "track"
        seen_first = next((start[i] for start in starts if may_see(table, start, i, viewer)), row[i])
        history = tuple(start[i] if may_see(table, start, i, viewer) else seen_first for start in starts)
        was = history[-1] if history else row[i]
        private = column.seen is not None
        revealed = column.until >= 0 and bool(row[column.until])
        out.append(
            KnownNumber(
                column.name, column.label, column.short, kind, "", row[i], was, column.low, column.high,
                history, private, revealed,
            )
        )  # fmt: skip
    for derived in table.derived[1:]:  # the first is the number of turns left
        ref = table.numbers[derived.name]
        history = tuple(compute_number(table, start, ref) for start in starts)
        now, was = compute_number(table, row, ref), compute_number(table, before, ref)
        out.append(
            KnownNumber(
                derived.name, derived.label, derived.label, "derived", "", now, was, derived.low, derived.high,
                history, private=False, revealed=False,
            )
        )  # fmt: skip
    return tuple(sorted(out, key=lambda number: ("track", "will", "derived").index(number.kind)))


def list_known_flags(window: Window, viewer: str) -> tuple[KnownFlag, ...]:
    """Return the flags that a viewer may see, those that are not set included."""
    table, row, before = window.table, window.build_view(viewer), window.build_turn_start_view(viewer)
    return tuple(
        KnownFlag(column.name, column.label, bool(row[i]), bool(before[i]), column.seen is not None)
        for i, column in enumerate(table.columns)
        if column.is_flag and may_see(table, row, i, viewer)
    )
