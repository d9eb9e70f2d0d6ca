"""The clock as a port: wall time for the session file, seconds for how long decisions take."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """``now`` is UTC in ISO 8601 to the second; ``seconds`` only ever grows and starts anywhere."""

    def read_time(self) -> str: ...

    def read_seconds(self) -> float: ...


class SystemClock:
    """The machine's clocks."""

    def read_time(self) -> str:
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def read_seconds(self) -> float:
        return time.monotonic()


class Stopwatch:
    """Seconds since the last lap, without the time spent paused."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._from = clock.read_seconds()
        self._paused_at: float | None = None

    @property
    def paused(self) -> bool:
        return self._paused_at is not None

    def restart(self) -> None:
        """Start counting anew."""
        self._from = self._clock.read_seconds()
        if self._paused_at is not None:
            self._paused_at = self._from

    def compute_elapsed(self) -> float:
        until = self._paused_at if self._paused_at is not None else self._clock.read_seconds()
        return max(0.0, round(until - self._from, 1))

    def pause(self) -> None:
        if self._paused_at is None:
            self._paused_at = self._clock.read_seconds()

    def resume(self) -> None:
        if self._paused_at is not None:
            self._from += self._clock.read_seconds() - self._paused_at
            self._paused_at = None
