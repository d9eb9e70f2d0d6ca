"""Intervals of whole numbers in the words that players and authors read."""

from __future__ import annotations

from wargame.phrases import fill, fill_count


def format_interval(low: int | None, high: int | None) -> str:
    """Return the numbers from ``low`` to ``high``, None for an open end: *8 or more*, *4 to 6*, *5*.

    At least one end must be given.
    """
    if high is None:
        return fill("{low} or more", low=low)
    if low is None:
        return fill("{high} or less", high=high)
    return str(low) if low == high else fill("{low} to {high}", low=low, high=high)


def format_turns_left(low: int | None, high: int | None) -> str:
    """Return how many turns have to come after this one: *not the last turn*, *2 or more turns to come*.

    At least one end must be given.
    """
    if high is None and low is not None:
        if low == 1:
            return fill("not the last turn")
        return fill("{low} or more turns to come", low=low)
    if not high:
        return fill("the last turn")
    if not low:
        return fill_count("at most {n} turn to come", "at most {n} turns to come", high)
    if low == high:
        return fill_count("{n} turn to come", "{n} turns to come", low)
    return fill("{low} to {high} turns to come", low=low, high=high)


def format_wrong_turn(low: int | None, high: int | None) -> str:
    """Return why it is the wrong turn, where that many turns would have to come: *not in the last turn*."""
    if high is None and low is not None:
        return fill_count("not in the last turn", "not in the last {n} turns", low)
    if not low:
        return fill_count("only in the last turn", "only in the last {n} turns", (high or 0) + 1)
    return fill("only with {turns}", turns=format_turns_left(low, high))
