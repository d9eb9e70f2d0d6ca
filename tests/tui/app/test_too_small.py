"""A terminal that becomes too small: the notice lies over every screen and takes every key, and then all goes on."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from tests.tui.app_setup import exercise, room, text_of
from tests.tui.pilot import Hands
from tests.tui.screen_catalog import SCENES, visit
from wargame.tui.app.question_dialogs import ConfirmScreen

KEYS = ("ctrl+p", "enter", "escape", "f1", "f8", "f10", "x", "n", "tab", "ctrl+c", "1")
SMALL, LARGE = (20, 6), (80, 24)


async def resize(hands: Hands, size: tuple[int, int]) -> None:
    await hands.pilot.resize_terminal(*size)
    await hands.settle()


def stack_of(app: App[Any]) -> list[str]:
    return [type(screen).__name__ for screen in app.screen_stack]


async def shrink_and_grow(name: str, hands: Hands) -> None:
    """Shrink, press keys, click, grow: the screens are the same, and show the same."""
    before, stack = text_of(hands.app), stack_of(hands.app)
    await resize(hands, SMALL)
    assert "This terminal is 20 by 6." in " ".join(hands.text.split()), f"{name}: {hands.text}"
    assert stack_of(hands.app) == [*stack, "SmallScreen"], name
    for key in KEYS:
        await hands.press(key)
        assert stack_of(hands.app) == [*stack, "SmallScreen"], f"{name}: {key}"
    await hands.click("terminal")
    await resize(hands, (21, 7))
    assert stack_of(hands.app) == [*stack, "SmallScreen"], name
    await resize(hands, LARGE)
    assert stack_of(hands.app) == stack, name
    after = text_of(hands.app)
    changed = [(a, b) for a, b in zip(before.split("\n"), after.split("\n"), strict=False) if a != b]
    assert len(changed) <= 3, f"{name}: {changed}"  # a list may be scrolled to its cursor, a bar drawn again


@pytest.mark.slow
@pytest.mark.parametrize("scene", SCENES)
def test_every_screen_and_dialog_survives_a_terminal_that_shrinks_and_grows(scene: str, tmp_path: Path) -> None:
    visit(tmp_path, SCENES[scene], shrink_and_grow)


@pytest.mark.parametrize("scene", ["home", "plan", "watch", "pin"])
def test_the_palette_survives_a_terminal_that_shrinks_and_grows(scene: str, tmp_path: Path) -> None:
    async def look(name: str, hands: Hands) -> None:
        await hands.press("ctrl+p")
        assert stack_of(hands.app)[-1] == "CommandPalette"
        await shrink_and_grow(f"{name}, palette", hands)
        await hands.press("escape")

    visit(tmp_path, SCENES[scene], look, only=next(iter(SCENES[scene].places)))


def test_a_screen_that_opens_or_closes_under_the_notice_leaves_it_on_top(tmp_path: Path) -> None:
    answers: list[bool | None] = []

    async def look(name: str, hands: Hands) -> None:
        stack = stack_of(hands.app)
        asked = ConfirmScreen("Sure?", (), "Yes", "No")
        hands.app.push_screen(asked, answers.append)
        await hands.settle()
        await resize(hands, SMALL)
        asked.dismiss(True)  # an Enter that was typed just before
        await hands.settle()
        assert answers == [True]
        assert stack_of(hands.app) == [*stack, "SmallScreen"]
        hands.app.push_screen(ConfirmScreen("Again?", (), "Yes", "No"))  # what a thread brings
        await hands.settle()
        assert stack_of(hands.app)[-1] == "SmallScreen"
        await resize(hands, LARGE)
        assert "Again?" in hands.text
        await hands.press("escape")
        assert stack_of(hands.app) == stack

    visit(tmp_path, SCENES["plan"], look, only="table")


@pytest.mark.parametrize(("action", "where"), [("blank", "TableScreen"), ("exit", "HomeScreen")])
def test_a_command_given_just_before_the_notice_is_carried_out_under_it(
    action: str, where: str, tmp_path: Path
) -> None:
    app = room(tmp_path, exercise(tmp_path))

    async def run() -> None:
        async with app.run_test(size=LARGE) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            await hands.press("l")
            await resize(hands, SMALL)
            await app.run_action(f"app.{action}")
            await hands.settle()
            assert stack_of(app)[-1] == "SmallScreen"
            await resize(hands, LARGE)
            assert stack_of(app)[-1] == where
            assert "SmallScreen" not in stack_of(app)

    asyncio.run(run())


def test_ctrl_q_leaves_a_terminal_that_cannot_be_made_larger(tmp_path: Path) -> None:
    app = room(tmp_path, exercise(tmp_path))

    async def run() -> None:
        async with app.run_test(size=SMALL) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            await hands.press("ctrl+q")
        assert app.return_code == 0
        assert not app.is_running

    asyncio.run(run())
