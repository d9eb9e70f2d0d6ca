"""The first half second of what covers a private part: keys that were meant for the screen before it lift nothing."""

from __future__ import annotations

from collections.abc import Callable

SECONDS = 0.5
"""How long a cover lies before it can be lifted."""


class FirstMoment:
    """Says whether the first moment of a cover is over. It begins when this is made."""

    def __init__(self, read_seconds: Callable[[], float]) -> None:
        self._read_seconds = read_seconds
        self._began = read_seconds()

    @property
    def is_over(self) -> bool:
        """Did the cover lie for `SECONDS`?"""
        return self._read_seconds() - self._began >= SECONDS
