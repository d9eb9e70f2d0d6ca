"""The glossary and the loader know the same names: what stands in it loads, and nothing else does."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from tests.content.conftest import TINY
from wargame.content.author.glossary import GlossaryEntry, build_glossary
from wargame.content.load import library
from wargame.content.load.loader import load_content
from wargame.content.model.known_names import collect_names
from wargame.content.model.notation import parse_condition, parse_effects
from wargame.content.model.scenario import Scenario
from wargame.rules.compiler.compile import compile_table

SCENARIOS = [str(TINY), *library.list_scenarios()]


@cache
def scenario(name: str) -> Scenario:
    return load_content(name).scenario


@cache
def names(name: str) -> dict[str, GlossaryEntry]:
    return {one.name: one for one in build_glossary(scenario(name))}


def read(name: str, value: Any, effect: bool) -> bool:
    """Does it load, as an effect or a condition, where a zone is chosen?"""
    which, _, key = name.partition(" ")
    numbers = collect_names(scenario(which)).numbers
    try:
        (parse_effects if effect else parse_condition)({key: value}, numbers)
    except PydanticCustomError:
        return False
    return True


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_name_loads_where_the_glossary_says(name: str) -> None:
    for key, one in names(name).items():
        assert read(f"{name} {key}", True if one.truth else f"{one.low}..{one.high}", effect=False), key
        for change in ((True, False) if one.truth else ("+1", "-1", "=1")) if one.changes else ():
            assert read(f"{name} {key}", change, effect=True), key
        if not one.changes:
            assert not read(f"{name} {key}", "+1", effect=True), key


@pytest.mark.parametrize("name", SCENARIOS)
def test_no_name_is_missing(name: str) -> None:
    numbers = collect_names(scenario(name)).numbers
    assert numbers is not None
    assert set(names(name)) == numbers.list_readable(target=True)
    assert {key for key, one in names(name).items() if one.changes} == numbers.list_writable(target=True)
    assert len(build_glossary(scenario(name))) == len(names(name)), "a name stands there twice"


@given(st.data())
def test_what_is_not_in_the_glossary_is_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(SCENARIOS))
    known = sorted(names(name))
    key = data.draw(
        st.one_of(
            st.text("abcdeiklmnorstuvwxyz_.", min_size=1, max_size=20),
            st.builds(lambda one, more: one + more, st.sampled_from(known), st.sampled_from([".x", "s", "_2", "."])),
            st.builds(
                lambda one, two: f"{one.rpartition('.')[0]}.{two}", st.sampled_from(known), st.sampled_from(known)
            ),
        )
    )
    assume(key not in names(name) and key != "any")
    assert not read(f"{name} {key}", "1+", effect=False)
    assert not read(f"{name} {key}", "+1", effect=True)


@pytest.mark.parametrize("name", SCENARIOS)
def test_ranges_are_those_of_play(name: str) -> None:
    content = load_content(name)
    length = max(content.scenario.lengths, key=lambda key: content.scenario.lengths[key].turns)
    table = compile_table(content.scenario, content.decks, length)
    listed = names(name)
    for derived in table.derived[1:]:  # the first is the turns left, of which the table only has a bound
        one = listed[derived.name]
        assert (one.low, one.high) == (derived.low, derived.high), derived.name
    for column in table.columns:
        if column.kind in ("track", "flag", "zone") and column.name in listed:
            one = listed[column.name]
            assert (one.low, one.high, set(one.seen_by)) == (column.low, column.high, set(column.seen or ())), (
                column.name
            )
