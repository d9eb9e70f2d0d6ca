"""What is read out before an exercise and after it: texts of the scenario, as far as a viewer may read them."""

from __future__ import annotations

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.model import FACILITATOR
from wargame.rules.named import Named


@dataclass(frozen=True, slots=True)
class KnownBriefing:
    """The texts of the scenario.

    ``notice`` is read out before anything else, ``summary`` is the situation, ``about`` is said of the length that is
    played, ``out_of_role`` is read out when play is over, ``learning`` are the learning objectives. ``teaches`` is what
    is built into the numbers: for the facilitator, and for everybody after the end. ``left_out`` are the switches that
    are off, by title, and ``losses`` says what the exercise does without, for each of them.
    """

    notice: str
    summary: str
    turns: int
    minutes: int
    about: str
    out_of_role: str
    teaches: str
    learning: tuple[Named, ...]
    left_out: tuple[Named, ...]
    losses: tuple[str, ...]


def build_briefing(window: Window, viewer: str) -> KnownBriefing:
    """Return the texts of the scenario that the viewer may read."""
    scenario = window.table.scenario
    length = scenario.lengths[window.table.length]
    return KnownBriefing(
        notice=scenario.notice,
        summary=scenario.summary,
        turns=length.turns,
        minutes=length.minutes,
        about=length.about,
        out_of_role=scenario.out_of_role,
        teaches=scenario.lessons if window.over or viewer == FACILITATOR else "",
        learning=tuple(Named(one.id, one.text) for one in scenario.learning_objectives),
        left_out=tuple(Named(one.id, one.title) for one in scenario.switches if one.off),
        losses=tuple(one.text for one in scenario.switches if one.off),
    )
