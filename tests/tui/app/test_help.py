"""Help: about the screen that it was opened from, and what every screen is for."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from tests.tui.app_setup import text_of
from tests.tui.play.table_scene import at_table, in_midst
from wargame.tui.app.app import WargameApp
from wargame.tui.app.help import HelpScreen
from wargame.tui.app.places import OVER, PLACES


def test_help_is_about_the_screen_one_came_from(tmp_path: Path) -> None:
    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        text = text_of(app)
        assert "Help: Table" in text
        assert "Enter or Space  Next: Do what comes next." in text
        assert PLACES["table"].purpose.splitlines()[0] in text

    at_table(tmp_path, in_midst(tmp_path), scene)


def test_help_says_what_every_screen_is_for_in_three_lines() -> None:
    for text in [OVER, *(place.purpose for name, place in PLACES.items() if name != "help")]:
        assert len(text.splitlines()) == 3
