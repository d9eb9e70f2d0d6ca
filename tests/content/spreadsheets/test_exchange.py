"""Exercises in CEXF become decks as far as a deck can hold them, and what is left out is said."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from tests.content.conftest import TINY
from wargame.content.load.yaml_reader import parse_yaml
from wargame.content.model.deck import Deck
from wargame.content.model.types import KnownNames
from wargame.content.spreadsheets.book import MisfitError, SpreadsheetError
from wargame.content.spreadsheets.importing import import_deck

OTHERWISE = {"id": "cexf", "title": "A list", "about": "Made in a test.", "scenario": "tiny"}
LETTER = base64.b64encode(b"Dear all").decode()
EXERCISE: dict[str, Any] = {
    "exercise": {"name": "A letter too many", "description": "Short.", "expanded": "A fraud by letter.", "uuid": "e"},
    "inject_flow": [
        {
            "inject_uuid": "a",
            "description": "It begins.",
            "sequence": {"trigger": ["startex"], "followed_by": ["b"]},
            "timing": {"triggered_at": None},
        },
        {"inject_uuid": "b", "requirements": {"inject_uuid": "a"}, "sequence": {"trigger": "inject-resolution"}},
        {"inject_uuid": "c", "timing": {"triggered_at": "1500"}, "sequence": {"followed_by": ["nobody"]}},
    ],
    "inject_payloads": [
        {"uuid": "p", "name": "letter", "parameters": {"content": LETTER, "content-type": "base64"}},
        {"uuid": "q", "name": "stream", "parameters": {"port": "25"}},
    ],
    "injects": [
        {
            "uuid": "a",
            "name": "A letter comes",
            "action": "letter",
            "target_tool": "the post",
            "action_payload_resource_uuid": "p",
            "inject_evaluation": [{"result": "It is reported", "parameters": [{}], "score_range": [0, 10]}],
        },
        {"uuid": "b", "name": "A second letter", "action_payload_resource_uuid": "q"},
        {"uuid": "c", "name": "The bank calls"},
    ],
}  # fmt: skip


def write(path: Path, data: object) -> Path:
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def test_an_exercise_in_cexf_becomes_a_deck(tmp_path: Path) -> None:
    file = write(tmp_path / "x.json", EXERCISE)
    found = import_deck(file, file.with_suffix(".yaml"), {}, OTHERWISE, str(TINY))
    deck = Deck.model_validate(parse_yaml(found.text, "").data, context=KnownNames())
    first, second, third = deck.cards
    assert (deck.title, deck.about) == ("A letter too many", "A fraud by letter.")
    assert (first.id, first.turn, first.text) == ("a-letter-comes", 1, "It begins.\n\nDear all")
    assert (first.expect, first.notes) == ("It is reported", "Tool: the post")
    assert [(one.card, one.at) for one in first.also[0].inject] == [("a-second-letter", "next")]
    assert (second.drawn, second.turn) == (False, None)
    assert third.turn == 3, "1500 seconds in, at nine minutes a turn"
    assert [words.partition(": ")[2] for words in found.words] == [
        "references to injects that are not there (1)",
        "how answers are scored (1)",
        "payloads that are no text, such as stream (1)",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{", "line 1, column 2: this is no JSON"),
        ('[{"title": "A", "title": "B"}]', "the key 'title' stands twice in one object"),
        ('[{"title": NaN}]', "NaN is no value of JSON"),
        pytest.param(f'[{{"title": {"9" * 5000}}}]', "a number has 5000 digits", id="5,000 digits"),
        ({}, "this is no exercise in CEXF"),
        (None, "this is no exercise in CEXF"),
        ([], "the list is empty"),
        (["a"], "entry 1 of the list is no object"),
        ({"exercise": {}, "injects": [{"uuid": "a"}]}, "injects[0] has no name; expected an object with a name"),
        ({"exercise": {}, "injects": []}, "it has no injects"),
    ],
)
def test_what_is_no_exercise_is_told(data: object, said: str, tmp_path: Path) -> None:
    file = write(tmp_path / "x.json", data)
    with pytest.raises((MisfitError, SpreadsheetError)) as caught:
        import_deck(file, file.with_suffix(".yaml"), {}, OTHERWISE, str(TINY))
    assert said in str(caught.value)


def test_a_list_of_objects_is_read_as_a_sheet(tmp_path: Path) -> None:
    injects = [
        {"#": 1, "Time": "T+0", "Subject": "Files", "Script": "Odd files.", "Player": "Ring", "Poll": ["pay", "wait"]},
        {
            "#": 2,
            "Time": "T+0",
            "Subject": "Call",
            "Script": "A reporter calls.",
            "White Cell Notes": "Be kind.",
            "x": {},
        },
    ]
    made = import_deck(write(tmp_path / "x.json", injects), tmp_path / "x.yaml", {}, OTHERWISE, str(TINY))
    first, second = Deck.model_validate(parse_yaml(made.text, "").data, context=KnownNames()).cards
    assert (first.title, first.turn, first.notes) == ("Files", 1, "Poll: pay\nwait")
    assert (second.title, second.notes) == ("Call", "Be kind.")
    assert made.words[:2] == (
        "each object of the list is a row, the first one row 2",
        "x: left out, because it holds objects (1)",
    )
