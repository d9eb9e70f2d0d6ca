"""The schema an editor checks with and the loader agree about the shape of every file; the loader knows more."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.content.conftest import DECK, SOURCE, TINY
from tests.paths import CORPUS, DATA
from tests.playing import moderate
from wargame.content.author.key_docs import read_key_meanings
from wargame.content.author.schema import KINDS, build_schema
from wargame.content.load import library
from wargame.content.load.document import Ambiguous, Document
from wargame.content.load.extends import ExtendedDocument, read_scenario
from wargame.content.load.file_kind import Kind
from wargame.content.load.problems import ContentError, Problem
from wargame.content.load.validation import validate
from wargame.content.load.yaml_reader import parse_yaml, read_yaml
from wargame.content.model.types import KnownNames

FOLDER = CORPUS / "bad-content"

COMPARES = re.compile(
    "runs backwards|is no range|lies outside|is used twice|is no part of an exercise|no kind of zone is called '"
)
"""What the loader says of values that do not go together, or of names: no fault of shape."""

UNDECIDED = re.compile("has no sign|do not rise|without quotes may mean|the outline has|not all of page")
"""What readers of YAML drop or read otherwise before a schema sees it; lists of which one must know the order; sums."""


@cache
def validator(kind: Kind) -> Draft202012Validator:
    return Draft202012Validator(build_schema(kind))


def accepts(kind: Kind, data: Any) -> bool:
    return bool(validator(kind).is_valid(data))


def seen(data: Any) -> Any:
    """A document as the reader of an editor sees it: bare words are text to it."""
    if isinstance(data, dict):
        return {key: seen(value) for key, value in data.items()}
    if isinstance(data, list):
        return [seen(value) for value in data]
    return data.text if isinstance(data, Ambiguous) else data


def faults(kind: Kind, document: Document) -> list[Problem]:
    """What the loader finds wrong with the shape of a document, names left out."""
    model, found = validate(document, KINDS[kind], KnownNames())
    assert model is not None or found, "refused without a word"
    if isinstance(document, ExtendedDocument):
        own = document.own.file
        found = [one for one in (*found, *document.faults) if one.file == own and one.code != "name"]
    return [one for one in found if not COMPARES.search(one.said)]


# Every file there is


FILES = [
    *(("deck", path) for path in (*library.list_decks().values(), *sorted((DATA / "tiny").glob("*.yaml")))),
    *(
        ("scenario", path)
        for path in (*library.list_scenarios().values(), *sorted((DATA / "tiny" / "scenarios").glob("*.yaml")))
    ),
    *(("source", path) for path in (*library.list_sources().values(), SOURCE)),
]


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda one: getattr(one, "stem", one))
def test_every_good_file_is_good_to_an_editor(kind: Kind, path: Path) -> None:
    assert [error.message for error in validator(kind).iter_errors(read_yaml(path).data)] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_an_editor_refuses_what_is_misshapen_and_leaves_names_to_the_loader(path: Path) -> None:
    kind: Any = path.name.partition("-")[0]
    try:
        document = read_scenario(path) if kind == "scenario" else read_yaml(path)
    except ContentError:
        return  # not YAML, or nothing it could extend
    own = document.own if isinstance(document, ExtendedDocument) else document
    if own.slips:
        return  # YAML that other readers take otherwise, or refuse themselves
    found = faults(kind, document)
    if found and all(UNDECIDED.search(one.said) for one in found):
        return
    assert accepts(kind, seen(own.data)) is not bool(found), found


def test_the_schemas_are_schemas() -> None:
    for kind in KINDS:
        made = build_schema(kind)
        Draft202012Validator.check_schema(made)
        assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert "notation" not in made["$defs"]


def test_every_key_says_what_it_means() -> None:
    for kind in KINDS:
        made = build_schema(kind)
        for name, part in {kind: made, **made["$defs"]}.items():
            silent = [key for key, body in part.get("properties", {}).items() if not body.get("description")]
            assert not silent, f"{name}: write below the key in the models what it means: {silent}"


def test_a_meaning_is_that_of_the_key_above_it() -> None:
    deck = read_key_meanings(KINDS["deck"])
    assert set(deck) == set(KINDS["deck"].model_fields)
    assert "never drawn" in deck["contingency"]


# Files with one thing changed


STRANGE: tuple[Any, ...] = (
    None, True, False, 0, 7, -3, 150, 2.5, -0.5, "", " \n", "word", "A Word", "8+", "3-", "4..6", "=3", "+1",
    "-2", "5/3", "1/0", "a\nb", "a\nb\n", "x" * 250, "bell\a", [], {}, [1], ["word"], [[]], {"word": 1},
    {"any": []}, {"any": [{}]}, {"violence": "7+"}, {"violence": "> 7"}, {"fear": "+1"}, {"fear": "=1",
    "flags.seen": True}, {"flags.seen": 1}, {"will": "3+"}, {"kind": 3}, {"kind": "plaza", "control": "4-"},
    {"steps": [1, 2]}, {"target": 7}, "members", "zones", "all",
)  # fmt: skip


@cache
def small(kind: Kind) -> Any:
    """A document of a kind that has most keys and little of each."""
    if kind == "deck":
        return read_yaml(DECK).data
    return trimmed(read_yaml(SOURCE if kind == "source" else TINY).data)


def trimmed(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: trimmed(value) for key, value in list(data.items())[:30]}
    return [trimmed(value) for value in data[:3]] if isinstance(data, list) else data


def places(data: Any) -> list[tuple[Any, ...]]:
    """The path of everything in a document, the document itself left out."""
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path for step, value in steps for path in ((step,), *((step, *below) for below in places(value)))]


@given(st.data())
@moderate(150)
def test_a_change_is_refused_by_both_or_by_neither(data: st.DataObject) -> None:
    kind: Kind = data.draw(st.sampled_from(["deck", "deck", "scenario", "scenario", "source"]))
    document = deepcopy(small(kind))
    path = data.draw(st.sampled_from(places(document)))
    parent = document
    for step in path[:-1]:
        parent = parent[step]
    what = data.draw(st.sampled_from(["put", "put", "put", "delete", "unknown", "wrap"]))
    if what == "delete":
        del parent[path[-1]]
    elif what == "unknown" and isinstance(parent, dict):
        parent["unheard_of"] = data.draw(st.sampled_from(STRANGE))
    elif what == "wrap":
        parent[path[-1]] = [parent[path[-1]]]
    else:
        parent[path[-1]] = data.draw(st.sampled_from(STRANGE))
    found = faults(kind, Document("changed.yaml", document))
    if not found or not all(UNDECIDED.search(one.said) for one in found):
        assert accepts(kind, document) is not bool(found), [one.said for one in found]


def test_a_number_without_a_sign_passes_here_since_a_plus_is_dropped_before_it_is_seen() -> None:
    """Every other reader of YAML takes +1 for 1: refusing the one would mark the other in every editor."""
    document = deepcopy(small("deck"))
    document["cards"][0]["effects"] = {"fear": 1}
    assert accepts("deck", document)
    assert [one.said for one in faults("deck", Document("changed.yaml", document))] == ["1 has no sign"]


# A scenario that extends another


CHILD = "format: 1\nid: child\ntitle: Child\nextends: tiny\n"


@pytest.mark.parametrize(
    ("more", "good"),
    [
        ("", True),
        ("actions: []\nwithout: {deals: [word]}\n", True),
        ("without: {endings: [word]}\n", False),
        ("without: [word]\n", False),
        ("tracks: {fear: {name: Fear, about: Fear., start: 1}}\n", True),
        ("tracks: {fear: {name: Fear, about: Fear.}}\n", False),
        ("tracks: []\n", False),
        ("endings: []\n", False),
        ("unheard_of: 1\n", False),
    ],
)
def test_a_scenario_that_extends_another_gives_only_what_is_its_own(more: str, good: bool) -> None:
    assert accepts("scenario", parse_yaml(CHILD + more, "child.yaml").data) is good


def test_without_needs_a_base() -> None:
    data = deepcopy(read_yaml(TINY).data)
    assert accepts("scenario", data)
    assert not accepts("scenario", data | {"without": {"deals": []}})
    assert not accepts("scenario", {key: value for key, value in data.items() if key != "tracks"})
    assert not accepts("scenario", data | {"actions": []})
