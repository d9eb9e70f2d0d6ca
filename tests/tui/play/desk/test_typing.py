"""The desk: what is typed there: quick entry, hints about it, and drafts that outlive leaving and a crash."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.app_setup import room
from tests.tui.desk_setup import at_desk, keys, seated, shown_after
from wargame.exercise.play.exercise import Exercise
from wargame.tui.app.drafts import Drafts
from wargame.tui.play.desk.desk import DeskScreen
from wargame.tui.start.home import HomeScreen
from wargame.tui.widgets.line_input import LineInput


def test_quick_entry(tmp_path: Path) -> None:
    played, app = seated(tmp_path, "plan", "cartel")

    async def play(pilot: Pilot[Any]) -> None:
        assert "99 is not open now; open are 1, 2, 3" in await shown_after(pilot, "e", "'99", "enter")
        text = await shown_after(pilot, "ctrl+u", "'2 because m", "enter")
        assert "Press for a crossing needs a zone: Plaza Tijuana, Plaza Juárez" in text
        assert "Where?" in text
        await shown_after(pilot, "f4", "ctrl+u", "'2 jua because of", "enter")

    at_desk(tmp_path, "plan", "cartel", play, app=app)
    line = played.standing[-1]
    assert (line.args["zone"], line.because) == ("juarez", "of")


def test_drafts_outlive_leaving_blanking_and_a_crash(tmp_path: Path) -> None:
    played, app = seated(tmp_path, "plan", "cartel")

    async def leave_and_return(pilot: Pilot[Any]) -> None:
        for typed, leave in (("'half", ("f10", "f10")), ("'way", ("f8",))):
            assert "hal" not in await shown_after(pilot, "1", "enter", typed, *leave)
            app.push_screen(DeskScreen("cartel"))
            assert "half" in await shown_after(pilot)

    at_desk(tmp_path, "plan", "cartel", leave_and_return, app=app)
    played.close()
    assert played.path is not None
    resumed = Exercise.resume(played.path)
    assert "halfway" in at_desk(tmp_path, "plan", "cartel", keys(), app=room(tmp_path, resumed))


def test_the_exercise_is_left_with_typing_still_on_its_way(tmp_path: Path) -> None:
    _, app = seated(tmp_path, "plan", "cartel")

    async def play(pilot: Pilot[Any]) -> None:
        line = app.screen.query_one("#why", LineInput)
        app.screen.post_message(Input.Changed(line, "half a thou"))
        app.leave_exercise()
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert not app.drafts, "nothing of it goes into the next exercise"

    at_desk(tmp_path, "plan", "cartel", play, app=app)


def test_the_hint_is_about_what_is_to_be_seen(tmp_path: Path) -> None:
    async def look(pilot: Pilot[Any]) -> None:
        assert "take it, its reason" in await shown_after(pilot)
        text = await shown_after(pilot, "f2")
        assert "read on. Esc: back to your choice" in text
        assert "take it" not in text
        assert "what another would do" in await shown_after(pilot, "f5")
        assert "take it, its reason" in await shown_after(pilot, "escape")

    at_desk(tmp_path, "plan", "cartel", look)


def test_quick_entry_again_replaces_or_corrects_what_was_refused(tmp_path: Path) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        entry = pilot.app.screen.query_one("#entry", LineInput)
        await shown_after(pilot, "f4", "'99", "enter", "f4", "'2 x")
        assert entry.value == "2 x"
        text = await shown_after(pilot, "enter")
        assert "'x'" in text, "what was wrong is said"
        await shown_after(pilot, "f4", "end", "backspace", "'jua")
        assert entry.value == "2 jua"

    at_desk(tmp_path, "plan", "cartel", play)


def test_a_reason_that_was_kept_is_seen_at_once(tmp_path: Path) -> None:
    played, app = seated(tmp_path, "plan", "cartel")
    left = Drafts(played.path)
    left.keep("cartel", "because", "half a thought")
    left.keep("cartel", "offer", "3")

    async def look(pilot: Pilot[Any]) -> None:
        text = await shown_after(pilot)
        assert "half a thought" in text
        assert "What you wrote is kept." in text
        assert "half a thought" in await shown_after(pilot, "enter", "f2", "escape")

    at_desk(tmp_path, "plan", "cartel", look, app=app)
