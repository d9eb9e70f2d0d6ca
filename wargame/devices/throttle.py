"""Counts failed tries to join, by address and for the room, so that codes cannot be guessed."""

from __future__ import annotations

from collections import deque

SPAN = 60.0
"""The seconds for which a failed try counts."""
MOST_ADDRESSES = 1000


class Throttle:
    """The failed tries of the last minute. Tries that succeed count nothing: a class may share one address.

    ``now`` is a time in seconds that never goes back. ``most`` tries of an address count, and ``most_of_room`` of all.
    """

    def __init__(self, most: int = 10, most_of_room: int = 60) -> None:
        self._most, self._most_of_room = most, most_of_room
        self._failed: dict[str, deque[float]] = {}
        self._all: deque[float] = deque()

    def compute_wait(self, address: str, now: float) -> float:
        """Return the seconds after which this address may try again; 0.0: at once.

        When the whole room failed too often, only addresses that did not fail lately may try.
        """
        self._forget(now)
        mine = self._failed.get(address)
        if not mine:
            return 0.0 if len(self._all) < self._most_of_room * 2 else self._all[0] + SPAN - now
        if len(mine) >= self._most:
            return mine[0] + SPAN - now
        return self._all[0] + SPAN - now if len(self._all) >= self._most_of_room else 0.0

    def count_failure(self, address: str, now: float) -> None:
        """Remember that a try of this address failed."""
        self._forget(now)
        if address in self._failed or len(self._failed) < MOST_ADDRESSES:
            self._failed.setdefault(address, deque()).append(now)
        self._all.append(now)

    def _forget(self, now: float) -> None:
        while self._all and self._all[0] <= now - SPAN:
            self._all.popleft()
        for address, times in list(self._failed.items()):
            while times and times[0] <= now - SPAN:
                times.popleft()
            if not times:
                del self._failed[address]
