"""The notation of what brings cards: ``inject: CARD``, ``inject: {card: CARD, at: now}``, or a list of mappings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from wargame.content.model.notation import Fault, fail, format_value
from wargame.content.model.notation import Path as DataPath
from wargame.suggestion import suggest_name

LATER, NEXT, NOW = "later", "next", "now"
MOMENTS = (LATER, NEXT, NOW)
"""When a card comes: after the announced one, as the next one in its place, or at once."""

ANY = "any"
OUTCOMES = (ANY, "success", "failure")
"""Of a check or of a hearing, which outcome brings a card."""


class Follow(NamedTuple):
    """A card that something brings: which one, when, and on which outcome."""

    card: str
    at: str = LATER
    after: str = ANY


CheckName = Callable[[str], Fault | None]
"""Returns what is wrong with the name of a card, or None."""


def parse_follows(value: Any, check_name: CheckName) -> tuple[Follow, ...]:
    """Return the cards that a value brings. Raises a validation error with every fault in it."""
    faults: list[Fault] = []
    if isinstance(value, str):
        if (fault := check_name(value)) is not None:
            fail([fault])
        return (Follow(value),)
    if isinstance(value, list) and value:
        found = [_parse_one(one, (i,), check_name, faults) for i, one in enumerate(value)]
    else:
        found = [_parse_one(value, (), check_name, faults)]
    fail(faults)
    return tuple(one for one in found if one is not None)


def _parse_one(value: Any, path: DataPath, check_name: CheckName, faults: list[Fault]) -> Follow | None:
    if not isinstance(value, dict):
        example = "the id of a card, or a mapping such as {card: surge, at: now}"
        faults.append(Fault(path, f"{format_value(value)} brings no card", example))
        return None
    for key in value:
        if key not in Follow._fields:
            hint = suggest_name(str(key), Follow._fields)
            faults.append(Fault((*path, key), f"unknown key {key!r}", ", ".join(Follow._fields), hint, True))
    card = value.get("card")
    if not isinstance(card, str):
        faults.append(Fault(path, "no card is named", "card: and its id"))
    elif (fault := check_name(card)) is not None:
        faults.append(fault._replace(path=(*path, "card")))
    for key, known in (("at", MOMENTS), ("after", OUTCOMES)):
        if key in value and value[key] not in known:
            said, hint = f"{format_value(value[key])} as {key}", suggest_name(str(value[key]), known)
            faults.append(Fault((*path, key), said, f"one of: {', '.join(known)}", hint))
    return Follow(str(card), str(value.get("at", NEXT)), str(value.get("after", ANY)))


def dump_follows(follows: tuple[Follow, ...]) -> str | dict[str, str] | list[dict[str, str]]:
    """Return the notation of a file: a name alone for one card that comes later, whatever happens."""
    if len(follows) == 1:
        (one,) = follows
        return one.card if one == Follow(one.card) else _dump_one(one)
    return [_dump_one(one) for one in follows]


def _dump_one(one: Follow) -> dict[str, str]:
    out = {"card": one.card, "at": one.at}
    return out if one.after == ANY else out | {"after": one.after}
