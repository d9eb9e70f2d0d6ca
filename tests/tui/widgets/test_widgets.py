"""What the table is drawn from, below the screen: the map's grid, gauges, bars and step charts."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import combinations

import pytest

from tests.exercise.exercise_driver import begin, do, shipped_content, tiny_content, turns_of
from tests.playing import by_seed
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.room.news import list_blocks
from wargame.exercise.seat import Seat
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.tui.widgets.map.label_placement import iter_line
from wargame.tui.widgets.map.map_canvas import MapPicture, ZoneReading, ZoneSpot, draw_map
from wargame.tui.widgets.map.zone_map import build_spots, list_kinds, list_zone_names, shorten
from wargame.tui.widgets.tracks import (
    Gauge,
    count_filled,
    draw_bar,
    draw_change,
    draw_chart,
    list_gauges,
)

SHIPPED_SIZES = [(40, 13), (42, 13), (60, 18), (62, 20), (58, 24), (110, 34), (114, 36)]


def lines(picture: MapPicture) -> list[str]:
    return ["".join(cell.text for cell in row) for row in picture.rows]


def drawn(played: Exercise, size: tuple[int, int], legend: bool = True) -> MapPicture:
    known = Seat(played, OBSERVER).build_map()
    links, kinds = known.list_links(), list_kinds(known)
    return draw_map(build_spots(known), links, kinds, *size, legend=legend, outline=known.outline)


@pytest.mark.parametrize("size", SHIPPED_SIZES)
@pytest.mark.parametrize("seed", range(8))
def test_labels_of_the_shipped_map_never_collide(size: tuple[int, int], seed: int) -> None:
    played = in_midst(seed)
    picture = drawn(played, size, legend=size[0] >= 56)
    assert picture.overlap == 0
    for one, other in combinations(picture.labels.values(), 2):
        assert not one.count_shared(other)
    text = "\n".join(lines(picture))
    for name in ("San Diego", "Tijuana", "El Paso", "Juárez", "Laredo", "US markets", "Honduras", "Colombia"):
        assert name in text
    assert all(len(line) == size[0] for line in lines(picture))


@pytest.mark.parametrize("size", [(43, 13), (49, 18), (58, 18), (62, 20), (79, 24), (94, 26)])
def test_no_label_of_the_shipped_map_stands_beside_another_shape(size: tuple[int, int]) -> None:
    known = Seat(in_midst(1), OBSERVER).build_map()
    picture = drawn(in_midst(1), size, legend=False)
    text = lines(picture)
    signs = set("○●■□◆")
    for zone in known.zones:
        box = picture.labels[zone.id]
        for row in range(box.top, box.bottom):
            beside = text[row][max(box.left - 2, 0) : box.left] + text[row][box.right : box.right + 2]
            assert sum(char in signs for char in beside) <= 1, f"{zone.name}: {text[row]}"


@cache
def in_midst(seed: int) -> Exercise:
    """The shipped exercise, played at random for a while."""
    played = begin(content=shipped_content())
    for count in turns_of(played, by_seed(seed)):
        if count > 40 + 20 * seed:
            break
    return played


def test_kinds_are_told_apart_by_shape_and_moves_are_marked() -> None:
    here = ZoneSpot(("Here",), 0, (0, 50), (ZoneReading("control", 3, 2), ZoneReading("impunity", 1, 4)))
    there = ZoneSpot(("There",), 1, (100, 50), (ZoneReading("control", 0, 0), ZoneReading("impunity", 5, 5)))
    picture = draw_map({"here": here, "there": there}, [("here", "there")], ["Plaza", "Port"], 60, 9)
    text = "\n".join(lines(picture))
    assert "○" in text
    assert "●" in text
    assert "control 2→3  impunity 4→1" in text
    assert "○ Plaza" in text
    plain = "\n".join(lines(draw_map({"here": here, "there": there}, [("here", "there")], ["Plaza", "Port"], 60, 9,
                                 ascii=True)))  # fmt: skip
    assert plain.isascii()
    assert "control 2>3  impunity 4>1" in plain


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (20, 4), (500, 200)])
def test_a_map_is_drawn_to_any_size(size: tuple[int, int]) -> None:
    played = begin(content=tiny_content())
    picture = drawn(played, size)
    assert len(picture.rows) == size[1]
    assert {len(row) for row in picture.rows} == {size[0]}


def test_the_outline_lies_behind_the_zones_and_moves_with_them() -> None:
    coast = (((0.0, 20.0), (50.0, 20.0), (100.0, 90.0)),)
    zones = {name: ZoneSpot((name,), 0, at, ()) for name, at in (("Bay", (50, 20)), ("Cape", (90, 80)))}
    links = [("Bay", "Cape")]

    def looks(*, ascii: bool = False, height: int = 20) -> dict[str, int]:
        rows = draw_map(zones, links, ["Port"], 60, height, ascii=ascii, outline=coast).rows
        return Counter(cell.look for row in rows for cell in row if cell.text.strip())

    assert looks()["coast"] > 20
    assert not looks(ascii=True)["coast"]
    assert not looks(height=11)["coast"], "too low for lines and labels"
    picture = draw_map(zones, links, ["Port"], 60, 20, outline=coast)
    x, y = picture.spots["Bay"]
    assert any(cell.look == "coast" for cell in picture.rows[y][:x]), "the coast leads to the zone that lies on it"


def test_a_zone_is_found_where_its_label_stands() -> None:
    played = begin(content=tiny_content())
    picture = drawn(played, (60, 20))
    for zone, box in picture.labels.items():
        assert picture.find_zone(box.left, box.top) == zone
        assert picture.find_zone(*picture.spots[zone]) == zone
    assert picture.find_zone(-1, -1) == ""


def test_names_lose_their_kind_first_and_words_next() -> None:
    assert list_zone_names("Plaza Juárez", "Plaza") == ("Juárez", "Juárez", "Juárez")
    assert list_zone_names("Sister city: El Paso", "Sister city")[0] == "El Paso"
    assert list_zone_names("Mexico: federal institutions", "Transit zone")[1] == "Mexico…"
    assert list_zone_names("Northern Guatemala", "Transit zone")[1] == "N. Guatemala"
    assert shorten("Scrutiny of the cartel", 15) == "Scrutiny…"
    assert shorten("Incomprehensibilities", 10) == "Incompreh…"


def gauge(now: int, was: int, low: int = 0, high: int = 10, history: tuple[int, ...] = ()) -> Gauge:
    return Gauge("Trust", low, high, now, was, history or (was,))


def test_a_bar_has_a_fixed_scale_and_shows_what_moved() -> None:
    assert draw_bar(gauge(5, 5), 10).plain == "━━━━━─────"
    assert draw_bar(gauge(7, 5), 10).plain == "█████▓▓───"
    assert draw_bar(gauge(3, 5), 10).plain == "███░░─────"
    assert draw_bar(gauge(7, 5), 10, ascii=True).plain == "#####++..."
    assert count_filled(gauge(1, 1, high=100), 1, 10) == 1  # a little is never nothing,
    assert count_filled(gauge(99, 99, high=100), 99, 10) == 9  # and almost all never all
    assert count_filled(gauge(-5, -5, low=-5, high=5), -5, 10) == 0


def test_a_change_says_how_far_from_where_to_where() -> None:
    assert draw_change(gauge(7, 5)).plain == " 5→7 ▲ "
    assert draw_change(gauge(4, 5), ascii=True).plain == " 5>4 v "
    assert draw_change(gauge(5, 5)).plain == ""


def test_a_step_chart_has_a_fixed_scale_and_room_for_what_is_to_come() -> None:
    top, bottom = draw_chart(gauge(10, 5, history=(0, 5)), 4, 2, 2)
    assert bottom.plain == "▁▁████····"
    assert top.plain == "    ██    "
    assert [line.plain for line in draw_chart(gauge(10, 5, history=(0, 5)), 4, 2, 3, ascii=True)] == ["  0  5 10", ""]


def test_gauges_know_their_history_and_why_they_moved() -> None:
    played = begin()
    do(played, FACILITATOR, "set", "the class agreed", number=first_track(played), value=9)
    seen = {g.label: g for g in list_gauges(Seat(played, OBSERVER))}
    track = seen[played.table.columns[played.table.index[first_track(played)]].label]
    assert track.now == 9
    assert track.why == "set by the facilitator"
    assert len(track.history) == 1


def test_a_number_is_told_what_moved_it_the_way_it_went_in_all() -> None:
    played = begin()
    at, name = played.table.index[first_track(played)], first_track(played)
    seat, label = Seat(played, OBSERVER), played.table.columns[at].label
    start = played.table.build_start_row()[at]
    do(played, FACILITATOR, "set", "up", number=name, value=9)
    assert {g.label: g.why for g in list_gauges(seat)}[label] == "set by the facilitator"
    do(played, FACILITATOR, "set", "back", number=name, value=start)
    assert {g.label: g.why for g in list_gauges(seat)}[label] == "set by the facilitator"
    do(played, FACILITATOR, "set", "down", number=name, value=start - 1)
    assert {g.label: (g.why, g.now - g.was) for g in list_gauges(seat)}[label] == ("set by the facilitator", -1)


def first_track(played: Exercise) -> str:
    return next(c.name for c in played.table.columns if c.kind == "track" and c.seen is None)


def test_news_comes_in_blocks_the_newest_first() -> None:
    played = begin()
    do(played, FACILITATOR, "set", "the class agreed", number=first_track(played), value=9)
    do(played, FACILITATOR, "set", "it did not", number=first_track(played), value=3)
    new, old, *_ = list_blocks(Seat(played, OBSERVER))
    assert [piece.mark for piece in new.pieces] == ["●", "▼"]
    assert new.pieces[1].text.endswith("fell from 9 to 3: set by the facilitator.")
    assert any(piece.text.endswith("to 9: set by the facilitator.") for piece in old.pieces)
    assert len(list_blocks(Seat(played, OBSERVER), lambda before, entry: False)) == 1


@pytest.mark.parametrize("size", [(58, 20), (91, 26), (114, 40)])
def test_labels_leave_the_links_of_the_shipped_map_whole(size: tuple[int, int]) -> None:
    played = in_midst(0)
    picture = drawn(played, size)
    links = {(x, y) for y, row in enumerate(picture.rows) for x, cell in enumerate(row) if cell.look == "link"}
    for one, other in Seat(played, OBSERVER).build_map().list_links():
        line = set(iter_line(*picture.spots[one], *picture.spots[other])) - set(picture.spots.values())
        seen = sum(any((x + dx, y + dy) in links for dx in (-1, 0, 1) for dy in (-1, 0, 1)) for x, y in line)
        assert seen >= 0.6 * len(line), f"{one} to {other} is broken"
