"""A short movement of a widget. It is reckoned from the clock, ends at any key, and stays away from slow terminals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from textual.timer import Timer
from textual.widget import Widget

FRAME = 0.05
"""The seconds between two frames."""
LATE = 0.2
"""A frame that comes so many seconds after the one before it is late."""
_MOST_LATE = 2


class Moving(Protocol):
    """A widget that can be drawn at any place of its movement."""

    def move_to(self, progress: float) -> None:
        """Draw the movement at this place, from 0 to 1, its end."""
        ...


class Motion:
    """The movement of one widget. What it leads to is known before it begins, and the end is always drawn."""

    late = 0
    """How many frames have come late, in all movements: after two of them nothing moves any more."""

    def __init__(self, host: Widget, moving: Moving, read_seconds: Callable[[], float]) -> None:
        self._host, self._moving, self._read_seconds = host, moving, read_seconds
        self._timer: Timer | None = None
        self._began = self._last = self._length = 0.0

    def begin(self, seconds: float) -> None:
        """Begin to move for this time, unless the terminal is slow."""
        self.end()
        if Motion.late >= _MOST_LATE:
            return
        self._began = self._last = self._read_seconds()
        self._length = seconds
        self._moving.move_to(0.0)
        self._timer = self._host.set_interval(FRAME, self._draw_frame)

    def _draw_frame(self) -> None:
        now = self._read_seconds()
        if now - self._last > LATE:
            Motion.late += 1
        self._last = now
        if now - self._began >= self._length:
            self.end()
        else:
            self._moving.move_to((now - self._began) / self._length)

    def end(self) -> None:
        """Draw the end, and stop."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self._moving.move_to(1.0)
