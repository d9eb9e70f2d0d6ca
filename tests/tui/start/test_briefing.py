"""Briefing: read a page at a time, private briefs behind a curtain, practice, and the way to the table."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.app_setup import SIZES, exercise, text_of
from tests.tui.goldens import accepted
from wargame.exercise.play.exercise import Exercise
from wargame.rules.model import FACILITATOR
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings

PRIVATE = {"Cartel": "your Revenue and your Cohesion", "Terrorist cell": "your Readiness and your Secrecy"}
"""Words that stand in one role's brief only."""


def briefing(folder: Path, exercise: Exercise) -> WargameApp:
    return WargameApp(Settings(), folder, exercise, "briefing")


def where(pilot: Pilot[int]) -> str:
    return type(pilot.app.screen).__name__


def shown(pilot: Pilot[int]) -> str:
    return " ".join(text_of(pilot.app).split())


@pytest.mark.parametrize("size", SIZES)
def test_pages(tmp_path: Path, size: str) -> None:
    async def look() -> str:
        out = []
        app = briefing(tmp_path, exercise(tmp_path, bots=("security",)))
        async with app.run_test(size=SIZES[size]) as pilot:
            await pilot.pause()
            for _ in range(6):
                out.append(text_of(app))
                await pilot.press("enter")
                await pilot.pause()
            out += [text_of(app)]
            await pilot.press("enter")
            await pilot.pause()
            return "\n".join([*out, text_of(app)])

    accepted("briefing", size, asyncio.run(look()))


def test_a_private_brief_is_read_only_where_its_curtain_is_opened(tmp_path: Path) -> None:
    async def go() -> None:
        async with briefing(tmp_path, exercise(tmp_path)).run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            while "Hand the keyboard to: Cartel" not in shown(pilot):
                assert not any(words in shown(pilot) for words in PRIVATE.values())
                await pilot.press("enter")
                await pilot.pause()
            assert PRIVATE["Cartel"] not in shown(pilot)
            await pilot.press("enter")
            await pilot.pause()
            assert PRIVATE["Cartel"] in shown(pilot)
            await pilot.press("f8")
            await pilot.pause()
            assert PRIVATE["Cartel"] not in shown(pilot)
            await pilot.press("enter", "enter")
            await pilot.pause()
            assert "Hand the keyboard to: Terrorist cell" in shown(pilot)
            await pilot.press("pageup")
            await pilot.pause()
            assert "Hand the keyboard to: Cartel" in shown(pilot)

    asyncio.run(go())


def test_every_page_can_be_passed_by(tmp_path: Path) -> None:
    async def go() -> None:
        async with briefing(tmp_path, exercise(tmp_path)).run_test(size=(120, 40)) as pilot:
            for _ in range(20):
                await pilot.pause()
                assert not any(words in shown(pilot) for words in PRIVATE.values())
                await pilot.press("pagedown")
            assert "Ready" in shown(pilot)
            assert where(pilot) == "BriefingScreen"
            await pilot.press("enter")
            await pilot.pause()
            assert where(pilot) == "TableScreen"

    asyncio.run(go())


def test_bots_get_no_brief(tmp_path: Path) -> None:
    async def go() -> None:
        app = briefing(tmp_path, exercise(tmp_path, bots=("cartel", "cell", "security")))
        async with app.run_test() as pilot:
            await pilot.pause()
            assert "1 of 7" in shown(pilot)
            await pilot.press("b")
            await pilot.pause()
            assert where(pilot) == "TableScreen"

    asyncio.run(go())


def test_a_long_page_is_scrolled_before_it_is_turned(tmp_path: Path) -> None:
    async def go() -> None:
        async with briefing(tmp_path, exercise(tmp_path)).run_test(size=(60, 16)) as pilot:
            await pilot.press("down", "up", "pagedown")
            await pilot.pause()
            assert "1 of 10" in shown(pilot)
            await pilot.press("pageup")
            await pilot.pause()
            assert "This exercise is about" in shown(pilot)

    asyncio.run(go())


def test_the_mouse_turns_pages_opens_curtains_and_begins(tmp_path: Path) -> None:
    async def go() -> None:
        async with briefing(tmp_path, exercise(tmp_path)).run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            for _ in range(7):
                await pilot.click("#next-page")
                await pilot.pause()
            assert PRIVATE["Cartel"] in shown(pilot)
            await pilot.click("#back-page")
            await pilot.pause()
            assert "6 of 10" in shown(pilot)
            await pilot.click("#begin")
            await pilot.pause()
            assert where(pilot) == "TableScreen"

    asyncio.run(go())


def test_a_practice_turn_is_marked_records_nothing_and_leads_back(tmp_path: Path) -> None:
    one = exercise(tmp_path, bots=("cartel", "cell", "security"))
    assert one.path is not None
    before = one.path.read_bytes()

    async def go() -> None:
        app = briefing(tmp_path, one)
        async with app.run_test() as pilot:
            await pilot.press("p")
            await pilot.pause()
            assert where(pilot) == "TableScreen"
            assert "PRACTICE" in shown(pilot)
            assert app.current_exercise is not one
            for _ in range(12):  # the facilitator's steps of one turn, and the one that would begin the second
                if app.current_exercise is one:
                    break
                assert app.current_exercise.turn == 1
                app.act(FACILITATOR, app.current_exercise.find_pending(), because="practice")
                await pilot.pause()
            assert where(pilot) == "BriefingScreen"
            assert app.current_exercise is one
            assert one.path is not None
            assert one.path.read_bytes() == before
            await pilot.press("p")
            await pilot.pause()
            app.leave_exercise()
            await pilot.pause()
            assert where(pilot) == "BriefingScreen"
            assert "PRACTICE" not in shown(pilot)
            await pilot.press("b")
            await pilot.pause()
            assert where(pilot) == "TableScreen"
            assert app.current_exercise is one

    asyncio.run(go())


def test_leaving_it_leads_home_where_it_can_be_begun_again(tmp_path: Path) -> None:
    async def go() -> None:
        exercise(tmp_path).close()
        (path,) = tmp_path.glob("*.jsonl")
        async with briefing(tmp_path, Exercise.resume(path)).run_test() as pilot:
            await pilot.press("escape")
            await pilot.pause()
            assert where(pilot) == "HomeScreen"
            assert "not begun" in shown(pilot)
            await pilot.press("enter")
            await pilot.pause()
            assert where(pilot) == "BriefingScreen"

    asyncio.run(go())
