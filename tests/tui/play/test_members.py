"""Members of a role on the screens: one block on table and desk, their refusals under the offers, in words."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.paths import DATA
from tests.tui.app_setup import SIZES, StillClock, room, text_of
from wargame.content.load.loader import load_content
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat import Seat
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.tui.play.desk.desk import DeskScreen
from wargame.tui.widgets.tracks import list_gauges


def league(folder: Path) -> Exercise:
    """The league in its first turn, with a town that has just turned away."""
    content = load_content(DATA / "league" / "scenarios" / "league.yaml")
    seats = dict.fromkeys(content.scenario.roles, "people")
    played = Exercise.begin(content, "short", seats, 3, folder, name="test", clock=StillClock())
    played.execute(FACILITATOR, "begin")
    played.execute(FACILITATOR, "set", {"number": "will_weir", "value": 2}, because="A test.")
    return played


def shown(folder: Path, size: str, *keys: str, desk: bool = False) -> str:
    """What the table or the league's desk shows after these keys."""
    app = room(folder, league(folder))

    async def run() -> str:
        async with app.run_test(size=SIZES[size]) as pilot:
            await pilot.pause()
            if desk:
                app.push_screen(DeskScreen("league"))
                await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            return text_of(app)

    return asyncio.run(run())


@pytest.mark.parametrize("size", ["small", "medium"])
def test_the_table_has_one_block_of_partners(tmp_path: Path, size: str) -> None:
    text = shown(tmp_path, size)
    lines = [line[-56:].split() for line in text.splitlines()]
    at = next(i for i, words in enumerate(lines) if "Partners" in words)
    assert "Partners (✗ does not agree)" in text
    assert lines[at + 1][lines[at + 1].index("✗") + 1] == "Weir"
    assert "3→2" in lines[at + 1], "it has just turned away"
    assert "Ford" in lines[at + 2]
    assert "Will of Ford" not in text, "its track is not listed once more"


def test_as_a_table_the_partners_stand_in_words(tmp_path: Path) -> None:
    text = " ".join(shown(tmp_path, "medium", "n").split())
    assert "Weir: will 2 of 6 (-1 this turn), does not agree. It refuses every action at Weir, and what needs" in text
    assert "The elders: will 5 of 6, agrees." in text


def test_the_desk_says_what_is_closed_and_does_not_let_it_be_taken(tmp_path: Path) -> None:
    text = shown(tmp_path, "medium", "3", "enter", desk=True)
    assert "×3 Levy" in text
    assert "Weir refuses" in text
    assert "Partners: Weir 2 (refuses)" in text
    assert "Not open now: Weir does not agree: its will is 2." in text.split("What it would bring")[1]
    assert "Decide:" not in text, "Enter takes nothing that is not open"
    assert "Weir does not agree" in shown(tmp_path, "medium", "1", "enter", "end", desk=True), "a zone that is refused"


def test_a_quick_entry_for_what_is_closed_is_told_why(tmp_path: Path) -> None:
    app = room(tmp_path, league(tmp_path))

    async def run() -> str:
        async with app.run_test(size=SIZES["medium"]) as pilot:
            app.push_screen(DeskScreen("league"))
            await pilot.pause()
            await pilot.press("f4", *("space" if c == " " else c for c in "3 because now"), "enter")
            await pilot.pause()
            return text_of(app)

    assert "3 is not open now (Weir does not agree: its will is 2); open are 1, 2, 4" in asyncio.run(run())


def test_where_lines_are_few_the_partners_stand_in_words_and_what_moved_is_listed(tmp_path: Path) -> None:
    content = load_content("crossroads")
    seats = dict.fromkeys(content.scenario.roles, "people")
    played = Exercise.begin(content, "short", seats, 4, tmp_path, name="test", clock=StillClock())
    played.execute(FACILITATOR, "begin")
    member = played.table.members[1]
    for number, value in ((played.table.columns[member.will].name, 0), ("violence", 7)):
        played.execute(FACILITATOR, "set", {"number": number, "value": value}, because="A test.")
    app = room(tmp_path, played)

    async def run() -> str:
        async with app.run_test(size=SIZES["small"]) as pilot:
            await pilot.pause()
            return text_of(app)

    text = asyncio.run(run())
    assert f"✗ {member.name} 0▼" in text
    shown = [gauge.label for gauge in list_gauges(Seat(played, OBSERVER)) if gauge.now != gauge.was]
    assert shown
    assert all(label.split()[0] in text for label in shown)
