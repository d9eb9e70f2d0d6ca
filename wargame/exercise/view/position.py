"""Where an exercise stands: turn, phase, ending, and whether it is paused and recorded."""

from __future__ import annotations

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.row import ENDING


@dataclass(frozen=True, slots=True)
class ReachedEnding:
    """The ending that was reached."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Position:
    """Where an exercise stands. ``turn`` is 0 before the first turn; ``phase`` is ``over`` after the end."""

    title: str
    turn: int
    turns: int
    phase: str
    over: bool
    ending: ReachedEnding | None
    paused: bool
    recorded: bool


def build_position(window: Window, viewer: str) -> Position:
    """Return where the exercise stands. Everybody may know it."""
    table, row = window.table, window.build_view(viewer)
    ending = None
    if row[ENDING]:
        reached, _ = table.endings[row[ENDING] - 1]
        ending = ReachedEnding(reached.id, reached.title, reached.text)
    return Position(
        title=table.scenario.title,
        turn=window.turn,
        turns=table.turns,
        phase=window.phase,
        over=window.over,
        ending=ending,
        paused=window.paused,
        recorded=window.recorded,
    )
