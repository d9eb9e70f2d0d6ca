"""The words around the lines of a session: where it stood, who plays, what was said, and what an undo takes back."""

from __future__ import annotations

from dataclasses import replace

from wargame.phrases import fill
from wargame.rules.decisions import Decision
from wargame.rules.model import FACILITATOR
from wargame.rules.text.decision_text import format_decision


def format_position(turn: int, turns: int, phase: str, over: bool) -> str:
    """Return the position of an exercise on one line."""
    if over:
        return fill("The exercise is over")
    return fill("Turn {turn} of {turns}, {phase}", turn=turn, turns=turns, phase=phase) if turn else format_opening()


def format_opening() -> str:
    """Return the position before the first turn."""
    return fill("Before the first turn")


def format_came_true(came_true: bool) -> str:
    """Return whether the question of the scenario came true."""
    return fill("It came true.") if came_true else fill("It did not come true.")


def format_truth(came_true: bool) -> str:
    """Return whether the question of the scenario came true, as a label: *it came true*."""
    return fill("it came true") if came_true else fill("it did not come true")


def format_undo(decision: Decision | None, who: str, phase: str, more: bool) -> str:
    """Return what an undo takes back: the first decision, with ``more`` also all after it.

    Where not everybody may know it, ``decision`` is None: then only its role ``who`` and the phase are said.
    """
    if decision is not None:
        title, words = decision.title.rstrip("."), decision.words.rstrip(".")  # the sentence goes on behind them
        decision = replace(decision, title=title, words=words)
        what = (decision.role == FACILITATOR and format_step_back(decision)) or format_decision(decision)
    else:
        what = fill("{who}, {phase}", who=who, phase=phase)
    return fill("Take back: {what}, and all after it", what=what) if more else fill("Take back: {what}", what=what)


def format_step_back(decision: Decision) -> str:
    """Return what is taken back where the facilitator went on: *the reveal of the plans*; empty for other decisions."""
    match decision.verb:
        case "begin":
            return fill("the beginning of the exercise")
        case "reveal":
            return fill("the reveal of the plans")
        case "open" if not decision.title:
            return fill("the opening of the argument")
        case "open":
            return fill("the opening of {plan}", plan=decision.title)
        case "roll":
            return fill("the dice for {plan}", plan=decision.title)
        case "move":
            return fill("what {plan} moved", plan=decision.title)
        case "close":
            return fill("the close of the turn")
        case "next":
            return fill("the beginning of the turn")
    return ""


def format_secret_undo(phase: str) -> str:
    """Return what an undo takes back that begins with what not everybody may know: not who decided it, nor how much."""
    return fill("Take back: what was decided out of sight ({phase}), and all after it", phase=phase)


def format_empty_undo() -> str:
    """Return what an undo takes back where nothing was decided since."""
    return fill("Take back nothing")


def format_wordless() -> str:
    """Return what is shown for a reason without words."""
    return fill("(no words)")


def format_time_taken(seconds: float) -> str:
    """Return a duration in words: *48 s*, *3 min 5 s*; empty below one second."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes and rest:
        return fill("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
    if minutes:
        return fill("{minutes} min", minutes=minutes)
    return fill("{seconds} s", seconds=rest) if rest >= 1 else ""
