"""Intervals of whole numbers in the words that players and authors read."""

from __future__ import annotations

from wargame.phrases import fill


def format_interval(low: int | None, high: int | None) -> str:
    """Return the numbers from ``low`` to ``high``, None for an open end: *8 or more*, *4 to 6*, *5*.

    At least one end must be given.
    """
    if high is None:
        return fill("{low} or more", low=low)
    if low is None:
        return fill("{high} or less", high=high)
    return str(low) if low == high else fill("{low} to {high}", low=low, high=high)
