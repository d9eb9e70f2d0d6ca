"""The batch engine against the scalar engine in thousands of exercises: every scenario, length, temper and mixture."""

from __future__ import annotations

from itertools import product

import pytest

from tests.lab.test_batch import TEMPERS, assert_same, play_scalar
from wargame.content.load.library import list_scenarios
from wargame.content.load.loader import load_content
from wargame.lab.batch.playouts import run_batch_playouts
from wargame.rules.compiler.compile import compile_table
from wargame.rules.model import Table

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

TABLES = [(name, length) for name in list_scenarios() for length in load_content(name).scenario.lengths]
SEATS = [(one, one, one) for one in TEMPERS] + [TEMPERS, (TEMPERS[2], "random", TEMPERS[1]), ("random", *TEMPERS[:2])]


def build_table(name: str, length: str) -> Table:
    content = load_content(name)
    return compile_table(content.scenario, content.decks, length, paced=False)


def test_nine_thousand_exercises_by_lot_are_the_same() -> None:
    for name, length in TABLES:
        table, names = build_table(name, length), ("random",) * 3
        assert_same(table, run_batch_playouts(table, names, range(1000)), play_scalar(table, names, range(1000)))


def test_a_thousand_exercises_of_all_tempers_are_the_same() -> None:
    each = -(-1000 // (len(TABLES) * len(SEATS)))
    for k, ((name, length), names) in enumerate(product(TABLES, SEATS)):
        table, seeds = build_table(name, length), range(each * k, each * (k + 1))
        assert_same(table, run_batch_playouts(table, names, seeds), play_scalar(table, names, seeds))
