"""End: what it came to, page by page, the estimates drawn and in numbers, and where the record is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from tests.tui.app_setup import SIZES, room, text_of
from tests.tui.goldens import accepted, played
from wargame.exercise.play.exercise import Exercise
from wargame.session.verify import VerifyStatus, verify
from wargame.tui.after.end import EndScreen
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.widgets.estimate_chart import Drift, draw_estimate_chart, draw_table

DRIFTS = (Drift("Cartel", "c", {2: 61, 4: 9}), Drift("Cell", "t", {2: 58}), Drift("Security", "s", {}))


def shown(pilot: Pilot[int]) -> str:
    return " ".join(text_of(pilot.app).split())


def at_the_end(app: WargameApp, do: Callable[[Pilot[int]], Awaitable[None]], size: tuple[int, int] = (80, 24)) -> None:
    """Open the end screen, do something there, and leave."""

    async def go() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            app.push_screen(EndScreen())
            await pilot.pause()
            await do(pilot)

    asyncio.run(go())


@pytest.mark.parametrize("size", SIZES)
def test_pages(tmp_path: Path, size: str) -> None:
    pages: list[str] = []

    async def look(pilot: Pilot[int]) -> None:
        for _ in range(5):  # the sixth has a path that is another on every machine
            pages.append(text_of(pilot.app))
            await pilot.press("enter")
            await pilot.pause()

    at_the_end(room(tmp_path, played(tmp_path)), look, SIZES[size])
    accepted("end", size, "\n".join(pages))


def test_the_record_says_where_the_file_is_and_its_digest(tmp_path: Path) -> None:
    one = played(tmp_path)
    assert one.path is not None

    async def look(pilot: Pilot[int]) -> None:
        await pilot.press("left", *["enter"] * 5)
        await pilot.pause()
        text = shown(pilot).replace(" ", "")  # a long path goes over two lines
        assert one.head in text
        assert f"wargame verify {one.path}".replace(" ", "") in text
        assert f"wargame resume {one.path}".replace(" ", "") in text
        await pilot.press("c")
        assert pilot.app.clipboard == str(one.path)
        await pilot.press("enter")
        await pilot.pause()
        assert type(pilot.app.screen).__name__ == "DebriefScreen"

    at_the_end(room(tmp_path, one), look, (200, 60))
    assert verify(one.path).faith is VerifyStatus.EXACT


def test_the_digest_shown_is_the_one_that_verifies(tmp_path: Path) -> None:
    one = played(tmp_path)
    assert one.path is not None
    heads: list[str] = []

    async def look(pilot: Pilot[int]) -> None:
        heads.append(one.head)
        await pilot.press("h")

    at_the_end(room(tmp_path, one), look)
    assert heads == [verify(one.path).head]


def test_the_table_is_below_and_nothing_is_closed_for_good(tmp_path: Path) -> None:
    one = played(tmp_path)

    async def look(pilot: Pilot[int]) -> None:
        await pilot.press("escape")
        await pilot.pause()
        assert type(pilot.app.screen).__name__ == "TableScreen"
        one.note("still open")

    at_the_end(room(tmp_path, one), look)


def test_a_secret_objective_is_open_now(tmp_path: Path) -> None:
    async def look(pilot: Pilot[int]) -> None:
        await pilot.press("enter")
        await pilot.pause()
        assert shown(pilot).count("(was secret)") == 3

    at_the_end(room(tmp_path, played(tmp_path)), look, (120, 60))


def test_what_was_recorded_nowhere_says_so(tmp_path: Path) -> None:
    async def look(pilot: Pilot[int]) -> None:
        await pilot.press(*["enter"] * 5)
        await pilot.pause()
        assert "nothing was recorded" in shown(pilot)

    at_the_end(room(tmp_path, played(None)), look)
    assert list(tmp_path.iterdir()) == []


def test_before_the_end_it_shows_nothing(tmp_path: Path) -> None:
    one: Exercise = played(tmp_path, turns=2)

    async def look(pilot: Pilot[int]) -> None:
        assert type(pilot.app.screen).__name__ == "TableScreen"

    at_the_end(room(tmp_path, one), look)


def test_with_ascii_nothing_else_is_drawn(tmp_path: Path) -> None:
    async def look(pilot: Pilot[int]) -> None:
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert text_of(pilot.app).isascii()

    at_the_end(WargameApp(Settings(ascii=True), tmp_path, played(tmp_path)), look, (120, 60))


def test_the_drift_is_drawn_on_a_fixed_scale() -> None:
    assert draw_estimate_chart(DRIFTS, came_true=False) == [
        "80-99 % │",
        "60-79 % │ c",
        "40-59 % │   t",
        "20-39 % │",
        " 1-19 % │         c       ● it did not come true",
        "        └────────────────",
        "          turn 2  turn 4",
    ]
    assert draw_estimate_chart(DRIFTS, came_true=True, ascii=True)[0] == "80-99 % |                 * it came true"


@given(st.integers(1, 99), st.sampled_from([10, 20]))
def test_an_estimate_stands_on_the_line_that_holds_it(percent: int, step: int) -> None:
    (line,) = [line for line in draw_estimate_chart([Drift("X", "x", {1: percent})], None, step=step) if "x" in line]
    low, _, high = line.partition(" %")[0].partition("-")
    assert int(low) <= percent <= int(high)


def test_the_same_stands_in_numbers() -> None:
    assert draw_table(DRIFTS) == [
        "             turn 2   turn 4",
        "c Cartel       61 %      9 %   very unlikely",
        "t Cell         58 %        -   likely",
        "s Security        -        -   nothing stated",
    ]
