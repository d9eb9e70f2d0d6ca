"""`PacedTalk`: says things one after the other, at a pace that a room can follow; any key goes on at once."""

from __future__ import annotations

import select
import sys
import time
from collections.abc import Callable
from typing import TextIO

from wargame.plain.terminal_io import Talk

SHORTEST, LONGEST = 0.5, 4.0
"""The shortest and the longest pause after something that was said, in seconds."""
SPEED = 35
"""The characters that a reader takes in within a second."""


class PacedTalk(Talk):
    """Waits after everything that is said, the longer the more was said. ``wait`` waits for seconds or for a key."""

    def __init__(
        self, hear: TextIO | None = None, out: TextIO | None = None, wait: Callable[[float], None] | None = None
    ) -> None:
        super().__init__(hear, out)
        self._wait = wait or wait_for_key

    def say(self, text: str = "", indent: int = 0, hang: int = 0) -> None:
        """Say a text, and wait."""
        super().say(text, indent, hang)
        self._pause(text)

    def say_heading(self, title: str) -> None:
        """Say a heading, and wait."""
        super().say_heading(title)
        self._pause(title)

    def _pause(self, text: str) -> None:
        self._out.flush()
        self._wait(max(SHORTEST, min(LONGEST, len(text) / SPEED)))


def wait_for_key(seconds: float) -> None:
    """Wait for this time, or until a key is pressed. Where single keys cannot be read, wait for the time."""
    try:
        import termios
        import tty

        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
    except (ImportError, OSError, ValueError):  # no such terminal here
        time.sleep(seconds)
        return
    try:
        tty.setcbreak(terminal)
        if select.select([terminal], [], [], seconds)[0]:
            sys.stdin.read(1)
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
