"""Draws: the chance port over many exercises. Every exercise draws what it would draw alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import shake_128
from struct import Struct
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wargame.lab.batch.arrays import Ints, Mask

Indices = NDArray[np.intp]
"""Numbers of exercises within a batch, or of elements within an array."""
Drawn64 = NDArray[np.int64]
"""Numbers that were drawn."""

_KEY = Struct("<QQ")
_PLACE = Struct("<iI")
TURNS = 8
"""How many turns one digest serves: see `wargame.rules.chance.SeededChance`."""


class BatchDraws(Protocol):
    """A source of chance for the exercises of a batch, which are numbered from 0."""

    def pick(self, turn: int, slot: str, n: int, games: Indices, of: int | Ints) -> Drawn64:
        """Return for each of ``games`` the number that its own chance gives at the address (``turn``, ``slot``, ``n``).

        ``of`` is one number for all of them or a number for each.
        """
        ...


class SeededDraws:
    """Draws as `wargame.rules.chance.SeededChance` does, with a seed for each exercise.

    A digest is computed for the exercises that ask for it. Exercises with the same seed share it. ``turns`` is the last
    turn of the exercise; no digest is longer than is needed for it.
    """

    def __init__(self, seeds: Sequence[int], slots: Mapping[str, int], turns: int) -> None:
        words = [seed & (2**64 - 1) for seed in seeds]
        different = list(dict.fromkeys(words))
        place = {seed: i for i, seed in enumerate(different)}
        self._keys = [_KEY.pack(seed, 0) for seed in different]
        self._place: Indices = np.array([place[seed] for seed in words], np.intp)
        self._is_plain = len(different) == len(seeds)
        self._slots, self._turns = slots, turns
        self._words: dict[tuple[int, int], tuple[NDArray[np.uint32], Mask]] = {}

    def pick(self, turn: int, slot: str, n: int, games: Indices, of: int | Ints) -> Drawn64:
        """Return the numbers drawn at this address. Raises `KeyError` for a slot the table does not have."""
        first = (turn - 1) // TURNS * TURNS + 1
        places = games if self._is_plain else self._place[games]
        words, known = self._fetch(first, n)
        if not known[places].all():
            self._draw(first, n, np.unique(places[~known[places]]), words, known)
        got: Drawn64 = words[places, (turn - first) * len(self._slots) + self._slots[slot]].astype(np.int64)
        if isinstance(of, int) and of == 2**32:
            return got
        ranged: Drawn64 = (got * of) >> 32
        return ranged

    def _fetch(self, first: int, n: int) -> tuple[NDArray[np.uint32], Mask]:
        """Return the words at ``n`` for the turns from ``first`` on, and for which seeds they are known."""
        found = self._words.get((first, n))
        if found is None:
            turns = min(TURNS, self._turns - first + 1)
            count = len(self._keys)
            found = np.empty((count, turns * len(self._slots)), np.uint32), np.zeros(count, np.bool_)
            self._words[first, n] = found
        return found

    def _draw(self, first: int, n: int, places: Indices, words: NDArray[np.uint32], known: Mask) -> None:
        tail, size, keys = _PLACE.pack(first, n), 4 * words.shape[1], self._keys
        digests = b"".join([shake_128(keys[i] + tail).digest(size) for i in places.tolist()])
        words[places] = np.frombuffer(digests, "<u4").reshape(len(places), -1)
        known[places] = True
