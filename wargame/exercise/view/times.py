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


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """The seconds left, negative once the time is used up, and the minutes planned for the exercise.

    ``phase`` is the time of the phase in this turn; None where the length has no plan by phases. ``spent`` are the
    seconds of play so far, without pauses. ``paused`` says that the clocks stand still.
    """

    phase: float | None
    lesson: float
    spent: float
    minutes: int
    paused: bool


def build_time_left(window: Window, since: float) -> TimeLeft:
    """Return the time left, as everybody may know it, ``since`` seconds of play after the last line."""
    times = build_times(window)
    here = next((one for one in times.phases if one.phase == window.phase), None)
    phase = here.minutes * 60 - here.seconds - since if here is not None else None
    spent = times.seconds + since
    return TimeLeft(phase, times.minutes * 60 - spent, spent, times.minutes, window.paused)


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
