"""The compiled table: columns that hold the number of a rule have room for every rule, and for no other number."""

from __future__ import annotations

import pytest

from tests.playing import action, inline, league, option, shipped, sleeve, tiny
from wargame.rules.model import Table

MEADOW = inline(
    [
        {"id": "rain", "effects": {"grain": "+1"}},
        {"id": "sun"},
        {"id": "wind", "response": {"role": "ants", "prompt": "Well?", "options": [option("go"), option("stay")]}},
    ],
    actions=[action()],
)
"""A table with a card that has effects, a card without, and a card that asks."""


@pytest.mark.parametrize("table", [MEADOW, shipped(), tiny(), sleeve(), league()])
def test_a_plan_has_room_for_every_rule_and_for_an_argument(table: Table) -> None:
    highs = {column.high for column in table.columns if column.kind == "plan"}
    assert highs == {len(table.rules) + 1}
