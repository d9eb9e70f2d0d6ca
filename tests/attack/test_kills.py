"""A process that records an exercise is killed: every line it acknowledged is in the file, and play goes on."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.exercise.exercise_driver import FakeClock, begin, play_out, turns_of
from tests.playing import by_seed
from wargame.exercise.play.exercise import Exercise
from wargame.session.chain import EmptyFileError, read_session
from wargame.session.journal import Journal
from wargame.session.verify import verify

if sys.platform == "win32":
    pytest.skip("processes are begun in another way there", allow_module_level=True)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]


def play_and_acknowledge(folder: Path, seed: int, pipe: int) -> None:
    """Play exercises until killed; write the sha of each line once the journal has returned it."""
    append = Journal.append

    def acknowledge(journal: Journal, line: Mapping[str, Any]) -> str:
        sha = append(journal, line)
        os.write(pipe, f"{sha}\n".encode())
        return sha

    pytest.MonkeyPatch().setattr(Journal, "append", acknowledge)
    exercise = begin(folder, seed=seed, length="standard")
    for _ in turns_of(exercise, by_seed(seed), undos=True):
        pass
    os.write(pipe, b"over\n")
    signal.pause()


def begin_child(folder: Path, seed: int) -> tuple[int, int]:
    """Return the id of a new process that plays, and the end of the pipe on which it acknowledges lines."""
    near, far = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(near)
            play_and_acknowledge(folder, seed, far)
        finally:
            os._exit(1)
    os.close(far)
    return child, near


def test_every_acknowledged_line_survives_a_kill(cases: Callable[[int], range], luck: Random, tmp_path: Path) -> None:
    begin(tmp_path / "first").close()  # all is imported and compiled before the first child
    kept = torn = 0
    for case in cases(60):
        folder = tmp_path / str(case)
        child, near = begin_child(folder, case)
        said, wanted = b"", luck.randrange(120)
        while said.count(b"\n") < wanted and b"over" not in said and (part := os.read(near, 65 * luck.randrange(1, 9))):
            said += part
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while part := os.read(near, 1 << 16):
            said += part
        os.close(near)
        acknowledged = {sha for sha in said.decode().split("\n") if len(sha) == 64}
        files = list(folder.glob("*.jsonl")) if folder.exists() else []
        if not files:
            assert not acknowledged
            continue
        (path,) = files
        try:
            reading = read_session(path)
        except EmptyFileError:
            assert not acknowledged
            continue
        assert reading.damaged is None
        assert acknowledged <= {line["sha"] for line in reading.lines}, f"case {case}: a line is lost"
        assert verify(path).is_good, f"case {case}: {verify(path)}"
        kept += len(acknowledged)
        torn += bool(reading.torn)
        again = Exercise.resume(path, FakeClock())
        play_out(again, seed=case)
        again.close()
        assert verify(path).format_line() == "exact", f"case {case}: {verify(path)}"
        assert acknowledged <= {line["sha"] for line in read_session(path).lines}
    print(f"{len(cases(60))} kills, {kept} acknowledged lines, none lost; {torn} torn last lines set aside")
