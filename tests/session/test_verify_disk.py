"""Sessions and the trouble a disk, a lock, a link or a clock can make: nothing is lost, and it is said."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.exercise.exercise_driver import (
    FakeClock,
    begin,
    file_of,
    meadow_content,
    number,
    objects,
    play_out,
    until,
)
from wargame.exercise.play.exercise import Exercise
from wargame.review.write.files import dump_output, write_report
from wargame.rules.model import FACILITATOR
from wargame.session.fold import fold
from wargame.session.journal import DiskFullError, Journal, LockedError, ReadOnlyError, read_session
from wargame.session.verify import verify
from wargame.tui.app.drafts import Drafts

NOBODY = 65534
"""The user of a machine who owns nothing."""


@contextmanager
def as_ordinary_user(path: Path) -> Iterator[None]:
    """Do something with the rights of a user who is not root; ``path`` belongs to that user meanwhile."""
    if os.geteuid() != 0:
        yield
        return
    os.chown(path, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are set in another way there")
def test_a_session_in_a_folder_that_cannot_be_written_verifies_and_is_not_resumed(played: Path) -> None:
    Exercise.resume(Path(shutil.copy(played, played.with_name("loaded.jsonl"))), FakeClock()).close()  # all is imported
    with TemporaryDirectory() as name:  # one that every user may enter, unlike those of pytest
        folder = Path(name)
        path = folder / "r.jsonl"
        path.write_bytes(played.read_bytes())
        path.chmod(0o444)
        folder.chmod(0o555)
        with as_ordinary_user(folder):
            assert verify(path).format_line() == "exact"
            with pytest.raises(ReadOnlyError, match="copy the session to a folder of your own"):
                Exercise.resume(path, FakeClock())
            with pytest.raises(ReadOnlyError):
                begin(folder)
            with pytest.raises(PermissionError):
                write_report([path], folder / "r.json")
            drafts = Drafts(path)
            drafts.keep("ring", "because", "we wait")
            assert drafts.get("ring", "because") == "we wait"
        assert path.read_bytes() == played.read_bytes()
        assert os.listdir(folder) == ["r.jsonl"]
        folder.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are set in another way there")
def test_a_session_that_may_not_be_written_in_a_folder_that_may_is_left_alone(played: Path) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "r.jsonl"
        path.write_bytes(played.read_bytes() + b'{"n":')
        path.chmod(0o444)
        with as_ordinary_user(folder), pytest.raises(ReadOnlyError):
            Exercise.resume(path, FakeClock())
        assert path.read_bytes() == played.read_bytes() + b'{"n":'
        assert os.listdir(folder) == ["r.jsonl"]


class TurningClock(FakeClock):
    """A clock that goes back at every look: a laptop that finds its time server, or summer time ending."""

    def read_seconds(self) -> float:
        self.wait(7)
        return -super().read_seconds()

    def read_time(self) -> str:
        self.wait(1)
        minutes, seconds = divmod(86_399 - int(self.passed), 60)
        return f"2026-01-05T{minutes // 60:02}:{minutes % 60:02}:{seconds:02}Z"


def test_a_clock_that_goes_backwards_changes_no_order_and_no_duration_is_negative(tmp_path: Path) -> None:
    exercise = begin(tmp_path, clock=TurningClock())
    exercise.pause()
    exercise.go_on()
    play_out(exercise)
    exercise.close()
    path = file_of(exercise)
    assert verify(path).format_line() == "exact"
    lines = objects(path)[1:]
    times = [line["at"] for line in lines if "at" in line]
    assert times == sorted(times, reverse=True)
    assert [line["n"] for line in lines] == list(range(2, len(lines) + 2))
    report = json.loads(dump_output([path], ".json"))
    assert min(seconds_of(report)) >= 0
    assert min(seconds_of(lines)) >= 0
    again = Exercise.resume(path, TurningClock())
    assert [line.n for line in again.standing] == sorted(line.n for line in again.standing)
    again.close()


def seconds_of(data: Any) -> list[float]:
    """List every duration in a document."""
    if isinstance(data, dict):
        own = [value for name, value in data.items() if "seconds" in name and isinstance(value, int | float)]
        return own + [one for value in data.values() for one in seconds_of(value)]
    return [one for value in data for one in seconds_of(value)] if isinstance(data, list) else []


def test_what_could_not_be_written_has_not_happened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exercise = until(begin(tmp_path), "plan")
    assert exercise.path is not None
    before, row, lines = exercise.path.read_bytes(), exercise.build_view(FACILITATOR), len(exercise.lines)

    def full(fd: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    def fail(call: Callable[[], Any]) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            with pytest.raises(DiskFullError, match="the disk is full"):
                call()
        assert exercise.path is not None
        assert exercise.path.read_bytes() == before
        assert exercise.build_view(FACILITATOR) == row
        assert len(exercise.lines) == lines
        assert [line.n for line in exercise.standing if exercise.list_told(line.n, FACILITATOR) is None] == []
        for who in (FACILITATOR, "observer", "ring"):
            assert all(exercise.list_told(line.n, who) is not None for line in exercise.standing)
            assert all(exercise.may_know(line, FACILITATOR) for line in exercise.standing)

    fail(lambda: exercise.execute("ring", "plan", {"action": "wait"}))
    fail(lambda: exercise.execute(FACILITATOR, "set", {"number": "trust", "value": 1}, because="no"))
    fail(lambda: exercise.undo(2, "no", confirmed=True))
    for line in exercise.standing:
        exercise.find_row_before(line.n)  # raises if the undo that failed had forgotten it
    fail(lambda: exercise.note("no"))
    fail(lambda: exercise.pause())
    assert not exercise.paused
    fail(lambda: exercise.hand_over("ring", "bot:random"))
    assert exercise.seats["ring"] == "people"
    play_out(exercise).close()
    assert verify(exercise.path).format_line() == "exact"


def test_a_disk_full_at_the_very_end_leaves_an_open_session_that_can_be_closed_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise = play_out(begin(tmp_path))
    assert exercise.path is not None

    def full(fd: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(DiskFullError):
            exercise.close()
    assert verify(exercise.path).format_line() == "exact, open"
    Exercise.resume(exercise.path, FakeClock()).close()  # and no lock is left behind
    assert verify(exercise.path).format_line() == "exact"


HOLD = """
import sys
from pathlib import Path
from wargame.exercise.play.exercise import Exercise
exercise = Exercise.resume(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
"""


def test_a_session_another_process_is_playing_is_refused_and_can_be_verified(tmp_path: Path) -> None:
    exercise = until(begin(tmp_path, content=meadow_content(), length="only"), "plan")
    exercise.close()
    path = exercise.path
    assert path is not None
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "held\n"
        before = path.read_bytes()
        with pytest.raises(LockedError, match="another wargame is writing this session"):
            Exercise.resume(path)
        assert verify(path).format_line() == "exact, open"
        assert path.read_bytes() == before
        process.stdin.write("\n")
    play_out(Exercise.resume(path, FakeClock())).close()
    assert verify(path).format_line() == "exact"


def test_a_session_behind_a_symbolic_link_is_played_on_in_its_place(tmp_path: Path) -> None:
    exercise = until(begin(tmp_path / "real"), "plan")
    exercise.close()
    real = exercise.path
    assert real is not None
    link = tmp_path / "link.jsonl"
    link.symlink_to(real)
    resumed = Exercise.resume(link, FakeClock())
    with pytest.raises(LockedError):
        Exercise.resume(real, FakeClock())
    play_out(resumed).close()
    assert link.is_symlink()
    assert verify(link).format_line() == verify(real).format_line() == "exact"


def test_verifying_and_looking_write_nothing(played: Path) -> None:
    before = played.read_bytes(), played.stat().st_mtime_ns
    folder = sorted(played.parent.iterdir())
    verify(played)
    fold(read_session(played).lines)
    assert (played.read_bytes(), played.stat().st_mtime_ns) == before
    assert sorted(played.parent.iterdir()) == folder


def test_a_new_exercise_never_takes_the_name_of_an_old_one(tmp_path: Path) -> None:
    paths = []
    for _ in range(3):
        exercise = begin(tmp_path, name="Klasse 9b: Übung!", content=meadow_content(), length="only")
        exercise.close()
        assert exercise.path is not None
        paths.append(exercise.path.name)
    stem = "2011-09-01-meadow-klasse-9b--übung"
    assert paths == [f"{stem}.jsonl", f"{stem}-2.jsonl", f"{stem}-3.jsonl"]


def test_wall_time_comes_from_the_clock_it_is_given(tmp_path: Path) -> None:
    clock = FakeClock()
    exercise = begin(tmp_path, clock=clock)
    clock.wait(75)
    until(exercise, "plan")
    number(exercise, "trust")
    exercise.close()
    assert exercise.path is not None
    lines = objects(exercise.path)
    assert lines[0]["created"] == "2011-09-01T10:00:00Z"
    assert lines[2]["at"] == "2011-09-01T10:01:15Z"
    assert lines[2]["seconds"] == 75.0
    assert [line["seconds"] for line in lines[3:]] == [0.0] * len(lines[3:])
    with Journal.resume(exercise.path)[0] as journal:
        assert journal.head == exercise.head
