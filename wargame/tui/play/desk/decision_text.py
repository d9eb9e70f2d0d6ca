"""The texts of the desk: what each step of a decision asks for, and the decision before it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.exercise.seat import Seat
from wargame.likelihood_text import format_likelihood
from wargame.rules.offers import Offer
from wargame.rules.text.decision_text import format_decision
from wargame.rules.text.offer_text import format_argument_draft, format_odds, format_place, format_title
from wargame.rules.text.rule_text import format_known_moves

HINTS = {
    "offers": "Up, Down, digits: look; PgDn: read on. Enter: take it, its reason comes next.",
    "zones": "Where? Up, Down: look at each. Enter: there. Esc: another offer.",
    "argument": "Enter or Tab: next field. Enter in the last reason: on to the decision.",
    "estimate": "Per cent or words; Up, Down move it. Enter: on to the reason.",
    "why": "One line in your own words, then Enter decides. Esc: back.",
    "": "Esc or F10: back to the table.",
    "kept": "What you wrote is kept. Enter: take the offer; Enter there: decide.",
    "knows": "Up, Down, PgDn: read on. Esc: back to your choice.",
    "map": "Up, Down: what another would do. Enter: take it. Esc: back.",
    "typing": "The line for your reason is still here. Esc: back.",
    "quick": "All of it on one line: number (and zone), because, your reason. Enter decides.",
}
"""Hints by step, or by the pane that lies over the step."""
NEXT = {
    "respond": "Next: your answer to the card.",
    "deal": "Next: do you offer a deal yourself?",
    "answer": "Next: your answer to an offer.",
    "plan": "Next: your plan.",
    "estimate": "Next: your estimate.",
}
"""The question if the same role is asked next."""
_ANSWERS = ("accept", "decline", "counter")
"""The verbs that answer an offer."""


def format_example(asked: str, offers: Mapping[int, Offer]) -> str:
    """Return an example of a quick entry that this desk takes: *2 Juárez because ...* where an offer needs a zone."""
    if asked == "estimate":
        return "70 because ..."
    for n, offer in offers.items():
        if offer.rules and offer.slots:
            first = [*offer.slots[0].labels, *offer.slots[0].domain][0]
            return f"{n} {first} because ..."
    return f"{next(iter(offers), 1)} because ..."


def format_heading(seat: Seat) -> str:
    """Return whose desk it is, and the turn and the phase."""
    name, at = seat.find_role(seat.viewer).name, seat.find_position()
    when = "the exercise is over" if at.over else f"turn {at.turn} of {at.turns}"
    what = f", {at.phase}" if at.turn and not at.over else ""
    return f"{name}, for its eyes only: {when}{what}"


def format_recorded(seat: Seat, recorded: str, before: int, asked: str) -> str:
    """Return what was just recorded, how others have answered it, and what is asked next.

    ``before`` is the place in the log before that decision; bots answer an offer at once.
    """
    told = [entry.decision for _, entry in seat.list_log(before) if entry.decision is not None]
    answers = [format_decision(one) for one in told if one.verb in _ANSWERS and one.role != seat.viewer]
    said = "".join(f"{answer}. " for answer in answers)
    return f"Recorded: {recorded}. {said}{NEXT[asked]}"


def format_no_deal(asked: str) -> str:
    """Return that a role that was called for deals owes nothing about them, and what is asked next."""
    return f"Nothing about deals waits for your decision. {NEXT[asked]}"


def format_draft_decision(seat: Seat, offer: Offer, args: dict[str, Any], zone: str) -> str:
    """Return the decision of a role as it is so far: *Interdict at Honduras (58 %)*."""
    if offer.do == "estimate":
        return f"{args['percent']} % ({format_likelihood(args['percent'])})"
    if offer.do == "argue":
        moves = format_known_moves(*seat.name_moves(args["effects"]))
        return format_argument_draft(moves, args["secret"])
    odds = format_odds(offer, zone)
    title = format_place(format_title(offer), seat.build_map().find_name(zone))
    return f"{title} ({odds})" if odds else title
