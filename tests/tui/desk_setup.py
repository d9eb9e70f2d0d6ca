"""Staging for the desks: an exercise played by bots up to the moment a role is asked for a certain choice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.tui.app_setup import SIZES, exercise, room, text_of
from wargame.exercise.play.exercise import Done, Exercise
from wargame.rules.chance import DrawNeeded
from wargame.rules.model import FACILITATOR
from wargame.tui.app.app import WargameApp
from wargame.tui.play.desk.desk import DeskScreen

Play = Callable[[Pilot[Any]], Awaitable[None]]


def asked(played: Exercise, kind: str, role: str) -> Exercise:
    """Play on, with bots in all seats, until ``role`` owes a choice of this kind."""
    while not (played.find_pending() == kind and role in played.list_waiting()):
        assert not played.over, f"{role} was never asked to {kind}"
        who = played.list_waiting()[0]
        if who == FACILITATOR:
            played.execute(FACILITATOR, played.find_pending())
            continue
        seat, played.seats[who] = played.seats[who], "bot:doctrine"
        played.play_bot(who)
        played.seats[who] = seat
    return played


def seated(folder: Path, kind: str, role: str) -> tuple[Exercise, WargameApp]:
    """An exercise in which ``role`` owes a choice of this kind, and the app it is played in."""
    played = asked(exercise(folder), kind, role)
    return played, room(folder, played)


def with_luck(played: Exercise, who: str, do: str, args: dict[str, Any]) -> None:
    """Carry out a command, letting the computer answer every draw."""
    while True:
        try:
            done = played.execute(who, do, args)
        except DrawNeeded as need:
            played.roll_for_me(need)
            continue
        assert isinstance(done, Done), done
        return


def at_desk(folder: Path, kind: str, role: str, play: Play, size: str = "small", app: WargameApp | None = None) -> str:
    """Open the desk of a role that is asked for a choice, play at it, and tell what the screen shows then."""
    app = app or room(folder, asked(exercise(folder), kind, role))

    async def run() -> str:
        async with app.run_test(size=SIZES[size]) as pilot:
            await pilot.pause()
            while app.round.find_called() not in ("", role):  # others are called first in a secret round
                app.finish_call()
            app.push_screen(DeskScreen(role))
            await pilot.pause()
            await play(pilot)
            await pilot.pause()
            return text_of(app)

    return asyncio.run(run())


def keys(*pressed: str) -> Play:
    """Press these keys; what begins with an apostrophe is typed, letter by letter."""

    async def play(pilot: Pilot[Any]) -> None:
        for one in pressed:
            if one.startswith("'"):
                await pilot.press(*("space" if letter == " " else letter for letter in one[1:]))
            else:
                await pilot.press(one)

    return play


async def shown_after(pilot: Pilot[Any], *pressed: str) -> str:
    """What the screen shows after these keys."""
    await keys(*pressed)(pilot)
    await pilot.pause()
    return text_of(pilot.app)
