"""Soft warnings: what is allowed in a scenario or a deck but rarely meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from wargame.content.models import Card, Deck, Frame, Option, Scenario
from wargame.content.notation import TARGET_WILL, Condition

SHORT, LONG = 25, 90
"""Words of a card's text: below the one it says too little, above the other it is not read aloud."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One warning: a stable ``code``, the thing it is about, and what to think about."""

    code: str
    place: str
    text: str
    level: str = "warning"


def check_deck(deck: Deck) -> list[Finding]:
    """What an author of cards may have forgotten."""
    return [finding for card in deck.cards for finding in _card(card)]


def check_scenario(scenario: Scenario, decks: Sequence[Deck] = ()) -> list[Finding]:
    """Tracks that nothing reads, or that fewer than two sides can move, with these decks."""
    read = set(_read(scenario, decks))
    wills = {member.will for role in scenario.roles.values() for member in role.members.values()}
    read |= wills if TARGET_WILL in read or any(one.count == "members" for one in scenario.derived.values()) else set()
    findings: list[Finding] = []
    for name in scenario.tracks:
        if name not in read:
            said = "no rule, objective or card reads it: it moves and nothing follows"
            findings.append(Finding("unread-track", f"track {name}", said))
        aimed = {name, TARGET_WILL} if name in wills else {name}
        writers = {who for who, names in _written(scenario, decks) if not aimed.isdisjoint(names)}
        if len(writers) < 2:
            by = f"moved by {writers.pop()} only" if writers else "moved by nobody"
            findings.append(Finding("one-sided-track", f"track {name}", f"{by}: let a second role or the cards, too"))
    return findings


def _card(card: Card) -> Iterator[Finding]:
    place = f"card {card.id}"
    if not card.cites:
        yield Finding("uncited", place, "it cites no fact: where does it come from?")
    if not card.ask:
        yield Finding("no-question", place, "it asks no question (ask): what should the class talk about?")
    if card.expect is None:
        yield Finding("no-expectation", place, "it does not say what a facilitator should look for (expect)")
    words = len(card.text.split())
    if words > LONG:
        yield Finding("long-text", place, f"its text has {words} words: more than {LONG} are not listened to")
    elif words < SHORT:
        yield Finding("short-text", place, f"its text has {words} words: fewer than {SHORT} set no scene")
    options = card.response.options if card.response else []
    for i, option in enumerate(options):
        same = next((other for other in options[:i] if _rule(other) == _rule(option)), None)
        if same is not None:
            said = f"it does the same as {same.id}: the choice makes no difference"
            yield Finding("same-options", f"{place}, option {option.id}", said)


def _rule(option: Option) -> dict[str, object]:
    return {name: getattr(option, name) for name in Frame.model_fields}


def _frames(scenario: Scenario, decks: Sequence[Deck]) -> Iterator[tuple[str, Frame]]:
    """Every frame there is, and who sets it off."""
    for action in scenario.actions:
        yield action.role, action
    for rule in scenario.upkeep:
        yield "upkeep", rule
    for deck in decks:
        for card in deck.cards:
            for frame in card.also:
                yield "the cards", frame
            if card.response:
                for option in card.response.options:
                    yield card.response.role, option


def _written(scenario: Scenario, decks: Sequence[Deck]) -> Iterator[tuple[str, Collection[str]]]:
    """Who changes what; what happens by itself (upkeep) is nobody's doing."""
    for who, frame in _frames(scenario, decks):
        if who != "upkeep":
            for names in (frame.effects, frame.success, frame.failure, frame.cost):
                yield who, names
    for deal in scenario.deals:
        for role in deal.between:
            for names in (deal.now, deal.each, deal.broken):
                yield role, names
    for deck in decks:
        for card in deck.cards:
            yield "the cards", card.effects


def _read(scenario: Scenario, decks: Sequence[Deck]) -> Iterator[str]:
    for condition in _conditions(scenario, decks):
        yield from condition.names()
    for _, frame in _frames(scenario, decks):
        yield from frame.cost
        if frame.per is not None:
            yield frame.per[0]
    for role in scenario.roles.values():
        for objective in role.objectives:
            yield from objective.points


def _conditions(scenario: Scenario, decks: Sequence[Deck]) -> Iterator[Condition]:
    for _, frame in _frames(scenario, decks):
        yield frame.when
        if frame.check is not None:
            for bonus in frame.check.plus:
                yield bonus.when
    for deal in scenario.deals:
        yield deal.when
        yield deal.lapses
    for ending in scenario.endings:
        yield ending.when
    for role in scenario.roles.values():
        for member in role.members.values():
            yield member.vetoes
        for objective in role.objectives:
            for award in objective.awards:
                yield award.when
    if scenario.question is not None:
        yield scenario.question.true_when
    for deck in decks:
        for card in deck.cards:
            yield card.when
            if card.response:
                yield card.response.when
