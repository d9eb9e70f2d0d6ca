"""The words around the lines of a session: where it stood, who plays, what was said, and what an undo takes back."""

from __future__ import annotations

from wargame.phrases import fill
from wargame.rules.decisions import Decision
from wargame.rules.text.decision_text import format_decision


def format_position(turn: int, turns: int, phase: str, over: bool) -> str:
    """Return the position of an exercise on one line."""
    if over:
        return fill("The exercise is over")
    return fill("Turn {turn} of {turns}, {phase}", turn=turn, turns=turns, phase=phase) if turn else format_opening()


def format_opening() -> str:
    """Return the position before the first turn."""
    return fill("Before the first turn")


def format_undo(decision: Decision | None, who: str, phase: str, more: bool) -> str:
    """Return what an undo takes back: the first decision, with ``more`` also all after it.

    Where not everybody may know it, ``decision`` is None: then only its role ``who`` and the phase are said.
    """
    if decision is not None:
        what = format_decision(decision).rstrip(".")
    else:
        what = fill("{who}, {phase}", who=who, phase=phase)
    return fill("Take back: {what}, and all after it", what=what) if more else fill("Take back: {what}", what=what)


def format_empty_undo() -> str:
    """Return what an undo takes back where nothing was decided since."""
    return fill("Take back nothing")


def format_hidden_line() -> str:
    """Return what is said of a command that the viewer may not know, and that brought about nothing it may know."""
    return fill("Something was decided here that was not for everybody to know.")


def format_untouched() -> str:
    """Return what is said of a session before its first line."""
    return fill("Nothing has been decided yet.")


def format_seat_of(who: str, seat: str) -> str:
    """Return who plays a role: *Cartel by people*."""
    return fill("{who} by {seat}", who=who, seat=seat)


def format_bot(name: str) -> str:
    """Return that a bot decided."""
    return fill("bot {name}", name=name)


def format_played() -> str:
    """Return the label of the seats."""
    return fill("Played")


def format_words_label(key: str) -> str:
    """Return the label of words that people said, by the key of the file; empty for a key that has none."""
    match key:
        case "effect":
            return fill("It should cause")
        case "reasons" | "pros":
            return fill("For")
        case "cons":
            return fill("Against")
    return ""


def format_argument_offer() -> str:
    """Return the title of the offer to argue."""
    return fill("An argument")


def format_time_taken(seconds: float) -> str:
    """Return a duration in words: *48 s*, *3 min 5 s*; empty below one second."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes and rest:
        return fill("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
    if minutes:
        return fill("{minutes} min", minutes=minutes)
    return fill("{seconds} s", seconds=rest) if rest >= 1 else ""
