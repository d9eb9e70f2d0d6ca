"""Counts requests, so that one browser that asks without a pause takes no time from the others."""

from __future__ import annotations

BURST = 10
"""The seconds of its rate that a browser may use up at once."""
MOST = 2000


class Pace:
    """How much each sender has left of what it may ask. ``now`` is a time in seconds that never goes back."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[float, float]] = {}
        """The requests that a sender has left, and when that was counted."""

    def may_ask(self, sender: str, rate: float, now: float) -> bool:
        """Count one request of a sender that may ask ``rate`` times in a second. Return whether it may."""
        most = rate * BURST
        left, counted = self._left.pop(sender, (most, now))
        left = min(most, left + (now - counted) * rate)
        if len(self._left) >= MOST:
            del self._left[next(iter(self._left))]  # who asked longest ago
        self._left[sender] = (left - 1 if left >= 1 else left, now)
        return left >= 1
