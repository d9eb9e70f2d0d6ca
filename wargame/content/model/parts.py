"""Lists the parts of a scenario, and what messages and loaders need to know of each.

A *part* is a key of a file that holds entries with names: a mapping by name, or a list of entries with an ``id``.
"""

from __future__ import annotations

from typing import NamedTuple

ALWAYS = frozenset({"turn", "turns_left"})
"""Numbers that every exercise has: the turn, and how many turns are still to come."""


class Part(NamedTuple):
    """One part: its key, what messages call one entry, and how its entries are used.

    ``keyed``: the part is a mapping by name; else it is a list of entries with an ``id``. ``layered``: a scenario that
    extends another lays its entries over those of its base. ``played``: its conditions matter in play. ``reserved``
    are names that no entry may have, because conditions and effects read them as something else, or the program does.
    """

    name: str
    singular: str
    keyed: bool = False
    layered: bool = True
    played: bool = True
    reserved: frozenset[str] = frozenset()


PARTS = (
    Part("learning_objectives", "learning objective", layered=False),
    Part("lengths", "length", keyed=True),
    Part("roles", "role", keyed=True, reserved=frozenset({"facilitator", "observer"})),
    Part("tracks", "track", keyed=True, reserved=ALWAYS | {"any"}),
    Part("flags", "flag", keyed=True),
    Part("kinds", "kind", keyed=True),
    Part("zone_numbers", "zone number", keyed=True, reserved=frozenset({"kind"})),
    Part("zones", "zone", keyed=True, reserved=frozenset({"target"})),
    Part("derived", "derived number", keyed=True, reserved=ALWAYS | {"any"}),
    Part("actions", "action"),
    Part("deals", "deal"),
    Part("upkeep", "upkeep rule"),
    Part("endings", "ending", layered=False),
    Part("rates", "rate", played=False),
    Part("experiments", "experiment", played=False),
    Part("switches", "switch", played=False),
)
"""The parts of a scenario, in the order of its model."""

INNER_PARTS = (
    Part("cards", "card"),
    Part("options", "option"),
    Part("tasks", "task"),
    Part("objectives", "objective"),
    Part("members", "member", keyed=True),
    Part("facts", "fact"),
    Part("claims", "claim"),
)
"""The parts of decks and sources, and those inside an entry of another part."""

LAYERED = {part.name: part for part in PARTS if part.layered}
"""The parts that a scenario that extends another takes over entry by entry, by key."""

UNPLAYED = frozenset(part.name for part in PARTS if not part.played)
"""The parts that only balance reports read."""
