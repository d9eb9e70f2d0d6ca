"""The console: hidden until the facilitator is alone; each power in one key and a reason, all secrets, the log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from tests.accepted import check_accepted
from tests.exercise.exercise_driver import begin, until
from tests.paths import GOLDEN
from tests.tui.app_setup import SIZES, StillClock, content, exercise, text_of
from tests.tui.desk_setup import asked
from tests.tui.hearing_setup import argued, enter, on
from wargame.exercise.debrief.ratings import list_ratings
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.view.narration import list_reversible_results
from wargame.rules.model import FACILITATOR
from wargame.rules.powers import POWERS
from wargame.rules.text.plan_text import format_reversible
from wargame.session.records import Amendment, Bookmark, CommandLine, Note
from wargame.tui.app.app import WargameApp
from wargame.tui.app.commands import find_shortcut, iter_all_commands
from wargame.tui.app.pick_dialog import EffectsScreen
from wargame.tui.play.console.console import ConsoleScreen
from wargame.tui.play.table import TableScreen

FOLDER = GOLDEN / "tui"


def last(played: Exercise) -> CommandLine:
    return played.standing[-1]


def at_console(folder: Path, played: Exercise, scene: Any, size: str = "small") -> None:
    """Open the console, lift its veil, and let a scene run there."""

    async def alone(pilot: Pilot[Any], app: WargameApp) -> None:
        await pilot.press("enter")
        await pilot.pause()
        await scene(pilot, app)

    on(folder, played, ConsoleScreen, alone, size)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
def test_the_console_as_text(tmp_path: Path, size: str) -> None:
    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        text = text_of(app)
        await press(pilot, "v")
        await pilot.pause()
        text += text_of(app)
        check_accepted(FOLDER / f"console-{size}.txt", text)

    at_console(tmp_path, argued(tmp_path), scene, size)


def test_nothing_shows_and_nothing_works_behind_the_veil(tmp_path: Path) -> None:
    played = argued(tmp_path)
    following = played.table.cards[played.table.entries[played.build_view(FACILITATOR)[played.table.at.next] - 1]]

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        text = text_of(app)
        assert "Facilitator only" in text
        for secret in ("Secrecy", "Look for", following.title):
            assert secret not in text
        await press(pilot, "s", "h", "b", "k")
        assert isinstance(app.screen, ConsoleScreen)
        assert last(played).do != "skip"
        await press(pilot, "enter")
        assert "Look for" in text_of(app)
        await press(pilot, "f8")
        assert isinstance(app.screen, TableScreen)

    on(tmp_path, played, ConsoleScreen, scene)


def test_every_power_has_a_key_of_its_own() -> None:
    keys = [find_shortcut(power.do) for power in POWERS]
    assert all(keys), "a row in the table of commands"
    mine = [key for c in iter_all_commands() if "console" in c.where for key in c.keys.split(",")]
    assert len(mine) == len(set(mine))


def test_set_a_number_found_by_typing(tmp_path: Path) -> None:
    played = argued(tmp_path)

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await press(pilot, "s")
        await enter(pilot, "violen")
        assert "(now)" in text_of(app)
        await press(pilot, "down", "enter")
        assert "The facilitator sets Violence to" in text_of(app)
        await press(pilot, "enter")
        assert "A reason is needed" in text_of(app)
        await enter(pilot, "The news says so")
        line = last(played)
        assert line.do == "set"
        assert line.args["number"] == "violence"
        assert line.because == "The news says so"
        assert line.hat == "controller"

    at_console(tmp_path, played, scene)


def test_rule_lift_and_the_hat(tmp_path: Path) -> None:
    played = argued(tmp_path)

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await press(pilot, "h")
        assert "hat: white cell" in text_of(app)
        await press(pilot, "r")
        app.screen.query_one(Input).value = "violence"
        await pilot.pause()
        assert "is no effect" in text_of(app)
        app.screen.query_one(Input).value = ""
        await enter(pilot, "violence -1, partnership +1")
        await press(pilot, "down", "down", "enter")
        assert "rules: Violence -1, Partnership +1" in text_of(app)
        await enter(pilot, "A truce holds")
        assert last(played).args == {"effects": {"violence": -1, "partnership": 1}, "closes": 2}
        assert last(played).hat == "white cell"
        await press(pilot, "l")
        await press(pilot, "1")
        await enter(pilot, "It broke")
        assert last(played).do == "lift"

    at_console(tmp_path, played, scene)


def test_overrule_brings_the_changes_that_turn_the_result(tmp_path: Path) -> None:
    played = argued(tmp_path, "assess")
    turned = played.compute_reversal("security")
    assert turned

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await press(pilot, "o")
        if isinstance(app.screen.focused, OptionList):
            await press(pilot, "1")
        assert "Regional security: Colombia trains, 6 against 7, failed" in " ".join(text_of(app).split())
        await enter(pilot, "The class is right")
        assert isinstance(app.screen, EffectsScreen), "the reason is asked for before the line of effects"
        assert "does what the other result does" in " ".join(text_of(app).split())
        await press(pilot, "enter")
        assert last(played).do == "overrule"
        assert last(played).args["effects"] == turned

    at_console(tmp_path, played, scene)


def test_overrule_lists_what_came_of_each_plan(tmp_path: Path) -> None:
    played = asked(exercise(tmp_path), "close", "facilitator")
    listed = list_reversible_results(played, "facilitator")
    assert len(listed) > 1

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await press(pilot, "o")
        text = " ".join(text_of(app).split())
        assert all(format_reversible(plan) in text for plan in listed.values())

    at_console(tmp_path, played, scene, "medium")


def test_a_flag_is_ruled_on_in_words(tmp_path: Path) -> None:
    played = argued(tmp_path)
    flag = next(column for column in played.table.columns if column.kind == "flag")

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await press(pilot, "r")
        line = app.screen.focused
        assert isinstance(line, Input)
        line.insert_text_at_cursor(f"{flag.label} +1")
        await pilot.pause()
        assert f"Read as: {flag.label}: now so." in " ".join(text_of(app).split())

    at_console(tmp_path, played, scene, "medium")


@pytest.mark.parametrize("size", SIZES)
def test_every_pane_has_its_title(tmp_path: Path, size: str) -> None:
    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        text = text_of(app)
        await press(pilot, "v")
        text += text_of(app)
        assert all(title in text for title in ("Run of show", "What you can do", "All secrets", "Full log"))

    at_console(tmp_path, argued(tmp_path), scene, size)


def test_inject_skip_and_defer(tmp_path: Path) -> None:
    played = asked(exercise(tmp_path), "plan", "cartel")

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await press(pilot, "k")
        await enter(pilot, "Not today")
        assert last(played).do == "skip"
        await press(pilot, "d")
        await enter(pilot, "Later")
        assert last(played).do == "defer"
        await press(pilot, "i", "down", "enter")
        await enter(pilot, "It fits")
        assert "inject" in [line.do for line in played.standing]

    at_console(tmp_path, played, scene)


def test_undo_to_a_line_says_what_was_seen(tmp_path: Path) -> None:
    played = argued(tmp_path, "assess")
    revealed = next(line.n for line in played.standing if line.do == "reveal")

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await press(pilot, "u")
        await enter(pilot, "reveals")
        await enter(pilot, "Too early")
        assert "cannot be made unseen" in text_of(app)
        await press(pilot, "y")
        assert last(played).n < revealed
        await press(pilot, "v")
        log = " ".join(text_of(app).split())
        assert "(undone)" in log
        assert "Undone, all after line" in log

    at_console(tmp_path, played, scene)


def test_notes_bookmarks_and_a_better_reason(tmp_path: Path) -> None:
    played = argued(tmp_path)

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await press(pilot, "a", "f2", "f3")
        await pilot.press("x")
        await press(pilot, "escape", "a", "f2", "f3")
        await enter(pilot, " marks the spot")
        note = played.list_records(Note)[-1]
        first = played.table.scenario.learning_objectives[0].id
        assert (note.text, note.kind, note.objective) == ("x marks the spot", "strength", first)
        await press(pilot, "b")
        await enter(pilot, "the turn of the tide")
        marked = played.lines[-1]
        assert isinstance(marked, Bookmark)
        assert marked.text == "the turn of the tide"
        await press(pilot, "m")
        await enter(pilot, "argues")
        await enter(pilot, "Because of the truce")
        assert [one.because for one in played.list_records(Amendment)] == ["Because of the truce"]

    at_console(tmp_path, played, scene)


def test_a_role_goes_to_a_bot_and_back(tmp_path: Path) -> None:
    played = asked(exercise(tmp_path), "plan", "cartel")
    roles = list(played.table.scenario.roles)
    at = str(roles.index("cartel") + 1)

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await press(pilot, "t", at)
        await enter(pilot, "They went home")
        assert played.seats["cartel"] == "bot:doctrine"
        assert "cartel" not in played.list_waiting(), "the bot has played"
        await press(pilot, "t", at)
        await enter(pilot, "They are back")
        assert played.seats["cartel"] == "people"

    at_console(tmp_path, played, scene)


def test_pause_time_and_ending_well(tmp_path: Path) -> None:
    clock = StillClock()
    loaded = content()
    seats = dict.fromkeys(loaded.scenario.roles, "people")
    played = Exercise.begin(loaded, "short", seats, 20, tmp_path, name="test", clock=clock)
    asked(played, "plan", "cartel")
    clock.at += 150

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        assert "▲" in text_of(app), "the phase has used more than its plan"
        await press(pilot, "p")
        assert played.paused
        assert "The clocks stand still" in text_of(app)
        await press(pilot, "p")
        clock.at += 45 * 60
        app.redraw_screens()
        await pilot.pause()
        assert "Time runs short" in text_of(app)
        await press(pilot, "e")
        await enter(pilot, "The bell rings")
        assert played.over

    at_console(tmp_path, played, scene, "medium")


def test_all_powers_can_be_clicked_and_closed_ones_are_marked(tmp_path: Path) -> None:
    played = argued(tmp_path)

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        listed = app.screen.query_one("#powers", OptionList)
        closed = [str(option.prompt) for option in listed.options if option.disabled]
        assert any("Lift a ruling" in text for text in closed)
        await pilot.click(listed, offset=(6, 1))
        await pilot.pause()
        assert "Rule an effect" in text_of(app)
        assert isinstance(app.screen.focused, Input)

    at_console(tmp_path, played, scene)


def test_where_only_bots_sit_there_is_no_veil(tmp_path: Path) -> None:
    played = until(begin(tmp_path), "plan")
    played.seats.update(dict.fromkeys(played.seats, "bot:doctrine"))

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        assert "Say now" in text_of(app)

    on(tmp_path, played, ConsoleScreen, scene)


def test_an_objective_is_rated_during_play_and_what_cannot_be_meant_is_said(tmp_path: Path) -> None:
    played = argued(tmp_path)

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await press(pilot, "g", "4")
        await pilot.pause()
        text = text_of(app)
        assert "a, not seen: A team follows one such step" in " ".join(text.split())
        await enter(pilot, "A")
        assert "'A' is no rating" in text_of(app)
        app.screen.query_one(Input).value = ""
        await enter(pilot, "P a-")
        assert "say why it is rated P" in " ".join(text_of(app).split())
        app.screen.query_one(Input).value = ""
        await enter(pilot, "M a+ b- c- because late")
        assert "M (given)" in text_of(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, ConsoleScreen)

    at_console(tmp_path, played, scene, "medium")
    rating = list_ratings(played)[3]
    assert (rating.rating, rating.because) == ("M", "late")
    assert [task.mark for task in rating.tasks] == ["done", "not-done", "not-done"]
