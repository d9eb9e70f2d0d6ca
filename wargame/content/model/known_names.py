"""Gathers the names a scenario declares, so that everything which refers to them can be checked in one pass.

Works on a finished `Scenario`, and, leniently, on raw data that may still be full of mistakes: the other errors of a
file must not hide behind one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wargame.content.model.notation import NumberNames
from wargame.content.model.scenario import Scenario
from wargame.content.model.types import KnownNames

ALWAYS = frozenset({"turn", "turns_left"})
"""Numbers every exercise has: the turn, and how many are still to come."""


def collect_names(
    scenario: Scenario, cards: frozenset[str] | None = None, facts: frozenset[str] | None = None
) -> KnownNames:
    """The names a deck for this scenario may use. Without ``cards`` or ``facts`` those references go unchecked."""
    return _build_known(
        roles=scenario.roles,
        tracks=scenario.tracks,
        flags=scenario.flags,
        kinds=scenario.kinds,
        zones=scenario.zones,
        zone_numbers=scenario.zone_numbers,
        derived=scenario.derived,
        standing=(deal.id for deal in scenario.deals if deal.stands),
        actions=(action.id for action in scenario.actions),
        deals=(deal.id for deal in scenario.deals),
        endings=(ending.id for ending in scenario.endings),
        objectives=(objective.id for objective in scenario.learning_objectives),
        members=any(role.members for role in scenario.roles.values()),
        cards=cards,
        facts=facts,
    )


def collect_raw_names(
    data: Any, cards: frozenset[str] | None = None, facts: frozenset[str] | None = None
) -> KnownNames:
    """The same from a scenario's raw data: whatever looks like a declared name counts."""
    parts = read_mapping(data)
    return _build_known(
        roles=read_mapping(parts.get("roles")),
        tracks=read_mapping(parts.get("tracks")),
        flags=read_mapping(parts.get("flags")),
        kinds=read_mapping(parts.get("kinds")),
        zones=read_mapping(parts.get("zones")),
        zone_numbers=read_mapping(parts.get("zone_numbers")),
        derived=read_mapping(parts.get("derived")),
        standing=(deal["id"] for _, deal in iter_named_entries(parts.get("deals")) if deal.get("stands") is not False),
        actions=(action["id"] for _, action in iter_named_entries(parts.get("actions"))),
        deals=(deal["id"] for _, deal in iter_named_entries(parts.get("deals"))),
        endings=(ending["id"] for _, ending in iter_named_entries(parts.get("endings"))),
        objectives=(objective["id"] for _, objective in iter_named_entries(parts.get("learning_objectives"))),
        members=any(
            read_mapping(read_mapping(role).get("members")) for role in read_mapping(parts.get("roles")).values()
        ),
        cards=cards,
        facts=facts,
    )


def _build_known(
    *,
    roles: Iterable[str],
    tracks: Iterable[str],
    flags: Iterable[str],
    kinds: Iterable[str],
    zones: Iterable[str],
    zone_numbers: Iterable[str],
    derived: Iterable[str],
    standing: Iterable[str],
    actions: Iterable[str],
    deals: Iterable[str],
    endings: Iterable[str],
    objectives: Iterable[str],
    members: bool,
    cards: frozenset[str] | None,
    facts: frozenset[str] | None,
) -> KnownNames:
    track_names, zone_names, target = frozenset(tracks), frozenset(zones), frozenset(zone_numbers)
    flag_names = frozenset(f"flags.{name}" for name in flags)
    write = track_names | flag_names | {f"zones.{zone}.{number}" for zone in zone_names for number in target}
    read = write | set(derived) | {f"deals.{name}" for name in standing} | ALWAYS
    return KnownNames(
        numbers=NumberNames(frozenset(read), frozenset(write), flag_names, target, members),
        roles=frozenset(roles),
        zones=zone_names,
        kinds=frozenset(kinds),
        tracks=track_names,
        actions=frozenset(actions),
        deals=frozenset(deals),
        cards=cards,
        endings=frozenset(endings),
        objectives=frozenset(objectives),
        facts=facts,
    )


def read_mapping(value: Any) -> dict[str, Any]:
    """A mapping of raw data, or an empty one where something else stands."""
    return value if isinstance(value, dict) else {}


def iter_entries(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """The mappings in a list of raw data, each with its place in it."""
    for i, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, dict):
            yield i, entry


def iter_named_entries(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """The entries of a list that have an id."""
    return ((i, entry) for i, entry in iter_entries(value) if isinstance(entry.get("id"), str))


def list_ids(value: Any) -> frozenset[str]:
    """The ids in a list of raw data."""
    return frozenset(entry["id"] for _, entry in iter_named_entries(value))
