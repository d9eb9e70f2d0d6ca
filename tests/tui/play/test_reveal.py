"""The reveal by stages at the table: bands, odds, dice, what moved; one key for the rest; no key is lost to motion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from tests.exercise.exercise_driver import begin, plan_raid, until
from tests.tui.app_setup import StillClock, content, text_of
from tests.tui.play.table_scene import at_table
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat import Seat
from wargame.exercise.view.reveal import STAGES
from wargame.rules.chance import CARD_ROLL, DrawNeeded
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.tui.app.app import WargameApp
from wargame.tui.app.question_dialogs import DiceScreen
from wargame.tui.play.desk.desk import DeskScreen
from wargame.tui.widgets.reveal.block_letters import draw_block, fit_block, measure_block
from wargame.tui.widgets.reveal.motion import LATE, LateFrames, Motion, MovingTogether
from wargame.tui.widgets.reveal.pane import MOVES, RevealPane
from wargame.tui.widgets.role_bar import list_role_states
from wargame.tui.widgets.tracks import Tracks, list_gauges


def kind(exercise: Exercise) -> str:
    return Seat(exercise, FACILITATOR).find_asked().kind


def test_each_key_leads_one_stage_on_and_one_key_shows_the_rest(tmp_path: Path) -> None:
    exercise = plan_raid(tmp_path)

    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        app.settings.motion = False
        pane = app.screen.query_one(RevealPane)
        assert not pane.display
        await pilot.press("enter")
        assert pane.display
        await pilot.pause()
        assert draw_block("BOOKS")[2] in text_of(app)
        await pilot.press("enter")
        await pilot.pause()
        assert ("roll" in kind(exercise)) == ("on two dice" in text_of(app))
        while kind(exercise) != "roll":
            await pilot.press("enter")
        app.settings.motion = True
        await pilot.press("enter", "u")  # a key that ends the movement is obeyed
        await pilot.pause()
        assert "Take back: the dice for Open the books" in text_of(app)
        await pilot.press("escape")
        asked, public = Seat(exercise, FACILITATOR).find_asked(), Seat(exercise, OBSERVER)
        assert "THE DICE" in [one.words for one in list_role_states(asked, public, tumbling=True)]
        assert not {"THE DICE", "THE ODDS"} & {one.words for one in list_role_states(asked, public)}
        assert any(word in text_of(app) for word in ("✓", "✗"))
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert kind(exercise) == "close"
        assert not pane.display
        assert "All at once" not in text_of(app)

    at_table(tmp_path, exercise, scene)
    done = [line.do for line in exercise.standing if line.do in ("reveal", *STAGES)]
    assert sorted(done) == sorted(["reveal", *STAGES, "open", "move"])


def test_an_argument_that_is_opened_stands_there_with_its_claim(tmp_path: Path) -> None:
    played = begin(tmp_path, content=content(), seats={"cell": "bot:doctrine", "security": "bot:doctrine"}, staged=True)
    until(played, "plan")
    args = {"effects": {"violence": -1}, "reasons": 1, "secret": False}
    said = {"action": "We close the port.", "effect": "They lose their money.", "reasons": ["It is near."]}
    played.execute("cartel", "argue", args, because="Money", said=said)

    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        app.settings.motion = False
        while kind(played) in ("reveal", *STAGES):
            await pilot.press("enter")
            await pilot.pause()
        for words in ("WE CLOSE THE PORT", "It should cause: They lose their money.", "For: It is near. (Cartel)"):
            assert words in text_of(app)

    at_table(tmp_path, played, scene)


def test_typed_dice_are_asked_with_plan_target_and_odds(tmp_path: Path) -> None:
    typed = plan_raid(tmp_path)

    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        app.settings.motion = False
        vars(typed.header)["dice"] = "typed"
        while kind(typed) != "roll":
            await pilot.press("enter")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, DiceScreen)
        assert "The council, Open the books" in text_of(app)
        app.screen.query_one(Input).value = "5 4"
        await pilot.press("enter")
        await pilot.pause()
        assert "5 + 4 = 9" in text_of(app)

    at_table(tmp_path, typed, scene)


def test_a_question_for_dice_hides_the_private_desk_below_it(tmp_path: Path) -> None:
    exercise = begin(tmp_path)
    until(exercise, "plan")

    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        app.push_screen(DeskScreen("town"))
        await pilot.pause()
        assert "Open the books" in text_of(app)
        app.push_screen(DiceScreen(app.find_seat(FACILITATOR), exercise, DrawNeeded(1, CARD_ROLL, 0, 36)))
        await pilot.pause()
        assert "Roll two dice" in text_of(app)
        assert "Open the books" not in text_of(app)

    at_table(tmp_path, exercise, scene)


@pytest.mark.parametrize("text", ["JUÁREZ", "58%", "A BLOW WAS STRUCK", "Regional security: 2"])
def test_block_letters_are_as_wide_as_they_are_said_to_be(text: str) -> None:
    for scale in (1, 2):
        rows = draw_block(text, scale)
        assert {len(row) for row in rows} == {measure_block(text, scale)}
        assert len(rows) == 4 * scale
    assert fit_block("日本", 80, 20) is None
    assert fit_block(text, 10, 4) is None or len(text) < 4


def test_numbers_are_seen_to_move_and_a_key_ends_that_and_is_obeyed(tmp_path: Path) -> None:
    exercise, clock = plan_raid(tmp_path), StillClock()

    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        app.settings.motion = False
        while kind(exercise) != "move":
            await pilot.press("enter")
        app.settings.motion, app.read_seconds = True, clock.read_seconds
        await pilot.press("enter")
        await pilot.pause()
        seat, tracks = Seat(exercise, OBSERVER), app.screen.query_one(Tracks)
        moved = next(gauge for gauge in list_gauges(seat) if gauge.now != gauge.was)
        row = find_row(app, moved.label)
        assert f"{moved.was}→{moved.was} " in row
        clock.at = 0.8 * MOVES
        tracks.move_to(0.8)  # as the next frame does
        await pilot.pause()
        assert f"{moved.was}→{moved.now} " in find_row(app, moved.label)
        await pilot.press("enter")  # the next plan is opened, and nothing moves under it
        assert kind(exercise) in STAGES
        await pilot.press("exclamation_mark", "escape")
        await pilot.pause()
        last = next(gauge for gauge in list_gauges(Seat(exercise, OBSERVER)) if gauge.label == moved.label)
        assert f"{last.was}→{last.now} " in find_row(app, moved.label)

    at_table(tmp_path, exercise, scene)


def test_late_frames_stop_the_movements_of_their_own_table_only(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, frames = StillClock(), list[Callable[[], None]]()

    def keep_frame(host: Widget, seconds: float, frame: Callable[[], None]) -> SimpleNamespace:
        frames.append(frame)
        return SimpleNamespace(stop=lambda: None)

    monkeypatch.setattr(Widget, "set_interval", keep_frame)
    slow, other = LateFrames(), LateFrames()
    for _ in range(2):
        motion = Motion(Widget(), MovingTogether(), clock.read_seconds, slow)
        assert motion.begin(MOVES)
        clock.at += 2 * LATE
        frames[-1]()
    assert not Motion(Widget(), MovingTogether(), clock.read_seconds, slow).begin(MOVES)
    assert Motion(Widget(), MovingTogether(), clock.read_seconds, other).begin(MOVES)


def find_row(app: WargameApp, label: str) -> str:
    return next(line for line in text_of(app).splitlines() if f"{label} " in line and "→" in line)
