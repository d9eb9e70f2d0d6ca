"""The second window: it follows a session file, writes nothing, and shows each viewer what is theirs."""

from __future__ import annotations

import asyncio
from pathlib import Path
from threading import Semaphore

import pytest
from textual.pilot import Pilot

from tests.accepted import check_accepted
from tests.exercise.exercise_driver import begin, do
from tests.exercise.exercise_driver import until as until_asked
from tests.paths import GOLDEN
from tests.tui.app_setup import SIZES, StillClock, content, text_of
from tests.tui.watch.watching import ROLES, bots, look, path_of, play_to, until, watching
from wargame.commands.arguments import read_arguments as arguments
from wargame.commands.watch import watch
from wargame.content.load.problems import ContentError
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat import Seat
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.session.chain import JournalError
from wargame.session.follow import FileNews
from wargame.session.shape import MalformedLineError
from wargame.tui.app.settings import Settings
from wargame.tui.watch.app import POLL, WatchApp
from wargame.tui.watch.end_page import iter_end_page
from wargame.tui.watch.feed import MalformedFileError, SessionFeed
from wargame.tui.widgets.argument_lines import iter_argument
from wargame.tui.widgets.reveal.pane import RevealPane
from wargame.tui.widgets.time_left import TimeLeftText

FOLDER = GOLDEN / "tui"


@pytest.mark.parametrize("size", SIZES)
def test_the_projector_shows_this(tmp_path: Path, size: str) -> None:
    played = bots(tmp_path)
    play_to(played, 2)

    async def act(pilot: Pilot[int]) -> None:
        check_accepted(FOLDER / f"watch-{size}.txt", text_of(pilot.app))

    look(played, act, size=size)


def test_a_command_is_on_the_screen_at_once(tmp_path: Path) -> None:
    played = bots(tmp_path)

    async def act(pilot: Pilot[int]) -> None:
        app = watching(pilot)
        assert "Before the first turn" in text_of(app)
        app._left.set()  # from here on the test looks at the file, not the thread
        await app.workers.wait_for_complete()
        for turn in (1, 2, 3):
            play_to(played, turn)
            news = app._feed.read_more()
            assert news is not None
            app.post_message(app.Grown(news))
            await pilot.pause()
            assert f"Turn {turn} of" in text_of(app)

    assert POLL <= 0.1
    look(played, act)


def test_the_time_goes_on_from_the_last_decision_that_was_read(tmp_path: Path) -> None:
    played, clock = bots(tmp_path), StillClock()
    play_to(played, 2)

    async def act(pilot: Pilot[int]) -> None:
        await pilot.press("m")
        assert "2:00 left  0 of 50 min" in text_of(pilot.app)
        clock.at += 61
        pilot.app.screen.query_one(TimeLeftText).show_time()
        assert "0:59 left  1 of 50 min" in text_of(pilot.app)

    async def watching() -> None:
        app = WatchApp(Settings(), SessionFeed(path_of(played), clock))
        async with app.run_test(size=SIZES["medium"]) as pilot:
            await pilot.pause()
            await act(pilot)

    asyncio.run(watching())


def test_nothing_is_drawn_while_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    played = bots(tmp_path)
    play_to(played, 1)
    drawn: list[None] = []

    async def act(pilot: Pilot[int]) -> None:
        await pilot.pause()
        feed = watching(pilot)._feed
        read_more, looks = feed.read_more, Semaphore(0)

        def look_and_count() -> FileNews | None:
            looks.release()
            return read_more()

        monkeypatch.setattr(type(pilot.app.screen), "_compositor_refresh", lambda screen: drawn.append(None))
        monkeypatch.setattr(feed, "read_more", look_and_count)
        for _ in range(3):
            await asyncio.to_thread(looks.acquire)
            await pilot.pause()
        assert not drawn
        monkeypatch.undo()

    look(played, act)


def test_what_was_undone_disappears_and_that_is_said(tmp_path: Path) -> None:
    played = bots(tmp_path)
    play_to(played, 1)
    last = played.lines[-1].n
    played.execute(FACILITATOR, "set", {"number": "violence", "value": 9}, because="It was misread.")

    async def act(pilot: Pilot[int]) -> None:
        assert "Violence rose from" in text_of(pilot.app)
        played.undo(last, "a mistake", confirmed=True)
        await until(pilot, "Taken back: the last of what was decided no longer stands.")
        assert "Violence rose from" not in text_of(pilot.app)

    look(played, act)


def test_the_end_is_shown_page_by_page_and_secrets_only_after_out_of_role(tmp_path: Path) -> None:
    played = bots(tmp_path)

    async def act(pilot: Pilot[int]) -> None:
        play_to(played, 99)
        ending = played.table.endings[played.build_view(FACILITATOR)[played.table.index["ending"]] - 1][0]
        await until(pilot, ending.title)
        for page, shown in (("scores", "is shown once"), ("question", "The question"), ("out-of-role", "Out of role")):
            played.turn_page(page)
            await until(pilot, shown)
            assert "(was secret)" not in text_of(pilot.app)
        played.turn_page("lessons")
        briefing = Seat(played, FACILITATOR).find_briefing()
        page = "\n".join(line.plain for line in iter_end_page(Seat(played, OBSERVER)))
        assert briefing.out_of_role in page
        assert briefing.teaches not in page, "that is for the facilitator, and not for the room"
        played.turn_page("record")
        await until(pilot, "(was secret)")

    look(played, act)


def test_the_stages_of_a_reveal_are_followed(tmp_path: Path) -> None:
    played = begin(tmp_path, content=content(), seats=dict.fromkeys(ROLES, "bot:doctrine"), seed=3, staged=True)
    played.play_bots()

    async def act(pilot: Pilot[int]) -> None:
        watching(pilot).settings.motion = False
        pane = pilot.app.screen.query_one(RevealPane)
        assert not pane.display
        do(played, FACILITATOR, "reveal")
        await until(pilot, "▀")
        assert pane.display
        do(played, FACILITATOR, "open")
        await until(pilot, "dice")
        while Seat(played, FACILITATOR).find_asked().kind != "move":
            do(played, FACILITATOR, Seat(played, FACILITATOR).find_asked().kind)
        do(played, FACILITATOR, "move")
        await until(pilot, "What has just happened")
        assert not pane.display

    look(played, act)


def test_on_a_small_screen_labels_are_whole_and_the_ledger_has_what_moved(tmp_path: Path) -> None:
    played = begin(tmp_path, content=content(), seats={"security": "bot:doctrine", "cell": "bot:doctrine"}, seed=4)
    played.play_bots()
    while played.find_pending() != "plan":
        offer = played.list_offers(played.list_waiting()[0])[0]
        played.execute(played.list_waiting()[0], offer.do, dict(offer.args))
        played.play_bots()

    async def act(pilot: Pilot[int]) -> None:
        assert "to decide: Cartel" in text_of(pilot.app)
        assert "Juárez 2/4" in text_of(pilot.app)
        do(played, "cartel", "plan", action="hold_cartel")
        do(played, FACILITATOR, "reveal")
        await until(pilot, "Hold")
        rows = text_of(pilot.app).splitlines()
        moves = [move for plan in Seat(played, OBSERVER).find_reveal().plans for move in plan.moves]
        assert moves
        for move in moves:
            assert any(f"{move.label}  {move.before}→{move.after}" in row[40:] for row in rows), move

    look(played, act, size="small")


def test_the_file_is_neither_written_nor_locked(tmp_path: Path) -> None:
    played = bots(tmp_path)
    play_to(played, 1)
    played.close()
    path = path_of(played)
    before = path.read_bytes()

    async def act(pilot: Pilot[int]) -> None:
        again = Exercise.resume(path, StillClock())
        again.close()

    look(played, act)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


# What cannot be watched


def test_what_is_no_session_is_told_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="there is no such file"):
        SessionFeed(tmp_path / "none.jsonl")
    other = tmp_path / "other.jsonl"
    other.write_text("{}\n")
    with pytest.raises(JournalError, match="not a wargame session"):
        SessionFeed(other)
    path = path_of(bots(tmp_path))
    data = path.read_bytes()
    newer = tmp_path / "newer.jsonl"
    newer.write_bytes(data.replace(b'"format":1', b'"format":9', 1))
    with pytest.raises(JournalError, match="says format 9"):
        SessionFeed(newer)
    hurt = tmp_path / "hurt.jsonl"
    hurt.write_bytes(data.replace(b'"name":"test"', b'"name":"tset"', 1))
    with pytest.raises(MalformedFileError, match="Line 1 of the session file does not match its sha"):
        SessionFeed(hurt)


def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    path = path_of(bots(tmp_path))
    from wargame.commands import WrongUsage

    with pytest.raises(WrongUsage, match="no terminal"):
        watch(arguments(["watch", str(path)]))
    with pytest.raises(WrongUsage, match="did you mean 'cell'"):
        watch(arguments(["watch", str(path), "--role", "celll"]))


def test_help_theme_and_the_card_are_at_hand(tmp_path: Path) -> None:
    played = bots(tmp_path)
    play_to(played, 2)

    async def act(pilot: Pilot[int]) -> None:
        await pilot.press("f1")
        await until(pilot, "Only what everybody may know is shown.")
        await pilot.press("escape", "v")
        await until(pilot, "Enter or Esc")
        play_to(played, 3)  # what is new is drawn on the table behind
        await pilot.press("escape")
        await until(pilot, "Turn 3 of")
        theme = pilot.app.theme
        await pilot.press("f9")
        assert pilot.app.theme != theme
        await pilot.press("q")
        assert pilot.app.return_value == 0

    look(played, act)


def test_a_reason_without_words_is_shown_as_one(tmp_path: Path) -> None:
    played = until_asked(begin(tmp_path), "plan")
    while "town" in played.list_waiting():
        do(played, "town", "plan", action="reassure")
    do(played, "ring", "argue", effects={"fear": 1}, reasons=1, secret=False)
    until_asked(played, "assess")
    assert f"For: (no words) ({played.table.scenario.roles['ring'].name})" in list(
        iter_argument(Seat(played, OBSERVER))
    )


@pytest.mark.parametrize("error", [ContentError(()), MalformedLineError(3, "do", "a text")])
def test_a_replaced_file_that_cannot_be_shown_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    feed = SessionFeed(path_of(bots(tmp_path)))

    def fail(lines: object) -> None:
        raise error

    monkeypatch.setattr("wargame.tui.watch.feed.FollowedSession", fail)
    before = feed.window
    feed.apply_news(FileNews(lines=[{}], anew=True))
    assert feed.window is before
    if isinstance(error, MalformedLineError):
        expected = "Line 3 of the session file cannot be followed (it has no 'do', which should be a text)."
        assert feed.trouble == expected
    else:
        assert feed.trouble.startswith("The session file was replaced, and its content cannot be used")
