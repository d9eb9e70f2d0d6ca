"""What an exercise is played without, in words."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.phrases import fill
from wargame.rules.named import Named


def format_left_out(switches: Iterable[Named]) -> str:
    """Return the titles of the switches that are off, in a sentence; empty when all are on."""
    titles = ", ".join(one.name for one in switches)
    return fill("Played without: {parts}.", parts=titles) if titles else ""
