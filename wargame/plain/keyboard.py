"""The keyboard of the line mode: a paste is one answer, and what waits in the input can be dropped."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import TextIO

if sys.platform != "win32":
    import termios

_BEGIN, _END = "\x1b[200~", "\x1b[201~"
"""What a terminal in bracketed paste mode sends around pasted text."""
_ON, _OFF = "\x1b[?2004h", "\x1b[?2004l"


class Keyboard:
    """Reads lines from a stream. Of a stream that is no terminal each line is read as it is."""

    def __init__(self, hear: TextIO, out: TextIO) -> None:
        self._in, self._out = hear, out
        self.wait: Callable[[], None] | None = None
        """Waits until a line can be read, while other things go on; None: reading a line waits. For terminals only."""
        self.live = hear.isatty() and out.isatty()

    @property
    def number(self) -> int:
        """The number of the file that lines are read from."""
        return self._in.fileno()

    @contextmanager
    def take(self) -> Iterator[None]:
        """Yield with a terminal that marks what is pasted. It is as it was however this ends."""
        with ExitStack() as later:
            if self.live and os.environ.get("TERM") != "dumb":
                self._hide_marks(later)
                self._write(_ON)
                later.callback(self._write, _OFF)
            yield

    def read_line(self) -> str:
        """Return one line with its end, or an empty text at the end of the input. The lines of a paste are joined."""
        line = self._read()
        if not self.live or _BEGIN not in line:
            return line
        while line.rfind(_END) < line.rfind(_BEGIN) and (more := self._read()):
            line += more
        return " ".join(line.replace(_BEGIN, "").replace(_END, "").split()) + "\n"

    def _read(self) -> str:
        if self.wait is not None and self.live:
            self.wait()
        try:
            return self._in.readline()
        except OSError:  # the terminal has gone, or standard input cannot be read: nothing more comes
            return ""

    def drop_waiting(self) -> None:
        """Drop what was typed or pasted and not read yet. A script is no terminal, and loses nothing."""
        if self.live and sys.platform != "win32":
            with suppress(OSError, termios.error):
                termios.tcflush(self._in.fileno(), termios.TCIFLUSH)

    def _hide_marks(self, later: ExitStack) -> None:
        """Let the terminal echo the marks of a paste as they are, which shows nothing; ``later`` undoes that."""
        if sys.platform == "win32":
            return
        with suppress(OSError, termios.error):
            number = self._in.fileno()
            kept, quiet = termios.tcgetattr(number), termios.tcgetattr(number)
            quiet[3] &= ~termios.ECHOCTL
            termios.tcsetattr(number, termios.TCSADRAIN, quiet)
            later.callback(termios.tcsetattr, number, termios.TCSADRAIN, kept)

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()
