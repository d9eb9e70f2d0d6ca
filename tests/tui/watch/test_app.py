"""The second window: it follows a session file, writes nothing, and shows each viewer what is theirs."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Semaphore

import pytest
from textual.pilot import Pilot

from tests.accepted import check_accepted
from tests.exercise.exercise_driver import begin, do
from tests.exercise.exercise_driver import until as until_asked
from tests.paths import GOLDEN
from tests.tui.app_setup import SIZES, StillClock, content, exercise, text_of
from tests.tui.pilot import wait_until
from wargame.commands import Stop
from wargame.commands.arguments import read_arguments as arguments
from wargame.commands.watch import watch
from wargame.content.load.problems import ContentError
from wargame.exercise.play.clock import Clock
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.pins import PinError, may_open, needs_pin, parse_pins
from wargame.exercise.seat import Seat
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.session.chain import JournalError
from wargame.session.follow import FileNews, Follower
from wargame.session.journal import read_session
from wargame.session.line_reading import read_header, write_line
from wargame.session.records import Header
from wargame.session.shape import MalformedLineError
from wargame.tui.app.settings import Settings
from wargame.tui.watch.app import POLL, WatchApp
from wargame.tui.watch.feed import MalformedFileError, SessionFeed
from wargame.tui.watch.screens import iter_argument
from wargame.tui.widgets.reveal.pane import RevealPane
from wargame.tui.widgets.time_left import TimeLeftText

FOLDER = GOLDEN / "tui"
ROLES = ("cartel", "cell", "security")
Look = Callable[[Pilot[int]], Awaitable[None]]


def bots(folder: Path) -> Exercise:
    return exercise(folder, bots=ROLES)


def play_to(played: Exercise, turn: int) -> None:
    """Let bots play until this turn's plans are made, or the end."""
    played.play_bots()
    while not played.over and (played.turn < turn or played.phase in ("inject", "deal", "plan")):
        played.execute(FACILITATOR, played.find_pending())
        played.play_bots()


def path_of(played: Exercise) -> Path:
    assert played.path is not None
    return played.path


def look(played: Exercise, act: Look, role: str = "", size: str = "medium", *, clock: Clock | None = None) -> None:
    """Watch a session, and do something meanwhile."""

    async def watching() -> None:
        app = WatchApp(Settings(), SessionFeed(path_of(played)), role, clock)
        async with app.run_test(size=SIZES[size]) as pilot:
            await pilot.pause()
            await act(pilot)

    asyncio.run(watching())


def watching(pilot: Pilot[int]) -> WatchApp:
    """The app under test."""
    assert isinstance(pilot.app, WatchApp)
    return pilot.app


async def until(pilot: Pilot[int], said: str) -> None:
    """Wait until the thread that reads the file has brought these words onto the screen."""
    await wait_until(lambda: said in text_of(pilot.app), pilot.app)


# Reading the file as it grows


def test_only_what_was_appended_is_read(tmp_path: Path) -> None:
    played = bots(tmp_path)
    follower = Follower(path_of(played))
    assert [line["kind"] for line in follower.began_with.lines] == ["wargame-session"]
    assert follower.read_more() is None
    play_to(played, 1)
    news = follower.read_more()
    assert news is not None
    assert [line["n"] for line in news.lines] == [line.n for line in played.lines]
    assert follower.read_more() is None


def test_a_line_is_news_once_it_is_whole(tmp_path: Path) -> None:
    played = bots(tmp_path)
    play_to(played, 1)
    whole = path_of(played).read_bytes()
    copy = tmp_path / "copy.jsonl"
    last = whole.rindex(b"\n", 0, -1) + 1
    copy.write_bytes(whole[: last + 20])
    follower = Follower(copy)
    before = len(follower.began_with.lines)
    copy.write_bytes(whole[:-1])
    assert follower.read_more() is None
    copy.write_bytes(whole)
    news = follower.read_more()
    assert news is not None
    assert before + len(news.lines) == len(read_session(copy).lines)


def test_a_newline_that_came_late_is_no_damage(tmp_path: Path) -> None:
    played = bots(tmp_path)
    play_to(played, 1)
    whole = path_of(played).read_bytes()
    copy = tmp_path / "copy.jsonl"
    head = whole.index(b"\n") + 1
    second = whole.index(b"\n", head) + 1
    copy.write_bytes(whole[: second - 1])
    follower = Follower(copy)
    assert len(follower.began_with.lines) == 2
    copy.write_bytes(whole)
    news = follower.read_more()
    assert news is not None
    assert not news.trouble
    assert news.lines[0]["n"] == 3


def test_damage_is_said_once_and_what_came_before_is_kept(tmp_path: Path) -> None:
    played = bots(tmp_path)
    follower = Follower(path_of(played))
    play_to(played, 1)
    data = path_of(played).read_bytes()
    path_of(played).write_bytes(data.replace(b'"n":3', b'"n":4', 1))
    news = follower.read_more()
    assert news is not None
    assert [line["n"] for line in news.lines] == [2]
    assert news.trouble.startswith("Line 3 of the session file does not match its sha")
    with path_of(played).open("ab") as file:
        file.write(b"more\n")
    assert follower.read_more() is None


def test_a_file_that_goes_and_comes_back_is_read_anew(tmp_path: Path) -> None:
    played = bots(tmp_path)
    play_to(played, 1)
    path = path_of(played)
    follower = Follower(path)
    away = path.rename(tmp_path / "away")
    news = follower.read_more()
    assert news is not None
    assert "not there any more" in news.trouble
    assert follower.read_more() is None
    away.rename(path)
    news = follower.read_more()
    assert news is not None
    assert (news.anew, news.trouble) == (True, "")
    assert len(news.lines) == len(played.lines) + 1


# On the screen


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


# One role's window


def with_pins(folder: Path) -> Exercise:
    loaded = content()
    seats = dict.fromkeys(loaded.scenario.roles, "people")
    return Exercise.begin(loaded, "short", seats, 20, folder, pins={"cell": "1234"}, clock=StillClock())


def replace_pins(folder: Path, pins: object) -> Header:
    """The header of a session with other PINs, read as from a file."""
    return read_header(write_line(with_pins(folder).header) | {"pins": pins})


def test_a_role_is_behind_its_pin(tmp_path: Path) -> None:
    played = with_pins(tmp_path)
    secret = played.table.scenario.roles["cell"].name

    async def act(pilot: Pilot[int]) -> None:
        assert f"Private: {secret}" in text_of(pilot.app)
        assert "Your points" not in text_of(pilot.app)
        await pilot.press("4", "3", "2", "1", "enter")
        assert "That is not the PIN of this role." in text_of(pilot.app)
        await pilot.press("1", "2", "3", "4", "enter")
        await until(pilot, "Your points")
        await pilot.press("f8")
        assert "Your points" not in text_of(pilot.app)
        assert "Type the PIN" in text_of(pilot.app)

    look(played, act, "cell")


def test_a_role_sees_its_offers_when_it_is_asked(tmp_path: Path) -> None:
    played = exercise(tmp_path, bots=("cartel", "security"))

    async def act(pilot: Pilot[int]) -> None:
        await pilot.press("enter")
        await until(pilot, "Nothing is asked of you now")
        played.play_bots()
        while "cell" not in played.list_waiting() or played.find_pending() != "plan":
            if FACILITATOR in played.list_waiting():
                played.execute(FACILITATOR, played.find_pending())
            else:
                offer = played.list_offers("cell")[-1]
                played.execute("cell", offer.do, offer.args)
            played.play_bots()
        await until(pilot, "You may")
        await until(pilot, next(o for o in played.list_offers("cell") if o.do == "plan").title)

    look(played, act, "cell", "large")


def test_five_wrong_pins_cost_five_seconds(tmp_path: Path) -> None:
    played, clock = with_pins(tmp_path), StillClock()

    async def act(pilot: Pilot[int]) -> None:
        for _ in range(5):
            assert "Wrong 5 times" not in text_of(pilot.app)
            await pilot.press("9", "enter")
        assert "Wrong 5 times: wait 5 s, then try again." in text_of(pilot.app)
        await pilot.press("1", "2", "3", "4", "enter")
        assert "Wait 5 s, then try again." in text_of(pilot.app)
        clock.at += 4.5
        await pilot.press("f8", "1", "2", "3", "4", "enter")
        assert "Wait 1 s, then" in text_of(pilot.app)
        clock.at += 0.5
        await pilot.press("1", "2", "3", "4", "enter")
        await until(pilot, "Your points")

    look(played, act, "cell", clock=clock)


@pytest.mark.parametrize("sealed", ["ä:ö", "", "12:34", ":", "scrypt:" + "0" * 16 + ":" + "ß" * 64])
def test_a_digest_that_no_program_wrote_opens_to_none_and_is_told(tmp_path: Path, sealed: str) -> None:
    header = replace_pins(tmp_path, {"cell": sealed})
    with pytest.raises(PinError, match="line 1: the PIN of cell is not of the form that this program writes"):
        needs_pin(header, "cell")
    with pytest.raises(PinError, match="line 1: the PIN of cell is not of the form that this program writes"):
        may_open(header, "cell", "1234")
    assert not needs_pin(header, "cartel")


@pytest.mark.parametrize("pins", [7, None, ["x"], {"cell": 7}, {"cell": None}])
def test_pins_of_another_shape_are_told(tmp_path: Path, pins: object) -> None:
    with pytest.raises(MalformedLineError, match="'pins' should be an object of texts"):
        replace_pins(tmp_path, pins)


def test_a_pin_of_an_older_session_still_opens(tmp_path: Path) -> None:
    """One salted SHA-256, as sessions kept PINs at first."""
    digest = hashlib.sha256(b"0123456789abcdef:4711").hexdigest()
    header = replace_pins(tmp_path, {"cell": f"0123456789abcdef:{digest}"})
    assert may_open(header, "cell", " 4711 ")
    assert not may_open(header, "cell", "4712")


def test_pins_are_kept_as_digests(tmp_path: Path) -> None:
    played = with_pins(tmp_path)
    assert played.header.pins is not None
    assert "1234" not in played.header.pins["cell"]
    assert may_open(played.header, "cell", "1234")
    assert not may_open(played.header, "cell", "1235")
    assert may_open(played.header, "cartel", "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("cell", "ROLE=PIN"),
        ("cell=", "ROLE=PIN"),
        ("cells=1", "there is no role"),
        ("cell=\udcff", "the PIN of cell has characters that cannot be typed"),
        ("cell=1\t2", "characters that cannot be typed"),
        ("cell=12\x1b[2J", "characters that cannot be typed"),
        ("cell=" + "7" * 41, "the PIN of cell has 41 characters; it may have up to 40"),
    ],
)
def test_a_pin_that_cannot_be_set_is_told(typed: str, said: str) -> None:
    with pytest.raises(PinError, match=said):
        parse_pins([typed], ROLES)


# What cannot be watched


def test_a_role_whose_pin_no_program_wrote_is_refused_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody can compute a chain."""
    monkeypatch.setattr("wargame.exercise.play.exercise.seal_pins", lambda pins: dict.fromkeys(pins, "ä:ö"))
    played = with_pins(tmp_path)
    with pytest.raises(Stop, match="line 1: the PIN of cell is not of the form"):
        watch(arguments(["watch", str(path_of(played)), "--role", "cell"]))


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
