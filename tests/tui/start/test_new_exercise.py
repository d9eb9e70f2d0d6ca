"""New exercise: nothing has to be chosen, everything can be, by keys and by mouse."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.app_setup import SIZES, room, text_of
from tests.tui.goldens import accepted
from wargame.exercise.play.exercise import Exercise
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.widgets.choice import ChoiceLine


def begun(pilot: Pilot[int]) -> Exercise:
    app = pilot.app
    assert isinstance(app, WargameApp)
    assert type(app.screen).__name__ == "BriefingScreen"
    return app.current_exercise


@pytest.mark.parametrize("size", SIZES)
def test_what_can_be_chosen(tmp_path: Path, size: str) -> None:
    async def look() -> str:
        async with room(tmp_path).run_test(size=SIZES[size]) as pilot:
            await pilot.press("n")
            await pilot.pause()
            return text_of(pilot.app)

    accepted("new", size, asyncio.run(look()))


def test_two_enters_begin_with_people_everywhere(tmp_path: Path) -> None:
    async def go() -> None:
        async with room(tmp_path).run_test() as pilot:
            await pilot.press("enter", "enter")
            await pilot.pause()
            exercise = begun(pilot)
            assert set(exercise.seats.values()) == {"people"}
            assert (exercise.header.length, exercise.header.dice) == ("standard", "seeded")
            assert (exercise.header.reveal, exercise.header.counter) == ("staged", "instead")
            assert exercise.path is not None
            assert exercise.path.parent == tmp_path

    asyncio.run(go())


def test_everything_can_be_chosen_by_keys(tmp_path: Path) -> None:
    async def go() -> None:
        async with room(tmp_path).run_test() as pilot:
            await pilot.press("n")
            pilot.app.screen.query_one("#length").focus()
            await pilot.press(
                "left",
                "down",
                "right",
                "right",
                "right",
                "down",
                "left",
                *["down"] * 3,
                "space",
                "down",
                "right",
                "down",
                "right",
                "down",
                "down",
            )
            await pilot.press(*"POL", "space", *"310", "f5")
            await pilot.pause()
            exercise = begun(pilot)
            assert (exercise.header.length, exercise.header.dice) == ("short", "typed")
            assert exercise.header.reveal == "", "all at once"
            assert exercise.header.counter == "", "besides an offer"
            assert exercise.header.name == "POL 310"
            assert exercise.seats == {"cartel": "bot:doctrine:bold", "cell": "bot:random", "security": "people"}

    asyncio.run(go())


def test_it_can_be_chosen_and_begun_with_the_mouse(tmp_path: Path) -> None:
    async def go() -> None:
        async with room(tmp_path).run_test(size=(120, 40)) as pilot:
            await pilot.press("n")
            await pilot.pause()
            line = pilot.app.screen.query_one("#seat-cell", ChoiceLine)
            text = str(line.render())
            await pilot.click(line, offset=(text.index("cautious"), 0))
            await pilot.pause()
            assert "wary of risk" in text_of(pilot.app)
            await pilot.click("#start")
            await pilot.pause()
            assert begun(pilot).seats["cell"] == "bot:doctrine:cautious"

    asyncio.run(go())


def test_the_first_line_that_leaves_a_choice_is_marked_and_enter_starts_on_any(tmp_path: Path) -> None:
    async def go() -> None:
        async with room(tmp_path).run_test() as pilot:
            await pilot.press("n")
            assert pilot.app.focused is pilot.app.screen.query_one("#scenario")
            await pilot.press("right", "down", "down", "enter")
            await pilot.pause()
            assert begun(pilot).header.scenario == "crossroads"

    asyncio.run(go())


def test_enter_after_a_name_starts_and_leaving_before_it_begins_leaves_no_file(tmp_path: Path) -> None:
    async def go() -> None:
        async with room(tmp_path).run_test() as pilot:
            await pilot.press("n")
            pilot.app.screen.query_one("#name").focus()
            await pilot.pause()
            text = text_of(pilot.app)
            assert "→ Class or group" in text
            assert "Left, Right: choose. Up, Down: lines. Enter starts" in text
            await pilot.press("enter")
            await pilot.pause()
            assert begun(pilot).path is not None
            await pilot.press("escape")
            await pilot.pause()
            assert not list(tmp_path.glob("*.jsonl"))
            assert "Verify" not in text_of(pilot.app), "there is nothing to verify"

    asyncio.run(go())


def test_what_an_option_means_is_told(tmp_path: Path) -> None:
    async def go() -> None:
        async with room(tmp_path).run_test() as pilot:
            await pilot.press("n")
            pilot.app.screen.query_one("#length").focus()
            await pilot.press("left")
            await pilot.pause()
            assert "4 turns in 50 minutes. One lesson." in " ".join(text_of(pilot.app).split())

    asyncio.run(go())


def test_real_dice_need_people(tmp_path: Path) -> None:
    async def go() -> None:
        async with room(tmp_path).run_test() as pilot:
            await pilot.press("n")
            for name in ("seat-cartel", "seat-cell", "seat-security", "dice"):
                pilot.app.screen.query_one(f"#{name}", ChoiceLine).choose(1)
            await pilot.press("f5")
            await pilot.pause()
            assert "Nobody is there to throw real dice" in text_of(pilot.app)
        assert list(tmp_path.iterdir()) == []

    asyncio.run(go())


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")

    async def go() -> None:
        async with WargameApp(Settings(), tmp_path / "taken" / "sessions").run_test(size=(120, 40)) as pilot:
            await pilot.press("n", "f5")
            await pilot.pause()
            assert "the folder could not be made" in " ".join(text_of(pilot.app).split())

    asyncio.run(go())


def test_names_too_long_for_the_line_are_shown_one_at_a_time(tmp_path: Path) -> None:
    async def go() -> None:
        async with room(tmp_path).run_test(size=(60, 16)) as pilot:
            await pilot.press("n")
            await pilot.pause()
            length = pilot.app.screen.query_one("#length", ChoiceLine)
            assert "< standard, 75 min >  2 of 3" in str(length.render())
            await pilot.click(length, offset=(30, 0))
            await pilot.pause()
            assert length.value == "full"

    asyncio.run(go())


def test_with_ascii_marks_are_letters_and_signs(tmp_path: Path) -> None:
    async def go() -> None:
        async with WargameApp(Settings(ascii=True), tmp_path).run_test() as pilot:
            await pilot.press("n")
            await pilot.pause()
            assert "(*) people" in text_of(pilot.app)
            assert text_of(pilot.app).isascii()

    asyncio.run(go())
