"""The overview of a report in words: its scope, who played, how far the file could be read, and how play ended."""

from __future__ import annotations

from wargame.phrases import fill
from wargame.session.text.seat_text import format_player


def format_scope(
    scenario: str, length: str, turns: int, minutes: int, adjudication: str, dice: str, left_out: str
) -> str:
    """Return which scenario was played, for how long, how it was adjudicated, with which dice, and without what.

    ``left_out`` is a sentence of its own, or empty.
    """
    scope = fill(
        "{scenario}, {length} length: {turns} turns in {minutes} minutes; {adjudication}; {dice}.",
        scenario=scenario,
        length=length,
        turns=turns,
        minutes=minutes,
        adjudication=_format_adjudication(adjudication),
        dice=_format_dice(dice),
    )
    return f"{scope} {left_out}" if left_out else scope


def _format_adjudication(kind: str) -> str:
    match kind:
        case "rigid":
            return fill("the rules decide")
        case "semi-rigid":
            return fill("the rules decide, and the facilitator may overrule them")
    return fill("the facilitator decides")


def _format_dice(kind: str) -> str:
    match kind:
        case "seeded":
            return fill("dice and cards by the computer")
        case "typed":
            return fill("dice and cards of the room's own")
    return fill("dice by the computer")


def format_seat_change(turn: int, bot: str) -> str:
    """Return who plays a role from a turn on; an empty ``bot`` stands for people."""
    return fill("from turn {turn} {player}", turn=turn, player=format_player(bot))


def format_covered(last: int) -> str:
    """Return how far the report of a damaged file reaches."""
    return fill("this report covers lines 1 to {last}", last=last)


def format_missing(line: int, why: str, covered: str) -> str:
    """Return which line could not be read, and why, and how far the report reaches."""
    return fill("line {line} {why}; {covered}", line=line, why=why, covered=covered)


def format_open_exercise(turn: int, turns: int, phase: str) -> str:
    """Return that an exercise is not over, where it stands, and for whom the report is."""
    if not turn:
        return fill(
            "This exercise is not over: it stands in before the first turn. This report shows what roles may not know "
            "yet; it is for the facilitator alone until play ends."
        )
    return fill(
        "This exercise is not over: it stands in turn {turn} of {turns}, {phase}. This report shows what roles may not "
        "know yet; it is for the facilitator alone until play ends.",
        turn=turn,
        turns=turns,
        phase=phase,
    )
