"""Every key of a frame that holds effects is found by all that walks content, and so is a key that is added later.

The frames here have two effect keys more than those of the models: what an author of a new operation would add.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import Field, create_model

from tests.playing import action, card, inline
from wargame.content.author.card_filter import CardFilter
from wargame.content.check import cross_references
from wargame.content.check.lint_rules import lint_scenario
from wargame.content.check.value_ranges import ValueRanges
from wargame.content.load.document import Document
from wargame.content.load.loader import Content, dump_model
from wargame.content.load.raw_frames import iter_used_names
from wargame.content.model.deck import Card, Deck, Frame, Option, Response
from wargame.content.model.keys import find_condition_keys, find_effect_keys, find_inner_models, iter_conditions
from wargame.content.model.mechanics import Action
from wargame.content.model.notation import Change, Condition
from wargame.content.model.scenario import Scenario
from wargame.content.model.types import EffectMap, Model, When
from wargame.content.print.cards import format_card_sheet
from wargame.content.text.card_text import iter_facilitator_view, iter_player_view
from wargame.rules.compiler.compile import compile_table
from wargame.rules.decide import list_offers
from wargame.rules.naming import name_effects
from wargame.rules.preview import preview_offer
from wargame.rules.row import PC
from wargame.rules.text.rule_text import format_effects
from wargame.rules.view import build_view


class WideFrame(Frame):
    """A frame with two effect keys and a condition that no module names."""

    either: EffectMap = Field(default_factory=dict)
    perhaps: EffectMap | None = None
    unless: When | None = None


class WideOption(WideFrame, Option):
    """An option with that key."""


class WideAction(WideFrame, Action):
    """An action with that key."""


WideResponse = create_model("WideResponse", __base__=Response, options=(list[WideOption], ...))
WideCard = create_model(
    "WideCard", __base__=Card, also=(list[WideFrame], Field(default_factory=list)), response=(WideResponse | None, None)
)
WideDeck = create_model("WideDeck", __base__=Deck, cards=(list[WideCard], ...))

KEYS = find_effect_keys(WideFrame)


def frame(key: str, **changes: str) -> dict[str, Any]:
    """A frame, as data, that makes these changes under one key."""
    check: dict[str, Any] = {"check": {}} if key in ("success", "failure") else {}
    return check | {key: {name.replace("__", "."): change for name, change in changes.items()}}


def deck_data(key: str, **changes: str) -> dict[str, Any]:
    """A deck, as data: one card with a frame of its own and an answer, both with these changes."""
    options = [
        {"id": "go", "title": "Go"} | frame(key, **changes),
        {"id": "stay", "title": "Stay"},
    ]
    rain = card("rain", also=[frame(key, **changes)], response={"role": "ants", "prompt": "Well?", "options": options})
    return {"format": 1, "id": "sky", "title": "Sky", "about": "Rain.", "scenario": "meadow", "cards": [rain]}


def content(key: str, **changes: str) -> Content:
    """The meadow with that deck and with an action that makes the same changes."""
    act = WideAction.model_validate(action(**frame(key, **changes)))
    meadow = inline().scenario
    assert isinstance(meadow, Scenario)
    scenario = meadow.model_copy(update={"actions": [act, *meadow.actions]})
    return Content(scenario, (WideDeck.model_validate(deck_data(key, **changes)),), ())


def iter_models(model: type[Model]) -> Iterator[type[Model]]:
    """Yield a model and the models inside it."""
    yield model
    for inner in find_inner_models(model):
        yield from iter_models(inner.model)


def mentions(annotation: Any, wanted: type) -> bool:
    """Return whether an annotation has a type anywhere in it."""
    return annotation is wanted or any(mentions(part, wanted) for part in get_args(annotation))


def test_the_keys_are_those_of_the_model_and_two_more() -> None:
    assert set(KEYS) == {*find_effect_keys(Frame), "either", "perhaps"}
    assert set(find_condition_keys(WideFrame)) == {*find_condition_keys(Frame), "unless"}
    typed = get_type_hints(Frame)
    assert find_effect_keys(Frame) == tuple(key for key in Frame.model_fields if typed[key] == dict[str, Change])


def test_no_effects_and_no_condition_stand_where_nobody_looks() -> None:
    for model in {*iter_models(Deck), *iter_models(Scenario)}:
        for key, field in model.model_fields.items():
            where = f"{model.__name__}.{key}: teach wargame/content/model/keys.py this annotation"
            assert mentions(field.annotation, Change) == (key in find_effect_keys(model)), where
            assert mentions(field.annotation, Condition) == (key in find_condition_keys(model)), where


def test_a_condition_that_may_be_left_out_is_found() -> None:
    given = WideFrame.model_validate({"unless": {"grain": "3+"}})
    assert [path for path, condition in iter_conditions(given) if condition] == [("unless",)]
    assert ("unless",) not in [path for path, _ in iter_conditions(WideFrame.model_validate({}))]


@pytest.mark.parametrize("key", KEYS)
def test_effects_move_the_value_ranges(key: str) -> None:
    here = content(key, grain="+1")
    assert ValueRanges(here.scenario, here.decks).ranges["grain"] == (5, 10)
    still = content(key, honey="+1")
    assert ValueRanges(still.scenario, still.decks).ranges["grain"] == (5, 5)


@pytest.mark.parametrize("key", KEYS)
def test_effects_are_told_on_every_preview_of_a_card(key: str) -> None:
    here = content(key, grain="+3")
    (deck,) = here.decks
    (rain,) = deck.cards
    players = "\n".join(line.text for line in iter_player_view(rain, here))
    assert players.count("Grain +3") == 2, players
    facilitator = "\n".join(line.text for line in iter_facilitator_view(rain, here))
    assert facilitator.count("Grain +3") == 2, facilitator
    assert format_card_sheet(here, deck).count("Grain +3") >= 2


@pytest.mark.parametrize("key", KEYS)
def test_effects_are_told_with_an_offer_and_on_its_preview(key: str) -> None:
    here = content(key, grain="+3")
    table = compile_table(here.scenario, here.decks, "only")
    for name in ("act", "card.rain.0", "card.rain.go"):
        assert "Grain +3" in format_effects(name_effects(table, table.rule_at[name])), name
    row = table.build_start_row()
    row[PC] = next(pc for pc, choice in enumerate(table.choices) if choice and choice.do == "plan")
    seen = build_view(table, row, "ants")
    offer = next(one for one in list_offers(table, row, "ants") if one.name == "act")
    shifts = [s for outcome in preview_offer(table, seen, "ants", offer) for s in outcome.shifts]
    assert any((shift.before, shift.after) == (5, 8) for shift in shifts)


@pytest.mark.parametrize("key", KEYS)
def test_names_in_effects_count_as_used(key: str) -> None:
    assert [*iter_used_names(deck_data(key, grain="+1"), WideDeck)] == [
        (("cards", 0, "also", 0, key, "grain"), "grain"),
        (("cards", 0, "response", "options", 0, key, "grain"), "grain"),
    ]
    here = content(key, grain="+1", honey="+1")
    assert [rain.id for _, rain in CardFilter(role="bees").iter_cards(here)] == ["rain"], "only the bees see honey"
    one_sided = {one.path for one in lint_scenario(here.scenario, here.decks) if one.code == "one-sided-track"}
    assert not one_sided & {("tracks", "grain"), ("tracks", "honey")}, "the ants and the cards move both"


@pytest.mark.parametrize("key", KEYS)
def test_a_target_is_refused_where_no_zone_is_chosen(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cross_references, "Deck", WideDeck)
    monkeypatch.setattr(cross_references, "Action", WideAction)
    data = deck_data(key, zones__target__control="+1")
    found = [*cross_references.check_deck_references(Document("sky.yaml", data), dump_model(inline().scenario))]
    assert [problem.said for problem in found] == ["'zones.target.control': no zone is chosen here"] * 2
