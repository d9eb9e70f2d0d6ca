"""Branches in words: of which session a session is a branch, and where and how the two parted."""

from __future__ import annotations

from wargame.phrases import fill, join_list
from wargame.review.data.lineage import (
    BranchedOff,
    FellOtherwise,
    GoesOn,
    LineageFact,
    NotCompared,
    NumberEnd,
    NumbersDiffer,
    Parted,
    SessionEnd,
    SessionEnds,
    TurnPhase,
    WhyNotCompared,
)
from wargame.rules.text.decision_text import format_decision
from wargame.rules.text.rule_text import end_sentence


def format_lineage(fact: LineageFact) -> str:
    """Return what is known of a branch and its parent, as sentences."""
    match fact:
        case BranchedOff():
            return fill(
                "This is a branch of {parent}, from line {line} on ({moment}); dice and cards fall anew from there.",
                parent=fact.parent,
                line=fact.line,
                moment=_format_moment(fact.at),
            )
        case NotCompared():
            return _format_why(fact)
        case Parted():
            return fill(
                "They parted in {moment}: here (line {line}) {decision} There (line {other_line}) {other_decision}",
                moment=_format_moment(fact.at),
                line=fact.here.line,
                decision=end_sentence(format_decision(fact.here.decision)),
                other_line=fact.there.line,
                other_decision=end_sentence(format_decision(fact.there.decision)),
            )
        case FellOtherwise():
            return fill(
                "Up to line {line} the same was decided: {decision} Then dice or cards fell otherwise.",
                line=fact.last.line,
                decision=end_sentence(format_decision(fact.last.decision)),
            )
        case GoesOn():
            return _format_going_on(fact)
        case SessionEnds():
            return fill(
                "This one {here}; its parent {there}.", here=_format_end(fact.here), there=_format_end(fact.there)
            )
        case NumbersDiffer():
            return fill(
                "Numbers at the end, the parent's in brackets: {numbers}.",
                numbers=join_list(map(_format_number, fact.numbers)),
            )


def _format_moment(at: TurnPhase) -> str:
    if not at.turn:
        return fill("before the first turn")
    return fill("turn {turn}, {phase}", turn=at.turn, phase=at.phase)


def _format_why(fact: NotCompared) -> str:
    match fact.why:
        case WhyNotCompared.NO_FILE_NAME:
            return fill("Its parent's name is no file name, so the two are not compared.")
        case WhyNotCompared.UNREADABLE:
            return fill("The two are not compared: {error}.", error=fact.error)
        case WhyNotCompared.OTHER_HISTORY:
            return fill(
                "The file {parent} beside it has another history up to line {line}, so the two are not compared.",
                parent=fact.parent,
                line=fact.line,
            )
        case WhyNotCompared.OTHER_SHAPE:
            return fill("The two are not compared: the parent's lines are not of the shape this program writes.")


def _format_going_on(fact: GoesOn) -> str:
    if fact.longer == 0:
        return fill("Nothing has gone otherwise than in its parent.")
    if fact.longer > 0:
        return fill("What both hold is the same; this branch goes on.")
    return fill("What both hold is the same; its parent goes on.")


def _format_end(end: SessionEnd) -> str:
    if end.ending:
        return fill("ended with {ending}", ending=end.ending)
    return fill("stands in turn {turn}", turn=end.turn)


def _format_number(number: NumberEnd) -> str:
    return fill("{number} {here} ({there})", number=number.label, here=number.here, there=number.there)
