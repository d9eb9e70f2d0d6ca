"""Replay: a past session on the screen: steps, marks, eyes, what was undone, running by itself, and playing on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from textual.strip import Strip

from tests.exercise.exercise_driver import find_command
from tests.paths import EXAMPLES
from tests.tui.app_setup import SIZES, StillClock, content, room, text_of
from tests.tui.goldens import accepted
from tests.tui.pilot import Hands, run_hands
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat import Seat
from wargame.exercise.view.past_session import PastSession
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.told import SecretDrawn
from wargame.session.records import Bookmark, Undo
from wargame.session.verify import VerifyStatus, verify
from wargame.tui.after.replay import PACES, ReplayScreen
from wargame.tui.after.scrubber import Scrubber
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.widgets.map.map_canvas import draw_map
from wargame.tui.widgets.map.zone_map import ZoneMap, build_spots
from wargame.tui.widgets.row_diff_text import TextRows


def secret(past: PastSession, role: str) -> str:
    """The title of a role's secret objective, as the beginning tells it."""
    past.go_to(2)
    (drawn,) = [one for one in past.list_told(2, role) if isinstance(one, SecretDrawn)]
    return drawn.title


def notices(hands: Hands) -> str:
    """What has been said in passing."""
    return " ".join(one.message for one in hands.app._notifications)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session with everything a replay marks: bookmarks, an undo, a review round, cards and turns."""
    loaded = content()
    seats = dict.fromkeys(loaded.scenario.roles, "bot:doctrine")
    folder = tmp_path_factory.mktemp("recorded")
    exercise = Exercise.begin(loaded, "short", seats, 20, folder, name="POL 310", clock=StillClock())

    def play(until: Callable[[], bool]) -> None:
        while not exercise.over and not until():
            exercise.play_bots()
            if not exercise.over:
                exercise.execute(FACILITATOR, exercise.find_pending(), because="as it stands")

    play(lambda: exercise.turn == 2)
    exercise.bookmark("Was this the turning point?")
    exercise.play_bots()
    exercise.execute(FACILITATOR, exercise.find_pending(), because="as it stands")
    back = exercise.lines[-1].n
    exercise.undo(back - 1, "we spoke over the cell", confirmed=True)
    exercise.note("They listened to each other.", kind="strength")
    play(lambda: exercise.over)
    exercise.close()
    assert exercise.path is not None
    return exercise.path


def replaying(
    path: Path,
    do: Callable[[Hands, ReplayScreen], Awaitable[None]],
    at: int = 1,
    size: str = "small",
    *,
    viewer: str = "",
    undone: bool = False,
    ascii: bool = False,
) -> WargameApp:
    """Open a replay, do something there, and leave."""
    screen = ReplayScreen(PastSession.read(path), at, viewer=viewer, undone=undone)
    app = WargameApp(Settings(ascii=ascii), path.parent, first=screen)

    async def go(hands: Hands) -> None:
        await do(hands, screen)

    run_hands(app, go, size)
    return app


def undo_of(past: PastSession) -> int:
    return next(line.n for line in past.all_lines if isinstance(line, Undo))


@pytest.mark.parametrize("size", SIZES)
def test_a_moment_looks_as_accepted(recorded: Path, size: str) -> None:
    async def look(hands: Hands, screen: ReplayScreen) -> None:
        await hands.press("t", "t", "left")
        accepted("replay", size, text_of(hands.app))

    replaying(recorded, look, size=size)


def test_arrows_go_from_decision_to_decision_and_home_and_end_to_the_ends(recorded: Path) -> None:
    async def steps(hands: Hands, screen: ReplayScreen) -> None:
        moments = screen.past.list_step_lines()
        seen = [screen.past.at]
        for _ in range(9):
            await hands.press("right")
            seen.append(screen.past.at)
        assert seen == moments[:10]
        await hands.press("end", "right")
        assert screen.past.at == moments[-1]
        assert "the last decision" in notices(hands)
        await hands.press("left")
        assert screen.past.at == moments[-2]
        await hands.press("home")
        assert screen.past.at == 1
        assert "Nothing has been decided yet." in hands.text
        await hands.press("end")
        assert screen.past.at == moments[-1]
        assert "The exercise is over" in hands.text

    replaying(recorded, steps)


def test_marks_can_be_gone_to_one_after_another_and_back(recorded: Path) -> None:
    async def jumps(hands: Hands, screen: ReplayScreen) -> None:
        turns = []
        for _ in range(screen.past.table.turns):
            await hands.press("t")
            turns.append(screen.past.turn)
        assert turns == list(range(1, screen.past.table.turns + 1))
        await hands.press("T")
        assert screen.past.turn == screen.past.table.turns - 1
        await hands.press("home", "b")
        bookmark = screen.past.find_line(screen.past.at)
        assert isinstance(bookmark, Bookmark)
        assert bookmark.text == "Was this the turning point?"
        assert "Bookmark: Was this the turning point?" in hands.text
        assert "Facilitator goes on to the next turn." in hands.text
        await hands.press("c")
        here = screen.past.at
        assert here > bookmark.n
        await hands.press("C")
        assert screen.past.at < here

    replaying(recorded, jumps)


def test_a_click_on_the_line_goes_there(recorded: Path) -> None:
    async def point(hands: Hands, screen: ReplayScreen) -> None:
        scrubber = screen.query_one(Scrubber)
        bookmark = next(mark for mark in screen._marks if mark.kind == "bookmark")
        cell = scrubber.find_cell(bookmark.n)
        await hands.pilot.click(Scrubber, offset=(cell, 1))
        await hands.settle()
        assert screen.past.at == bookmark.n
        await hands.pilot.click(Scrubber, offset=(scrubber.size.width - 1, 1))
        await hands.settle()
        assert screen.past.at == screen.past.list_step_lines()[-1]

    replaying(recorded, point)


def test_a_line_can_be_gone_to_by_its_number_and_a_wrong_one_is_told(recorded: Path) -> None:
    async def by_number(hands: Hands, screen: ReplayScreen) -> None:
        await hands.press("g")
        await hands.type("7", "enter")
        assert screen.past.at == 7
        for wrong in ("0", "9999", "seven"):
            await hands.press("g")
            await hands.type(wrong, "enter")
            assert screen.past.at == 7
            assert "The lines are 1 to" in notices(hands)
            hands.app.clear_notifications()

    replaying(recorded, by_number)


def test_what_was_undone_is_passed_by_until_asked_for_and_then_marked(recorded: Path) -> None:
    async def struck(hands: Hands, screen: ReplayScreen) -> None:
        n = undo_of(screen.past) - 1
        assert n not in screen._moments
        await hands.press("u")
        assert n in screen._moments
        screen.go_to(n)
        await hands.settle()
        assert "undone: " in hands.text
        assert "Undone, all after line" in hands.text
        await hands.press("u")
        assert not screen.past.is_undone(screen.past.at)
        assert "undone: " not in hands.text

    replaying(recorded, struck, size="large")


def test_each_pair_of_eyes_shows_what_it_could_know_then(recorded: Path) -> None:
    async def eyes(hands: Hands, screen: ReplayScreen) -> None:
        cartels = secret(screen.past, "cartel")
        await hands.press("home", "right")
        assert "The whole, secrets too" in hands.text
        assert cartels in hands.text
        await hands.press("w")
        assert "Public view" in hands.text
        assert cartels not in hands.text
        await hands.press("w")
        assert "As known then: Cartel" in hands.text
        assert cartels in hands.text
        await hands.press("w")
        assert "As known then: Terrorist cell" in hands.text
        assert cartels not in hands.text
        await hands.press("f8")
        assert "Public view" in hands.text

    replaying(recorded, eyes, size="large")


def test_the_public_view_never_says_what_was_not_for_all(recorded: Path) -> None:
    async def through(hands: Hands, screen: ReplayScreen) -> None:
        past = screen.past
        hidden = [secret(past, role) for role in past.table.roles]
        assert "turning point" not in str(screen._marks)
        screen.go_to(next(mark.n for mark in screen._marks if mark.kind == "bookmark"))
        await hands.settle()
        assert "Bookmark." in hands.text
        for n in past.list_step_lines()[1:-1]:
            past.go_to(n)
            line = find_command(past, n)
            if past.over or line.role == FACILITATOR:
                continue
            said = "\n".join(f"{item.mark.plain}{item.text.plain}" for item in screen._iter_words())
            assert line.because not in said or not line.because
            assert not any(title in said for title in hidden)

    replaying(recorded, through, size="large", viewer=OBSERVER)


def test_a_session_that_is_not_over_is_shown_as_everybody_knows_it(tmp_path: Path, recorded: Path) -> None:
    part = tmp_path / "part.jsonl"
    part.write_bytes(b"".join(recorded.read_bytes().splitlines(keepends=True)[:9]))

    async def look(hands: Hands, screen: ReplayScreen) -> None:
        assert "Public view" in hands.text

    replaying(part, look)


def test_no_label_of_the_map_covers_another_on_a_small_screen(tmp_path: Path) -> None:
    session = Path(copy(EXAMPLES / "by-hand.jsonl", tmp_path))

    async def step(hands: Hands, screen: ReplayScreen) -> None:
        past = screen.past
        seat, size = Seat(past, OBSERVER), screen.query_one(ZoneMap).size
        for n in past.list_step_lines():
            past.go_to(n)
            known = seat.build_map()
            drawn = draw_map(build_spots(known), known.list_links(), known.kinds, *size, legend=False)
            assert not drawn.overlap, f"line {n} on {size}"

    replaying(session, step)


def test_it_runs_by_itself_at_a_pace_and_stops_at_a_key_and_at_the_end(recorded: Path) -> None:
    async def run(hands: Hands, screen: ReplayScreen) -> None:
        assert screen._timer is None
        await hands.press("space")
        assert screen._timer is not None
        assert f"runs, {PACES[1]} s" in hands.text
        screen._tick()
        assert screen.past.at == screen.past.list_step_lines()[1]
        await hands.press("s")
        assert f"runs, {PACES[2]} s" in hands.text
        await hands.press("right")
        assert screen._timer is None
        assert "runs" not in hands.text
        screen.go_to(screen.past.list_step_lines()[-2])
        await hands.press("space")
        screen._tick()
        screen._tick()
        assert screen._timer is None

    replaying(recorded, run)


def test_playing_on_makes_a_branch_and_opens_its_table(recorded: Path, tmp_path: Path) -> None:
    path = tmp_path / "played.jsonl"
    path.write_bytes(recorded.read_bytes())

    async def branch(hands: Hands, screen: ReplayScreen) -> None:
        await hands.press("end", "f")
        assert "Here the exercise is over" in notices(hands)
        screen.go_to(5)
        await hands.press("f")
        await hands.type("Another way", "enter")
        assert hands.where == "TableScreen"
        exercise = hands.wargame.current_exercise
        assert exercise.path is not None
        assert exercise.path.name.endswith("another-way.jsonl")
        assert [line.n for line in exercise.standing if line.n <= 5] == [2, 3, 4, 5]
        hands.wargame.close_exercise()
        assert verify(exercise.path).faith is VerifyStatus.OPEN

    replaying(path, branch)
    assert path.read_bytes() == recorded.read_bytes()


def test_of_a_damaged_file_the_good_part_is_shown_and_played_on_from(recorded: Path, tmp_path: Path) -> None:
    path = tmp_path / "damaged.jsonl"
    lines = recorded.read_bytes().split(b"\n")
    lines[11] = lines[11].replace(b'"turn"', b'"tum"', 1)
    path.write_bytes(b"\n".join(lines))

    async def look(hands: Hands, screen: ReplayScreen) -> None:
        assert "Line 12 does not match its sha" in hands.text
        await hands.press("end")
        assert screen.past.at <= 11
        await hands.press("f")
        await hands.press("enter")
        assert hands.where == "TableScreen"
        hands.wargame.close_exercise()

    replaying(path, look)


def test_home_and_end_lead_here_and_back(recorded: Path, tmp_path: Path) -> None:
    path = tmp_path / "played.jsonl"
    path.write_bytes(recorded.read_bytes())

    async def do(hands: Hands) -> None:
        await hands.press("r")
        assert "Choose a session first" in hands.text
        await hands.press("down", "down", "down", "down", "r")
        assert hands.where == "ReplayScreen"
        await hands.press("escape")
        assert hands.where == "HomeScreen"
        await hands.press("down", "down", "down", "down", "enter", "enter", "r")
        assert hands.where == "ReplayScreen"
        await hands.press("escape")
        assert hands.where == "EndScreen"
        hands.wargame.close_exercise()

    run_hands(room(tmp_path), do, "small")


def test_leaving_it_leaves_the_app_it_was_opened_in(recorded: Path) -> None:
    async def leave(hands: Hands, screen: ReplayScreen) -> None:
        await hands.press("escape")

    assert replaying(recorded, leave).return_code == 0


def test_ascii_draws_it_with_signs_alone(recorded: Path) -> None:
    async def look(hands: Hands, screen: ReplayScreen) -> None:
        await hands.press("t", "t")
        glyphs = {one for one in hands.text if not one.isascii()} - set("áéíñóúüç–—’“”…")
        assert not glyphs

    replaying(recorded, look, ascii=True)


def test_numbers_can_be_read_as_a_table(recorded: Path) -> None:
    async def look(hands: Hands, screen: ReplayScreen) -> None:
        await hands.press("t", "n")
        assert "Rule of law: " in hands.text
        await hands.press("pagedown", "n")
        assert "Rule of law: " not in hands.text

    replaying(recorded, look)


def test_a_step_draws_what_differs(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: rows drawn of the map, the tracks and the words."""
    drawn: list[int] = []
    for part in (ZoneMap, TextRows):
        draw = part.render_line

        def counting(self: Any, y: int, draw: Callable[[Any, int], Strip] = draw) -> Strip:
            drawn.append(y)
            return draw(self, y)

        monkeypatch.setattr(part, "render_line", counting)
    past = PastSession.read(recorded)
    app = WargameApp(Settings(), recorded.parent, first=ReplayScreen(past, at=past.list_step_lines()[2]))

    async def steps() -> None:
        async with app.run_test(size=SIZES["large"]) as pilot:
            await pilot.pause()
            screen = app.screen
            shown = sum(part.size.height for part in (screen.query_one(ZoneMap), *screen.query(TextRows)))
            drawn.clear()
            for _ in range(12):
                await pilot.press("right")
            assert 0 < len(drawn) < 12 * shown * 0.6

    asyncio.run(steps())
