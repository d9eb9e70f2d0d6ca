"""Reports what a scenario and its decks use of their sources: facts, what cites them, and objectives served."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wargame.content.load.loader import Content, dump_model
from wargame.content.load.validation import format_location
from wargame.content.model.notation import Path

CARDS, ACTIONS = 4, 2
"""How many cards and actions serve an objective at least; with fewer, an exercise may pass it by."""


@dataclass(frozen=True, slots=True)
class CitingThing:
    """A part that players meet and that may cite facts and serve objectives: *card siege*, *upkeep rule fear*."""

    kind: str
    id: str
    cites: tuple[str, ...]
    objectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactCoverage:
    """A fact, what cites it, by kind, and the objectives that its cards and actions serve."""

    fact: str
    page: str
    claim: str
    cited_by: dict[str, list[str]]
    objectives: list[str]


@dataclass(frozen=True, slots=True)
class ObjectiveCoverage:
    """A learning objective with the cards and actions that serve it."""

    id: str
    text: str
    cards: list[str]
    actions: list[str]


@dataclass(frozen=True, slots=True)
class CoverageGaps:
    """What is not covered: facts without citation, objectives with few cards or actions, cards and actions alone.

    An action that may be repeated (waiting) need not cite anything.
    """

    facts: list[str]
    objectives_with_few_cards: list[str]
    objectives_with_few_actions: list[str]
    cards_without_citation: list[str]
    cards_without_objective: list[str]
    actions_without_citation: list[str]
    actions_without_objective: list[str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole report on one scenario."""

    scenario: str
    untouched: CoverageGaps
    objectives: list[ObjectiveCoverage]
    facts: list[FactCoverage]


def compute_coverage(content: Content) -> Coverage:
    """Return the coverage of a scenario and its decks. Only sources with at least one cited fact count."""
    things = [thing for part in (*content.decks, content.scenario) for thing in _iter_things(dump_model(part))]
    cards = [thing for thing in things if thing.kind == "card"]
    actions = [thing for thing in things if thing.kind == "action"]
    objectives = [
        ObjectiveCoverage(one.id, one.text, _list_serving(cards, one.id), _list_serving(actions, one.id))
        for one in content.scenario.learning_objectives
    ]
    order = [objective.id for objective in objectives]
    facts = [
        _build_fact_coverage(f"{source.id}/{fact.id}", fact.page, fact.claim, things, order)
        for source in content.sources
        for fact in source.facts
    ]
    waiting = {action.id for action in content.scenario.actions if action.repeat}
    return Coverage(
        scenario=content.scenario.id,
        untouched=CoverageGaps(
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


def _build_fact_coverage(name: str, page: str, claim: str, things: list[CitingThing], order: list[str]) -> FactCoverage:
    citing = [thing for thing in things if name in thing.cites]
    by_kind: dict[str, list[str]] = {}
    for thing in citing:
        by_kind.setdefault(thing.kind, []).append(thing.id)
    served = {objective for thing in citing for objective in thing.objectives}
    return FactCoverage(name, page, claim, by_kind, [objective for objective in order if objective in served])


def _list_serving(things: list[CitingThing], objective: str) -> list[str]:
    return [thing.id for thing in things if objective in thing.objectives]


def _iter_things(data: Any) -> Iterator[CitingThing]:
    """Yield everything that cites, and every card and action even if it does not.

    The walk goes over plain data, so that it misses no kind of thing.
    """
    for path, node in _iter_mappings(data, ()):
        kind, _, name = format_location(data, path).rpartition(", ")[2].rpartition(" ")
        if "cites" in node or (len(path) == 2 and kind in ("card", "action")):
            yield CitingThing(kind, name, _list_names(node.get("cites")), _list_names(node.get("objectives")))


def _iter_mappings(node: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    if isinstance(node, dict):
        yield path, node
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, part in steps:
        yield from _iter_mappings(part, (*path, step))


def _list_names(value: Any) -> tuple[str, ...]:
    return tuple(name for name in value if isinstance(name, str)) if isinstance(value, list) else ()
