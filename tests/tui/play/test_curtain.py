"""The curtain: it names whose turn it is at the keyboard, and shows nothing else."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.tui.app_setup import SIZES, exercise, room, text_of
from tests.tui.desk_setup import asked


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


def test_a_key_raises_it(tmp_path: Path) -> None:
    text, screens = behind(tmp_path, "space")
    assert "Cartel, for its eyes only" in text
    assert screens == 4, "the desk took the curtain's place"


def test_no_curtain_where_nobody_else_plays(tmp_path: Path) -> None:
    text, screens = behind(tmp_path, "f10", bots=("cell", "security"))
    assert "Hand the keyboard" not in text
    assert screens == 3, "one F10 leads from the desk to the table"
