"""The question of the scenario with the estimates that a viewer may know, and whether it came true."""

from __future__ import annotations

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.model import FACILITATOR
from wargame.rules.score import find_truth
from wargame.rules.text.question_text import format_criterion


@dataclass(frozen=True, slots=True)
class GivenEstimate:
    """How likely a role thought it, in per cent, in a turn."""

    role: str
    turn: int
    percent: int


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """The question, the estimates in their order, and whether it came true (None: the exercise goes on)."""

    text: str
    criterion: str
    """What exactly makes it true at the end, as a sentence."""
    estimates: tuple[GivenEstimate, ...]
    came_true: bool | None


def build_question(window: Window, viewer: str) -> KnownQuestion | None:
    """Return the question; None for a scenario without one. Everybody's estimates are told after the end."""
    question = window.table.scenario.question
    if question is None:
        return None
    given = tuple(
        GivenEstimate(line.role, line.turn, line.args["percent"])
        for line in window.standing
        if line.do == "estimate" and (window.over or viewer in (line.role, FACILITATOR))
    )
    truth = find_truth(window.table, window.build_view(FACILITATOR)) if window.over else None
    return KnownQuestion(question.text, format_criterion(window.table), given, truth)
