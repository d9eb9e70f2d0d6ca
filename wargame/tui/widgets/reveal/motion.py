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
_ARRIVES, _RETURNS = 0.75, 0.9
"""The part of a movement after which numbers are where they go, and the part after which their plate is back."""


def find_between(start: int, end: int, progress: float) -> float:
    """Return where a number is on its way, at a place of a movement from 0 to 1."""
    return start + (end - start) * min(progress / _ARRIVES, 1)


def is_blinking(progress: float) -> bool:
    """Does what has moved stand without its plate at this place of a movement? It blinks once, near the end."""
    return _ARRIVES <= progress < _RETURNS


class Moving(Protocol):
    """A widget that can be drawn at any place of its movement."""

    def move_to(self, progress: float) -> None:
        """Draw the movement at this place, from 0 to 1, its end."""
        ...


class MovingTogether:
    """Several widgets that make one movement."""

    def __init__(self, *parts: Moving) -> None:
        self._parts = parts

    def move_to(self, progress: float) -> None:
        """Draw the movement of each at this place."""
        for part in self._parts:
            part.move_to(progress)


class LateFrames:
    """How many frames have come late in the movements that share this count."""

    def __init__(self) -> None:
        self.count = 0

    @property
    def is_slow(self) -> bool:
        """Is the terminal too slow for any further movement?"""
        return self.count >= _MOST_LATE


class Motion:
    """The movement of one widget, or of several together.

    What it leads to is known before it begins, and the end is always drawn.
    """

    def __init__(self, host: Widget, moving: Moving, read_seconds: Callable[[], float], late: LateFrames) -> None:
        self._host, self._moving, self._read_seconds, self._late = host, moving, read_seconds, late
        self._timer: Timer | None = None
        self._began = self._last = self._length = 0.0

    def begin(self, seconds: float) -> bool:
        """Begin to move for this time, unless the terminal is slow. Return whether it moves."""
        self.end()
        if self._late.is_slow:
            return False
        self._began = self._last = self._read_seconds()
        self._length = seconds
        self._moving.move_to(0.0)
        self._timer = self._host.set_interval(FRAME, self._draw_frame)
        return True

    def _draw_frame(self) -> None:
        now = self._read_seconds()
        if now - self._last > LATE:
            self._late.count += 1
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
