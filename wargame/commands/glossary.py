"""scenario show --glossary: every name that effects and conditions can be written against."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby

from wargame.commands.printing import say
from wargame.content.author.glossary import SECTIONS, GlossaryEntry, build_glossary
from wargame.content.model.scenario import Scenario


def show_glossary(scenario: Scenario, as_json: bool) -> None:
    """Print the names of a scenario by section, each with its range, start and meaning; or all of it as JSON."""
    names = build_glossary(scenario)
    if as_json:
        told = [{**asdict(one), "changes": one.changes, "intervals": one.intervals} for one in names]
        print(json.dumps(told, indent=2, ensure_ascii=False))
        return
    print(f"Names for effects and conditions in {scenario.title}\n")
    say("An effect changes a number: NAME: +1, NAME: -1, NAME: =3; a flag becomes true or false.")
    say("A condition asks for an interval: NAME: 7+ (7 or more), 3- (3 or less), 4..6, 5, true, false.")
    say("Conditions may read all of these. Effects may change all but those marked so.")
    for section, inside in groupby(names, lambda one: one.section):
        print(f"\n{SECTIONS[section]}")
        if section == "places":
            _say_places(scenario, list(inside))
        else:
            for one in inside:
                say(f"{one.name}: {_format_range(one)}. {one.title}: {one.about}{_format_seen_by(scenario, one)}", 2)


def _say_places(scenario: Scenario, names: list[GlossaryEntry]) -> None:
    """The meaning of each number once, then its names with their starts."""
    starts = {one.name: one.start for one in names}
    for number, spec in scenario.zone_numbers.items():
        say(f"{spec.name}: {spec.about} {spec.min} to {spec.max}.", 2)
        for zone_id, zone in scenario.zones.items():
            name = f"zones.{zone_id}.{number}"
            if name in starts:
                say(f"{name}: starts at {starts[name]}. {zone.name}", 4)


def _format_range(one: GlossaryEntry) -> str:
    span = "true or false" if one.truth else f"{one.low} to {one.high}"
    return span if one.start is None else f"{span}, starts {_format_start(one)}"


def _format_start(one: GlossaryEntry) -> str:
    return ("true" if one.start else "false") if one.truth else f"at {one.start}"


def _format_seen_by(scenario: Scenario, one: GlossaryEntry) -> str:
    if not one.seen_by:
        return ""
    return f" Seen by {' and '.join(scenario.roles[role].name for role in one.seen_by)} only."
