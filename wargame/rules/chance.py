"""Chance as a port: every draw has an address, and every way to answer it gives the same kind of number.

A draw is addressed by turn, slot and ``n`` (the n-th draw of that slot in that turn), under a seed and an *epoch* (how
often play has been undone). One draw never moves another, so alternatives can be compared under the same luck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import shake_128
from struct import Struct, unpack
from typing import Protocol

from wargame.likelihood import count_winning_rolls
from wargame.rules.row import Drawn

Address = tuple[int, str, int]

_KEY = Struct("<QQ")
_PLACE = Struct("<iI")


class Chance(Protocol):
    """Answers draws: ``pick`` gives a whole number from 0 to ``of`` - 1 for the address (turn, slot, n)."""

    def pick(self, turn: int, slot: str, n: int, of: int) -> int: ...


class DrawNeeded(Exception):
    """Somebody has to roll or draw before the command can be decided."""

    def __init__(self, turn: int, slot: str, n: int, of: int) -> None:
        super().__init__(f"turn {turn}, {slot}, draw {n} of {of}")
        self.address: Address = (turn, slot, n)
        self.of = of
        self.cards: tuple[str, ...] = ()
        """For a card draw: the cards (ids) that may come, in the order the draw counts them."""


class SeededChance:
    """Draws from a seed: SHAKE-128 over (seed, epoch, first of eight turns, n), a 32-bit word a turn and slot.

    One digest serves eight turns, since hashing is what a playout spends most on. A word w gives ``w * of >> 32``,
    whose bias is below of / 2**32.
    """

    def __init__(self, seed: int, slots: Mapping[str, int], epoch: int = 0) -> None:
        self._key = _KEY.pack(seed & (2**64 - 1), epoch)
        self._slots = slots
        self._words: dict[int, dict[int, tuple[int, ...]]] = {}

    def pick(self, turn: int, slot: str, n: int, of: int) -> int:
        place = self._slots[slot]
        try:
            return self._words[n][turn][place] * of >> 32
        except KeyError:
            return self._draw_words(turn, n)[place] * of >> 32

    def _draw_words(self, turn: int, n: int) -> tuple[int, ...]:
        """The words of a turn at ``n``; those of the seven turns around it are dealt with them."""
        count = len(self._slots)
        first = (turn - 1) // 8 * 8 + 1
        digest = shake_128(self._key + _PLACE.pack(first, n)).digest(4 * 8 * count)
        words = unpack(f"<{8 * count}I", digest)
        dealt = self._words.setdefault(n, {})
        for i in range(8):
            dealt[first + i] = words[i * count : (i + 1) * count]
        return dealt[turn]


class RecordedChance:
    """Draws as a session recorded them; a draw that was not recorded raises `LookupError`."""

    def __init__(self, draws: Iterable[Drawn]) -> None:
        self._draws = {(d.turn, d.slot, d.n): d.got for d in draws}

    def pick(self, turn: int, slot: str, n: int, of: int) -> int:
        try:
            got = self._draws[turn, slot, n]
        except KeyError:
            raise LookupError(f"no draw recorded for turn {turn}, {slot}, {n}") from None
        if not 0 <= got < of:
            raise LookupError(f"the draw recorded for turn {turn}, {slot}, {n} is {got}, not below {of}")
        return got


class TypedChance:
    """Real dice and paper cards: what people typed, by address; `DrawNeeded` where nothing has been typed yet.

    Draws for which ``asks`` is false (a bot's, say) go to ``otherwise``.
    """

    def __init__(self, typed: Mapping[Address, int], asks: Callable[[str], bool], otherwise: Chance) -> None:
        self._typed, self._asks, self._otherwise = typed, asks, otherwise

    def pick(self, turn: int, slot: str, n: int, of: int) -> int:
        if not self._asks(slot):
            return self._otherwise.pick(turn, slot, n, of)
        got = self._typed.get((turn, slot, n))
        if got is None:
            raise DrawNeeded(turn, slot, n, of)
        return got


class ScriptedChance:
    """Draws from a list, in the order they are asked for; then zeros. For tests and narrated demonstrations."""

    def __init__(self, draws: Sequence[int]) -> None:
        self._draws = iter(draws)

    def pick(self, turn: int, slot: str, n: int, of: int) -> int:
        return next(self._draws, 0) % of


def split_dice(got: int) -> tuple[int, int]:
    """The two dice a draw of 36 stands for."""
    return got // 6 + 1, got % 6 + 1


def sum_dice(got: int) -> int:
    """Their sum, 2 to 12."""
    return got // 6 + got % 6 + 2


ROLL: tuple[int, ...] = tuple(sum_dice(got) for got in range(36))
"""`roll` by draw."""


WAYS: tuple[int, ...] = tuple(count_winning_rolls(n) for n in range(-20, 41))
"""`ways` by need, from -20 (index 0) to 40."""
