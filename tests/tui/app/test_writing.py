"""Every write of the app goes through one door: a disk that is full, or a refusal, is told and never ends the app."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.exercise.exercise_driver import do, until
from tests.tui.app_setup import SIZES, exercise, room
from tests.tui.pilot import Hands
from wargame.exercise.play.exercise import Exercise
from wargame.rules.model import FACILITATOR
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.tui.app.screen import Prose

Steps = Callable[[Hands, Exercise], Awaitable[None]]


def full(_: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def at_table(folder: Path, played: Exercise, steps: Steps) -> None:
    async def run() -> None:
        app = room(folder, played)
        async with app.run_test(size=SIZES["medium"]) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            await steps(hands, played)

    asyncio.run(run())


def revealed(folder: Path) -> Exercise:
    """An exercise in its first adjudication: everybody has seen the plans."""
    played = exercise(folder)
    do(played, FACILITATOR, "begin")
    do(until(until(played, "plan"), "next"), FACILITATOR, "next")
    return played


def planned(folder: Path) -> Exercise:
    """An exercise in which the first role has planned: nobody else has seen it."""
    played = exercise(folder)
    do(played, FACILITATOR, "begin")
    until(played, "plan")
    who = played.list_waiting()[0]
    do(played, who, "plan", action=next(o.name for o in played.list_offers(who) if o.do == "plan" and not o.slots))
    return played


@pytest.mark.parametrize("keys", [("u",), ("a",), ("b",), ("p",)])
def test_a_full_disk_is_told_whatever_was_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    played = planned(tmp_path)
    lines = len(played.standing)

    async def steps(hands: Hands, played: Exercise) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            await hands.press(*keys)
            if hands.where in ("ReasonScreen", "NoteScreen"):
                await hands.type("because", "enter")
            if hands.where == "ConfirmScreen":
                await hands.press("y")
            assert hands.where == "TroubleScreen"
            said = " ".join(str(prose.render()) for prose in hands.app.screen.query(Prose))
            assert "disk is full" in said, "asked of the parts, since a long path wraps the line anywhere"
        await hands.press("enter")
        assert hands.where == "TableScreen"
        assert len(played.standing) == lines

    at_table(tmp_path, played, steps)


def test_an_undo_that_is_refused_after_it_was_confirmed_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps(hands: Hands, played: Exercise) -> None:
        await hands.press("u")
        await hands.type("because", "enter")
        assert hands.where == "ConfirmScreen"
        monkeypatch.setattr(Exercise, "undo", lambda *_, **__: Refusal(RefusalCode.NO_UNDO))
        await hands.press("y")
        assert [one.message for one in hands.app._notifications] == ["There is nothing after that to undo."]

    at_table(tmp_path, revealed(tmp_path), steps)
