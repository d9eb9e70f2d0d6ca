"""docs/papers-in-play.md is held to the files: every part named is there, every page is the fact's, none is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import pytest

from tests.paths import DOCS
from wargame.content.load.loader import load_content
from wargame.content.model.deck import Card
from wargame.content.model.scenario import Scenario
from wargame.content.model.source import Source

PAGE = DOCS / "papers-in-play.md"
SCOPES = {
    "": "impracticable-alliance",
    " with partners": "crossroads",
    " of Security Through Partnership": "security-through-partnership",
}
"""What a line's label ends with, and the scenario its names are looked up in."""

LINE = re.compile(r"^- \*\*(?P<label>[^*]+)\*\*: (?P<names>.*)$")
FACT = re.compile(r"`(?P<fact>[^`]+)` \(p\. (?P<page>[\d–]+)\)")


class System(NamedTuple):
    """One idea of a paper: its heading, and the names under each label."""

    title: str
    parts: Mapping[str, tuple[str, ...]]
    pages: Mapping[str, str]


def systems() -> list[System]:
    """The entries of the page; continued lines are put together first."""
    found = []
    for block in PAGE.read_text(encoding="utf-8").split("\n### ")[1:]:
        title, _, rest = block.partition("\n")
        lines = [match for line in rest.replace("\n  ", " ").splitlines() if (match := LINE.match(line))]
        parts = {line["label"]: tuple(re.findall(r"`([^`]+)`", line["names"])) for line in lines}
        read = {match["fact"]: match["page"] for line in lines for match in FACT.finditer(line["names"])}
        found.append(System(title, parts, read))
    return found


@cache
def shipped(scenario: str) -> tuple[Scenario, Mapping[str, Card], tuple[Source, ...]]:
    """A scenario, the cards written for it or for what it is laid over (contingency cards included), and the papers."""
    own = ["nolden-2011", "killebrew-irvine-2011", "contingency"]
    laid_over = {"crossroads": ["partners"], "security-through-partnership": ["partners", "rivals"]}
    content = load_content(scenario, own + laid_over.get(scenario, []))
    return content.scenario, {card.id: card for deck in content.decks for card in deck.cards}, content.sources


def names(label: str) -> set[str]:
    """Every name that may stand under a label."""
    kind = next(kind for kind in KINDS if label.startswith(kind))
    scenario, cards, _ = shipped(SCOPES[label.removeprefix(kind)])
    return {
        "Tracks": set(scenario.tracks),
        "Flags": set(scenario.flags),
        "Zone kinds": set(scenario.kinds),
        "Zones": set(scenario.zones),
        "Numbers": set(scenario.zone_numbers),
        "Counts": set(scenario.derived),
        "Aims": {aim.id for role in scenario.roles.values() for aim in role.objectives},
        "Members": {member for role in shipped("crossroads")[0].roles.values() for member in role.members},
        "Actions": {action.id for action in scenario.actions},
        "Deals": {deal.id for deal in scenario.deals},
        "Rules": {rule.id for rule in scenario.upkeep},
        "Endings": {ending.id for ending in scenario.endings},
        "Cards": set(cards),
        "Read": {f"{source.id}/{fact.id}" for source in shipped("crossroads")[2] for fact in source.facts},
    }[kind]


KINDS = (
    *("Tracks", "Flags", "Zone kinds", "Zones", "Numbers", "Counts", "Aims", "Members"),
    *("Actions", "Deals", "Rules", "Endings", "Cards", "Read"),
)


@pytest.mark.parametrize("system", systems(), ids=lambda system: system.title)
def test_a_system_can_be_met_and_read(system: System) -> None:
    unknown = {label: set(named) - names(label) for label, named in system.parts.items()}
    assert not any(unknown.values()), unknown
    assert set(system.pages) == set(system.parts["Read"]), "every fact has its page"
    assert any(label != "Read" for label in system.parts)


def test_pages_are_those_of_the_facts() -> None:
    page = {f"{source.id}/{fact.id}": fact.page for source in shipped("crossroads")[2] for fact in source.facts}
    wrong = {
        fact: page[fact]
        for system in systems()
        for fact, at in system.pages.items()
        if page[fact] != at.replace("–", "-")
    }
    assert wrong == {}


def test_cards_cite_what_their_system_rests_on() -> None:
    cards = {name: card for scenario in SCOPES.values() for name, card in shipped(scenario)[1].items()}
    astray = [
        (system.title, card)
        for system in systems()
        for label, named in system.parts.items()
        if label.startswith("Cards")
        for card in named
        if not set(cards[card].cites) & set(system.pages)
    ]
    assert astray == []


def test_nothing_of_the_papers_is_left_out() -> None:
    named = {name for system in systems() for names in system.parts.values() for name in names}
    assert names("Read") - named == set(), "facts without a system"
    drawn = {name for scenario in SCOPES.values() for name in shipped(scenario)[1]}
    assert drawn - named == set(), "cards without a system"
