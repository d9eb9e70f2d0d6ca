"""Habits: the numbers by which the bot *doctrine* weighs, for each of its tempers."""

from __future__ import annotations

from typing import NamedTuple


class Habits(NamedTuple):
    """How a bot weighs.

    ``horizon``: how many closes it looks ahead. ``prospects``: the weight of gains that its next actions promise, in
    tenths. ``risk``: the weight of the spread between success and failure, in tenths; below 0 it avoids risk. In
    points: ``brink``, the penalty for standing where an early ending that hurts would come; ``doubt``, what a deal with
    another role must bring before it is wanted; ``word``, what breaking a deal must bring. ``noise``: the scale of its
    noise, in tenths of a point.
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
"""The habits of each temper."""
