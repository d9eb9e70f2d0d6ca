"""Lists every name that effects and conditions of a scenario may use, and what it means.

The names are those that the loader checks with (`known_names`): a name in the glossary loads, and any other name is
refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wargame.content.model.known_names import collect_names
from wargame.content.model.notation import NEIGHBOUR_WILL, TARGET_WILL
from wargame.content.model.scenario import Scenario

SECTIONS = {
    "tracks": "Tracks",
    "flags": "Flags: so, or not so",
    "places": "Numbers of the places",
    "target": "At the place an action is aimed at (only in an action with target:)",
    "derived": "Computed from others (conditions only)",
    "deals": "Deals that stand (conditions only)",
    "time": "Time (conditions only)",
}
"""The groups of names, in order."""


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """One name, with what an author needs to know.

    ``low`` and ``high`` are its bounds, 0 and 1 for what is true or false (``truth``). ``start`` is its value at the
    beginning, None if that depends on something. ``seen_by`` are roles, or empty if all see it. ``written`` says
    whether effects may change it; conditions may test every name.
    """

    name: str
    section: str
    title: str
    about: str
    low: int
    high: int
    start: int | None
    seen_by: tuple[str, ...]
    truth: bool
    written: bool

    @property
    def changes(self) -> str:
        """What an effect may do to it, in the notation; empty if effects may not change it."""
        if not self.written:
            return ""
        return "true, false" if self.truth else "+N, -N, =N"

    @property
    def intervals(self) -> str:
        """What a condition may test, in the notation."""
        return "true, false" if self.truth else "N+, N-, N..M, N"


def build_glossary(scenario: Scenario) -> list[GlossaryEntry]:
    """Return every name of a scenario by section, in the order of its file."""
    numbers = collect_names(scenario).numbers
    assert numbers is not None
    readable, writable = numbers.list_readable(target=True), numbers.list_writable(target=True)
    names = [one for one in _iter_entries(scenario, frozenset(writable)) if one.name in readable]
    order = list(SECTIONS)
    return sorted(names, key=lambda one: order.index(one.section))


def _iter_entries(scenario: Scenario, writable: frozenset[str]) -> Iterator[GlossaryEntry]:
    def name(
        key: str,
        section: str,
        title: str,
        about: str,
        bounds: tuple[int, int] = (0, 1),
        start: int | None = None,
        seen_by: tuple[str, ...] = (),
    ) -> GlossaryEntry:
        truth = section in ("flags", "deals")
        return GlossaryEntry(key, section, title, about, *bounds, start, seen_by, truth, key in writable)

    wills = {
        member.will: member.name for role in scenario.roles.values() for member in role.members.values()
    }  # the glossary tells whose will it is
    for key, track in scenario.tracks.items():
        about = f"{track.about} The will of {wills[key]}." if key in wills else track.about
        yield name(key, "tracks", track.name, about, (track.min, track.max), track.start, _list_roles(track.seen_by))
    for key, flag in scenario.flags.items():
        yield name(f"flags.{key}", "flags", flag.name, flag.about, start=0, seen_by=_list_roles(flag.seen_by))
    for number, spec in scenario.zone_numbers.items():
        bounds = (spec.min, spec.max)
        for zone_id, zone in scenario.zones.items():
            title = f"{zone.name}: {spec.name.lower()}"
            yield name(f"zones.{zone_id}.{number}", "places", title, spec.about, bounds, zone.start.get(number))
        yield name(f"zones.target.{number}", "target", f"{spec.name} there", spec.about, bounds)
        yield name(f"zones.neighbour.{number}", "target", f"{spec.name} next door", spec.about, bounds)
    tracks = [scenario.tracks[will] for will in wills if will in scenario.tracks]
    if tracks:
        about = "How willing the member is in whose zones the place lies."
        bounds = (min(track.min for track in tracks), max(track.max for track in tracks))
        yield name(TARGET_WILL, "target", "Will of the member there", about, bounds)
        about = "How willing the member is in whose zones the place next door lies, if it is another one."
        yield name(NEIGHBOUR_WILL, "target", "Will of the member next door", about, bounds)
    for key, derived in scenario.derived.items():
        yield name(key, "derived", derived.name, derived.about, _compute_bounds(scenario, key))
    for form in scenario.deals:
        parties = tuple(form.between) if form.secret else ()
        yield name(f"deals.{form.id}", "deals", form.title, form.text, start=0, seen_by=parties)
    turns = max(length.turns for length in scenario.lengths.values())
    yield name("turn", "time", "Turn", "The turn that is being played.", (1, turns), 1)
    yield name("turns_left", "time", "Turns left", "How many turns come after this one.", (0, turns - 1))


def _list_roles(seen_by: str | list[str]) -> tuple[str, ...]:
    return () if isinstance(seen_by, str) else tuple(seen_by)


def _compute_bounds(scenario: Scenario, key: str) -> tuple[int, int]:
    """Return the least and the greatest value of a derived number."""
    derived = scenario.derived[key]
    zones = [zone for zone in scenario.zones.values() if not derived.where.kinds or zone.kind in derived.where.kinds]
    if derived.sum is not None:
        spec = scenario.zone_numbers[derived.sum]
        low, high = spec.min * len(zones), spec.max * len(zones)
        low = min(low, 0) if derived.where.numbers else low  # a bound on numbers may leave all zones out
    elif derived.count == "members":
        low, high = 0, sum(len(role.members) for role in scenario.roles.values())
    else:
        low, high = 0, len(zones)
    low, high = low * derived.times, high * derived.times
    return (low, high) if derived.max is None else (min(low, derived.max), min(high, derived.max))
