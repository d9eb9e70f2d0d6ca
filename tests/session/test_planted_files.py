"""A folder that somebody else prepared: where the program keeps a file of its own, there is a link, a pipe, a folder or
a second name of another file. Nothing is written or read through these.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.planting import PLANTS, PRECIOUS, assert_untouched
from wargame.session.follow import Follower
from wargame.session.glance import list_newest, read_glance
from wargame.session.journal import Journal, LockedError, NotAFileError, WriteError, read_session

if sys.platform == "win32":
    pytest.skip("links and pipes are made in another way there", allow_module_level=True)

HEADER = {"kind": "wargame-session", "format": 1, "seed": 7}


@pytest.fixture
def session(tmp_path: Path) -> Path:
    """A session with a torn tail, as a crash leaves it."""
    path = tmp_path / "prepared" / "game.jsonl"
    with Journal.create(path, HEADER) as journal:
        journal.append({"n": 2})
    with path.open("ab") as file:
        file.write(b'{"n":3,"beca')
    return path


@pytest.mark.parametrize("plant", PLANTS)
def test_a_torn_tail_is_set_aside_beside_what_was_planted(session: Path, precious: Path, plant: str) -> None:
    PLANTS[plant](Path(f"{session}.torn"), precious)
    Journal.resume(session)[0].close()
    assert_untouched(precious)
    assert Path(f"{session}.torn-2").read_bytes() == b'{"n":3,"beca\n'
    assert not read_session(session).torn


@pytest.mark.parametrize("plant", PLANTS)
def test_a_second_planted_name_is_passed_over_too(session: Path, precious: Path, plant: str) -> None:
    for ending in ("torn", "torn-2"):
        PLANTS[plant](Path(f"{session}.{ending}"), precious)
    Journal.resume(session)[0].close()
    assert_untouched(precious)
    assert Path(f"{session}.torn-3").read_bytes() == b'{"n":3,"beca\n'


def test_a_file_for_torn_tails_of_another_user_is_left_alone(session: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = Path(f"{session}.torn")
    theirs.write_bytes(b"theirs\n")
    monkeypatch.setattr(os, "geteuid", lambda: theirs.stat().st_uid + 1)
    Journal.resume(session)[0].close()
    assert theirs.read_bytes() == b"theirs\n"
    assert Path(f"{session}.torn-2").read_bytes() == b'{"n":3,"beca\n'


@pytest.mark.parametrize("plant", ["link", "dangling link", "pipe", "folder"])
def test_a_planted_lock_is_refused_and_named(session: Path, precious: Path, plant: str) -> None:
    before = session.read_bytes()
    PLANTS[plant](Path(f"{session}.lock"), precious)
    with pytest.raises(
        WriteError, match=r"game\.jsonl\.lock: the lock beside it could not be made: it is .*; remove it"
    ):
        Journal.resume(session)
    new = session.with_name("new.jsonl")
    PLANTS[plant](Path(f"{new}.lock"), precious)
    with pytest.raises(WriteError):
        Journal.create(new, HEADER)
    assert_untouched(precious)
    assert session.read_bytes() == before


def test_a_lock_that_is_a_second_name_empties_nothing(session: Path, precious: Path) -> None:
    os.link(precious, f"{session}.lock")
    Journal.resume(session)[0].close()
    assert_untouched(precious)


def test_a_lock_left_by_a_crash_is_taken_over(session: Path) -> None:
    Path(f"{session}.lock").touch()
    journal, _ = Journal.resume(session)
    with journal, pytest.raises(LockedError):
        Journal.resume(session)
    assert not Path(f"{session}.lock").exists()


def test_a_lock_is_given_back_only_under_its_own_name(session: Path, precious: Path) -> None:
    journal, _ = Journal.resume(session)
    lock = Path(f"{session}.lock")
    lock.unlink()
    os.link(precious, lock)
    journal.close()
    assert lock.read_bytes() == PRECIOUS


def test_a_pipe_that_took_the_place_of_a_session_is_told(session: Path, tmp_path: Path) -> None:
    follower = Follower(session)
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    assert read_glance(pipe).trouble == "it could not be read (this is no ordinary file)"
    with pytest.raises(NotAFileError, match="is not an ordinary file"):
        read_session(pipe)
    os.replace(pipe, session)
    news = follower.read_more()
    assert news is not None
    assert "is not an ordinary file" in news.trouble


def test_a_pipe_among_recent_sessions_is_left_out(session: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "recent.jsonl"
    os.mkfifo(pipe)
    assert list_newest(session.parent, [pipe], 10) == [session]
