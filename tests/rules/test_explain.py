"""Explain: every kind of change is told or deliberately silent, as plain data for one viewer."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, is_dataclass
from typing import get_args

import pytest
from hypothesis import given

from tests.playing import by_bytes, moderate, play, shipped, tiny
from tests.strategies import exercises, scripts, seeds
from wargame.content.load.loader import load_content
from wargame.rules.chance import SeededChance
from wargame.rules.compiler.compile import compile_table
from wargame.rules.explain import _OWN_CAUSES, _TELLERS, SILENT, explain, join_moves
from wargame.rules.model import FACILITATOR, OBSERVER, Table
from wargame.rules.powers import POWERS
from wargame.rules.told import Moved, MovedTogether, Told, list_moves


@pytest.mark.parametrize("paced", [True, False])
def test_every_kind_of_column_has_a_teller_or_is_silent(paced: bool) -> None:
    kinds = {column.kind for table in (tiny("short", paced, paced), shipped("full", paced)) for column in table.columns}
    assert kinds <= set(_TELLERS) | SILENT
    assert not set(_TELLERS) & SILENT


def test_no_teller_and_no_silence_is_left_over() -> None:
    story = load_content("high-water")  # its cards bring cards
    brings = compile_table(story.scenario, story.decks, next(iter(story.scenario.lengths)))
    kinds = {column.kind for table in (tiny(staged=True), shipped(), brings) for column in table.columns}
    assert set(_TELLERS) | SILENT == kinds


@moderate(20)
@given(exercises(), scripts, seeds)
def test_what_is_told_can_be_written_as_json(table: Table, script: bytes, seed: int) -> None:
    for step in play(table, by_bytes(script), SeededChance(seed, table.slots)):
        for viewer in (*table.roles, OBSERVER, FACILITATOR):
            for told in explain(table, step.before, step.outcome.events, viewer):
                data = asdict(told)
                assert data["kind"] == told.kind
                assert json.loads(json.dumps(data)).keys() == data.keys()


@moderate(20)
@given(exercises(), scripts, seeds)
def test_joining_moves_loses_and_reorders_none(table: Table, script: bytes, seed: int) -> None:
    for step in play(table, by_bytes(script), SeededChance(seed, table.slots)):
        told = explain(table, step.before, step.outcome.events, FACILITATOR)
        joined = join_moves(told)
        assert [move for one in joined for move in list_moves(one)] == [one for one in told if isinstance(one, Moved)]
        rest = [one for one in told if not isinstance(one, Moved)]
        assert [one for one in joined if not isinstance(one, (Moved, MovedTogether))] == rest


def test_every_kind_of_what_is_told_has_a_name_of_its_own() -> None:
    kinds = [next(field.default for field in fields(one) if field.name == "kind") for one in get_args(Told)]
    assert all(is_dataclass(one) for one in get_args(Told))
    assert len(set(kinds)) == len(kinds)


def test_every_power_that_changes_numbers_has_a_cause() -> None:
    assert {power.part for power in POWERS if power.part} == set(_OWN_CAUSES)
