"""The table as the class sees it: what is shown at every size, what moves, what comes next, and what stays hidden."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.accepted import check_accepted
from tests.exercise.exercise_driver import begin, crowded_content, do, meadow_content, turns_of, undo, until
from tests.paths import GOLDEN
from tests.playing import by_seed
from tests.tui.app_setup import SIZES, StillClock, exercise, room, text_of
from tests.tui.goldens import played as bots_played
from tests.tui.play.table_scene import at_table, in_midst, save_midst, shown
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.room.news import list_blocks
from wargame.exercise.seat import Seat
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.text.event_text import format_change
from wargame.rules.told import Moved
from wargame.session.records import Bookmark
from wargame.tui.app.app import WargameApp
from wargame.tui.app.question_dialogs import ReasonScreen
from wargame.tui.play.curtain import CurtainScreen
from wargame.tui.play.hearing.hearing import HearingScreen
from wargame.tui.play.table import TableScreen
from wargame.tui.widgets.card import CardPanel, CardScreen, find_shown_cards
from wargame.tui.widgets.reveal.block_letters import draw_block
from wargame.tui.widgets.time_left import TimeLeftText
from wargame.tui.widgets.tracks import draw_change, list_gauges

FOLDER = GOLDEN / "tui"


@pytest.mark.parametrize("size", SIZES)
def test_the_table_at_every_size(tmp_path: Path, size: str) -> None:
    check_accepted(FOLDER / f"table-{size}.txt", shown(tmp_path, in_midst(tmp_path), SIZES[size]))


@pytest.mark.parametrize("size", SIZES)
def test_everything_that_matters_is_on_the_screen(tmp_path: Path, size: str) -> None:
    played = in_midst(tmp_path)
    cards = find_shown_cards(Seat(played, OBSERVER))
    assert cards.now is not None
    text = shown(tmp_path, played, SIZES[size])
    for word in (
        "The Impracticable Alliance",
        "Turn 3 of 4, plan",
        f"Card: {cards.now.title}",
        f"Next: {cards.announced}",
        "Tijuana",
        "Colombia",
        "Haven score",
        *(draw_change(gauge).plain.strip() for gauge in list_gauges(Seat(played, OBSERVER))),
        list_blocks(Seat(played, OBSERVER))[0].pieces[0].text[:30],
        "▶ Plans:  S  Regional security,  C ",
        "Cartel   ",
        "Enter Next",
    ):
        assert word in text, word


def test_what_is_private_is_not_on_the_table(tmp_path: Path) -> None:
    played = in_midst(tmp_path)
    do(played, "cartel", "plan", "PLANTED RATIONALE", **_first_plan(played, "cartel"))
    planned = next(a.title for a in played.table.scenario.actions if a.id == _last_plan(played))
    for keys in ((), ("n",), ("l",)):
        text = shown(tmp_path, played, (200, 60), *keys)
        assert "PLANTED" not in text
        for word in ("Revenue", "Cohesion", "Readiness", "Secrecy", "Nexus", "Shared intelligence"):
            assert word not in text, word
        assert f"plans {planned}" not in text


def _first_plan(played: Exercise, role: str) -> dict[str, Any]:
    offer = next(o for o in played.list_offers(role) if o.do == "plan")
    return offer.fill(**{slot.name: slot.domain[0] for slot in offer.slots})


def _last_plan(played: Exercise) -> str:
    return str(next(line for line in reversed(played.standing) if line.do == "plan").args["action"])


def test_enter_begins_and_then_opens_the_curtain_of_who_is_asked_first(tmp_path: Path) -> None:
    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        assert "Enter: begin the exercise" in text_of(app)
        await pilot.press("enter")
        assert app.current_exercise.turn == 1
        assert isinstance(app.screen, TableScreen)
        await pilot.press("space")
        assert isinstance(app.screen, CurtainScreen)

    at_table(tmp_path, exercise(tmp_path), scene)


def test_a_role_s_letter_opens_its_desk_or_says_that_nothing_is_asked(tmp_path: Path) -> None:
    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        await pilot.press("t")
        assert isinstance(app.screen, CurtainScreen)
        await pilot.press("escape")
        do(app.current_exercise, "cell", "plan", **_first_plan(app.current_exercise, "cell"))
        app.redraw_screens()
        await pilot.press("t")
        assert isinstance(app.screen, TableScreen)
        said = [notice.message for notice in app._notifications]
        assert said == ["Nothing is asked of Terrorist cell now. Enter does what comes next."]

    at_table(tmp_path, in_midst(tmp_path), scene)


def test_a_role_s_letter_comes_before_a_command_of_the_same_letter(tmp_path: Path) -> None:
    played = begin(tmp_path, content=meadow_content(), length="only")  # the letter of the bees is the bookmark's
    until(played, "plan")

    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        await pilot.press("b")
        assert isinstance(app.screen, CurtainScreen)
        assert not app.current_exercise.list_records(Bookmark)

    at_table(tmp_path, played, scene)


def test_an_argument_is_heard_on_a_screen_of_its_own(tmp_path: Path) -> None:
    played = exercise(tmp_path)
    for _ in turns_of(played, by_seed(3), powers=False):
        if played.find_pending() in ("assess", "challenge"):
            break

    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        await pilot.press("enter")
        assert isinstance(app.screen, HearingScreen)

    at_table(tmp_path, played, scene)


def test_what_moved_is_seen_to_move_after_next(tmp_path: Path) -> None:
    played = exercise(tmp_path, seed=22)
    for _ in turns_of(played, by_seed(3), powers=False):
        if played.find_pending() == "next" and played.turn == 2:  # a card comes that moves a number
            break

    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        await pilot.press("enter")
        moved = [
            told
            for told in app.current_exercise.list_told(app.current_exercise.standing[-1].n, "observer")
            if isinstance(told, Moved)
        ]
        news = text_of(app).partition("What has just happened")[2]
        assert moved
        assert format_change(moved[0]) in news

    at_table(tmp_path, played, scene, (120, 40))


def test_what_is_rolled_is_drawn_large_in_place_of_the_card_s_text(tmp_path: Path) -> None:
    played = exercise(tmp_path)
    for _ in turns_of(played, by_seed(3), powers=False):
        news = list_blocks(Seat(played, OBSERVER))
        if news and news[0].rolls:
            break
    drawn = news[0].rolls[0]
    cards = find_shown_cards(Seat(played, OBSERVER))
    assert cards.now is not None
    text = shown(tmp_path, played, (120, 40))
    assert drawn.title in text
    rows = [row.rstrip() for row in draw_block(str(drawn.roll.total))]
    assert all(row in text for row in rows)
    assert "SUCCESS" in text or "FAILURE" in text
    assert cards.now.title in text
    assert cards.now.text.splitlines()[0][-40:] not in text
    assert rows[2] not in shown(tmp_path, played, (80, 24))  # no room: it is in the news, in words


def test_the_plans_of_this_turn_are_a_ledger_in_their_order(tmp_path: Path) -> None:
    played = bots_played(tmp_path, turns=2)
    while played.find_pending() != "close":
        played.play_bots()
        if played.find_pending() != "close":
            played.execute(FACILITATOR, played.find_pending())
    news = shown(tmp_path, played, (120, 40)).partition("What has just happened")[2].splitlines()[1:]
    plans = Seat(played, OBSERVER).find_reveal().plans
    begins = next(i for i, line in enumerate(news) if line.split()[:1] == ["1"])
    assert "Turn 2, adjudicate" in news[begins - 1]
    assert len(news[begins:]) > len(plans), "all of them are on the screen"
    rows = [line for line in news[begins:] if line[1:2].isdigit()]  # other rows go on with what a plan moved
    for n, (line, plan) in enumerate(zip(rows, plans, strict=True), start=1):
        assert line.split()[:2] == [str(n), played.table.scenario.roles[plan.role].key.upper()]
        assert plan.title[:20] in line
        assert plan.roll is None or f"{sum(plan.roll.dice)}" in line
        assert all(f" {move.before}→{move.after}" in " ".join(news[begins:]) for move in plan.moves)


def test_what_was_undone_is_no_news(tmp_path: Path) -> None:
    played = in_midst(tmp_path)
    pieces = (piece for block in list_blocks(Seat(played, OBSERVER)) for piece in block.pieces if piece.end)
    news = next(piece.text[piece.start : piece.end] for piece in pieces).partition(",")[0]
    assert news in shown(tmp_path, played, (200, 60))
    undo(played, next(line.n for line in played.standing if line.do == "next" and line.turn == 2))
    assert news not in shown(tmp_path, played, (200, 60))


def test_the_map_and_tracks_as_rows_of_numbers(tmp_path: Path) -> None:
    played = in_midst(tmp_path)
    text = shown(tmp_path, played, (120, 60), "n")
    gauge = next(one for one in list_gauges(Seat(played, OBSERVER)) if one.now != one.was and one.why)
    assert f"{gauge.label}: {gauge.now} of {gauge.high}, {gauge.now - gauge.was:+d} this turn ({gauge.why}" in text
    assert "next to Mexico: federal institutions, Sister city: El Paso" in text
    assert "⠤" not in text
    assert "⠤" in shown(tmp_path, in_midst(tmp_path / "again"), (120, 60), "n", "n")


def test_the_card_can_be_read_in_full(tmp_path: Path) -> None:
    played = in_midst(tmp_path)
    cards = find_shown_cards(Seat(played, OBSERVER))

    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        assert cards.now is not None
        assert cards.now.sources[:40] not in text_of(app)
        await pilot.press("v")
        assert isinstance(app.screen, CardScreen)
        assert cards.now.sources[:40] in text_of(app)
        await pilot.press("v")
        await pilot.click(CardPanel)
        assert isinstance(app.screen, CardScreen)
        await pilot.click(offset=(40, 10))
        assert isinstance(app.screen, TableScreen)

    at_table(tmp_path, played, scene)


def test_cards_that_came_before_the_one_on_the_table_are_named_and_can_be_read(tmp_path: Path) -> None:
    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        assert "Card: Hail (1 more in this turn: v)" in text_of(app)
        await pilot.press("v")
        assert "It rains." in text_of(app)

    at_table(tmp_path, begin(tmp_path, content=crowded_content()), scene)


def test_the_prompt_can_be_clicked(tmp_path: Path) -> None:
    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        x = text_of(app).splitlines()[22].index(" C ")
        await pilot.click(offset=(x + 1, 22))
        assert isinstance(app.screen, CurtainScreen)
        assert "Cartel" in text_of(app)
        await pilot.press("escape")
        await pilot.click(offset=(78, 22))
        assert isinstance(app.screen, CurtainScreen)
        assert "Regional security" in text_of(app)

    at_table(tmp_path, in_midst(tmp_path), scene)


def test_pointing_at_a_zone_says_what_it_is(tmp_path: Path) -> None:
    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        line = next(i for i, line in enumerate(text_of(app).splitlines()) if "Juárez" in line)
        x = text_of(app).splitlines()[line].index("Juárez")
        await pilot.hover(offset=(x, line))
        assert str(app.screen.query_one("#map").tooltip).startswith("Plaza Juárez (plaza): control 2, impunity 4.")

    at_table(tmp_path, in_midst(tmp_path), scene)


def test_pause_bookmark_and_undo_go_through_the_room(tmp_path: Path) -> None:
    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        await pilot.press("p")
        assert "plan, PAUSED" in text_of(app)
        await pilot.press("p", "v", "escape")
        assert "PAUSED" not in text_of(app)
        await pilot.press("u")
        assert isinstance(app.screen, ReasonScreen)
        said = text_of(app)
        assert "Take back: " in said  # and what it was, as far as everybody may know
        assert "because" not in said

    at_table(tmp_path, in_midst(tmp_path), scene)


def test_a_key_shows_the_time_left_which_stands_still_in_a_pause(tmp_path: Path) -> None:
    clock = StillClock()
    played = Exercise.resume(save_midst(tmp_path), clock)
    spent = played.compute_seconds_spent()

    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        def look() -> str:
            app.screen.query_one(TimeLeftText).show_time()
            return text_of(app).splitlines()[0]

        assert " min" not in look(), "it is off until somebody asks for it"
        await pilot.press("m")
        clock.at += 75
        assert f"0:45 left  {(spent + 75) // 60:.0f}/50 min" in look()
        await pilot.press("p")
        clock.at += 600
        assert "0:45 left" in look()
        await pilot.press("p")
        clock.at += 50
        assert "0:05 over" in look()
        await pilot.press("m")
        assert " min" not in look()

    at_table(tmp_path, played, scene)


def test_leaving_goes_home_and_says_how_to_go_on(tmp_path: Path) -> None:
    played = in_midst(tmp_path)
    path = played.path

    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        await pilot.press("q")
        assert not isinstance(app.screen, TableScreen)
        assert any(f"wargame resume {path}" in notice.message for notice in app._notifications)

    at_table(tmp_path, played, scene)
    Exercise.resume(path or Path()).close()


def test_how_to_go_on_can_be_pasted_into_a_shell(tmp_path: Path) -> None:
    folder = tmp_path / "my sessions"
    folder.mkdir()
    played = in_midst(folder)
    path = played.path

    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        await pilot.press("q")
        assert any(f"wargame resume '{path}'" in notice.message for notice in app._notifications)

    at_table(tmp_path, played, scene)
    Exercise.resume(path or Path()).close()


def test_the_end_says_so(tmp_path: Path) -> None:
    played = exercise(tmp_path)
    do(played, FACILITATOR, "begin")
    do(played, FACILITATOR, "end", "the bell rings")
    text = shown(tmp_path, played)
    assert "The exercise is over" in text
    assert "Enter: how it ended" in text


@pytest.mark.parametrize("size", [(60, 16), (60, 20), (100, 24), (80, 60), (300, 80)])
def test_odd_sizes_break_nothing(tmp_path: Path, size: tuple[int, int]) -> None:
    assert "Enter" in shown(tmp_path, in_midst(tmp_path), size)


def test_a_scenario_without_a_map_shows_its_tracks(tmp_path: Path) -> None:
    played = begin(tmp_path, content=meadow_content(), length="only")
    text = shown(tmp_path, played)
    assert "Grain" in text
    assert "Honey" not in text
    assert "What has just happened" in text


def test_ascii_draws_with_letters_alone(tmp_path: Path) -> None:
    async def run() -> str:
        app = room(tmp_path, in_midst(tmp_path))
        app.settings.ascii = True
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            return text_of(app)

    drawn = asyncio.run(run())
    assert drawn.isascii()
    assert "Juarez" in drawn
