"""The compiled table: columns that hold the number of a rule have room for every rule, and for no other number."""

from __future__ import annotations

import pytest

from tests.playing import action, inline, league, option, shipped, sleeve, tiny
from wargame.rules.model import OPEN, Gate, Table

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
    assert highs == {table.argued}


@pytest.mark.parametrize("table", [MEADOW, shipped(), tiny(), sleeve(), league()])
def test_a_gate_without_terms_is_the_open_one(table: Table) -> None:
    parts = (table.plans, table.options, table.offers, table.breaks)
    gates = [*table.card_gates, *table.response_gates]
    gates += [pick.gate for part in parts for picks in part for pick in picks]
    gates += [gate for rule in table.rules for gate in (rule.gate, *(bonus.gate for bonus in rule.bonuses))]
    assert all(gate is OPEN for gate in gates if gate == Gate())


def test_a_form_that_names_no_lapse_never_lapses() -> None:
    deal = {"title": "Deal", "text": "Terms.", "between": ["ants", "bees"], "each": {"grain": "+1"}}
    table = inline(deals=[deal | {"id": "stays"}, deal | {"id": "ends", "lapses": {"grain": "3+"}}])
    assert [deal.lapses is None for deal in table.standing] == [True, False]
