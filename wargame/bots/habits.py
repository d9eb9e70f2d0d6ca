"""Habits: how the bot called *doctrine* weighs, in each of its tempers. Only numbers: the roster lists them."""

from __future__ import annotations

from typing import NamedTuple


class Habits(NamedTuple):
    """How a bot weighs.

    ``horizon``: how many closes it looks ahead. ``prospects``: what promised gains count, in tenths. ``risk``: what the
    spread between success and failure counts, in tenths. In points: ``brink``, the penalty for standing where an early
    ending would hurt; ``doubt``, what a deal with another role must bring to be wanted; ``word``, what it takes to
    break one; ``noise``, in tenths of a point, the scale on which it does not always do the same.
    """

    horizon: int = 2
    prospects: int = 5
    risk: int = 0
    brink: int = 6
    doubt: int = 6
    word: int = 8
    noise: int = 20


TEMPERS = {
    "": Habits(),
    "cautious": Habits(horizon=3, risk=-5, brink=10, doubt=10, word=10, noise=15),
    "bold": Habits(risk=5, brink=3, doubt=3, word=4),
}
"""How each temper weighs."""
