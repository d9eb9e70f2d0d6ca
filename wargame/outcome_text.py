"""Says what happens to numbers: the phrases that cards on paper, offers at a desk and logs have in common."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.phrases import fill, join_list


def format_no_change() -> str:
    """Return what is said of an outcome without a change."""
    return fill("nothing changes")


def format_change(label: str, n: int, is_set: bool, is_flag: bool = False) -> str:
    """Return one change: *Violence +1*, *Nexus to 0* where the number is set, *Link exposed: yes* for a flag."""
    if is_flag:
        return fill("{number}: yes", number=label) if n else fill("{number}: no", number=label)
    if is_set:
        return fill("{number} to {value}", number=label, value=n)
    return fill("{number} {change:+d}", number=label, change=n)


def format_steps(label: str, steps: Sequence[int]) -> str:
    """Return how often changes count that count for each step a number has reached."""
    return fill("once for each of {steps} that {number} has reached", steps=join_list(steps), number=label)


def format_outcome_lines(good: str, bad: str | None, steps: str, lasts: int) -> list[str]:
    """Return what is known of an effect before it happens: one line, or one for a success and one for a failure.

    ``good`` and ``bad`` are the changes in words, or nothing; ``bad`` is None where no dice decide. ``steps`` is what
    `format_steps` says, or nothing; ``lasts`` is the number of turns, or 0.
    """
    success = good or format_no_change()
    if steps and lasts:
        success = fill("{changes} ({steps}); lasts {n} turns", changes=success, steps=steps, n=lasts)
    elif steps:
        success = fill("{changes} ({steps})", changes=success, steps=steps)
    elif lasts:
        success = fill("{changes}; lasts {n} turns", changes=success, n=lasts)
    if bad is None:
        return [success]
    failure = bad or format_no_change()
    return [fill("success: {changes}", changes=success), fill("failure: {changes}", changes=failure)]
