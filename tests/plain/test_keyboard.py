"""The keyboard of the line mode at a real terminal: pastes, what waits in the input, and the public prompt."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.exercise.exercise_driver import begin, until
from wargame.plain import play
from wargame.plain.terminal_io import EndOfInput, Talk

if sys.platform == "win32":
    pytest.skip("there is no pseudo-terminal", allow_module_level=True)

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
MARK = "\x01\x02"


class Terminal:
    """A pseudo-terminal: ``type`` writes as a person would, ``talk`` reads and writes on it."""

    def __init__(self, read_seconds: Callable[[], float]) -> None:
        self.master, slave = os.openpty()
        self._slave = os.fdopen(slave, "r", encoding="utf-8")
        self._out = os.fdopen(os.dup(slave), "w", encoding="utf-8")
        self.talk = Talk(self._slave, self._out, read_seconds)

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def read(self) -> str:
        """What was written and echoed since the last time. It comes in pieces, so it is read up to a mark."""
        print(MARK, end="", file=self._out, flush=True)
        said = b""
        while MARK.encode() not in said:
            said += os.read(self.master, 100_000)
        return said.decode().replace(MARK, "")

    def close(self) -> None:
        self._out.close()
        self._slave.close()
        os.close(self.master)


@contextmanager
def terminal(read_seconds: Callable[[], float] = lambda: 0.0) -> Iterator[Terminal]:
    opened = Terminal(read_seconds)
    try:
        yield opened
    finally:
        opened.close()


def test_a_paste_answers_one_question() -> None:
    with terminal() as typed, typed.talk.keyboard.take():
        assert typed.talk.live
        assert "\x1b[?2004h" in typed.read(), "the terminal is asked to mark what is pasted"
        typed.type("why: \x1b[200~they owe us\n\n and\tmore\n\x1b[201~ too\nnext\n")
        assert typed.talk.ask("Why?") == "why: they owe us and more too"
        assert typed.talk.ask("What?") == "next"
        said = typed.read()
        assert "^[" not in said, "the marks are not shown"


def test_a_script_is_read_line_by_line() -> None:
    talk = Talk(io.StringIO("\x1b[200~one\ntwo\n"), io.StringIO())
    assert [talk.ask("?"), talk.ask("?")] == ["[200~one", "two"]


def test_an_input_that_cannot_be_read_has_ended() -> None:
    with open(os.devnull, "w") as written, pytest.raises(EndOfInput):
        Talk(written, io.StringIO()).ask("?")


def test_what_waits_in_the_input_opens_no_private_part() -> None:
    times = iter([0.0, 0.2, 1.0, 1.5])

    def read_seconds() -> float:
        now = next(times)
        typed.type("\n")  # somebody presses Enter once the question stands there
        return now

    with terminal(read_seconds) as typed:
        typed.type("one\n\n\ntwo\n")
        typed.talk.open_private("Cartel")
        assert next(times, None) is None, "Enter after 0.2 s was not taken, Enter after 0.5 s was"
        assert typed.read().count("press Enter when only you") == 2


def test_the_public_prompt_keeps_nothing_of_a_private_entry(tmp_path: Path) -> None:
    exercise = begin(tmp_path)
    until(exercise, "plan")
    with terminal() as typed:
        typed.type("r 3 because Xwhy\nr 77 because Xwhy\nt 99\nquit\n")
        play(exercise, resumed=True, talk=typed.talk)
        shown = typed.read().rsplit(CLEAR, 3)
        assert len(shown) == 4, "the screen and the scrollback are cleared after each"
        for text in shown[1:]:
            assert "Xwhy" not in text.partition(">")[0]
        assert "Taken." in shown[1]
        assert "Nothing is asked of The ring now." in " ".join(shown[2].split())
        assert "Nothing was taken" in shown[3]
        assert "open are" not in shown[3], "what is open to a role is no word for everybody"


def test_the_terminal_is_as_it_was_afterwards() -> None:
    import termios

    with terminal() as typed:
        before = termios.tcgetattr(typed.talk.keyboard._in.fileno())
        with pytest.raises(EndOfInput), typed.talk.keyboard.take():
            raise EndOfInput
        assert termios.tcgetattr(typed.talk.keyboard._in.fileno()) == before
        assert typed.read().endswith("\x1b[?2004l")
