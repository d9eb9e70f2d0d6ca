"""What the table is drawn from, below the screen: the map's grid, gauges, bars and step charts."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest

from tests.exercise.driving import begin, do, shipped_content, tiny_content, turns_of
from tests.playing import by_seed
from wargame.exercise.play.exercise import Exercise
from wargame.rules.table import FACILITATOR, OBSERVER
from wargame.tui.widgets.map.label_placement import straight
from wargame.tui.widgets.map.map_canvas import Picture, Reading, Spot, draw
from wargame.tui.widgets.map.zone_map import links, shorten, spots, zone_names
from wargame.tui.widgets.news import blocks
from wargame.tui.widgets.tracks import Gauge, bar, change, chart, filled, gauges, last_causes

SHIPPED_SIZES = [(40, 13), (42, 13), (60, 18), (62, 20), (58, 24), (110, 34), (114, 36)]


def lines(picture: Picture) -> list[str]:
    return ["".join(cell.text for cell in row) for row in picture.rows]


@pytest.mark.parametrize("size", SHIPPED_SIZES)
@pytest.mark.parametrize("seed", range(8))
def test_labels_of_the_shipped_map_never_collide(size: tuple[int, int], seed: int) -> None:
    played = in_midst(seed)
    scenario = played.table.scenario
    picture = draw(spots(played), links(scenario), list(scenario.kinds.values()), *size, legend=size[0] >= 56)
    assert picture.overlap == 0
    for one, other in combinations(picture.labels.values(), 2):
        assert not one.shared(other)
    text = "\n".join(lines(picture))
    for name in ("San Diego", "Tijuana", "El Paso", "Juárez", "Laredo", "US markets", "Honduras", "Colombia"):
        assert name in text
    assert all(len(line) == size[0] for line in lines(picture))


@cache
def in_midst(seed: int) -> Exercise:
    """The shipped exercise, played at random for a while."""
    played = begin(content=shipped_content())
    for count in turns_of(played, by_seed(seed)):
        if count > 40 + 20 * seed:
            break
    return played


def test_kinds_are_told_apart_by_shape_and_moves_are_marked() -> None:
    here = Spot(("Here",), 0, (0, 50), (Reading("control", 3, 2), Reading("impunity", 1, 4)))
    there = Spot(("There",), 1, (100, 50), (Reading("control", 0, 0), Reading("impunity", 5, 5)))
    picture = draw({"here": here, "there": there}, [("here", "there")], ["Plaza", "Port"], 60, 9)
    text = "\n".join(lines(picture))
    assert "○" in text
    assert "●" in text
    assert "control 3▲+1  impunity 1▼-3" in text
    assert "○ Plaza" in text
    plain = "\n".join(lines(draw({"here": here, "there": there}, [("here", "there")], ["Plaza", "Port"], 60, 9,
                                 ascii=True)))  # fmt: skip
    assert plain.isascii()
    assert "control 3^+1  impunity 1v-3" in plain


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (20, 4), (500, 200)])
def test_a_map_is_drawn_to_any_size(size: tuple[int, int]) -> None:
    played = begin(content=tiny_content())
    scenario = played.table.scenario
    picture = draw(spots(played), links(scenario), list(scenario.kinds.values()), *size)
    assert len(picture.rows) == size[1]
    assert {len(row) for row in picture.rows} == {size[0]}


def test_a_zone_is_found_where_its_label_stands() -> None:
    played = begin(content=tiny_content())
    scenario = played.table.scenario
    picture = draw(spots(played), links(scenario), list(scenario.kinds.values()), 60, 20)
    for zone, box in picture.labels.items():
        assert picture.zone_at(box.left, box.top) == zone
        assert picture.zone_at(*picture.spots[zone]) == zone
    assert picture.zone_at(-1, -1) == ""


def test_names_lose_their_kind_first_and_words_next() -> None:
    assert zone_names("Plaza Juárez", "Plaza") == ("Juárez", "Juárez", "Juárez")
    assert zone_names("Sister city: El Paso", "Sister city")[0] == "El Paso"
    assert zone_names("Mexico: federal institutions", "Transit zone")[1] == "Mexico"
    assert zone_names("Northern Guatemala", "Transit zone")[1] == "N. Guatemala"
    assert shorten("Scrutiny of the cartel", 15) == "Scrutiny"
    assert shorten("Incomprehensibilities", 10) == "Incompreh."


def gauge(now: int, was: int, low: int = 0, high: int = 10, history: tuple[int, ...] = ()) -> Gauge:
    return Gauge("Trust", low, high, now, was, history or (was,))


def test_a_bar_has_a_fixed_scale_and_shows_what_moved() -> None:
    assert bar(gauge(5, 5), 10).plain == "█████░░░░░"
    assert bar(gauge(7, 5), 10).plain == "█████▓▓░░░"
    assert bar(gauge(3, 5), 10).plain == "███▒▒░░░░░"
    assert bar(gauge(7, 5), 10, ascii=True).plain == "#####++..."
    assert bar(gauge(7, 5), 10, low=True).plain == "▄▄▄▄▄▖▖▁▁▁"
    assert bar(gauge(3, 5), 10, low=True).plain == "▄▄▄▂▂▁▁▁▁▁"
    assert filled(gauge(1, 1, high=100), 1, 10) == 1  # a little is never nothing,
    assert filled(gauge(99, 99, high=100), 99, 10) == 9  # and almost all never all
    assert filled(gauge(-5, -5, low=-5, high=5), -5, 10) == 0


def test_a_change_says_how_far_from_where_to_where() -> None:
    assert change(gauge(7, 5)).plain == "▲2 5→7"
    assert change(gauge(4, 5), ascii=True).plain == "v1 5>4"
    assert change(gauge(5, 5)).plain == ""


def test_a_step_chart_has_a_fixed_scale_and_room_for_what_is_to_come() -> None:
    top, bottom = chart(gauge(10, 5, history=(0, 5)), 4, 2, 2)
    assert bottom.plain == "▁▁████····"
    assert top.plain == "    ██    "
    assert [line.plain for line in chart(gauge(10, 5, history=(0, 5)), 4, 2, 3, ascii=True)] == ["  0  5 10", ""]


def test_gauges_know_their_history_and_why_they_moved() -> None:
    played = begin()
    do(played, FACILITATOR, "set", "the class agreed", number=first_track(played), value=9)
    seen = {g.label: g for g in gauges(played, OBSERVER)}
    track = seen[played.table.columns[played.table.index[first_track(played)]].label]
    assert track.now == 9
    assert track.why == "set by the facilitator"
    assert len(track.history) == 1
    assert not any(g.private for g in seen.values())


def test_a_number_is_told_what_moved_it_the_way_it_went_in_all() -> None:
    played = begin()
    name = first_track(played)
    label = played.table.columns[played.table.index[name]].label
    do(played, FACILITATOR, "set", "up", number=name, value=9)
    causes = last_causes(played, OBSERVER)
    assert causes[label, 1] == causes[label, 0] == "set by the facilitator"
    assert (label, -1) not in causes


def first_track(played: Exercise) -> str:
    return next(c.name for c in played.table.columns if c.kind == "track" and c.seen is None)


def test_news_comes_in_blocks_the_newest_first() -> None:
    played = begin()
    do(played, FACILITATOR, "set", "the class agreed", number=first_track(played), value=9)
    do(played, FACILITATOR, "set", "it did not", number=first_track(played), value=3)
    new, old, *_ = blocks(played)
    assert [piece.mark for piece in new.pieces] == ["●", "▼"]
    assert new.pieces[1].text.endswith("fell from 9 to 3: set by the facilitator.")
    assert any(piece.text.endswith("to 9: set by the facilitator.") for piece in old.pieces)
    assert len(blocks(played, marks=[])) == 1


@pytest.mark.parametrize("size", [(58, 20), (91, 26), (114, 40)])
def test_labels_leave_the_links_of_the_shipped_map_whole(size: tuple[int, int]) -> None:
    played = in_midst(0)
    scenario = played.table.scenario
    picture = draw(spots(played), links(scenario), list(scenario.kinds.values()), *size)
    drawn = {(x, y) for y, row in enumerate(picture.rows) for x, cell in enumerate(row) if cell.look == "link"}
    for one, other in links(scenario):
        line = set(straight(*picture.spots[one], *picture.spots[other])) - set(picture.spots.values())
        seen = sum(any((x + dx, y + dy) in drawn for dx in (-1, 0, 1) for dy in (-1, 0, 1)) for x, y in line)
        assert seen >= 0.6 * len(line), f"{one} to {other} is broken"
