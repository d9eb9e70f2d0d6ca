"""A card from a form: what it writes is what somebody typed, and it passes the check."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.playing import moderate
from wargame.content.author.deck_text import find_card_spans, insert_card
from wargame.content.author.new_card import (
    FormError,
    NewAnswer,
    NewCard,
    build_free_id,
    format_card,
    read_effects,
    suggest_effects,
)
from wargame.content.check.check_file import check_deck_file
from wargame.content.load.library import list_decks
from wargame.content.load.loader import load_content
from wargame.content.load.yaml_reader import parse_yaml
from wargame.content.model.scenario import Scenario

TEXT = (
    "Two men wait at the bridge: one with a letter, one without. By noon everybody has heard of both, and by night "
    "nobody can say any more which of them it was that went home first, or who it was that let him."
)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_content("impracticable-alliance").scenario


def test_a_mistake_names_the_answer_it_is_in(scenario: Scenario) -> None:
    card = filled(scenario, "cartel")
    twice = NewAnswer("Wait", effects="violence +1, violence -1")
    with pytest.raises(FormError, match="What 'Wait' does: violence is changed twice"):
        format_card(replace(card, answers=(card.answers[0], twice)), scenario)


def filled(scenario: Scenario, role: str) -> NewCard:
    first, second = suggest_effects(scenario, role)
    answers = (NewAnswer("Yes", "It helps: now.", first), NewAnswer("No", effects=second))
    return NewCard(
        build_free_id("Juárez: two men", set()),
        "Juárez: two men",
        TEXT,
        ["nolden-2011/gatekeepers"],
        role,
        "Do you answer?",
        answers,
        "Does anybody ask?",
        "Who went home?",
        [scenario.learning_objectives[0].id],
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_the_form_writes_passes_the_check_for_every_role(scenario: Scenario, newline: str) -> None:
    path = list_decks()["nolden-2011"]
    text = path.read_text("utf-8").replace("\n", newline)
    for role in scenario.order:
        card = filled(scenario, role)
        more, _ = insert_card(text, find_card_spans(text), format_card(card, scenario), 0)
        assert check_deck_file(path, text=more).problems == ()
        data = parse_yaml(more, "deck").data["cards"][1]
        assert (data["id"], data["title"], data["text"]) == (card.id, card.title, TEXT)
        assert [option["id"] for option in data["response"]["options"]] == ["yes", "no"]


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=60).filter(lambda t: t.strip())


@moderate(25)
@given(WORDS, WORDS, WORDS)
def test_whatever_is_typed_is_read_back_as_it_was(scenario: Scenario, title: str, text: str, prompt: str) -> None:
    role = scenario.order[0]
    card = NewCard("it", title, text, role=role, prompt=prompt, answers=[NewAnswer(title), NewAnswer(prompt, text)])
    document = parse_yaml("cards:\n" + format_card(card, scenario), "card")
    assert not document.slips
    data = document.data["cards"][0]
    assert data["title"] == " ".join(title.split())
    assert data["text"].split() == text.split()
    assert data["response"]["options"][1]["text"] == " ".join(text.split())


def test_ids_are_made_of_titles() -> None:
    assert build_free_id("Juárez: a third night", set()) == "juarez_a_third_night"
    assert build_free_id("Ours", {"ours"}) == "ours2"
    assert build_free_id("2011", set()) == "card_2011"
    assert build_free_id("…", set()) == "card"


def test_effects_are_read_by_name_or_by_title(scenario: Scenario) -> None:
    track, spec = next(iter(scenario.tracks.items()))
    assert read_effects(f"{spec.name} +1, will: -2; market =3", scenario) == {track: "+1", "will": "-2", "market": "=3"}
    assert read_effects("", scenario) == {}
    for wrong in ("violence", "violence 2", "+1", "will +1, will -1"):
        with pytest.raises(FormError):
            read_effects(wrong, scenario)
