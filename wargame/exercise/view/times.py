"""The clock: whether it runs, and for the facilitator the time spent and planned, as of the last line."""

from __future__ import annotations

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.model import FACILITATOR
from wargame.session.records import iter_timed


@dataclass(frozen=True, slots=True)
class PhaseSpent:
    """The time of one phase: seconds spent in this turn and in all, minutes planned for one turn and for all turns."""

    phase: str
    seconds: float
    seconds_in_all: float
    minutes: int
    minutes_in_all: int


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """The seconds of play without pauses as of the last line, the minutes planned for the exercise, and the phases.

    ``phases`` is empty where the length has no plan by phases.
    """

    seconds: float
    minutes: int
    phases: tuple[PhaseSpent, ...]


@dataclass(frozen=True, slots=True)
class ClockState:
    """Whether the clocks stand still, and the time spent (None: not for this viewer)."""

    paused: bool
    spent: TimeSpent | None


def build_clock(window: Window, viewer: str) -> ClockState:
    """Return the clock as a viewer may see it."""
    return ClockState(window.paused, build_times(window) if viewer == FACILITATOR else None)


def build_times(window: Window) -> TimeSpent:
    """Return the time spent and planned, as of the last line. For the facilitator only."""
    length = window.table.scenario.lengths[window.table.length]
    spent = [(line.turn, line.phase, line.seconds) for line in iter_timed(window.lines)]
    phases = []
    for phase in type(length.budget).model_fields if length.budget is not None else ():
        planned = int(getattr(length.budget, phase))
        now = sum(seconds for turn, at, seconds in spent if at == phase and turn == window.turn)
        ever = sum(seconds for _, at, seconds in spent if at == phase)
        phases.append(PhaseSpent(phase, now, ever, planned, planned * length.turns))
    return TimeSpent(sum(seconds for _, _, seconds in spent), length.minutes, tuple(phases))
