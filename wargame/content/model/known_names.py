"""Gathers the names that a scenario declares, so that everything that refers to them is checked in one pass."""

from __future__ import annotations

from typing import Any

from wargame.content.model.notation import NumberNames
from wargame.content.model.parts import ALWAYS, PARTS, Part
from wargame.content.model.raw_data import iter_named_entries, list_ids, read_mapping
from wargame.content.model.scenario import Scenario
from wargame.content.model.types import KnownNames


def collect_names(
    scenario: Scenario, cards: frozenset[str] | None = None, facts: frozenset[str] | None = None
) -> KnownNames:
    """Return the names a deck for this scenario may use.

    References to cards and facts stay unchecked without ``cards`` and ``facts``.
    """
    return collect_raw_names(scenario.model_dump(mode="json", exclude_defaults=True), cards, facts)


def collect_raw_names(
    data: Any,
    cards: frozenset[str] | None = None,
    facts: frozenset[str] | None = None,
    claims: frozenset[str] | None = None,
) -> KnownNames:
    """Return the same names from a scenario's raw data, which may still have mistakes.

    Everything that looks like a declared name counts, so that one mistake hides no other.
    """
    whole = read_mapping(data)
    names = {part.name: _list_names(whole, part) for part in PARTS}
    standing = {deal["id"] for _, deal in iter_named_entries(whole.get("deals")) if deal.get("stands") is not False}
    return KnownNames(
        numbers=_collect_numbers(names, standing, _has_members(whole)),
        roles=names["roles"],
        zones=names["zones"],
        kinds=names["kinds"],
        tracks=names["tracks"],
        actions=names["actions"],
        deals=names["deals"],
        cards=cards,
        endings=names["endings"],
        objectives=names["learning_objectives"],
        facts=facts,
        claims=claims,
    )


def _list_names(whole: dict[str, Any], part: Part) -> frozenset[str]:
    value = whole.get(part.name)
    return frozenset(read_mapping(value)) if part.keyed else list_ids(value)


def _has_members(whole: dict[str, Any]) -> bool:
    roles = read_mapping(whole.get("roles")).values()
    return any(read_mapping(read_mapping(role).get("members")) for role in roles)


def _collect_numbers(names: dict[str, frozenset[str]], standing: set[str], members: bool) -> NumberNames:
    """Return the numbers that conditions and effects may name; ``standing`` are the deals that stand once made."""
    flags = frozenset(f"flags.{name}" for name in names["flags"])
    of_zones = names["zone_numbers"]
    write = names["tracks"] | flags | {f"zones.{zone}.{number}" for zone in names["zones"] for number in of_zones}
    read = write | names["derived"] | {f"deals.{name}" for name in standing} | ALWAYS
    return NumberNames(read, write, flags, of_zones, members)
