"""Journeys: whole exercises of four turns, from home to the end and back, as people go through them on screens."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.tui.app_setup import SIZES, content, room
from tests.tui.desk_setup import asked
from tests.tui.pilot import Hands
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.input_parsing import number_offers
from wargame.exercise.play.seats import list_people_roles
from wargame.rules.model import FACILITATOR
from wargame.rules.text.offer_text import format_title
from wargame.session.verify import VerifyStatus, verify
from wargame.tui.start.new_exercise import NewScreen

CLASS = "POL 310"
TITLE = "The Impracticable Alliance"
CARTEL, CELL, SECURITY = "Cartel", "Terrorist cell", "Regional security"
KEYS = {"cartel": "c", "cell": "t", "security": "s"}
NAMES = {"cartel": CARTEL, "cell": CELL, "security": SECURITY}
ACTION = "We tell the bosses to keep [their] men indoors"
BOSSES, QUIET, NOBODY = "The bosses owe us", "Quiet streets sell", "Nobody can hold them"
CHOSEN = {
    "respond": ("2", "it costs us least"),
    "deal": ("1", "no friend is worth it"),
    "plan": ("1", "it pays [/b] now"),
    "estimate": ("30", "their aims collide"),
}
"""What is taken at a desk of each kind, by its number, and why."""

WISHED = {("cartel", "offer"), ("cell", "accept"), ("security", "pass"), ("cell", "pass")}
"""What clicks go for, by role, where it is open; else for the first offer."""

Journey = Callable[[Hands], Awaitable[None]]


@pytest.fixture(autouse=True)
def _same_luck(monkeypatch: pytest.MonkeyPatch) -> None:
    """New exercises draw their seed; here it is the first under which the first card asks somebody."""
    loaded = content()
    for seed in range(99):
        exercise = Exercise.begin(loaded, "short", dict.fromkeys(loaded.scenario.roles, "people"), seed, None)
        exercise.execute(FACILITATOR, "begin")
        if exercise.find_pending() == "respond":
            monkeypatch.setattr("wargame.tui.start.new_exercise.secrets.randbits", lambda bits, seed=seed: seed)
            return
    raise AssertionError("no card asks anybody anything")


def travel(folder: Path, size: str, journey: Journey) -> None:
    """Make a journey that begins and ends at home; then its file must verify."""

    async def run() -> None:
        app = room(folder)
        async with app.run_test(size=SIZES[size]) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            await journey(hands)
            home_again(hands)

    asyncio.run(run())
    (session,) = folder.iterdir()  # no draft and no half-written file beside it
    assert verify(session).faith is VerifyStatus.EXACT


def home_again(hands: Hands) -> None:
    assert hands.where == "HomeScreen"
    assert "✓ over, 4 turns" in hands.text
    assert f"{CLASS}, The Impracticable" in hands.text
    assert "Go on with" not in hands.text


async def home_to_briefing(hands: Hands, *seats: str) -> None:
    """By keys: home, new exercise, with bots in some seats, and its briefing."""
    assert hands.where == "HomeScreen"
    assert "Demonstration" in hands.text
    await hands.press("n")
    assert hands.where == "NewScreen"
    await line(hands, "Scenario")
    while title_chosen(hands) != TITLE:
        await hands.press("right")
    await line(hands, "Length")
    while "● short" not in hands.text:
        await hands.press("left")
    assert "4 turns in 50 minutes" in hands.text
    for role in seats:
        await line(hands, role)
        await hands.press("right")
        assert f"{role}: A bot that weighs" in hands.text
    await line(hands, "Class or group")
    await hands.type(CLASS, "f5")
    assert hands.where == "BriefingScreen"
    assert "Before we begin" in hands.text


def title_chosen(hands: Hands) -> str:
    """The scenario chosen on the screen for a new exercise."""
    screen = hands.app.screen
    assert isinstance(screen, NewScreen)
    return screen.content.scenario.title


async def line(hands: Hands, label: str) -> None:
    """Go to a line of the form, up or down."""
    for key in ("down",) * 8 + ("up",) * 16:
        if any(row.lstrip().startswith(f"→ {label}") for row in hands.text.split("\n")):
            return
        if label == "Class or group" and getattr(hands.app.screen.focused, "id", "") == "name":
            return
        await hands.press(key)
    raise AssertionError(f"no way to {label}:\n{hands.text}")


async def desk(hands: Hands, kind: str, role: str, *, open_with: str = "enter") -> None:
    """By keys: from the table through the curtain, where one hangs, to a desk; decide there.

    Then the keyboard is handed on to the next role that is asked in this phase, or the table is in front again.
    """
    exercise, name = hands.wargame.current_exercise, NAMES[role]
    assert exercise.find_pending() == kind
    assert role in exercise.list_waiting()
    if hands.where == "TableScreen":
        await hands.press(open_with)
    if len(list_people_roles(exercise.seats)) > 1:
        assert hands.where == "CurtainScreen"
        assert f"Hand the keyboard to {name}." in hands.text
        await hands.press("enter")
    assert hands.where == "DeskScreen"
    assert f"{name}, for its eyes only: turn {exercise.turn} of 4" in hands.text
    before = len(exercise.standing)
    take, because = CHOSEN[kind]
    if kind == "estimate":
        assert "How likely is this?" in hands.text
        await hands.type(take, "enter")
        assert "30 %" in hands.text
    else:
        await hands.press(take, "enter")
        if "Where?" in hands.text:
            await hands.press("enter")
    assert "Decide: " in hands.text
    await hands.type(because, "enter")
    handed_on = exercise.find_pending() == kind and len(list_people_roles(exercise.seats)) > 1
    assert hands.where == ("CurtainScreen" if handed_on else "TableScreen")
    made = exercise.standing[before]
    assert (made.role, made.do, made.because) == (role, "pass" if kind == "deal" else kind, because)
    assert because not in hands.text


async def people_decide(hands: Hands, kind: str) -> None:
    """By keys: everybody who is asked for this kind of choice takes it; the prompt says who is next."""
    exercise = hands.wargame.current_exercise
    while exercise.find_pending() == kind:
        role = exercise.list_waiting()[0]
        if hands.where == "TableScreen":
            assert f"Enter: {NAMES[role]}" in hands.text or f"Enter: {KEYS[role]}" in hands.text
        await desk(hands, kind, role)


async def facilitate(hands: Hands, said: str) -> None:
    """By keys: the facilitator does what comes next."""
    assert f"Facilitator. Enter: {said}" in hands.text
    await hands.press("enter")


async def by_bots(hands: Hands, kind: str) -> None:
    """What other journeys make by hand, bots do here at once, until people owe a choice of this kind or it is over."""
    exercise = hands.wargame.current_exercise
    asked(exercise, kind, list_people_roles(exercise.seats)[0])
    hands.wargame.let_bots_play()
    await hands.settle()


async def to_the_end(hands: Hands) -> None:
    """Bots play what is left, in everybody's place."""
    exercise = hands.wargame.current_exercise
    seats = dict(exercise.seats)
    exercise.seats.update(dict.fromkeys(seats, "bot:doctrine"))
    while not exercise.over:
        exercise.play_bots()
        if not exercise.over:
            exercise.execute(FACILITATOR, exercise.find_pending())
    exercise.seats.update(seats)
    hands.wargame.redraw_screens()
    await hands.settle()


# What every journey has


async def argue(hands: Hands) -> None:
    """By keys: the cartel writes an argument at its desk."""
    await hands.press("c")
    if hands.where == "CurtainScreen":
        await hands.press("enter")
    assert f"{CARTEL}, for its eyes only" in hands.text
    await hands.press("f4")
    await hands.type("argue", "enter")
    assert "Argue for something else" in hands.text
    await hands.type(ACTION, "enter")
    await hands.type("Fewer bodies", "enter", "tab", "tab", "tab", "tab")
    await hands.type(BOSSES, "enter")
    await hands.type(QUIET, "enter", "enter")
    assert "Decide: argue" in hands.text
    await hands.type("money", "enter")
    assert hands.where in ("TableScreen", "CurtainScreen")
    assert ACTION not in hands.text, "a plan is secret until all are revealed"


async def hear(hands: Hands) -> None:
    """By keys: the argument is challenged, clarified, weighed, rolled for and ruled on."""
    exercise = hands.wargame.current_exercise
    for _ in range(9):  # the reveal goes on by stages until the argument is heard
        await hands.press("enter")
        if hands.where == "HearingScreen":
            break
    assert hands.where == "HearingScreen"
    for part in (ACTION, BOSSES, QUIET, "Cartel argues"):
        assert part in hands.text
    if exercise.find_pending() == "challenge":  # bots have said what they have to say
        assert "PROS AND CONS" in hands.text
        first = exercise.list_waiting()[0]
        assert f"{NAMES[first]}: a reason AGAINST it" in hands.text
        await hands.type(NOBODY, "enter")
        assert NOBODY in hands.text
        await hands.press("f4")
    while exercise.find_pending() == "challenge":
        assert f"{NAMES[exercise.list_waiting()[0]]}: a reason AGAINST it" in hands.text
        await hands.press("f4")
    assert "STAND OR WITHDRAW" in hands.text
    await hands.type("For a month", "enter")
    assert "Clarified: For a month" in hands.text
    assert "58" in hands.text or "7 or more on two dice succeeds" in hands.text
    await hands.press("1", "2", "3", "3")
    assert "Strong: 2 for, 0 against." in hands.text
    assert "7 or more on two dice +2 succeeds" in hands.text
    await hands.press("r")
    weighed = exercise.standing[-1]
    assert (weighed.do, weighed.args) == ("weigh", {"pros": 2, "cons": 0})
    assert "RULING" in hands.text
    assert "As it stands: no number changes" in hands.text
    await hands.type("The streets empty", "enter", "enter")
    assert hands.where == "TableScreen"
    assert exercise.standing[-1].said["happened"] == "The streets empty"


async def look_at_console(hands: Hands) -> None:
    """By keys: the facilitator looks at everything, rules an effect with a reason, and goes back."""
    await hands.press("o")
    assert hands.where == "ConsoleScreen"
    assert "Facilitator only" in hands.text
    assert "Revenue" not in hands.text
    await hands.press("enter")
    assert "hat: controller" in hands.text
    await hands.press("r")
    await hands.type("violence -1", "enter")
    await hands.press("enter")  # once, now
    await hands.type("They kept their word", "enter")
    assert hands.where == "ConsoleScreen"
    ruled = hands.wargame.current_exercise.standing[-1]
    assert (ruled.do, ruled.because, ruled.hat) == ("rule", "They kept their word", "controller")
    await hands.press("escape")
    assert hands.where == "TableScreen"
    assert "Violence fell from" in hands.text


async def end_to_home(hands: Hands) -> None:
    """By keys: from the table of an exercise that is over, page by page, home."""
    assert "The exercise is over. Enter: how it ended" in hands.text
    await hands.press("enter")
    seen = []
    while hands.where == "EndScreen":
        seen.append(hands.text)
        await hands.press("enter")
    told = "\n".join(seen)
    for part in ("All in all", "(was secret)", "How likely each held it", "Out of role", "wargame verify"):
        assert part in told.replace("The exercise is over. Please", "Out of role"), part
    assert hands.where == "DebriefScreen"
    await hands.type("Ana, Ben", "enter", "f4")
    assert "[2 What happened]" in hands.text
    await hands.press("f10", "h")


def test_by_keys_on_a_small_screen(tmp_path: Path) -> None:
    async def journey(hands: Hands) -> None:
        await home_to_briefing(hands)
        for _ in range(3):
            await hands.press("enter")
        assert "You lead one of the great trafficking organisations" in hands.text
        await hands.press("b")
        assert hands.where == "TableScreen"
        assert "Before the first turn" in hands.text
        await facilitate(hands, "begin the exercise")
        assert "Turn 1 of 4, inject" in hands.text
        exercise = hands.wargame.current_exercise
        await people_decide(hands, "respond")
        await desk(hands, "deal", exercise.list_waiting()[0])
        await hands.press("escape")  # the keyboard is handed on; the facilitator wants the table
        assert hands.where == "TableScreen"
        await by_bots(hands, "plan")
        assert "Plans: " in hands.text
        await argue(hands)
        await people_decide(hands, "plan")
        await facilitate(hands, "reveal the plans")
        await hear(hands)
        await look_at_console(hands)
        await hands.press("exclamation_mark")
        await facilitate(hands, "close the turn")
        await facilitate(hands, "go on to the next turn")
        assert "Turn 2 of 4" in hands.text
        await by_bots(hands, "estimate")
        assert "Estimates: " in hands.text
        await desk(hands, "estimate", exercise.list_waiting()[0])
        await to_the_end(hands)
        await end_to_home(hands)

    travel(tmp_path, "small", journey)


@pytest.mark.slow
def test_with_the_mouse_on_a_medium_screen(tmp_path: Path) -> None:
    async def journey(hands: Hands) -> None:
        exercise = await by_mouse_to_the_table(hands)
        await hands.click("begin the exercise")
        assert "Turn 1 of 4, inject" in hands.text
        while exercise.find_pending() != "plan":
            await by_mouse_at_desk(hands, hands.wargame.round.find_asked().who[0])
        assert "accept" in [line.do for line in exercise.standing]
        assert exercise.list_waiting() == ("security", "cartel"), "the cell was called last, and went on to its plan"
        await argue(hands)
        await by_mouse_at_desk(hands, "security")
        await hands.click("reveal the plans")
        await by_mouse_heard(hands)
        await hands.click("All at once", -1)
        await hands.click("close the turn")
        await hands.click("go on to the next turn")
        await by_bots(hands, "estimate")
        await hands.click(CARTEL, -1)
        await hands.click("Show the desk")
        await hands.click("─┼──", 0)
        assert "%: " in hands.text
        await hands.click("Decide", -1)
        await hands.click("Decide", -1)
        assert exercise.standing[-1].do == "estimate"
        await to_the_end(hands)
        await hands.click("how it ended")
        while "To the debrief" not in hands.text:
            await hands.click("Next page")
        await hands.click("To the debrief")
        assert hands.where == "DebriefScreen"
        await hands.click("Next step")
        await hands.click("Back")
        await hands.click("To the start")

    travel(tmp_path, "medium", journey)


async def by_mouse_to_the_table(hands: Hands) -> Exercise:
    """By clicks on what can be read: home, new exercise, briefing, table."""
    await hands.click("New exercise")
    await hands.click(TITLE)
    assert title_chosen(hands) == TITLE
    await hands.click("short, 50 min")
    assert "● short" in hands.text
    await hands.click("a name for the session file")
    await hands.type(CLASS)
    await hands.click("Start ")
    assert hands.where == "BriefingScreen"
    await hands.click("Next page")
    assert TITLE in hands.text
    await hands.click("   Begin")
    assert hands.where == "TableScreen"
    return hands.wargame.current_exercise


async def by_mouse_at_desk(hands: Hands, role: str) -> None:
    """By clicks: a name in the prompt, the curtain's button, offer and zone, and the button that decides.

    A role that is asked again at once is at its desk already.
    """
    exercise, name = hands.wargame.current_exercise, NAMES[role]
    if hands.where == "TableScreen":
        await hands.click(name, -1)
    if hands.where == "CurtainScreen":  # also where the keyboard is handed on
        assert f"Hand the keyboard to {name}." in hands.text
        await hands.click("Show the desk")
    if hands.where == "IdleScreen":  # in a secret round all are called
        await hands.click("Enter Back to the table")
        return
    before, offers = len(exercise.standing), exercise.list_offers(role)
    wished = next((o for o in offers if (role, o.do) in WISHED), offers[0])
    n = next(n for n, offer in number_offers(exercise.table, offers, role).items() if offer is wished)
    assert f"{name}, for its eyes only" in hands.text
    await hands.click(f"{n:>2} {format_title(wished)}"[:20])
    if "Where?" in hands.text:
        await hands.click(" 2 ")
    assert f"Decide: {format_title(wished)}" in hands.text
    await hands.click("Decide", -1)
    assert "No reason yet" in hands.text or wished.do == "pass"
    if wished.do != "pass":
        await hands.click("Decide", -1)
    again = role in exercise.list_waiting() and hands.where == "DeskScreen"
    assert hands.where in (("DeskScreen",) if again else ("TableScreen", "CurtainScreen"))
    if len(exercise.standing) > before:  # a decision that ends a secret round waits for the last call
        assert (exercise.standing[before].role, exercise.standing[before].do) == (role, wished.do)
    secret = role == "cartel" and wished.do == "offer" and not again
    assert not (secret and wished.title in hands.text), "the offer is secret"


async def by_mouse_heard(hands: Hands) -> None:
    """By clicks: nothing to add, stand, one reason marked, the roll, the ruling."""
    for _ in range(9):
        await hands.click("Enter: ")
        if hands.where == "HearingScreen":
            break
    assert hands.where == "HearingScreen"
    while "PROS AND CONS" in hands.text:
        await hands.click("Nothing to add")
    await hands.click("Stand by it")
    await hands.click(QUIET)
    assert "Strong: 1 for, 0 against." in hands.text
    await hands.click("Roll (r)")
    await hands.click("Rule as it stands")
    assert hands.where == "TableScreen"


@pytest.mark.slow
def test_one_team_and_two_bots_on_a_large_screen(tmp_path: Path) -> None:
    async def journey(hands: Hands) -> None:
        await home_to_briefing(hands, CELL, SECURITY)
        await hands.press("p")
        assert "PRACTICE" in hands.text
        assert "Turn 1 of 4" in hands.text
        await hands.press("q")
        assert hands.where == "BriefingScreen"
        await hands.press("b")
        await facilitate(hands, "begin the exercise")
        await by_bots(hands, "plan")
        assert hands.wargame.current_exercise.list_waiting() == ("cartel",), "bots keep nobody waiting"
        await argue(hands)
        await facilitate(hands, "reveal the plans")
        await hear(hands)
        await by_bots(hands, "estimate")
        await desk(hands, "estimate", "cartel", open_with="c")
        await to_the_end(hands)
        await end_to_home(hands)

    travel(tmp_path, "large", journey)
