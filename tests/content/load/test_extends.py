"""A scenario that extends another: what the whole is, which decks play with it, and what is said where it cannot be."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.content.conftest import DECK, FOLDER, TINY
from tests.paths import DECKS
from wargame.content.load.loader import (
    Content,
    compute_digest,
    dump_model,
    load_content,
    load_deck,
    load_scenario,
    pin,
    unpin,
)
from wargame.content.load.problems import ContentError, Problem
from wargame.content.load.yaml_writer import write_yaml
from wargame.content.model.scenario import Scenario

PACT = FOLDER / "scenarios" / "tiny-pact.yaml"
PACT_DECK = FOLDER / "pact-deck.yaml"


@pytest.fixture(scope="module")
def pact() -> Content:
    return load_content(PACT)


@pytest.fixture
def near(tmp_path: Path) -> Path:
    """The folder of scenarios in a copy of the tiny scenario's files."""
    for path in FOLDER.rglob("*.yaml"):
        copy = tmp_path / path.relative_to(FOLDER)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return tmp_path / "scenarios"


def child(near: Path, text: str, base: str = "tiny", name: str = "child") -> Path:
    path = near / f"{name}.yaml"
    path.write_text(f"format: 1\nid: {name}\nextends: {base}\ntitle: A child\n{text}", encoding="utf-8")
    return path


def complaints(*args: Any) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        load_content(*args)
    return caught.value.problems


# The whole


def test_what_is_not_given_is_the_bases(tiny: Content, pact: Content) -> None:
    same = set(Scenario.model_fields) - {"id", "title", "tracks", "actions", "deals", "upkeep", "endings", "decks"}
    for key in same:
        assert getattr(pact.scenario, key) == getattr(tiny.scenario, key), key
    assert (pact.scenario.id, pact.scenario.title) == ("tiny-pact", "The harbour pact")


def test_named_entries_are_replaced_in_place_left_out_or_added(tiny: Content, pact: Content) -> None:
    ids = [action.id for action in pact.scenario.actions]
    assert ids == ["lean", "collect", "wait", "patrol", "inquire", "reassure", "host"]
    before = {action.id: action for action in tiny.scenario.actions}
    inquire = pact.scenario.actions[4]
    assert (inquire.title, inquire.check) == ("Ask in the open", None), "replaced whole"
    assert [action for action in pact.scenario.actions if action.id not in ("inquire", "host")] == [
        before[name] for name in ids if name not in ("inquire", "host")
    ]
    assert list(pact.scenario.tracks) == ["trust", "fear", "purse", "files", "pact"]
    assert (pact.scenario.tracks["fear"].start, pact.scenario.tracks["fear"].high) == (3, None)
    assert [deal.id for deal in pact.scenario.deals] == ["truce"]
    assert [rule.id for rule in pact.scenario.upkeep] == ["fear_wears"]


def test_other_keys_replace_the_bases_whole(pact: Content) -> None:
    assert [ending.id for ending in pact.scenario.endings] == ["kept", "lost_port", "another_year"]
    assert pact.scenario.decks == ["pact-deck", "tiny-reserve"]


def test_the_whole_is_pinned_and_needs_no_base(pact: Content) -> None:
    pinned = json.loads(json.dumps(pin(pact)))
    assert not {"extends", "without"} & set(pinned["scenario"])
    assert unpin(pinned) == pact
    assert compute_digest(pin(unpin(pinned))) == compute_digest(pinned)


def test_the_whole_as_a_file_is_the_same_scenario(pact: Content, tmp_path: Path) -> None:
    path = tmp_path / "whole.yaml"
    path.write_text(write_yaml(dump_model(pact.scenario)), encoding="utf-8")
    assert load_scenario(path) == pact.scenario == load_scenario(PACT)


def test_pinned_content_extends_nothing(pact: Content) -> None:
    pinned = pin(pact)
    pinned["scenario"]["extends"] = "tiny"
    with pytest.raises(ContentError, match="unknown key 'extends'"):
        unpin(pinned)


def test_a_pin_without_contingency_or_base_has_no_word_of_them(tiny: Content) -> None:
    """So that digests of content pinned before there was either are what they were."""
    text = json.dumps(pin(tiny))
    assert not any(f'"{key}"' in text for key in ("contingency", "extends", "without"))


def test_sources_are_those_that_the_whole_cites(pact: Content) -> None:
    assert [source.id for source in pact.sources] == ["tiny-paper"]


def test_a_chain_of_three_is_one_whole(near: Path) -> None:
    again = "{id: inquire, role: town, title: Ask again, text: Ask., effects: {files: +1}}"
    path = child(near, "without: {tracks: [pact], actions: [host]}\n"
                       "endings: [{id: year, title: A year, text: It passes., last: true}]\n"
                       f"actions: [{again}]\n", base="tiny-pact")  # fmt: skip
    scenario = load_scenario(path)
    assert [action.id for action in scenario.actions] == ["lean", "collect", "wait", "patrol", "inquire", "reassure"]
    assert scenario.actions[4].title == "Ask again"
    assert "pact" not in scenario.tracks


def test_a_key_without_value_takes_an_optional_part_away(near: Path) -> None:
    assert load_scenario(child(near, "question:\n")).question is None


def test_the_shipped_scenario_can_be_extended_from_anywhere(tmp_path: Path) -> None:
    content = load_content(child(tmp_path, "", base="impracticable-alliance"))
    assert content.scenario.id == "child"
    assert dump_model(content.scenario) | {"id": "", "title": ""} == dump_model(
        load_scenario(DECKS / "scenarios" / "impracticable-alliance.yaml")
    ) | {"id": "", "title": ""}


@pytest.mark.parametrize("name", ["crossroads", "security-through-partnership"])
def test_what_stands_under_one_heading_stands_together(name: str) -> None:
    actions = load_content(name).scenario.actions
    for role in ("cartel", "cell", "security"):
        headings = [heading for heading, _ in groupby(action.group for action in actions if action.role == role)]
        assert len(headings) == len(set(headings)), headings


# Decks


def test_decks_of_every_scenario_that_is_extended_play_with_it(near: Path) -> None:
    for deck in (DECK, PACT_DECK):
        assert load_content(PACT, [deck]).decks[0].id == deck.stem
    path = child(near, "decks: [tiny-deck, pact-deck]\n", base="tiny-pact")
    assert [deck.scenario for deck in load_content(path).decks] == ["tiny", "tiny-pact"]


def test_a_deck_for_another_scenario_is_refused_and_nothing_more_is_said_of_it() -> None:
    (problem,) = complaints(TINY, [PACT_DECK])
    assert problem.format_line() == (
        f"{PACT_DECK}:6:11: this deck is written for the scenario 'tiny-pact', not for 'tiny'; "
        "expected a deck for tiny; play it with tiny-pact, or let tiny extend tiny-pact"
    )


def test_a_deck_whose_names_were_left_out_is_told_so(near: Path) -> None:
    path = child(near, "without: {flags: [insider], deals: [envelope], upkeep: [leak]}\n")
    (problem,) = complaints(path, [DECK])
    assert problem.format_line() == f"{DECK}:68:16: card books: nothing is called 'flags.insider'; " + (
        "expected a name of the scenario"
    )


def test_a_deck_is_held_against_the_whole(pact: Content) -> None:
    assert load_deck(PACT_DECK, pact.scenario).id == "pact-deck"


# What is wrong


def test_a_base_there_is_not(near: Path) -> None:
    (problem,) = complaints(child(near, "", base="tinny"))
    assert (problem.line, problem.column, problem.code) == (3, 10, "extends")
    assert problem.said == "no scenario is called 'tinny'"
    assert problem.expected.startswith("one of: ")
    assert "child" not in problem.expected
    assert problem.hint == "did you mean 'tiny'?"


def test_errors_stand_in_the_file_of_each_value(near: Path) -> None:
    tiny = near / "tiny.yaml"
    path = child(near, "without: {zone_numbers: [watch]}\nderived:\n  total_grip:\n    {name: G, about: g, sum: grp}\n")
    found = {(Path(problem.file), problem.where) for problem in complaints(path, [])}
    assert (path, "derived number total_grip") in found
    assert (tiny, "action lean") in found
    assert (tiny, "action patrol") in found
    assert (tiny, "zone docks") in found
    assert all("child.yaml extends it" in one.hint for one in complaints(path, []) if Path(one.file) == tiny)


def test_a_faulty_base_of_a_base_is_one_message(near: Path) -> None:
    tiny = near / "tiny.yaml"
    tiny.write_text(tiny.read_text("utf-8").replace("seen_by: [ring]", "seen_by: [rng]", 1), "utf-8")
    (problem,) = complaints(child(near, "", base="tiny-pact"))
    assert problem.format_line().startswith(
        f"{near / 'tiny-pact.yaml'}:4:10: the scenario it extends is faulty itself ("
    )
    assert f"mend it first: {tiny}:108:15: track purse: no role is called 'rng'" in problem.hint


def test_mistakes_of_the_yaml_are_told_for_both_files(near: Path) -> None:
    tiny = near / "tiny.yaml"
    tiny.write_text(tiny.read_text("utf-8").replace("repeat: false\n", "repeat: false\nrepeat: false\n", 1), "utf-8")
    path = child(near, "planning: together\nplanning: together\n")
    (problem,) = complaints(path)
    assert "the key 'repeat' is given twice" in problem.hint


def test_a_scenario_does_not_extend_itself(near: Path) -> None:
    (problem,) = complaints(child(near, "", base="child"))
    assert problem.said == "child extends child: that is a circle"


# What is to be measured


def test_rates_and_experiments_are_laid_over_by_id(near: Path) -> None:
    measured = """
rates: [{id: calm, title: Calm, when: {fear: 3-}}, {id: rich, title: Rich, when: {purse: 9+}}]
experiments:
  - {id: early-truce, title: An early truce, text: Now., role: ring, takes: {deals: [truce]}, within: 1/2}
"""
    child(near, measured, name="measured")
    text = """
without: {rates: [rich]}
experiments:
  - {id: early-truce, title: A late truce, text: Then., role: ring, takes: {deals: [truce]}, within: 1}
  - {id: inquiries, title: Inquiries, text: Ask., role: town, takes: {actions: [inquire]}}
"""
    scenario = load_scenario(child(near, text, base="measured"))
    assert [rate.id for rate in scenario.rates] == ["calm"]
    assert [(one.id, one.title) for one in scenario.experiments] == [
        ("early-truce", "A late truce"),
        ("inquiries", "Inquiries"),
    ]
    assert scenario.experiments[0].within == 1
    assert Scenario.model_validate(dump_model(scenario)) == scenario
    (problem,) = complaints(child(near, "without: {deals: [truce]}\n", base="measured"))
    assert "no deal is called 'truce'" in problem.said
    assert "give this anew there, or leave it out with 'without'" in problem.hint
    assert not {"rates", "experiments"} & set(
        dump_model(load_scenario(TINY))
    )  # its digest is what it was before there were any
