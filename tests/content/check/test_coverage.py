"""Coverage: what cites each fact, what serves each objective, and what nothing touches."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from wargame.content.check.coverage import Coverage, compute_coverage
from wargame.content.load import library
from wargame.content.load.loader import Content, load_content


@pytest.fixture(scope="module")
def found(tiny: Content) -> Coverage:
    return compute_coverage(tiny)


def test_each_fact_has_what_cites_it_by_kind_and_what_that_serves(found: Coverage) -> None:
    facts = {fact.fact: fact for fact in found.facts}
    assert list(facts) == ["tiny-paper/docks", "tiny-paper/fear", "tiny-paper/hall"]
    fear = facts["tiny-paper/fear"]
    assert fear.page == "2-3"
    assert fear.cited_by["card"] == ["fire"]
    assert fear.objectives == ["cost", "trade"]
    assert "books" in facts["tiny-paper/docks"].cited_by["card"]


def test_everything_that_can_cite_counts(tiny: Content) -> None:
    cites = ["tiny-paper/hall"]
    scenario = tiny.scenario
    parts = {
        "actions": [scenario.actions[0].model_copy(update={"cites": cites, "objectives": ["cost"]})],
        "deals": [scenario.deals[0].model_copy(update={"cites": cites})],
        "upkeep": [scenario.upkeep[0].model_copy(update={"cites": cites})],
        "zones": {"docks": scenario.zones["docks"].model_copy(update={"cites": cites})},
    }
    content = Content(scenario.model_copy(update=parts), (), tiny.sources)
    hall = compute_coverage(content).facts[2]
    assert hall.cited_by == {
        "action": [scenario.actions[0].id],
        "deal": [scenario.deals[0].id],
        "upkeep rule": [scenario.upkeep[0].id],
        "zone": ["docks"],
    }
    assert hall.objectives == ["cost"]


def test_each_objective_has_its_cards_and_actions(found: Coverage) -> None:
    cost, trade = found.objectives
    assert (cost.id, cost.cards, cost.actions) == ("cost", ["fire", "walkout"], [])
    assert (trade.id, trade.cards) == ("trade", ["festival", "fire"])


def test_gaps_are_named(tiny: Content, found: Coverage) -> None:
    gaps = found.untouched
    assert gaps.objectives_with_few_cards == ["cost", "trade"]
    assert gaps.objectives_with_few_actions == ["cost", "trade"]
    assert gaps.cards_without_citation == ["festival", "cousin", "letters", "walkout"]
    assert gaps.cards_without_objective == ["cousin", "books", "letters"]
    assert gaps.actions_without_objective == [action.id for action in tiny.scenario.actions]
    waiting = {action.id for action in tiny.scenario.actions if action.repeat}
    assert waiting
    assert waiting.isdisjoint(gaps.actions_without_citation)


def test_a_fact_nothing_cites_is_a_gap(tiny: Content) -> None:
    parts = {"deals": [], "upkeep": [], "zones": {}, "actions": tiny.scenario.actions[:1]}
    bare = Content(tiny.scenario.model_copy(update=parts), (), tiny.sources)
    cited = set(tiny.scenario.actions[0].cites)
    assert compute_coverage(bare).untouched.facts == [
        fact for fact in ("tiny-paper/docks", "tiny-paper/fear", "tiny-paper/hall") if fact not in cited
    ]


@pytest.mark.parametrize("scenario", library.list_scenarios())
def test_the_shipped_scenarios_leave_nothing_untouched(scenario: str) -> None:
    """Every fact is cited, every card and action cites and serves something, every objective enough of them."""
    content = load_content(scenario)
    assert {source.id for source in content.sources} == {"nolden-2011", "killebrew-irvine-2011"}
    gaps = asdict(compute_coverage(content).untouched)
    if scenario == "security-through-partnership":  # its paper is the second; of the first it takes what cartels are
        gaps["facts"] = [fact for fact in gaps["facts"] if not fact.startswith("nolden-2011/")]
    assert not any(gaps.values()), gaps


def test_the_shipped_decks_are_large_enough() -> None:
    scenarios = ("crossroads", "impracticable-alliance")  # the last without cards that replace those of a paper
    decks = {deck.id: deck for scenario in scenarios for deck in load_content(scenario).decks}
    assert {"nolden-2011", "killebrew-irvine-2011", "contingency", "partners"} == set(decks)
    for main in ("nolden-2011", "killebrew-irvine-2011"):
        assert len(decks[main].cards) >= 40
        assert not decks[main].contingency
    assert len(decks["contingency"].cards) >= 16
    assert decks["contingency"].contingency
