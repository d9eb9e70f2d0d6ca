"""The door of the app to the seats: each viewer keeps one seat for as long as an exercise is on the table."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.tui.app_setup import SIZES, exercise, room
from wargame.rules.model import FACILITATOR, OBSERVER


def test_a_viewer_keeps_its_seat_until_another_exercise_is_on_the_table(tmp_path: Path) -> None:
    app = room(tmp_path, exercise(tmp_path))

    async def run() -> None:
        async with app.run_test(size=SIZES["small"]) as pilot:
            await pilot.pause()
            seat = app.find_seat("cartel")
            assert app.find_seat("cartel") is seat
            assert (app.find_seat(OBSERVER).viewer, app.find_seat(FACILITATOR).viewer) == (OBSERVER, FACILITATOR)
            app.open("briefing")
            await pilot.pause()
            app.practise()
            await pilot.pause()
            practice = app.find_seat("cartel")
            assert not practice.find_position().recorded
            app.leave_exercise()
            await pilot.pause()
            assert app.find_seat("cartel").find_position().recorded
            app.leave_exercise()
            await pilot.pause()
            with pytest.raises(LookupError):
                app.find_seat("cartel")

    asyncio.run(run())
