"""Reads the fields of a form as a decision of a role: its verb, its arguments, its reason and its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.devices.room_state import clean_line
from wargame.exercise.play.input_parsing import UnclearError, fill_slot, parse_percent
from wargame.exercise.play.quick_entry import format_missing_slot
from wargame.exercise.play.sanitize import LIMITS, clean
from wargame.exercise.seat import Seat
from wargame.exercise.view.hearing import MOST_REASONS
from wargame.light_dataclass import dataclass
from wargame.rules.offers import Offer, Slot
from wargame.rules.text.offer_text import format_place, format_title

Fields = Mapping[str, str]
KEPT = 40
"""The most fields of a form that are looked at."""


@dataclass(frozen=True, slots=True)
class FormDecision:
    """A decision as it was written in a form; ``words`` says it in few words, for who reads along."""

    verb: str
    args: Mapping[str, Any]
    because: str
    said: Mapping[str, Any]
    words: str


def clean_fields(fields: Fields) -> dict[str, str]:
    """Return the fields of a form without signs that control a terminal or turn the direction of text."""
    return {clean_line(name, 60): clean(text) for name, text in list(fields.items())[:KEPT] if text.strip()}


def read_decision(seat: Seat, kind: str, fields: Fields) -> FormDecision:
    """Return the decision that the fields of a form make of the offers of a seat. Raises `UnclearError`."""
    because = clean(fields.get("because", ""), LIMITS["rationale"])
    offers = seat.number_offers()
    if kind == "estimate":
        percent = parse_percent(fields.get("percent", ""))
        return FormDecision("estimate", {"percent": percent}, because, {}, f"{percent} %")
    if kind == "challenge":
        sides = {side: _list_lines(fields, side[:-1], MOST_REASONS) for side in ("pros", "cons")}
        counts = {side: len(reasons) for side, reasons in sides.items()}
        words = f"{counts['cons']} against, {counts['pros']} for"
        return FormDecision("challenge", counts, because, sides, words)
    offer = _find_offer(offers, fields)
    if offer.do == "argue":
        return _read_argument(offer, fields, because)
    number = next(n for n, one in offers.items() if one is offer)
    args = dict(offer.args)
    place = ""
    for slot in offer.slots:
        typed = fields.get(f"{slot.name}-{number}", "") or (str(slot.domain[0]) if len(slot.domain) == 1 else "")
        if not typed:
            raise UnclearError(format_missing_slot(offer, slot))
        args[slot.name] = fill_slot(slot, typed)
        if slot.labels and args[slot.name] in slot.domain:
            place = slot.labels[slot.domain.index(args[slot.name])]
    return FormDecision(offer.do, args, because, {}, format_place(format_title(offer), place))


def _find_offer(offers: Mapping[int, Offer], fields: Fields) -> Offer:
    typed = fields.get("offer", "")
    if not typed:
        raise UnclearError("choose something first")
    offer = offers.get(int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else None
    if offer is None:
        raise UnclearError("that is not open now; choose from the list")
    return offer


def _list_lines(fields: Fields, name: str, most: int) -> list[str]:
    """Return the lines ``NAME1``, ``NAME2`` ... that are not empty."""
    lines = (clean_line(fields.get(f"{name}{n}", ""), LIMITS["reason"]) for n in range(1, most + 1))
    return [line for line in lines if line]


def _read_argument(offer: Offer, fields: Fields, because: str) -> FormDecision:
    slots = {slot.name: slot for slot in offer.slots}
    action = clean_line(fields.get("action", ""), LIMITS["action"])
    reasons = _list_lines(fields, "reason", slots["reasons"].domain[-1])
    if not action:
        raise UnclearError("say what you do, in one line")
    if not reasons:
        raise UnclearError("an argument needs at least one reason")
    args = {
        **offer.args,
        "effects": _read_moves(slots["effects"], fields),
        "reasons": len(reasons),
        "secret": bool(fields.get("secret")) and len(slots["secret"].domain) > 1,
    }
    said = {"action": action, "effect": clean_line(fields.get("effect", ""), LIMITS["effect"]), "reasons": reasons}
    return FormDecision("argue", args, because, said, f"{format_title(offer)}: {action}")


def _read_moves(slot: Slot, fields: Fields) -> dict[str, int]:
    moves: dict[str, int] = {}
    for n in range(1, slot.most + 1):
        number, size = fields.get(f"number{n}", ""), fields.get(f"size{n}", "")
        if not number and not size:
            continue
        if not number:
            raise UnclearError("choose which number should move, or take its size away")
        if not size:
            raise UnclearError("choose by how much the number should move")
        if number in moves:
            raise UnclearError("the same number is named twice; choose another")
        by = size.removeprefix("+")
        if number not in slot.domain or not by.removeprefix("-").isdecimal() or len(by) > 4:
            raise UnclearError("choose a number and its size from the lists")
        moves[number] = int(by)
    if not slot.is_valid(moves):
        raise UnclearError("these changes are not possible; choose from the lists")
    return moves
