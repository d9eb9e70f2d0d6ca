"""The line mode when it stops: quitting, input that ends, interrupts, full disks, and going on afterwards."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exercise.exercise_driver import FakeClock, begin, play_out, until
from tests.paths import ROOT
from tests.plain.answer_scripts import flat, transcript
from wargame.exercise.play.exercise import Exercise
from wargame.plain import play
from wargame.plain.terminal_io import Talk
from wargame.session.records import Note
from wargame.session.verify import verify


def resumed(exercise: Exercise, answers: str = "") -> tuple[Exercise, int, str]:
    """The exercise taken up again from its file, with more answers; and what was said."""
    assert exercise.path is not None
    again = Exercise.resume(exercise.path, FakeClock())
    code, text = transcript(again, answers, resumed=True)
    return again, code, text


# Leaving and coming back


def test_quit_saves_says_how_to_go_on_and_resume_goes_on(tmp_path: Path) -> None:
    exercise = begin(tmp_path, begun=False)
    code, text = transcript(exercise, "skip\n\nquit\n")
    assert code == 0
    assert text.endswith(
        "Stopped here. Everything decided so far is saved. Go on with:\n"
        f"  wargame resume {exercise.path}\n"
    )  # fmt: skip
    again, code, text = resumed(exercise, "quit\n")
    assert code == 0
    assert text.startswith("\n== The harbour ring, resumed ==\nThe last things that happened:\n")
    assert "Turn 1 of 3." in text
    assert [line.n for line in again.lines] == [line.n for line in exercise.lines]


def test_input_that_ends_is_saved_and_says_so(tmp_path: Path) -> None:
    exercise = begin(tmp_path, begun=False)
    code, text = transcript(exercise, "skip\n\n")
    assert code == 1
    assert flat(text).endswith(
        "The input ended in the middle of the exercise. Everything decided so far is saved. Go on with: "
        f"wargame resume {exercise.path}"
    )
    assert exercise.path is not None
    assert verify(exercise.path).format_line() == "exact, open"
    play_out(Exercise.resume(exercise.path, FakeClock())).close()


@pytest.mark.parametrize("answers", ["", "\n", "\n\n\n\n\ny\n", "skip", "skip\n\nt\n\n1"])
def test_input_may_end_at_any_prompt(tmp_path: Path, answers: str) -> None:
    exercise = begin(tmp_path, begun=False)
    code, text = transcript(exercise, answers)
    assert code == 1
    assert "Everything decided so far is saved." in flat(text)
    assert text.count("-- Private:") == text.count("-- End of the private part. --")


def test_an_exercise_that_is_not_recorded_never_names_a_file() -> None:
    exercise = begin(begun=False)
    _, text = transcript(exercise, "skip\n\nquit\n")
    assert "This is a practice round: nothing is recorded." in text
    assert "resume" not in text.splitlines()[-1]
    assert "None" not in text


def test_a_finished_session_resumed_tells_its_end_and_stays_as_it_is(tmp_path: Path) -> None:
    exercise = play_out(begin(tmp_path))
    exercise.close()
    assert exercise.path is not None
    data = exercise.path.read_bytes()
    _, code, text = resumed(exercise)
    assert code == 0
    assert "== Out of role ==" in text
    assert exercise.path.read_bytes() == data


def test_a_torn_line_is_told_of_when_the_exercise_is_resumed(tmp_path: Path) -> None:
    exercise = until(begin(tmp_path), "plan")
    exercise.close()
    assert exercise.path is not None
    exercise.path.write_bytes(exercise.path.read_bytes()[:-20])
    _, _, text = resumed(exercise, "quit\n")
    said = "The last line had been cut while it was written; it was set aside. Check the last decision."
    assert said in flat(text)


def test_practice_is_told_apart_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    exercise = begin(tmp_path, begun=False, seats={"town": "bot:random"})
    code, text = transcript(exercise, "\n\n\ny\nnote Only a practice.\nquit\nquit\n")
    assert code == 0
    assert "== Practice turn: nothing is recorded; quit ends it ==" in text
    assert "== The practice is over; now it counts ==" in text
    practice = text.partition("nothing is recorded; quit ends it ==")[2].partition("== The practice is over")[0]
    assert "== Turn 1 of 3 ==" in practice
    assert exercise.lines == []


SLOW = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background inherits that it is ignored
from pathlib import Path
from tests.exercise.exercise_driver import begin
from wargame.plain import play
exercise = begin(Path(sys.argv[1]), begun=False)
print(exercise.path, flush=True)
sys.exit(play(exercise))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_ctrl_c_saves_says_so_and_is_exit_130(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-u", "-c", SLOW, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ | {"COLUMNS": "80"},
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        path = Path(process.stdout.readline().strip())
        process.stdin.write("skip\n\n\n\n")
        process.stdin.flush()
        seen = ""
        while not seen.endswith("number (help, back): "):
            letter = process.stdout.read(1)
            assert letter, f"it ended before it asked:\n{seen}"
            seen += letter
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(10) == 130
    assert "-- End of the private part. --" in rest, "what is private is cleared first"
    assert flat(rest).endswith(f"Stopped. Everything decided so far is saved. Go on with: wargame resume {path}")
    assert verify(path).format_line() == "exact, open"
    play_out(Exercise.resume(path, FakeClock())).close()


# A full disk


def test_a_full_disk_in_mid_play_is_told_loses_nothing_and_play_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise = until(begin(tmp_path, seed=3), "plan")
    full = [True]
    write = os.write

    def refuse(fd: int, data: bytes) -> int:
        if full[0]:
            raise OSError(28, "No space left on device")
        return write(fd, data)

    class Terminal(io.StringIO):
        """Somebody at the keyboard, who makes room after the second try."""

        def isatty(self) -> bool:
            return True

    def type_line() -> str:
        line = typed.readline()
        full[0] = full[0] and not line.startswith("note")
        return line

    answers = "r 3 because it is quiet\nundo because no\ny\nnote There is room again.\nr 3 because it is quiet\nquit\n"
    typed, keyboard, out = io.StringIO(answers), Terminal(), Terminal()
    monkeypatch.setattr(keyboard, "readline", type_line)
    monkeypatch.setattr(os, "write", refuse)
    code = play(exercise, resumed=True, talk=Talk(keyboard, out))
    text = flat(out.getvalue())
    assert code == 0
    assert text.count("the disk is full: ") == 2
    assert "Nothing was lost: what was decided before stands. Mend it and try again, or type quit." in text
    note, plan = exercise.lines[-2:]
    assert isinstance(note, Note)
    assert plan == exercise.standing[-1]
    assert exercise.standing[-1].do == "plan"
    assert exercise.path is not None
    assert verify(exercise.path).format_line() == "exact, open"


def test_a_full_disk_ends_a_run_from_a_file_with_exit_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exercise = until(begin(tmp_path, seed=3), "plan")
    assert exercise.path is not None
    data = exercise.path.read_bytes()

    def refuse(fd: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", refuse)
    code, text = transcript(exercise, "r 3 because it is quiet\nt 1\n\n", resumed=True)
    assert code == 1
    assert "the disk is full: " in text
    assert flat(text).endswith(f"Everything decided so far is saved. Go on with: wargame resume {exercise.path}")
    assert exercise.path.read_bytes() == data
