"""The curtain: it names whose turn it is at the keyboard, and shows nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.tui.app_setup import SIZES, StillClock, exercise, room, text_of
from tests.tui.desk_setup import asked
from tests.tui.pilot import Hands
from wargame.session.records import Bookmark, Note
from wargame.tui.app.first_moment import SECONDS as HALF_A_SECOND


def at_plans(folder: Path, scene: Callable[[Hands], Awaitable[None]]) -> None:
    """Open the table when plans are due, and act there."""
    app = room(folder, asked(exercise(folder), "plan", "cartel"))

    async def run() -> None:
        async with app.run_test(size=SIZES["small"]) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            await scene(hands)
        app.close_exercise()

    asyncio.run(run())


def behind(folder: Path, *pressed: str, bots: tuple[str, ...] = (), role: str = "cartel") -> tuple[str, int]:
    """What shows after opening a desk and pressing these keys, and how many screens are up."""
    app = room(folder, asked(exercise(folder, bots=bots), "plan", role))

    async def run() -> tuple[str, int]:
        async with app.run_test(size=SIZES["small"]) as pilot:
            await pilot.pause()
            app.open("curtain", role)
            await pilot.pause()
            await pilot.press(*pressed)
            await pilot.pause()
            return text_of(app), len(app.screen_stack)

    return asyncio.run(run())


def test_a_curtain_says_to_whom_and_nothing_else(tmp_path: Path) -> None:
    text, _ = behind(tmp_path)
    said = " ".join(text.translate(str.maketrans("█▀▄", " " * 3)).split())
    assert said.startswith("C Hand the keyboard to Cartel. Everybody else looks away. Show the desk")
    for secret in ("plan", "Revenue", "turn"):
        assert secret not in text


def test_enter_raises_it(tmp_path: Path) -> None:
    text, screens = behind(tmp_path, "enter")
    assert "Cartel, for its eyes only" in text
    assert screens == 4, "the desk took the curtain's place"


def test_enter_raises_it_half_a_second_after_it_appeared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.tui.app.first_moment.SECONDS", HALF_A_SECOND)
    clock = StillClock()

    async def scene(hands: Hands) -> None:
        hands.wargame.read_seconds = clock.read_seconds
        await hands.press("c")
        for at, where in ((0.0, "CurtainScreen"), (0.49, "CurtainScreen"), (0.5, "DeskScreen")):
            clock.at = at
            await hands.press("enter")
            assert hands.where == where, at
        await hands.press("escape", "o")  # the cover of the console is such a curtain
        for at, text in ((0.7, "Facilitator only"), (1.1, "Run of show")):
            clock.at = at
            await hands.press("enter")
            assert text in hands.text, at

    at_plans(tmp_path, scene)


@pytest.mark.parametrize(
    "typed", ["its late", "sc", "secret deal struck", "b secret", "c \ns", "t\n\n", "ctsctsc", "lc", "oc", "c\nc\nc\n"]
)
def test_words_that_are_typed_at_the_table_open_no_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setattr("wargame.tui.app.first_moment.SECONDS", HALF_A_SECOND)

    async def scene(hands: Hands) -> None:
        hands.wargame.read_seconds = StillClock().read_seconds
        await hands.burst(typed)
        screens = [type(screen).__name__ for screen in hands.app.screen_stack]
        assert "DeskScreen" not in screens
        assert screens.count("CurtainScreen") <= 1, screens
        assert not (screens[-1] == "TableScreen" and "CurtainScreen" in screens)

    at_plans(tmp_path, scene)


def test_a_line_takes_what_is_typed_from_the_first_key_on(tmp_path: Path) -> None:
    async def scene(hands: Hands) -> None:
        played = hands.wargame.current_exercise
        await hands.burst("bsecret deal struck\n")
        marked = played.lines[-1]
        assert isinstance(marked, Bookmark)
        assert marked.text == "secret deal struck"
        await hands.burst("aits late\n")
        noted = played.lines[-1]
        assert isinstance(noted, Note)
        assert noted.text == "its late"
        assert hands.where == "TableScreen"
        await hands.press("a")
        await hands.type("twice")
        await hands.burst("\n\n")
        assert [note.text for note in played.list_records(Note)] == ["its late", "twice"]

    at_plans(tmp_path, scene)


def test_a_curtain_goes_when_its_question_is_answered(tmp_path: Path) -> None:
    async def scene(hands: Hands) -> None:
        played = hands.wargame.current_exercise
        await hands.press("c")
        assert hands.where == "CurtainScreen"
        offer = next(one for one in played.list_offers("cartel") if one.do == "plan" and not one.slots)
        hands.wargame.act("cartel", "plan", offer.fill())
        await hands.settle()
        assert hands.where == "TableScreen"

    at_plans(tmp_path, scene)


def test_no_curtain_where_nobody_else_plays(tmp_path: Path) -> None:
    text, screens = behind(tmp_path, "f10", bots=("cell", "security"))
    assert "Hand the keyboard" not in text
    assert screens == 3, "one F10 leads from the desk to the table"


def test_the_last_call_for_deals_says_that_it_leads_on_to_the_plan(tmp_path: Path) -> None:
    """At the table it reads *Deals: Cell still to decide*, and the desk that opens is that of its plan."""
    app = room(tmp_path, asked(exercise(tmp_path), "deal", "cartel"))

    async def run() -> str:
        async with app.run_test(size=SIZES["small"]) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            while not app.round.is_last_call:
                called = app.round.find_called()
                if app.round.is_asked(called):
                    app.round.do(called, "pass", {})
                app.finish_call()
            called = app.round.find_called()
            assert not app.round.is_asked(called)
            app.open("curtain", called)
            await pilot.pause()
            await pilot.press("enter")
            await hands.settle()
            return text_of(app)

    text = asyncio.run(run())
    assert "Nothing about deals waits for your decision. Next: your plan." in text
    assert "You may" in text


def test_pictures_of_private_screens_are_kept_apart_with_a_warning(tmp_path: Path) -> None:
    async def scene(hands: Hands) -> None:
        await hands.press("f12")
        assert len(list(tmp_path.glob("*.svg"))) == 1
        await hands.press("c", "enter", "f12", "f3", "f12")  # the desk, and the brief over it
        assert len(list(tmp_path.glob("*.svg"))) == 1
        assert len(list((tmp_path / "private-pictures").glob("*.svg"))) == 2
        warned = [notice for notice in hands.app._notifications if notice.severity == "warning"]
        assert all("what not everybody may see" in notice.message for notice in warned)
        assert len(warned) == 2

    at_plans(tmp_path, scene)


def test_the_keyboard_is_handed_on_within_a_phase_and_escape_stops_it(tmp_path: Path) -> None:
    async def scene(hands: Hands) -> None:
        played = hands.wargame.current_exercise
        first, second, *_ = played.list_waiting()
        await hands.press("enter", "enter")
        assert hands.where == "DeskScreen"
        await hands.press("escape")
        assert hands.where == "TableScreen", "who decides nothing comes back to the table"
        await hands.press("enter", "enter", "f4")
        await hands.type("hold because nothing else pays", "enter")
        assert first not in played.list_waiting()
        assert hands.where == "CurtainScreen"
        assert f"Hand the keyboard to {played.table.scenario.roles[second].name}." in hands.text
        await hands.press("escape")
        assert hands.where == "TableScreen"
        await hands.press("u")
        assert "Undo" in hands.text, "every power is in reach between two decisions"

    at_plans(tmp_path, scene)
