"""The fixed words of a report's data (`wargame.review.data.codes`), as readers are told them."""

from __future__ import annotations

from wargame.phrases import fill
from wargame.review.data import codes
from wargame.rules.text.decision_text import format_actor
from wargame.rules.text.event_text import format_outcome
from wargame.session.text.seat_text import format_player


def name_outcome(outcome: str) -> str:
    """Return the outcome of a roll."""
    return format_outcome(outcome == codes.SUCCESS) if outcome else ""


def name_value(value: str) -> str:
    """Return the value of a number: a word for a flag or a deal."""
    match value:
        case codes.YES:
            return fill("yes")
        case codes.NO:
            return fill("no")
    return value


def name_decider(by: str) -> str:
    """Return who decided; empty for people, and a name that was given as it is."""
    if by == codes.PEOPLE:
        return ""
    bot = codes.find_bot(by)
    return format_player(bot) if bot else by


def name_status(status: str) -> str:
    """Return what became of a card."""
    match status:
        case codes.DELIVERED:
            return fill("delivered")
        case codes.INJECTED:
            return fill("injected")
        case codes.SKIPPED:
            return fill("skipped")
        case codes.DEFERRED:
            return fill("deferred")
        case codes.ANNOUNCED:
            return fill("announced")
    return fill("not drawn")


def name_plan(planned: str) -> str:
    """Return for when a card was planned; an empty text where that is not known."""
    match planned:
        case "":
            return ""
        case codes.DRAWN:
            return fill("drawn")
        case codes.KEPT:
            return fill("kept for the facilitator")
    return fill("turn {turn}", turn=codes.find_turn(planned))


def name_mover(by: str) -> str:
    """Return what moved a track; the name of a role as it is."""
    match by:
        case codes.CARD:
            return fill("Card")
        case codes.DEAL:
            return fill("Deal")
        case codes.RULE:
            return fill("Rule")
        case codes.FACILITATOR:
            return format_actor("")
    return by


def name_ending(ending: str) -> str:
    """Return the title of the ending, or what stands in its place while play goes on."""
    return fill("Not over yet") if ending in ("", codes.NOT_OVER) else ending
