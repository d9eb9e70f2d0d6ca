"""The clock: wall time for the session file, and seconds to measure how long decisions take."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time. Tests hand in a clock of their own."""

    def read_time(self) -> str:
        """Return the time now in UTC, in ISO 8601, to the second."""

    def read_seconds(self) -> float:
        """Seconds since any fixed moment; they never decrease."""


def find_zone(clock: Clock) -> str:
    """Return the offset of local time from UTC by a clock that knows one, such as *-10:00*; else an empty text."""
    return clock.read_zone() if isinstance(clock, SystemClock) else ""


class SystemClock:
    """The clocks of the machine."""

    def read_zone(self) -> str:
        """Return the offset of local time from UTC now, such as *+05:30*."""
        return datetime.now().astimezone().isoformat()[-6:]

    def read_time(self) -> str:
        """Return the time now in UTC, in ISO 8601, to the second."""
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def read_seconds(self) -> float:
        """Seconds of a clock that never goes back."""
        return time.monotonic()


class Stopwatch:
    """Measures seconds since the last restart, without the time in which it was paused."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._from = clock.read_seconds()
        self._paused_at: float | None = None

    @property
    def paused(self) -> bool:
        """Does it stand still?"""
        return self._paused_at is not None

    def restart(self) -> None:
        """Begin again at 0 seconds."""
        self._from = self._clock.read_seconds()
        if self._paused_at is not None:
            self._paused_at = self._from

    def compute_elapsed(self) -> float:
        """Seconds since the last restart, without pauses, to a tenth of a second."""
        until = self._paused_at if self._paused_at is not None else self._clock.read_seconds()
        return max(0.0, round(until - self._from, 1))

    def pause(self) -> None:
        """Stop; nothing happens if it stands still already."""
        if self._paused_at is None:
            self._paused_at = self._clock.read_seconds()

    def resume(self) -> None:
        """Run again after a pause; nothing happens if it runs already."""
        if self._paused_at is not None:
            self._from += self._clock.read_seconds() - self._paused_at
            self._paused_at = None
