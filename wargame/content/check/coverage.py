"""What of the sources a scenario and its decks carry: facts × what cites them × the objectives these serve; and what
nothing touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wargame.content.load.loader import Content, plain
from wargame.content.load.validation import where
from wargame.content.model.notation import Path

CARDS, ACTIONS = 4, 2
"""An objective is served by so many of each at least: with fewer, an exercise may pass it by."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something players touch, that may cite facts and serve objectives: *card siege*, *upkeep rule fear*."""

    kind: str
    id: str
    cites: tuple[str, ...]
    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactCovered:
    """A fact, the things that cite it, by kind, and the objectives its cards and actions serve."""

    fact: str
    page: str
    claim: str
    cited_by: dict[str, list[str]]
    objectives: list[str]


@dataclass(frozen=True, slots=True)
class ObjectiveCovered:
    """A learning objective with the cards and actions that serve it."""

    id: str
    text: str
    cards: list[str]
    actions: list[str]


@dataclass(frozen=True, slots=True)
class Untouched:
    """What nothing touches: facts nothing cites, objectives too few things serve, and cards and actions that stand
    alone. Waiting (an action without effect on anyone else, ``repeat``) need cite nothing."""

    facts: list[str]
    objectives_with_few_cards: list[str]
    objectives_with_few_actions: list[str]
    cards_without_citation: list[str]
    cards_without_objective: list[str]
    actions_without_citation: list[str]
    actions_without_objective: list[str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole report."""

    scenario: str
    untouched: Untouched
    objectives: list[ObjectiveCovered]
    facts: list[FactCovered]


def coverage(content: Content) -> Coverage:
    """Look through a scenario and its decks. Only sources of which something is cited count."""
    things = [thing for part in (*content.decks, content.scenario) for thing in _things(plain(part))]
    cards = [thing for thing in things if thing.kind == "card"]
    actions = [thing for thing in things if thing.kind == "action"]
    objectives = [
        ObjectiveCovered(one.id, one.text, _serving(cards, one.id), _serving(actions, one.id))
        for one in content.scenario.learning_objectives
    ]
    order = [objective.id for objective in objectives]
    facts = [
        _fact(f"{source.id}/{fact.id}", fact.page, fact.claim, things, order)
        for source in content.sources
        for fact in source.facts
    ]
    waiting = {action.id for action in content.scenario.actions if action.repeat}
    return Coverage(
        scenario=content.scenario.id,
        untouched=Untouched(
            facts=[one.fact for one in facts if not one.cited_by],
            objectives_with_few_cards=[one.id for one in objectives if len(one.cards) < CARDS],
            objectives_with_few_actions=[one.id for one in objectives if len(one.actions) < ACTIONS],
            cards_without_citation=[card.id for card in cards if not card.cites],
            cards_without_objective=[card.id for card in cards if not card.objectives],
            actions_without_citation=[one.id for one in actions if not one.cites and one.id not in waiting],
            actions_without_objective=[one.id for one in actions if not one.objectives],
        ),
        objectives=objectives,
        facts=facts,
    )


def _fact(name: str, page: str, claim: str, things: list[Thing], order: list[str]) -> FactCovered:
    citing = [thing for thing in things if name in thing.cites]
    by_kind: dict[str, list[str]] = {}
    for thing in citing:
        by_kind.setdefault(thing.kind, []).append(thing.id)
    served = {objective for thing in citing for objective in thing.objectives}
    return FactCovered(name, page, claim, by_kind, [objective for objective in order if objective in served])


def _serving(things: list[Thing], objective: str) -> list[str]:
    return [thing.id for thing in things if objective in thing.objectives]


def _things(data: Any) -> Iterator[Thing]:
    """Whatever cites, and every card and action even if it does not. Walking the plain data misses no kind of thing."""
    for path, node in _mappings(data, ()):
        kind, _, name = where(data, path).rpartition(", ")[2].rpartition(" ")
        if "cites" in node or (len(path) == 2 and kind in ("card", "action")):
            yield Thing(kind, name, _names(node.get("cites")), _names(node.get("objectives")))


def _mappings(node: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    if isinstance(node, dict):
        yield path, node
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, part in steps:
        yield from _mappings(part, (*path, step))


def _names(value: Any) -> tuple[str, ...]:
    return tuple(name for name in value if isinstance(name, str)) if isinstance(value, list) else ()
