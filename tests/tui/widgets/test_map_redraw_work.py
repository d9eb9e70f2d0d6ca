"""The map: how little is done when a number on it changes, and how little moves. Counted, not timed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.exercise.exercise_driver import begin, shipped_content
from wargame.exercise.seat import Seat
from wargame.rules.model import OBSERVER
from wargame.tui.widgets.map.label_placement import MapGrid, build_grid
from wargame.tui.widgets.map.map_canvas import MapPicture, ZoneReading, ZoneSpot, draw_map
from wargame.tui.widgets.map.zone_map import build_spots

SIZES = [(40, 13), (60, 18), (110, 34)]
KINDS = ["Plaza"] * 8


@pytest.fixture(scope="module")
def shipped() -> tuple[dict[str, ZoneSpot], list[tuple[str, str]]]:
    """The shipped map as an exercise begins, when nothing has moved."""
    played = begin(content=shipped_content())
    known = Seat(played, OBSERVER).build_map()
    return build_spots(known), known.list_links()


def moved(spot: ZoneSpot, by: int) -> ZoneSpot:
    """The zone after its first number went up or down."""
    first, *rest = spot.readings
    return spot._replace(readings=(ZoneReading(first.name, first.was + by, first.was), *rest))


def sides(picture: MapPicture) -> dict[str, tuple[int, bool]]:
    """On which row each label stands, and whether right of its shape."""
    return {zone: (box.top, box.left > picture.spots[zone][0]) for zone, box in picture.labels.items()}


@pytest.mark.parametrize("size", SIZES)
def test_labels_are_placed_once_for_all_numbers_of_one_width(
    shipped: tuple[dict[str, ZoneSpot], list[tuple[str, str]]], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    zones, between = shipped
    build_grid.cache_clear()
    settled: list[object] = []
    settle = MapGrid._settle_labels

    def counting(*args: Any) -> Any:
        settled.append(args)
        return settle(*args)

    monkeypatch.setattr(MapGrid, "_settle_labels", counting)
    draw_map(zones, between, KINDS, *size)
    assert settled
    settled.clear()
    for step in range(20):
        numbers = {
            zone: spot._replace(readings=tuple(ZoneReading(r.name, step % 10, step % 10) for r in spot.readings))
            for zone, spot in zones.items()
        }
        draw_map(numbers, between, KINDS, *size)
    assert not settled


@pytest.mark.parametrize("size", SIZES[1:])
def test_labels_stay_on_their_side_when_a_number_moves(
    shipped: tuple[dict[str, ZoneSpot], list[tuple[str, str]]], size: tuple[int, int]
) -> None:
    zones, between = shipped
    before = draw_map(zones, between, KINDS, *size)
    went = 0
    for zone, spot in zones.items():
        after = draw_map({**zones, zone: moved(spot, 1)}, between, KINDS, *size)
        assert not after.overlap
        was, now = sides(before), sides(after)
        went += sum(was[other] != now[other] for other in zones)
    assert went <= len(zones) // 4, "of all labels, for all zones in turn"


@pytest.mark.parametrize("size", [(30, 9), (30, 11), (40, 9), (54, 9)])
def test_no_label_covers_another_on_a_small_map(
    shipped: tuple[dict[str, ZoneSpot], list[tuple[str, str]]], size: tuple[int, int]
) -> None:
    zones, between = shipped
    for spots in (zones, {zone: moved(spot, 1) for zone, spot in zones.items()}):
        assert not draw_map(spots, between, KINDS, *size, legend=False).overlap
