"""The map: how little is done when a number on it changes, and how little moves. Counted, not timed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.exercise.driving import begin, shipped_content
from wargame.tui.widgets.map.label_placement import Ground, ground
from wargame.tui.widgets.map.map_canvas import Picture, Reading, Spot, draw
from wargame.tui.widgets.map.zone_map import links, spots

SIZES = [(40, 13), (60, 18), (110, 34)]
KINDS = ["Plaza"] * 8


@pytest.fixture(scope="module")
def shipped() -> tuple[dict[str, Spot], list[tuple[str, str]]]:
    """The shipped map as an exercise begins, when nothing has moved."""
    played = begin(content=shipped_content())
    return spots(played), links(played.table.scenario)


def moved(spot: Spot, by: int) -> Spot:
    """The zone after its first number went up or down."""
    first, *rest = spot.readings
    return spot._replace(readings=(Reading(first.name, first.was + by, first.was), *rest))


def sides(picture: Picture) -> dict[str, tuple[int, bool]]:
    """On which row each label stands, and whether right of its shape."""
    return {zone: (box.top, box.left > picture.spots[zone][0]) for zone, box in picture.labels.items()}


@pytest.mark.parametrize("size", SIZES)
def test_labels_are_placed_once_for_all_numbers_of_one_width(
    shipped: tuple[dict[str, Spot], list[tuple[str, str]]], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    zones, between = shipped
    ground.cache_clear()
    settled: list[object] = []
    settle = Ground._settled

    def counting(*args: Any) -> Any:
        settled.append(args)
        return settle(*args)

    monkeypatch.setattr(Ground, "_settled", counting)
    draw(zones, between, KINDS, *size)
    assert settled
    settled.clear()
    for step in range(20):
        numbers = {
            zone: spot._replace(readings=tuple(Reading(r.name, step % 10, step % 10) for r in spot.readings))
            for zone, spot in zones.items()
        }
        draw(numbers, between, KINDS, *size)
    assert not settled


@pytest.mark.parametrize("size", SIZES[1:])
def test_labels_stay_on_their_side_when_a_number_moves(
    shipped: tuple[dict[str, Spot], list[tuple[str, str]]], size: tuple[int, int]
) -> None:
    zones, between = shipped
    before = draw(zones, between, KINDS, *size)
    went = 0
    for zone, spot in zones.items():
        after = draw({**zones, zone: moved(spot, 1)}, between, KINDS, *size)
        assert not after.overlap
        was, now = sides(before), sides(after)
        went += sum(was[other] != now[other] for other in zones)
    assert went <= len(zones) // 4, "of all labels, for all zones in turn"
