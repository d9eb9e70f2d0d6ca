"""Says what happens to numbers: the phrases that cards on paper, offers at a desk and logs have in common."""

from __future__ import annotations

from collections.abc import Sequence

NOTHING = "nothing changes"
"""What is said of an outcome without a change."""


def format_change(label: str, n: int, is_set: bool, is_flag: bool = False) -> str:
    """Return one change: *Violence +1*, *Nexus to 0* where the number is set, *Link exposed: yes* for a flag."""
    if is_flag:
        return f"{label}: {'yes' if n else 'no'}"
    return f"{label} to {n}" if is_set else f"{label} {n:+d}"


def format_steps(label: str, steps: Sequence[int]) -> str:
    """Return how often changes count that count for each step a number has reached."""
    return f"once for each of {', '.join(map(str, steps))} that {label} has reached"


def format_outcome_lines(good: str, bad: str | None, steps: str, lasts: int) -> list[str]:
    """Return what is known of an effect before it happens: one line, or one for a success and one for a failure.

    ``good`` and ``bad`` are the changes in words, or nothing; ``bad`` is None where no dice decide. ``steps`` is what
    `format_steps` says, or nothing; ``lasts`` is the number of turns, or 0.
    """
    more = (f" ({steps})" if steps else "") + (f"; lasts {lasts} turns" if lasts else "")
    if bad is None:
        return [f"{good or NOTHING}{more}"]
    return [f"success: {good or NOTHING}{more}", f"failure: {bad or NOTHING}"]
