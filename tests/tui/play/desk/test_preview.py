"""The desk: what an offer would do, at the numbers and on the map, and right from the first frame."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from textual._compositor import Compositor
from textual.pilot import Pilot
from textual.screen import Screen

from tests.tui.app_setup import SIZES, text_of
from tests.tui.desk_setup import at_desk, keys, seated, shown_after
from tests.tui.pilot import draw
from wargame.exercise.play.input_parsing import number_offers
from wargame.exercise.seat import Seat
from wargame.rules.preview import preview_offer
from wargame.tui.play.desk.desk import DeskScreen


def test_what_an_offer_would_do_stands_at_the_numbers(tmp_path: Path) -> None:
    played, app = seated(tmp_path, "plan", "cartel")

    async def look(pilot: Pilot[Any]) -> None:
        text = await shown_after(pilot, "1")
        assert "→ success  ✗ failure" in text
        offer = number_offers(played.table, played.list_offers("cartel"), "cartel")[1]
        good, bad = preview_offer(played.table, played.build_view("cartel"), "cartel", offer)
        own = {number.id for number in Seat(played, "cartel").list_numbers() if number.is_hidden}
        for outcome, mark in ((good, "→"), (bad, "✗")):
            for shift in (shift for shift in outcome.shifts if shift.number.name in own):
                then = shift.after
                row = next(line for line in text.split("\n") if f"◆ {shift.number.label}" in line)
                assert f"{mark} {then}" in row.split("││")[0]
        assert "✗ failure" not in await shown_after(pilot, "end"), "an argument moves nothing yet"

    at_desk(tmp_path, "plan", "cartel", look, "medium", app=app)


def test_the_map_shows_the_highlighted_offer_by_one_key_while_typing_too(tmp_path: Path) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        text = await shown_after(pilot, "2", "f5")
        assert "Press for a crossing at Plaza Tijuana" in text
        assert "→ Tijuana" in text
        assert "You may" not in text
        text = await shown_after(pilot, "up")
        assert "Run the routes" in text
        assert "→ Tijuana" not in text
        text = await shown_after(pilot, "down", "enter", "down")
        assert "Where?" in text, "Enter takes it, and its zones are to be seen"
        assert "→ Juárez" in await shown_after(pilot, "m")
        text = await shown_after(pilot, "escape", "enter", "'word", "f5")
        assert "→ Juárez" in text
        assert "word" in text
        text = await shown_after(pilot, "f5", "'s")
        assert "words" in text
        assert "What it would bring" in text

    at_desk(tmp_path, "plan", "cartel", look)


def test_the_map_is_always_there_where_there_is_room(tmp_path: Path) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        text = await shown_after(pilot, "2")
        assert "→ Tijuana" in text
        assert "What you know" in text
        assert "F5 Map" not in text
        assert "→ Juárez" in await shown_after(pilot, "enter", "down")

    at_desk(tmp_path, "plan", "cartel", look, "large")


def test_the_legend_says_of_a_plan_what_would_move(tmp_path: Path) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        text = await shown_after(pilot, "2", "enter", "m")
        assert "would move" in text
        assert "has just moved" not in text, "nothing of it has happened"

    at_desk(tmp_path, "plan", "cartel", look, "medium")


def test_an_offer_without_effects_says_so(tmp_path: Path) -> None:
    text = at_desk(tmp_path, "deal", "cell", keys("1"), "medium")
    assert "Make no offer" in text.split("What it would bring")[1].split("\n")[1]
    assert "Nothing moves." in text


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize(("kind", "role"), [("plan", "cartel"), ("estimate", "cell")])
def test_the_first_frame_is_right(tmp_path: Path, kind: str, role: str, size: str) -> None:
    """Nothing is drawn for a width that is not there, and then again for the right one."""
    _, app = seated(tmp_path, kind, role)
    frames: list[str] = []

    async def look() -> None:
        async with app.run_test(size=SIZES[size]) as pilot:
            await pilot.pause()
            display = app._display

            def displayed(screen: Screen[Any], update: Any) -> None:
                display(screen, update)
                if isinstance(screen, DeskScreen) and update is not None and not app._batch_count:
                    frames.append(text_of(app))

            with patch.object(app, "_display", displayed), patch.object(Compositor, "render_update", draw):
                app.push_screen(DeskScreen(role))
                await pilot.pause()
                await pilot.pause()

    asyncio.run(look())
    assert _without_bars(frames[0]) == _without_bars(frames[-1])


def _without_bars(text: str) -> str:
    """Scroll bars are drawn when the height is known."""
    return text.translate(dict.fromkeys(map(ord, "▁▂▃▄▅▆▇█ "), None))
