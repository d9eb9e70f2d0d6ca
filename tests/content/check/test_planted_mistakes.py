"""Mistakes planted in the shipped decks: each is found, at its line and column, and named with its card."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.playing import moderate
from wargame.content.check.check_file import CheckedFile, check_deck_file
from wargame.content.load import library
from wargame.content.load.yaml_reader import read_yaml
from wargame.content.model.notation import Path as DataPath

DECKS = library.list_decks()


class Spot(NamedTuple):
    """A key of a card: its card, its path, and where its key and its value stand in the text."""

    card: str
    path: DataPath
    key: tuple[int, int]
    value: tuple[int, int]
    plain: bool


@cache
def spots(name: str) -> tuple[tuple[str, ...], tuple[Spot, ...]]:
    """The lines of a shipped deck, and every key in its cards that stands on a line of its own."""
    document = read_yaml(DECKS[name])
    found: list[Spot] = []

    def walk(node: Any, path: DataPath, card: str) -> None:
        for key, value in node.items() if isinstance(node, dict) else ():
            here = (*path, key)
            at, to = document.find_position(here, at_key=True), document.find_position(here)
            block = (
                document.find_source_text(*at).startswith(f"{key}:")
                and document.find_source_text(at[0], 1)[: at[1] - 1].strip(" -") == ""
            )
            if block and key != "silence" and path[-1] not in ("effects", "success", "failure", "when", "cost"):
                found.append(Spot(card, here, at, to, not isinstance(value, dict | list) and at[0] == to[0]))
            walk(value, here, card)
        for i, value in enumerate(node if isinstance(node, list) else ()):
            walk(value, (*path, i), card)

    for i, card in enumerate(document.data["cards"]):
        walk(card, ("cards", i), card["id"])
    return tuple(document.text.split("\n")), tuple(found)


def check(name: str, lines: list[str]) -> CheckedFile:
    return check_deck_file(DECKS[name], text="\n".join(lines))


@pytest.mark.parametrize("name", DECKS)
@moderate(10)
@given(data=st.data())
def test_every_misspelt_key_is_found_where_it_stands(name: str, data: st.DataObject) -> None:
    """One report for each, however many there are: a key misspelt is not also a key missing."""
    lines, there = spots(name)
    # the id names the card, and a card without its options is another mistake
    usable = [spot for spot in there if spot.path[-1] not in ("id", "options", "response", "role")]
    planted = data.draw(st.lists(st.sampled_from(usable), min_size=1, max_size=4, unique_by=lambda spot: spot.card))
    text = list(lines)
    for spot in planted:
        key, (line, column) = str(spot.path[-1]), spot.key
        at = column - 1 + len(key)
        text[line - 1] = text[line - 1][:at] + "x" + text[line - 1][at:]
    checked = check(name, text)
    assert sorted((one.line, one.column) for one in checked.problems) == sorted(spot.key for spot in planted)
    for one in checked.problems:
        (spot,) = [spot for spot in planted if spot.key == (one.line, one.column)]
        assert one.where.split(", ")[0] == f"card {spot.card}"
        assert one.code == "unknown-key"
        assert one.hint == f"did you mean {str(spot.path[-1])!r}?"
        assert one.file == str(DECKS[name])


WRONG = ("[1, 2]", "{a: b}", "no", "2011-10-28")


@pytest.mark.parametrize("name", DECKS)
@moderate(10)
@given(data=st.data())
def test_every_wrong_type_is_found_where_it_stands(name: str, data: st.DataObject) -> None:
    lines, there = spots(name)
    usable = [spot for spot in there if spot.plain and spot.path[-1] != "id"]
    usable = [spot for spot in usable if yaml.safe_load(lines[spot.key[0] - 1].strip(" -")) is not None]
    usable = [spot for spot in usable if ">" not in lines[spot.key[0] - 1][spot.value[1] - 1 :][:1]]
    planted = data.draw(st.lists(st.sampled_from(usable), min_size=1, max_size=4, unique_by=lambda spot: spot.card))
    text = list(lines)
    for spot in planted:
        line, column = spot.value
        text[line - 1] = text[line - 1][: column - 1] + data.draw(st.sampled_from(WRONG))
    checked = check(name, text)
    assert sorted(one.line for one in checked.problems) == sorted(spot.value[0] for spot in planted)
    for one in checked.problems:
        (spot,) = [spot for spot in planted if spot.value[0] == one.line]
        assert one.where.split(", ")[0] == f"card {spot.card}"
        assert one.column > 0
        assert one.level == "error"


def test_a_copy_of_a_shipped_deck_is_checked_alone(tmp_path: Path) -> None:
    """Its cards stand in the scenario's own decks, too: that is no mistake of the copy."""
    copy = tmp_path / "mine.yaml"
    copy.write_text(DECKS["nolden-2011"].read_text(encoding="utf-8"), encoding="utf-8")
    assert check_deck_file(copy).problems == ()
