"""The public log, over the table."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from tests.tui.app_setup import text_of
from tests.tui.play.table_scene import at_table, in_midst
from wargame.tui.app.app import WargameApp
from wargame.tui.play.log import LogScreen
from wargame.tui.play.table import TableScreen


def test_the_log_tells_turn_by_turn(tmp_path: Path) -> None:
    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        await pilot.press("l")
        assert isinstance(app.screen, LogScreen)
        text = text_of(app)
        assert "Turn 3 of 4." in text
        assert "Regional security offers Mexico leads, others follow" in text
        await pilot.press("escape")
        assert isinstance(app.screen, TableScreen)

    at_table(tmp_path, in_midst(tmp_path), scene)
