"""Home: what can be gone on with, what was played, and files that cannot be opened."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.tui.app_setup import SIZES, exercise, room, text_of
from tests.tui.goldens import accepted, played
from wargame.session.journal import Journal
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.start.home import format_time


@pytest.fixture(autouse=True)
def _greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Times of day are those of the wall clock; here it hangs in Greenwich."""
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone cannot be set here")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def sessions(folder: Path) -> None:
    """One that is over, one cut off in its second turn, and one that is none; the second was written last."""
    (folder / "broken.jsonl").write_text("hello\n")
    for age, one in enumerate((played(folder, turns=2, name="HIS 204"), played(folder))):
        one.close()
        assert one.path is not None
        os.utime(one.path, (2000 - age, 2000 - age))
    os.utime(folder / "broken.jsonl", (1000, 1000))


def where(pilot: Pilot[int]) -> str:
    return type(pilot.app.screen).__name__


@pytest.mark.parametrize("size", SIZES)
def test_what_there_is(tmp_path: Path, size: str) -> None:
    sessions(tmp_path)

    async def look() -> str:
        async with room(tmp_path).run_test(size=SIZES[size]) as pilot:
            await pilot.press("down")  # off the session, whose path is another on every machine
            await pilot.pause()
            return text_of(pilot.app)

    accepted("home", size, asyncio.run(look()))


def test_enter_goes_on_with_what_was_cut_off(tmp_path: Path) -> None:
    sessions(tmp_path)

    async def go() -> None:
        app = room(tmp_path)
        async with app.run_test() as pilot:
            await pilot.pause()
            assert "Go on with HIS 204" in text_of(app)
            await pilot.press("enter")
            await pilot.pause()
            assert where(pilot) == "TableScreen"
            assert app.current_exercise.header.name == "HIS 204"
            app.leave_exercise()
            await pilot.pause()
            assert where(pilot) == "HomeScreen"

    asyncio.run(go())


def test_what_was_begun_but_not_played_opens_at_its_briefing(tmp_path: Path) -> None:
    exercise(tmp_path).close()

    async def go() -> None:
        async with room(tmp_path).run_test() as pilot:
            await pilot.pause()
            assert "not begun" in text_of(pilot.app)
            await pilot.press("enter")
            await pilot.pause()
            assert where(pilot) == "BriefingScreen"

    asyncio.run(go())


def test_an_exercise_that_is_over_is_listed_and_not_gone_on_with(tmp_path: Path) -> None:
    played(tmp_path).close()

    async def go() -> None:
        async with room(tmp_path).run_test() as pilot:
            await pilot.pause()
            text = text_of(pilot.app)
            assert "Go on with" not in text
            assert "✓ over, 4 turns" in text

    asyncio.run(go())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello\n", "is not a wargame session"),
        (b'{"kind":"wargame-session","format":99}\n', "open it with the version of wargame that wrote it"),
        (b"", "is empty"),
    ],
)
def test_what_cannot_be_opened_is_told_with_its_remedy(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "odd.jsonl").write_bytes(content)

    async def go() -> None:
        async with room(tmp_path).run_test(size=(120, 40)) as pilot:
            await pilot.press("end")
            await pilot.press("enter")
            await pilot.pause()
            assert where(pilot) == "HomeScreen"
            assert said in " ".join(text_of(pilot.app).split())

    asyncio.run(go())


def test_a_damaged_and_a_locked_file_are_told(tmp_path: Path) -> None:
    one = played(tmp_path, turns=2)
    assert one.path is not None

    async def go(said: str) -> None:
        async with room(tmp_path).run_test(size=(120, 40)) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            assert where(pilot) == "HomeScreen"
            assert said in " ".join(text_of(pilot.app).split())

    asyncio.run(go("another wargame is writing this session; close it there first"))
    one.close()
    data = bytearray(one.path.read_bytes())
    data[-300] ^= 1
    one.path.write_bytes(data)
    asyncio.run(go("was changed"))


def test_lines_of_another_shape_are_told(tmp_path: Path) -> None:
    with Journal.create(tmp_path / "odd.jsonl", {"kind": "wargame-session", "format": 1, "name": "odd"}) as journal:
        journal.append({"n": 2, "do": "plan"})

    async def go() -> None:
        async with room(tmp_path).run_test(size=(120, 40)) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            assert "is not of the shape this program writes" in " ".join(text_of(pilot.app).split())

    asyncio.run(go())


def test_a_session_is_verified_on_demand(tmp_path: Path) -> None:
    done = played(tmp_path)
    done.close()

    async def go() -> None:
        async with room(tmp_path).run_test(size=(120, 40)) as pilot:
            await pilot.press("v")
            await pilot.pause()
            assert "Choose a session first" in text_of(pilot.app)
            await pilot.press("end", "v")
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            text = " ".join(text_of(pilot.app).split())
            assert ".jsonl: exact." in text
            assert done.head in text

    asyncio.run(go())


def test_a_session_elsewhere_is_remembered(tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    one = played(other, turns=2)
    one.close()
    assert one.path is not None

    async def go() -> None:
        settings = Settings(recent=[str(one.path), str(tmp_path / "gone.jsonl")])
        app = WargameApp(settings, tmp_path / "sessions")
        async with app.run_test() as pilot:
            await pilot.pause()
            assert "Go on with POL 310" in text_of(app)
            assert app.screen.query_one(OptionList).option_count == 6  # five choices and one session

    asyncio.run(go())


def test_names_are_shown_as_they_are(tmp_path: Path) -> None:
    played(tmp_path, turns=1, name="[bold]POL[/x] 310").close()

    async def go() -> None:
        async with room(tmp_path).run_test() as pilot:
            await pilot.pause()
            assert "Go on with [bold]POL[/x] 310" in text_of(pilot.app)

    asyncio.run(go())


def test_the_demonstration_records_nothing(tmp_path: Path) -> None:
    async def go() -> None:
        app = room(tmp_path)
        async with app.run_test() as pilot:
            await pilot.press("d")
            await pilot.pause()
            assert where(pilot) == "TableScreen"
            assert "PRACTICE" in text_of(app)
            app.leave_exercise()
            await pilot.pause()
        assert list(tmp_path.iterdir()) == []

    asyncio.run(go())


def test_keys_lead_on_and_out(tmp_path: Path) -> None:
    async def go() -> None:
        app = room(tmp_path)
        async with app.run_test() as pilot:
            await pilot.press("n")
            assert where(pilot) == "NewScreen"
            await pilot.press("escape")
            assert where(pilot) == "HomeScreen"
            await pilot.press("q")
        assert app.return_value == 0

    asyncio.run(go())


def test_a_small_terminal_says_what_it_needs_and_goes_on_when_enlarged(tmp_path: Path) -> None:
    async def go() -> None:
        app = room(tmp_path)
        async with app.run_test(size=(40, 10)) as pilot:
            await pilot.pause()
            assert "This terminal is 40 by 10." in text_of(app)
            assert "needs 60 by 16" in text_of(app)
            await pilot.press("n")
            assert where(pilot) == "SmallScreen"
            await pilot.resize_terminal(59, 16)
            await pilot.pause()
            assert "59 by 16" in text_of(app)
            await pilot.resize_terminal(60, 16)
            await pilot.pause()
            assert where(pilot) == "HomeScreen"
            assert "New exercise" in text_of(app)

    asyncio.run(go())


def test_notices_of_the_settings_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"keys": {"nonsense": "x", "new": "f3"}}')

    async def go() -> None:
        app = WargameApp(Settings.load(path), tmp_path)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert "no command has this id" in " ".join(text_of(app).split())
            assert "F3 New exercise" in text_of(app)
            await pilot.press("f3")
            assert where(pilot) == "NewScreen"

    asyncio.run(go())


def test_with_ascii_nothing_else_is_drawn(tmp_path: Path) -> None:
    sessions(tmp_path)

    async def go() -> None:
        async with WargameApp(Settings(ascii=True), tmp_path).run_test() as pilot:
            await pilot.pause()
            drawn = text_of(pilot.app)
            assert "o turn 2 of 4" in drawn
            assert {c for c in drawn if not c.isascii()} <= {"─", "…"}

    asyncio.run(go())


def test_a_moment_that_is_none_is_shown_as_it_stands() -> None:
    assert format_time("2026-01-05T09:00:00Z") == "2026-01-05 09:00"
    assert format_time("yesterday") == "yesterday"
