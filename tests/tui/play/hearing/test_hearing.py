"""The hearing: reasons given and marked, odds that move, a roll, a ruling in words; and a secret one kept secret."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, Digits, Input

from tests.accepted import check_accepted
from tests.exercise.exercise_driver import begin, do, tiny_content, until
from tests.paths import GOLDEN
from tests.tui.app_setup import SIZES, text_of
from tests.tui.hearing_setup import ACTION, argued, enter, on
from wargame.exercise.play.exercise import Exercise
from wargame.rules.model import FACILITATOR
from wargame.rules.told import build_roll
from wargame.session.records import CommandLine
from wargame.tui.app.app import WargameApp
from wargame.tui.app.question_dialogs import ConfirmScreen
from wargame.tui.play.console.console import ConsoleScreen
from wargame.tui.play.hearing.hearing import HearingScreen
from wargame.tui.play.hearing.reasons import ReasonRow
from wargame.tui.play.table import TableScreen
from wargame.tui.widgets.roll import RollPicture, draw_die

FOLDER = GOLDEN / "tui"


def last(played: Exercise) -> CommandLine:
    return played.standing[-1]


async def challenged(pilot: Pilot[Any]) -> None:
    """Security gives a pro and a con; the cell has nothing to add."""
    await enter(pilot, "Bosses [b]lie")
    await pilot.press("tab")
    await enter(pilot, "They have paid before")
    await pilot.press("enter")
    await pilot.pause()
    hearing = pilot.app.screen
    if isinstance(hearing, HearingScreen) and hearing.exercise.find_pending() == "challenge":
        await pilot.press("f4")
        await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
def test_a_hearing_from_pros_and_cons_to_the_ruling(tmp_path: Path, size: str) -> None:
    played = argued(tmp_path)

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        assert ACTION.split(".")[0][:40] in text_of(app), "what people wrote is shown as it is"
        await challenged(pilot)
        assert next(line.said for line in played.standing if line.do == "challenge") == {
            "pros": ["They have paid before"],
            "cons": ["Bosses [b]lie"],
        }
        check_accepted(FOLDER / f"hearing-clarify-{size}.txt", text_of(app))
        await enter(pilot, "Only in Juárez")
        assert last(played).do == "stand"
        assert last(played).because == "Only in Juárez"
        await pilot.press("1", "3", "4")
        await pilot.pause()
        assert "Enter does nothing" not in text_of(app)
        check_accepted(FOLDER / f"hearing-assess-{size}.txt", text_of(app))
        await pilot.press("r")
        await pilot.pause()
        weighed = last(played)
        assert weighed.do == "weigh"
        assert weighed.args == {"pros": 2, "cons": 1}
        assert weighed.said["strong"] == ["c1", "p1", "p3"]
        await enter(pilot, "The streets fall quiet")
        check_accepted(FOLDER / f"hearing-ruling-{size}.txt", text_of(app))
        await pilot.press("enter")
        await pilot.pause()
        assert last(played).do == "apply"
        assert last(played).said == {"happened": "The streets fall quiet"}
        assert isinstance(app.screen, TableScreen), "it closes back to the table"

    on(tmp_path, played, HearingScreen, scene, size)


def test_an_objector_is_asked_against_it_first_and_tab_changes_sides(tmp_path: Path) -> None:
    """A second Enter, which every hand-over needs, passes no question unseen."""
    played = argued(tmp_path)

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        assert "Regional security: a reason AGAINST it (1 of 3)" in text_of(app)
        assert "For (2)   Tab: go here" in text_of(app)
        await pilot.press("enter")
        assert "Nothing is given yet. Enter again: nothing to add. Tab: a reason FOR." in text_of(app)
        assert played.find_pending() == "challenge"
        await pilot.press("tab")
        text = text_of(app)
        assert "Regional security: a reason FOR it (1 of 3)" in text
        assert "Against (0)   Tab: go here" in text
        await enter(pilot, "They have paid before")
        assert "They have paid before" in text_of(app), "both sides stay on the screen"

    on(tmp_path, played, HearingScreen, scene)


def test_odds_move_as_reasons_are_marked(tmp_path: Path) -> None:
    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        def shown() -> str:
            return app.screen.query_one(Digits).value

        assert shown() == "58"
        await pilot.press("1")
        assert shown() == "72"
        await pilot.press("down", "space")
        assert shown() == "83", "the second one"
        await pilot.press("enter")
        assert "Enter does nothing here: r rolls, Space or its number marks a reason." in text_of(app)
        assert shown() == "83"
        await pilot.press("1", "2")
        assert shown() == "58", "and back"
        await pilot.click(app.screen.query(ReasonRow).first())
        assert shown() == "72", "by mouse too"
        await pilot.press("escape")
        app.push_screen(HearingScreen())
        await pilot.pause()
        assert shown() == "72", "marks survive leaving"

    on(tmp_path, argued(tmp_path, "assess"), HearingScreen, scene)


def test_many_reasons_scroll_below_their_heading(tmp_path: Path) -> None:
    played = argued(tmp_path)
    pros = ["The press has waited for a source like this for years, and would print all of it"] * 3
    while played.find_pending() == "challenge":
        who = played.list_waiting()[0]
        played.execute(who, "challenge", {"pros": 3, "cons": 0}, said={"pros": pros, "cons": []})
    played.execute("cartel", "stand", {})

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await pilot.press("8")
        await pilot.pause()
        text = text_of(app)
        assert "For (8, 1 strong)" in text
        assert "8 ■" in text

    on(tmp_path, played, HearingScreen, scene)


def test_a_veto_needs_a_reason_and_sends_the_role_back(tmp_path: Path) -> None:
    played = argued(tmp_path, "assess")

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await pilot.press("v")
        await pilot.pause()
        await pilot.press("enter")
        assert last(played).do == "stand", "not without a reason"
        await enter(pilot, "Out of bounds")
        assert last(played).do == "veto"
        assert last(played).because == "Out of bounds"
        assert last(played).hat == "controller"
        assert played.find_pending() == "plan"
        assert isinstance(app.screen, TableScreen)

    on(tmp_path, played, HearingScreen, scene)


def test_let_it_happen_then_rule_otherwise(tmp_path: Path) -> None:
    played = argued(tmp_path, "assess")

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await pilot.press("l")
        await pilot.pause()
        await enter(pilot, "")
        assert last(played).do == "allow"
        assert not app.screen.query(RollPicture), "no dice"
        await enter(pilot, "Half of them listen")
        await enter(pilot, "vilence minus")
        assert last(played).do == "allow"
        assert "is no effect" in text_of(app)
        app.screen.query(Input)[1].value = "violence -2 for 2"
        await pilot.pause()
        assert "Read as: Violence -2, for 2 further closes." in text_of(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "Say why it departs" in text_of(app)
        await enter(pilot, "They did more than they said")
        line = last(played)
        assert (line.do, line.args) == ("settle", {"effects": {"violence": -2}, "closes": 2})
        assert line.because == "They did more than they said"
        assert line.said["happened"] == "Half of them listen"

    on(tmp_path, played, HearingScreen, scene)


def test_nothing_happens_can_be_ruled(tmp_path: Path) -> None:
    played = argued(tmp_path, "assess")
    played.execute(FACILITATOR, "allow", {})

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await enter(pilot, "")
        await enter(pilot, "nothing")
        await enter(pilot, "It rained")
        assert last(played).args == {"effects": {}, "closes": 0}

    on(tmp_path, played, HearingScreen, scene)


def test_a_reason_is_taken_back_and_drafts_survive(tmp_path: Path) -> None:
    played = argued(tmp_path)

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await enter(pilot, "They hve paid")
        await pilot.press("up")
        assert app.screen.query_one(Input).value == "They hve paid"
        app.screen.query_one(Input).value = "They have paid"
        await pilot.press("enter", "x", "f8")
        await pilot.pause()
        assert isinstance(app.screen, TableScreen)
        app.push_screen(HearingScreen())
        await pilot.pause()
        assert "They have paid (Regional" in text_of(app)
        assert app.screen.query_one(Input).value == "x"
        await pilot.press("f4")
        await pilot.pause()
        assert last(played).said["cons"] == ["They have paid", "x"]

    on(tmp_path, played, HearingScreen, scene)


def test_withdrawing_asks_once(tmp_path: Path) -> None:
    played = argued(tmp_path, "clarify")

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await pilot.click(app.screen.query(Button).last())
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press("n", "f6")
        await pilot.pause()
        await pilot.press("y")
        await pilot.pause()
        assert "withdraw" in [line.do for line in played.standing]
        assert isinstance(app.screen, TableScreen)

    on(tmp_path, played, HearingScreen, scene)


def test_a_secret_argument_lies_behind_a_veil_for_each(tmp_path: Path) -> None:
    played = argued(tmp_path, secret=True)

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        assert "Private: Cartel" in text_of(app)
        assert ACTION[:20] not in text_of(app)
        await pilot.press("enter")
        await pilot.pause()
        assert ACTION[:20] in text_of(app)
        await pilot.press("enter")
        await pilot.pause()
        assert played.find_pending() == "assess"
        assert "Private: Facilitator" in text_of(app)
        assert ACTION[:20] not in text_of(app)
        await pilot.press("r", "1", "space")
        assert played.find_pending() == "assess", "nothing happens behind the veil"
        assert ACTION[:20] not in text_of(app), "only Enter lifts it"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        assert played.find_pending() == "ruling"
        assert ACTION[:20] in text_of(app)

    on(tmp_path, played, HearingScreen, scene)


def test_one_team_alone_is_not_shown_the_secret_argument_of_a_bot(tmp_path: Path) -> None:
    played = argued(tmp_path, "assess", secret=True)
    for role in ("cartel", "security"):
        played.hand_over(role, "bot:random")

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        assert "Private: Facilitator" in text_of(app)
        assert ACTION[:20] not in text_of(app)

    on(tmp_path, played, HearingScreen, scene)


def test_umpired_the_facilitator_rules_without_dice(tmp_path: Path) -> None:
    content = tiny_content()
    terms = content.scenario.arguments
    assert terms is not None
    scenario = content.scenario.model_copy(update={"arguments": terms.model_copy(update={"method": "umpired"})})
    played = until(begin(tmp_path, content=replace(content, scenario=scenario)), "plan")
    do(played, "ring", "argue", effects={"fear": 1}, reasons=1, secret=False)
    until(played, "assess")

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        assert not app.screen.query(Digits)
        await pilot.press("enter")
        assert "Enter does nothing here: judge by one of the keys below." in text_of(app)
        await pilot.press("r", "f")
        await pilot.pause()
        await enter(pilot, "Too thin")
        assert last(played).do == "fail"
        assert "It fails. As it stands: no number changes." in text_of(app)

    on(tmp_path, played, HearingScreen, scene)


def test_undone_from_the_console_the_hearing_closes(tmp_path: Path) -> None:
    played = argued(tmp_path, "assess")
    before = next(line.n for line in played.standing if line.do == "argue") - 1

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(app.screen, ConsoleScreen)
        app.undo(before)
        await pilot.pause()
        await enter(pilot, "Once more")
        await pilot.press("y")
        await pilot.pause()
        await pilot.press("f10")
        await pilot.pause()
        assert isinstance(app.screen, TableScreen), "there is nothing to hear any more"

    on(tmp_path, played, HearingScreen, scene)


@pytest.mark.parametrize("n", range(1, 7))
def test_a_die_has_as_many_pips_as_it_says(n: int) -> None:
    assert sum(line.count("●") for line in draw_die(n)) == n
    assert all(len(line) == 9 for line in draw_die(n))
    assert len(draw_die(n)) == 5
    assert "".join(draw_die(n, ascii=True)).isascii()


def test_a_roll_says_what_it_means() -> None:
    text = RollPicture.draw_picture(build_roll(23, "", True, 1, 7), "Raid", False).plain
    for said in ("Raid", "4 + 6 = 10", "+1 makes 11", "7 or more was needed (72 %)", "✓ SUCCESS"):
        assert said in text
    assert "x FAILURE" in RollPicture.draw_picture(build_roll(0, "", False, 0, 7), "", True).plain
    summed = RollPicture.draw_picture(build_roll(8, "", True, 1, 7, summed=True), "Raid", False).plain
    assert "│        5        │" in summed
    assert "●" not in summed
    assert "+1 makes 6" in summed


def test_a_kept_mark_of_a_reason_that_was_undone_counts_for_nothing(tmp_path: Path) -> None:
    played = argued(tmp_path, "assess")

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        app.drafts.keep(FACILITATOR, f"strong@{argued_at(played)}", "c9 p1")
        app.push_screen(HearingScreen())
        await pilot.pause()
        assert "Strong: 1 for, 0 against." in text_of(app)
        await pilot.press("r")
        await pilot.pause()
        assert last(played).do == "weigh"
        assert last(played).args == {"pros": 1, "cons": 0}

    on(tmp_path, played, TableScreen, scene)


def argued_at(played: Exercise) -> int:
    return next(line.n for line in played.standing if line.do == "argue")
