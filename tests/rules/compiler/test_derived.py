"""Derived numbers: what a sum and a count are, whatever the zones' numbers stand at."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.playing import inline, moderate
from wargame.rules.model import Table
from wargame.rules.row import Row
from wargame.rules.state import compute_number

PLACES = {"moss": "field", "clover": "field", "oak": "wood"}


@cache
def meadow() -> Table:
    """Three places with three numbers each."""
    spec = {"name": "A number", "about": "A number of a place.", "max": 5}

    def made(**how: Any) -> dict[str, Any]:
        return {"name": "Made", "about": "Made of others."} | how

    return inline(
        kinds={"field": "Field", "wood": "Wood"},
        zone_numbers={"seeds": spec, "dry": spec, "frost": spec | {"min": -5}},
        zones={
            name: {"name": name.capitalize(), "kind": kind, "at": [10, 10], "start": {"seeds": 2, "dry": 1, "frost": 0}}
            for name, kind in PLACES.items()
        },
        derived={
            "rich_and_dry": made(count="zones", where={"seeds": "3+", "dry": "2..4"}),
            "fields": made(count="zones", where={"kind": ["field"]}, times=3),
            "dry_seeds": made(sum="seeds", where={"kind": ["field"], "dry": "2+", "frost": "0-"}, times=2, max=15),
            "cold": made(sum="frost"),
        },
    )


def worth(table: Table, row: Row, name: str) -> int:
    return compute_number(table, row, table.numbers[name])


@pytest.mark.parametrize(
    ("seeds", "dry", "counted"), [(3, 2, 1), (5, 4, 1), (2, 3, 0), (4, 1, 0), (4, 5, 0), (0, 0, 0)]
)
def test_a_zone_counts_only_when_all_its_numbers_lie_within_their_bounds(seeds: int, dry: int, counted: int) -> None:
    table = meadow()
    row = table.build_start_row()
    row[table.index["zones.oak.seeds"]], row[table.index["zones.oak.dry"]] = seeds, dry
    assert worth(table, row, "rich_and_dry") == counted


@moderate(100)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(-5, 5)), min_size=3, max_size=3))
def test_a_derived_number_is_what_its_line_says(numbers: list[tuple[int, int, int]]) -> None:
    table = meadow()
    row = table.build_start_row()
    for place, (seeds, dry, frost) in zip(PLACES, numbers, strict=True):
        for name, value in (("seeds", seeds), ("dry", dry), ("frost", frost)):
            row[table.index[f"zones.{place}.{name}"]] = value
    assert worth(table, row, "rich_and_dry") == sum(seeds >= 3 and 2 <= dry <= 4 for seeds, dry, _ in numbers)
    assert worth(table, row, "fields") == 6
    fields = numbers[:2]
    assert worth(table, row, "dry_seeds") == min(15, 2 * sum(s for s, dry, frost in fields if dry >= 2 and frost <= 0))
    assert worth(table, row, "cold") == sum(frost for *_, frost in numbers)
