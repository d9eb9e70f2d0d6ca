"""The small tables beside the steps: what each pick depends on, what lasts, and what stands."""

from __future__ import annotations

from random import Random

import pytest

from tests.playing import action, inline, league, shipped, sleeve, tiny
from wargame.rules.model import LegalPick, Table
from wargame.rules.row import Row
from wargame.rules.state import list_legal_picks

TIRING = inline([{"id": "sun"}], actions=[action(), action(id="rest")], repeat=False)
"""A table where no role may take the same action twice running."""


def draw_row(table: Table, rng: Random) -> Row:
    """A row with any values."""
    return [rng.randint(column.low, column.high) for column in table.columns]


@pytest.mark.parametrize("table", [shipped(), tiny(), sleeve(), league(), TIRING])
def test_whether_a_pick_is_legal_depends_on_its_columns_alone(table: Table) -> None:
    rng = Random(7)
    picks: list[LegalPick] = [
        pick for part in (table.plans, table.options, table.offers, table.breaks) for some in part for pick in some
    ]
    for pick in picks:
        row, other = draw_row(table, rng), draw_row(table, rng)
        for column in pick.columns:
            other[column] = row[column]
        assert list_legal_picks(table, row, [pick]) == list_legal_picks(table, other, [pick])


def test_a_scenario_without_repeats_closes_the_last_action_alone() -> None:
    row = TIRING.build_start_row()
    first, *others = (pick.pick for pick in TIRING.plans[0])
    assert list_legal_picks(TIRING, row, TIRING.plans[0]) == [first, *others]
    row[TIRING.at.last[0]] = TIRING.action_of[first] + 1
    assert list_legal_picks(TIRING, row, TIRING.plans[0]) == others


def test_the_terms_of_a_form_name_its_parties_by_index() -> None:
    deal = {"title": "Deal", "text": "Terms.", "between": ["bees", "ants"]}
    table = inline(deals=[deal | {"id": "kept", "lasts": 3}, deal | {"id": "once", "stands": False}])
    assert table.form_terms == (((1, 0), True, 3), ((1, 0), False, 0))
