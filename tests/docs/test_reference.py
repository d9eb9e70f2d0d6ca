"""The reference is what the models say now, and each of its examples loads."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from docs.examples import EXAMPLES
from docs.reference import PAGE, TITLES, build_page
from wargame.content.author.schema import KINDS, build_schema
from wargame.content.load.loader import load_content, load_scenario
from wargame.content.load.validation import validate
from wargame.content.load.yaml_reader import parse_yaml
from wargame.content.model.claim import Claim, Weakness
from wargame.content.model.known_names import collect_names
from wargame.content.model.scenario import Scenario
from wargame.content.model.types import KnownNames, Model

MODELS = [model for part in TITLES.values() for model in part]


@pytest.fixture(scope="module")
def known() -> KnownNames:
    """The names of Crossroads, with its cards and its facts."""
    content = load_content("crossroads")
    cards = frozenset(card.id for deck in content.decks for card in deck.cards)
    facts = frozenset(f"{source.id}/{fact.id}" for source in content.sources for fact in source.facts)
    return collect_names(content.scenario, cards, facts)


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == build_page(), "the models have changed: run make reference"


def test_every_model_and_every_key_is_in_it() -> None:
    names = {name for kind in KINDS for name, body in build_schema(kind)["$defs"].items() if "properties" in body}
    assert names - {"when", "zones", "follow"} <= {model.__name__ for model in MODELS}
    text = build_page()
    for model in MODELS:
        for key in model.model_fields:
            assert f"| `{key}` |" in text, f"{model.__name__}.{key}"


def test_every_link_leads_somewhere() -> None:
    text = build_page()
    there = {line.lstrip("# ").lower().replace(" ", "-") for line in text.splitlines() if line.startswith("#")}
    assert set(re.findall(r"\(#([a-z-]+)\)", text)) <= there


@pytest.mark.parametrize("model", [one for one in MODELS if one is not Scenario], ids=lambda one: one.__name__)
def test_an_example_loads(model: type[Model], known: KnownNames) -> None:
    seen = {"fact": {"vacant-benches"}} if model in (Claim, Weakness) else {}  # facts of the source around them
    made, problems = validate(parse_yaml(EXAMPLES[model], "example.yaml"), model, replace(known, seen=seen))
    assert made is not None, problems
    assert not problems


def test_the_example_of_a_scenario_loads(tmp_path: Path) -> None:
    path = tmp_path / "our-town.yaml"
    path.write_text(EXAMPLES[Scenario], encoding="utf-8")
    assert load_scenario(path).tracks["violence"].start == 7
