"""Debrief: what is said is written down at once, nothing is lost, and what people type is never markup."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.tui.app_setup import StillClock, exercise, room
from tests.tui.goldens import open_from_home, played, talked_over
from tests.tui.pilot import Hands, run_hands
from wargame.exercise.debrief.ratings import list_advice, list_observations, list_ratings
from wargame.exercise.debrief.stages import is_final, list_entries
from wargame.exercise.play.exercise import Exercise
from wargame.session.records import DebriefAnswer
from wargame.session.verify import verify
from wargame.tui.after.debrief import DebriefScreen
from wargame.tui.app.drafts import AFTERWARDS, Drafts

Do = Callable[[Hands], Awaitable[None]]
PLANTED = "[/bold] [red]x[/] \x1b[31m=1+1\u202e end"


def at_debrief(folder: Path, one: Exercise, step: str, do: Do, size: str = "small") -> None:
    """Open a step of the debrief, and do something there."""

    async def open_step(hands: Hands) -> None:
        hands.app.push_screen(DebriefScreen(step))
        await hands.settle()
        await do(hands)

    run_hands(room(folder, one), open_step, size)


def test_what_is_said_is_in_the_file_before_anything_else_happens(tmp_path: Path) -> None:
    one = played(tmp_path)

    async def do(hands: Hands) -> None:
        await hands.press("down")
        await hands.type("Write the reason down first.", "enter")
        assert one.path is not None
        assert "Write the reason down first." in one.path.read_text("utf-8")
        assert "• Write the reason down first." in hands.text
        assert "write, then Enter; an empty Enter moves on" in hands.text
        await hands.type("And ask who pays.", "enter")

    at_debrief(tmp_path, one, "plus-delta", do)
    said = list_entries(one, "plus-delta")
    assert [(entry.kind, entry.text) for entry in said] == [
        ("delta", "Write the reason down first."),
        ("delta", "And ask who pays."),
    ]
    assert one.path is not None
    assert verify(one.path).is_good


def test_enter_alone_goes_past_what_was_said_to_what_is_asked_next(tmp_path: Path) -> None:
    one = played(tmp_path)

    async def do(hands: Hands) -> None:
        await hands.type("It paid at once.", "enter", "enter")
        await hands.type("It cost later.", "enter")

    at_debrief(tmp_path, one, "plus-delta", do)
    said = list_entries(one, "plus-delta")
    assert [(entry.kind, entry.text) for entry in said] == [("plus", "It paid at once."), ("delta", "It cost later.")]


def test_an_entry_is_put_otherwise_and_taken_back(tmp_path: Path) -> None:
    one = talked_over(tmp_path)

    async def do(hands: Hands) -> None:
        await hands.press("down")
        await hands.type(" Always.", "enter")
        assert "Ask early. Always." in hands.text
        await hands.press("ctrl+u")
        assert "an empty Enter takes it back" in hands.text
        await hands.press("enter")
        assert "Ask early" not in hands.text

    at_debrief(tmp_path, one, "plus-delta", do)
    assert list_entries(one, "plus-delta") == []
    kept = [line.text for line in one.list_records(DebriefAnswer) if line.stage == "plus-delta"]
    assert kept == ["Ask early.", "Ask early. Always.", ""]


def test_what_is_half_typed_survives_leaving_and_a_crash(tmp_path: Path) -> None:
    one = played(tmp_path)

    async def do(hands: Hands) -> None:
        await hands.type("half a sent")
        await hands.press("f4", "f3")
        assert "half a sent" in hands.text
        await hands.press("down")
        assert "half a sent" not in hands.text
        await hands.press("f10")
        hands.app.push_screen(DebriefScreen("take-aways"))
        await hands.settle()
        assert "half a sent" in hands.text

    at_debrief(tmp_path, one, "take-aways", do)
    drafts = Drafts(one.path)
    assert len(drafts) == 1
    drafts.keep("cartel", "because", "of the game")
    drafts.forget_played()
    assert len(drafts) == 1, "what is said of it is still half typed when the file is closed"
    assert not list_entries(one)
    assert drafts.get(AFTERWARDS, "take-aways/take-away/cartel/0/One sentence from Cartel") in ("", "half a sent")


@pytest.mark.parametrize("step", ["out-of-role", "ratings", "plan", "details"])
def test_what_people_type_is_never_markup(tmp_path: Path, step: str) -> None:
    one = talked_over(tmp_path)
    text = f"+ {PLANTED}" if step == "ratings" else f"{PLANTED} -> {PLANTED}" if step == "plan" else PLANTED

    async def do(hands: Hands) -> None:
        if step == "plan":
            await hands.press("down")
        await hands.type(text, "enter")
        shown = " ".join(hands.text.split())
        assert "[/bold] [red]x[/]" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown

    at_debrief(tmp_path, one, step, do)


def test_a_rating_above_what_was_observed_needs_a_reason(tmp_path: Path) -> None:
    one = played(tmp_path)
    first = one.table.scenario.learning_objectives[0].id
    one.note("Missed the price of waiting.", kind="improvement", objective=first)

    async def do(hands: Hands) -> None:
        await hands.press("down")
        await hands.type("p", "enter")
        assert "say why it is rated P" in " ".join(hands.text.split())
        assert list_ratings(one)[0].rating == ""
        await hands.type(" because they saw it in the end", "enter")
        assert "P, performed without challenges." in hands.text
        await hands.type("q", "enter")
        assert "is no rating" in hands.text

    at_debrief(tmp_path, one, "ratings", do, "medium")
    assert (list_ratings(one)[0].rating, list_ratings(one)[0].because) == ("P", "they saw it in the end")
    assert list_ratings(one)[0].lines == (list_observations(one)[0].line,)


def test_observations_analysis_plan_and_details_are_typed_in(tmp_path: Path) -> None:
    one = played(tmp_path)

    async def do(hands: Hands) -> None:
        await hands.type("- Nobody asked.", "enter")
        await hands.press("up")
        await hands.type("There was no time.", "enter")
        await hands.press("f4")
        await hands.type("no arrow", "enter")
        assert "an arrow" in hands.text
        await hands.press("ctrl+u")
        await hands.type("Asked late -> Ask first; by: Cartel; lines: 3, 5; owner: the minister", "enter")
        await hands.press("f4")
        await hands.type("POL 310", "enter")
        await hands.press("enter", "enter", "enter")
        await hands.type("four", "enter")
        assert "is no number of people" in hands.text
        await hands.press("ctrl+u")
        await hands.type("4", "enter")
        assert "People at Cartel: 4" in hands.text
        await hands.press("enter", "enter", "enter")
        await hands.type("final read aloud", "enter")
        assert "The report is final." in hands.text

    at_debrief(tmp_path, one, "ratings", do)
    assert list_observations(one)[0].analysis == "There was no time."
    (row,) = list_advice(one)
    assert (row.issue, row.by, row.lines, row.owner) == ("Asked late", "cartel", (3, 5), "the minister")
    assert is_final(one)


def test_a_moment_opens_in_replay_and_comes_back_to_the_same_place(tmp_path: Path) -> None:
    one = talked_over(tmp_path)

    async def do(hands: Hands) -> None:
        await hands.press("enter", "enter")  # two moments are suggested before it
        before = hands.text
        assert "Bookmarked: the first cheap choice [/red]" in before  # as it was typed, and no markup
        await hands.press("f2")
        assert hands.where == "ReplayScreen"
        await hands.press("f10")
        assert hands.where == "DebriefScreen"
        assert hands.text == before

    at_debrief(tmp_path, one, "what-happened", do, size="large")


def test_enter_alone_leads_through_it_all_to_the_report(tmp_path: Path) -> None:
    one = played(tmp_path)

    async def do(hands: Hands) -> None:
        seen = []
        for _ in range(80):
            if hands.where != "DebriefScreen":
                break
            step = next(line for line in hands.text.split("\n") if line.strip().startswith("Debrief"))
            seen.append(step[step.index("[") + 1])
            await hands.press("enter")
        assert hands.where == "ReportScreen"
        assert sorted(set(seen)) == list("12345678")
        assert seen == sorted(seen)

    at_debrief(tmp_path, one, "out-of-role", do)
    assert not one.list_records(DebriefAnswer)


def test_the_clock_is_told_when_asked_and_only_then(tmp_path: Path) -> None:
    one = played(tmp_path)

    async def do(hands: Hands) -> None:
        clock = one._clock
        assert isinstance(clock, StillClock)
        clock.at += 150
        await hands.press("f4")
        clock.at += 60
        assert "The debrief:" not in hands.text
        await hands.press("f7")
        assert "What happened: 1 of 4 minutes. The debrief: 4 of 15 minutes." in " ".join(hands.text.split())

    at_debrief(tmp_path, one, "out-of-role", do, "medium")


def test_a_click_on_a_prompt_and_on_a_step_goes_there(tmp_path: Path) -> None:
    async def do(hands: Hands) -> None:
        await hands.pilot.click(hands.app.screen.query(".slot").last())
        await hands.settle()
        assert hands.app.screen.query(".slot").last().has_class("current")
        await hands.pilot.click("#steps", offset=(10, 0))
        await hands.settle()
        assert "[1 Out of role]" in hands.text

    at_debrief(tmp_path, played(tmp_path), "plus-delta", do, "medium")


def test_before_the_end_there_is_no_debrief(tmp_path: Path) -> None:
    async def do(hands: Hands) -> None:
        assert hands.where == "TableScreen"

    at_debrief(tmp_path, exercise(tmp_path), "why", do)


def test_a_session_that_was_talked_over_opens_where_that_goes_on(tmp_path: Path) -> None:
    one = talked_over(tmp_path)
    one.close()
    assert one.path is not None
    path = one.path

    async def do(hands: Hands) -> None:
        await open_from_home(hands, path)
        assert hands.where == "DebriefScreen"
        assert "[5 Take-aways]" in hands.text
        await hands.press("f10")
        assert hands.where == "EndScreen"
        await hands.press("h")
        assert hands.where == "HomeScreen"

    run_hands(room(tmp_path), do)
    assert verify(path).is_good
