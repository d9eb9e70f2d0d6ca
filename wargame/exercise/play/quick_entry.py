"""Reads a whole decision typed on one line, such as ``3 juarez because the price is right``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from wargame.exercise.play.input_parsing import (
    UnclearError,
    fill_slot,
    format_names,
    parse_moves,
    parse_offer,
    parse_percent,
    split_because,
)
from wargame.rules.offers import ClosedOffer, Offer, Slot
from wargame.rules.text.offer_text import format_domain, format_title, list_slot_labels


class QuickEntry(NamedTuple):
    """An offer, the values typed for its slots, the reason, and for an argument its words.

    ``missing`` is the slot that has several values and was left open; None when the entry is complete.
    """

    offer: Offer
    args: dict[str, Any]
    because: str
    said: dict[str, Any]
    missing: Slot | None


def read_entry(text: str, offers: Mapping[int, Offer], closed: Sequence[tuple[int, ClosedOffer]] = ()) -> QuickEntry:
    """Read one line against numbered offers. Raises `UnclearError` for a line that cannot be read or is ``closed``."""
    head, because = split_because(text)
    first = next(iter(offers.values()), None)
    if first is None:
        raise UnclearError("nothing is asked now")
    if first.do == "estimate":
        return QuickEntry(first, {"percent": parse_percent(head)}, because, {}, None)
    offer, rest = parse_offer(head, offers, closed)
    if offer.do == "argue":
        return QuickEntry(offer, _parse_argument(offer, rest), because, {"action": because, "reasons": [because]}, None)
    args, missing = dict(offer.args), None
    for slot in offer.slots:
        if rest:
            args[slot.name], rest = fill_slot(slot, rest), ""
        elif len(slot.domain) == 1:
            args[slot.name] = slot.domain[0]
        else:
            missing = slot
    if rest:
        raise UnclearError(f"{rest!r} was not understood after {format_title(offer)}; write because before a reason")
    return QuickEntry(offer, args, because, {}, missing)


def _parse_argument(offer: Offer, typed: str) -> dict[str, Any]:
    """Return an open argument in one line: its effects, and one reason, which is the words after *because*."""
    effects = next(slot for slot in offer.slots if slot.effects)
    moves = parse_moves(typed, dict(zip(effects.domain, effects.labels, strict=True))) if typed else {}
    if not effects.is_valid(moves):
        raise UnclearError(f"effects must be {format_domain(effects)}")
    return {"effects": moves, "reasons": 1, "secret": False}


def format_missing_slot(offer: Offer, slot: Slot) -> str:
    """Return what is still missing in an entry, as a sentence."""
    values = [str(one) for one in list_slot_labels(slot) or slot.domain]
    return f"{format_title(offer)} needs a {slot.name}: {format_names(values)}"
