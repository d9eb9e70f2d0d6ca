"""What the figures of the decisions that mattered mean, and what bots cannot know."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.phrases import fill


def join_bots(bots: Iterable[str]) -> str:
    """Return the names of bots: *doctrine and random*."""
    return fill(" and ").join(bots)


def format_caveat(bots: str) -> str:
    """Return what the figures say, and what they do not."""
    return fill(
        "A decision mattered as far as the alternative that promised its role most, the first in its table, would have "
        "ended better or worse. What bots cannot know: from each decision on, bots by the name of {bots} decided for "
        "every role, as they do, from the rules and their own objectives. They keep no promise for its own sake, bear "
        "no grudge, argue nothing and take nobody's word, and nobody ruled otherwise; what your class would have done "
        "instead is not in these figures. Cards and dice were the same for a decision and its alternatives, and others "
        "than those of the exercise.",
        bots=bots,
    )


def format_choice(count: int, first: int, pairs: int) -> str:
    """Return how the leading decisions were chosen and measured; the numbers are those of pairs of playouts."""
    return fill(
        "The {count} that lead were chosen on {first} pairs and measured on {pairs} others, so that they do not lead "
        "by luck alone; that a difference is sure allows for all alternatives that were compared. The figures of all "
        "other decisions come from those {first} pairs, and the largest of many such figures are too large.",
        count=count,
        first=first,
        pairs=pairs,
    )


def format_played(played: int, alone: int) -> str:
    """Return how many exercises bots played on, and how many of them one by one (by the scalar engine)."""
    if alone == played:
        return fill("Bots played all {played} exercises on one by one.", played=played)
    return fill(
        "Of {played} exercises that bots played on, {alone} were played one by one until an argument in them was "
        "settled, all else together.",
        alone=alone,
        played=played,
    )
