"""`Talk`: the input and output of the line mode, in plain wrapped lines that a screen reader can read."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TextIO

from wargame.exercise.play.sanitize import clean
from wargame.plain.keyboard import Keyboard

WIDEST = 100
LONGEST = 10_000
"""The characters of one answer that are read. The rest is dropped, and that is said."""
FIRST_MOMENT = 0.5
"""Seconds in which Enter does not open a private part yet: it was meant for the question before."""
HELP = (
    "Answer in one line, then press Enter; where a word for Enter alone is given, Enter alone is an answer too. "
    "At the prompt of the table, help lists every command."
)


def find_program() -> str:
    """The name by which this shell can call the program: `wargame` if it is found, else the path that started it."""
    started = sys.argv[0]
    if shutil.which("wargame") is None and started.endswith("/wargame"):
        return started
    return "wargame"


class EndOfInput(Exception):
    """The input ended in the middle of an exercise."""


class Talk:
    """Writes lines to one stream, and reads answers from another. Answers of a script are written, too."""

    def __init__(
        self,
        hear: TextIO | None = None,
        out: TextIO | None = None,
        read_seconds: Callable[[], float] = monotonic,
    ) -> None:
        """``read_seconds`` is the clock by which the first moment of a private part is measured."""
        self._in, self._out = hear or sys.stdin, out or sys.stdout
        self._read_seconds = read_seconds
        self.keyboard = Keyboard(self._in, self._out)
        self.live = self.keyboard.live
        columns = shutil.get_terminal_size((80, 24))[0] if self._out.isatty() else 80
        self.width = max(40, min(columns, WIDEST))

    def say(self, text: str = "", indent: int = 0, hang: int = 0) -> None:
        """Say a text, wrapped to the width. Line breaks in it are kept."""
        for line in text.split("\n") or [""]:
            lead = " " * indent
            wrapped = textwrap.wrap(
                line,
                self.width,
                initial_indent=lead,
                subsequent_indent=lead + " " * hang,
                break_long_words=False,  # a path or a command must stay in one piece to be copied
                break_on_hyphens=False,
            )
            for part in wrapped or [""]:
                self._write(part + "\n")

    def say_command(self, text: str) -> None:
        """Say something to copy, on one line. A `wargame` command is written as this shell can find it."""
        if text.startswith("wargame "):
            text = find_program() + text.removeprefix("wargame")
        self._write(f"  {text}\n")

    def say_heading(self, title: str) -> None:
        """Say a heading."""
        self._write(f"\n== {title} ==\n")

    def _write(self, text: str) -> None:
        encoding = self._out.encoding or "utf-8"
        self._out.write(text.encode(encoding, "replace").decode(encoding))

    def ask(self, prompt: str, most: int = LONGEST, help: str = HELP) -> str:
        """Ask for one line of at most ``most`` characters, without space around it. Raises `EndOfInput`.

        ``help`` is said when somebody asks for help; with an empty text, *help* is an answer like any other.
        """
        while True:
            answer = self._read_line(prompt)
            if not help or answer.lower() not in ("help", "?"):
                break
            self.say(help)
        if len(answer) > most:
            self.say(f"(Only the first {most} characters are kept.)")
        return clean(answer[:most], most)

    def show_prompt(self, prompt: str) -> None:
        """Write a prompt, and leave the cursor behind it."""
        self._write("\n".join(textwrap.wrap(prompt, self.width - 2, break_on_hyphens=False)) + " ")
        self._out.flush()

    def _read_line(self, prompt: str) -> str:
        """One line as it was typed, without characters that control a terminal."""
        self.show_prompt(prompt)
        try:
            answer = self.keyboard.read_line()
        except UnicodeDecodeError:
            self.say("That could not be read as text (UTF-8). Please type it again.")
            return self._read_line(prompt)
        if not answer:
            self._write("\n")
            raise EndOfInput
        answer = clean(answer, len(answer))
        if not self._in.isatty():
            self._write((answer if len(answer) <= 200 else answer[:200] + "...") + "\n")
        return answer

    def skip_to_word(self, word: str) -> bool:
        """Skip the lines of a script up to the one that is ``word``; False if there is none."""
        for answer in iter(self.keyboard.read_line, ""):
            if clean(answer).lower() == word:
                self._write(f"{word}\n")
                return True
        return False

    def ask_yes_no(self, question: str, otherwise: bool = False) -> bool:
        """Ask for a yes or no; Enter means ``otherwise``."""
        while True:
            answer = self.ask(f"{question} [{'Y/n' if otherwise else 'y/N'}]").lower()
            if not answer:
                return otherwise
            if answer in ("y", "yes"):
                return True
            if answer in ("n", "no"):
                return False
            self.say("Please answer y or n.")

    @contextmanager
    def keep_private(self, who: str) -> Iterator[None]:
        """Yield a private part: it is announced before it is shown, and cleared however it ends."""
        try:
            self.open_private(who)
            yield
        finally:
            self.close_private()

    def open_private(self, who: str) -> None:
        """Announce a private part, and wait for Enter: then only ``who`` looks."""
        self.say()
        self.say(f"-- Private: {who}. Everybody else looks away. --")
        while True:
            self.keyboard.drop_waiting()  # what was typed or pasted before is no answer to this
            began = self._read_seconds()
            self.ask(f"{who}: press Enter when only you can see the screen.")
            if not self.live or self._read_seconds() - began >= FIRST_MOMENT:
                break

    def close_private(self) -> None:
        """End a private part: clear the screen and the scrollback of a terminal; elsewhere say that it is over."""
        self.clear()
        self.say("-- End of the private part. --")

    def clear(self) -> None:
        """Clear the screen and the scrollback of a terminal."""
        if self.live:
            self._write("\x1b[2J\x1b[3J\x1b[H")
            self._out.flush()
