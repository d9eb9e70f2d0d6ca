"""Counts failed tries to join, by address and for the room, so that codes cannot be guessed."""

from __future__ import annotations

from collections import deque

SPAN = 60.0
"""The seconds for which a failed try counts."""
MOST_OF_ADDRESS = 10
MOST_OF_ROOM = 60
MOST_ADDRESSES = 1000


class Throttle:
    """The failed tries of the last minute. Tries that succeed count nothing: a class may share one address.

    ``now`` is a time in seconds that never goes back.
    """

    def __init__(self) -> None:
        self._failed: dict[str, deque[float]] = {}
        self._all: deque[float] = deque()

    def compute_wait(self, address: str, now: float) -> float:
        """Return the seconds after which this address may try again; 0.0: at once.

        When the whole room failed too often, only addresses that did not fail lately may try.
        """
        self._forget(now)
        mine = self._failed.get(address)
        if not mine:
            return 0.0 if len(self._all) < MOST_OF_ROOM * 2 else self._all[0] + SPAN - now
        if len(mine) >= MOST_OF_ADDRESS:
            return mine[0] + SPAN - now
        return self._all[0] + SPAN - now if len(self._all) >= MOST_OF_ROOM else 0.0

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
