"""The desk: what a role sees there, and that it decides what it means to and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.accepted import check_accepted
from tests.paths import GOLDEN
from tests.tui.app_setup import StillClock, content, exercise, room, text_of
from tests.tui.desk_setup import asked, at_desk, keys, seated, shown_after, with_luck
from wargame.exercise.play.exercise import Exercise
from wargame.tui.play.desk.desk import DeskScreen

FOLDER = GOLDEN / "tui"


@pytest.mark.parametrize(
    ("kind", "role", "size"),
    [
        ("plan", "cartel", "small"),
        ("plan", "cartel", "medium"),
        ("plan", "cartel", "large"),
        ("estimate", "cell", "small"),
    ],
)
def test_the_desk_as_text(tmp_path: Path, kind: str, role: str, size: str) -> None:
    text = at_desk(tmp_path, kind, role, keys("3") if kind == "plan" else keys("'likely"), size)
    check_accepted(FOLDER / f"desk-{kind}-{size}.txt", text)


def test_offer_zone_reason_then_the_desk_closes(tmp_path: Path) -> None:
    played, app = seated(tmp_path, "plan", "cartel")

    async def play(pilot: Pilot[Any]) -> None:
        text = await shown_after(pilot, "2", "enter", "2", "enter")
        assert "Decide: Press for a crossing at Plaza Juárez (58 %)" in text
        assert "cartel" in played.list_waiting(), "nothing is decided yet"
        await shown_after(pilot, "'a [/x]", "enter")

    text = at_desk(tmp_path, "plan", "cartel", play, app=app)
    line = played.standing[-1]
    assert (line.args, line.because) == ({"action": "press_plaza", "zone": "juarez"}, "a [/x]")
    assert "eyes only" not in text
    assert "Juárez (58 %)" not in text
    assert not list(tmp_path.glob("*.drafts"))


def test_nothing_is_decided_by_a_stray_key(tmp_path: Path) -> None:
    played, app = seated(tmp_path, "plan", "cartel")

    async def play(pilot: Pilot[Any]) -> None:
        text = await shown_after(pilot, "1", "enter", "enter")
        assert "No reason yet: write one line, or press Enter again to decide without one." in text
        text = await shown_after(pilot, "escape", "tab", "'m", "enter")
        assert "Enter once more decides what stands above" in text, "a reason written first takes no offer"
        assert "Decide: Run the routes (58 %)" in text

    at_desk(tmp_path, "plan", "cartel", play, app=app)
    assert "cartel" in played.list_waiting()


def test_a_card_asks_in_full(tmp_path: Path) -> None:
    played, app = seated(tmp_path, "respond", "security")
    card = played.table.cards[played.table.entries[played.build_view("observer")[played.table.at.current] - 1]]
    assert card.response is not None
    text = at_desk(tmp_path, "respond", "security", keys(), app=app)
    assert card.response.prompt in text
    assert card.text.split()[-1] in text


def test_terms_of_a_deal_line_by_line(tmp_path: Path) -> None:
    text = at_desk(tmp_path, "deal", "cartel", keys("2"), "medium")
    for line in ("Promised:", "If broken:", "Ends by itself:", "When agreed", "Each close", "Profit"):
        assert line in text


def test_answering_shows_the_offer_and_not_its_reason(tmp_path: Path) -> None:
    played, app = seated(tmp_path, "answer", "cell")
    because = played.standing[-1].because
    text = at_desk(tmp_path, "answer", "cell", keys(), "large", app=app)
    assert "Cartel offers you: Transformation. Accept, decline, or counter once with other terms." in text
    assert because
    assert because[:30] not in text


def test_estimates_are_typed_moved_or_clicked(tmp_path: Path) -> None:
    played, app = seated(tmp_path, "estimate", "cell")

    async def play(pilot: Pilot[Any]) -> None:
        assert "Not yet: 'x' is no estimate" in await shown_after(pilot, "'x")
        assert "33 %: unlikely" in await shown_after(pilot, "ctrl+u", "'unlikely", "up")
        await pilot.click("Scale", offset=(37, 0))
        assert "49 %: roughly even" in await shown_after(pilot)
        await shown_after(pilot, "down", "enter", "'w", "enter")

    at_desk(tmp_path, "estimate", "cell", play, app=app)
    line = next(line for line in played.standing if line.do == "estimate" and line.role == "cell")
    assert (line.args, line.because) == ({"percent": 48}, "w")


def test_an_argument(tmp_path: Path) -> None:
    played, app = seated(tmp_path, "plan", "cell")

    async def play(pilot: Pilot[Any]) -> None:
        text = await shown_after(pilot, "end", "enter", "'we speak", "tab", "'so")
        assert "Not yet: an argument needs at least one reason." in text
        moves = ("tab", "enter", "down", "down", "enter", "tab", "enter", "down", "enter")
        text = await shown_after(pilot, *moves, "tab", "tab", "tab", "'r", "enter", "enter", "enter")
        assert "If it succeeds: Violence 5 → 7" in text
        assert "Decide: argue: Violence +2" in text
        await pilot.press("enter")

    text = at_desk(tmp_path, "plan", "cell", play, app=app)
    assert "eyes only" not in text
    line = next(line for line in reversed(played.standing) if line.do == "argue")
    assert line.args == {"effects": {"violence": 2}, "reasons": 1, "secret": False}
    assert line.said == {"action": "we speak", "effect": "so", "reasons": ["r"]}


def test_what_one_knows_brief_and_log_lie_behind_keys_on_a_narrow_screen(tmp_path: Path) -> None:
    async def play(pilot: Pilot[Any]) -> None:
        text = await shown_after(pilot, "k")
        assert "Numbers (◆ not all see them)" in text
        assert "(secret)" in text
        assert "Numbers (" not in await shown_after(pilot, "escape")
        assert "Only you see your Revenue" in await shown_after(pilot, "b")
        assert "What Cartel knows has happened" in await shown_after(pilot, "escape", "l")
        assert "You may" in await shown_after(pilot, "f10")

    at_desk(tmp_path, "plan", "cartel", play)


def test_a_desk_shows_nothing_of_other_roles(tmp_path: Path) -> None:
    """Another role's numbers, secret objective and drafts change nothing on this desk."""
    shown = []
    for revenue, draft in ((0, ""), (9, "planted words")):
        played = asked(exercise(tmp_path / f"{revenue}"), "plan", "security")
        row, table = played._folded.row, played.table
        for role in ("cartel", "cell"):
            row[table.at.secret[table.roles.index(role)]] = 1 + (revenue > 0)
        row[table.index["revenue"]] = revenue
        app = room(tmp_path, played)
        app.drafts.keep("cartel", "because", draft)
        shown.append(at_desk(tmp_path, "plan", "security", keys("1"), "large", app=app))
    assert shown[0] == shown[1]


def test_nothing_is_asked(tmp_path: Path) -> None:
    _, app = seated(tmp_path, "deal", "cartel")

    async def look(pilot: Pilot[Any]) -> None:
        app.push_screen(DeskScreen("security"))
        assert "Nothing is asked of Regional security now." in await shown_after(pilot)
        assert "Nothing is asked" not in await shown_after(pilot, "escape")

    at_desk(tmp_path, "deal", "cartel", look, app=app)


def test_the_mouse_does_what_keys_do(tmp_path: Path) -> None:
    played, app = seated(tmp_path, "plan", "cartel")

    async def click(pilot: Pilot[Any]) -> None:
        await pilot.click("#offers", offset=(8, 0))
        assert "Decide: Run the routes (58 %)" in await shown_after(pilot, "x")
        await pilot.click("#take")

    at_desk(tmp_path, "plan", "cartel", click, app=app)
    assert "cartel" not in played.list_waiting()


def test_ascii(tmp_path: Path) -> None:
    _, app = seated(tmp_path, "plan", "cartel")
    app.settings.ascii = True

    async def look(pilot: Pilot[Any]) -> None:
        text = text_of(pilot.app)
        assert "* Revenue" in text
        assert "####......" in text
        assert not set("◆█░●→╭─│") & set(text)

    at_desk(tmp_path, "plan", "cartel", look, "large", app=app)


def test_dice_are_typed_over_the_desk_which_closes_after_them(tmp_path: Path) -> None:
    loaded = content()
    seats = dict.fromkeys(loaded.scenario.roles, "people")
    for seed in range(1, 100):
        seeded = exercise(tmp_path / f"{seed}", seed=seed)
        seeded.execute("facilitator", "begin")
        role = seeded.list_waiting()[0]
        if seeded.find_pending() == "respond" and any(
            sight.target for sight in seeded.list_offers(role)[0].sights.values()
        ):
            break
    else:
        raise AssertionError("no card asks for an answer that needs dice")
    played = Exercise.begin(loaded, "short", seats, seed, tmp_path / "typed", dice="typed", clock=StillClock())
    for line in seeded.standing:
        with_luck(played, line.role, line.do, dict(line.args))
    app = room(tmp_path, played)

    async def play(pilot: Pilot[Any]) -> None:
        assert "Roll two dice" in await shown_after(pilot, "1", "enter", "'w", "enter")
        assert "Roll two dice" not in await shown_after(pilot, "'4 3", "enter")

    text = at_desk(tmp_path, "respond", role, play, app=app)
    assert "eyes only" not in text, "the room is to see what the answer brought"
    assert played.find_pending() == "deal"


# The next choice, where it is the same role's


def test_the_answer_of_a_bot_is_told_before_the_next_choice(tmp_path: Path) -> None:
    played, app = seated(tmp_path, "deal", "cartel")
    played.seats["cell"] = "bot:doctrine"

    async def play(pilot: Pilot[Any]) -> None:
        text = await shown_after(pilot, "5", "enter", "'w", "enter")
        assert "Recorded: Service for hire (to Terrorist cell, in secret). Terrorist cell declines. Next: your" in text

    at_desk(tmp_path, "deal", "cartel", play, "large", app=app)


def test_an_answer_leads_to_ones_own_offer_in_place(tmp_path: Path) -> None:
    played, app = seated(tmp_path, "answer", "cell")

    async def play(pilot: Pilot[Any]) -> None:
        text = await shown_after(pilot, "2", "enter", "'planted words", "enter")
        assert played.standing[-1].do == "decline"
        assert (played.find_pending(), played.list_waiting()) == ("deal", ("cell",))
        assert "Recorded: Decline: Transformation. Next: do you offer a deal yourself?" in text
        assert "planted words" not in text, "the reason belonged to the answer"
        assert "Make no offer" in text
        await shown_after(pilot, "1", "enter", "enter")

    text = at_desk(tmp_path, "answer", "cell", play, app=app)
    assert played.standing[-1].role == "cell"
    assert "eyes only" not in text, "then it is another role's turn"


def test_alone_among_bots_the_desk_stays_until_there_is_something_to_see(tmp_path: Path) -> None:
    played = exercise(tmp_path, bots=("security", "cartel"))
    app = room(tmp_path, asked(played, "deal", "cell"))

    async def play(pilot: Pilot[Any]) -> None:
        text = await shown_after(pilot, "1", "enter", "enter")
        assert played.find_pending() == "plan"
        assert "Recorded: " in text
        assert "Next: your plan." in text
        await shown_after(pilot, "1", "enter", "'m", "enter")

    text = at_desk(tmp_path, "deal", "cell", play, app=app)
    assert played.list_waiting() == ("facilitator",)
    assert "eyes only" not in text


def test_an_estimate_follows_in_place(tmp_path: Path) -> None:
    """A desk that was opened for something else has no form yet."""
    _, app = seated(tmp_path, "estimate", "cell")

    async def play(pilot: Pilot[Any]) -> None:
        desk = app.screen
        assert isinstance(desk, DeskScreen)
        await desk.query_one("#estimate").remove()
        desk._panes.form = None
        app.redraw_screens()
        assert "This is your first estimate" in await shown_after(pilot)
        assert "70 %: likely" in await shown_after(pilot, "'70")

    at_desk(tmp_path, "estimate", "cell", play, app=app)


def test_on_a_small_screen_what_a_promise_costs_and_the_points_need_no_scrolling(tmp_path: Path) -> None:
    played = asked(exercise(tmp_path), "deal", "cartel")
    played.execute("cartel", "offer", {"form": "methods"})
    asked(played, "answer", "cell").execute("cell", "accept", {})
    app = room(tmp_path, asked(played, "plan", "cartel"))
    text = at_desk(tmp_path, "plan", "cartel", keys("5"), app=app)
    assert "!5 Make an example" in text
    assert "! Breaks your promise to Terrorist cell" in text
    assert "Deal: Shared methods with Terrorist cell" in text
    assert "Gatekeeper                -2.0     -2.0" in text
