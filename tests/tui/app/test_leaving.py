"""Leaving an exercise: what the app says of its file can be typed as it stands."""

from __future__ import annotations

import asyncio
import shlex
from pathlib import Path

from tests.tui.app_setup import exercise, room
from wargame.rules.model import FACILITATOR


def test_the_command_to_go_on_with_can_be_copied_from_a_folder_with_a_space(tmp_path: Path) -> None:
    folder = tmp_path / "Tom's courses"
    folder.mkdir()
    played = exercise(folder)
    played.execute(FACILITATOR, "begin")

    async def leave() -> str:
        app = room(folder, played)
        async with app.run_test() as pilot:
            await pilot.pause()
            app.action_exit()
            await pilot.pause()
            (said,) = [one.message for one in app._notifications]
            return said

    _, _, command = asyncio.run(leave()).partition("with: ")
    assert shlex.split(command) == ["wargame", "resume", str(played.path)]
