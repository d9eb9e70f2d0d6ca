"""The second window reads what is appended to a session file, and says what it cannot read."""

from __future__ import annotations

from pathlib import Path

from tests.tui.watch.watching import bots, path_of, play_to
from wargame.session.follow import Follower
from wargame.session.journal import read_session


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
