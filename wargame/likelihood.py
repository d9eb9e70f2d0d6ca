"""Converts between rolls of two dice, chances in per cent, and the words of ICD-203 for a likelihood."""

from __future__ import annotations

LIKELIHOODS: tuple[tuple[str, int, int], ...] = (
    ("almost no chance", 1, 5),
    ("very unlikely", 5, 20),
    ("unlikely", 20, 45),
    ("roughly even", 45, 55),
    ("likely", 55, 80),
    ("very likely", 80, 95),
    ("almost certain", 95, 99),
)
"""The phrases of ICD-203 with their ranges in per cent; the lower bound is inclusive (docs/procedures.md §3)."""


def format_likelihood(percent: int) -> str:
    """Return the phrase for a likelihood of 1 to 99 per cent."""
    return next(words for words, low, _ in reversed(LIKELIHOODS) if percent >= low or low == 1)


def count_winning_rolls(needed: int) -> int:
    """Return in how many of the 36 rolls of two dice the sum is ``needed`` or more."""
    return sum(one + two >= needed for one in range(1, 7) for two in range(1, 7))


def compute_odds(needed: int) -> int:
    """Return the chance that two dice reach ``needed``, in whole per cent."""
    return (count_winning_rolls(needed) * 100 + 18) // 36
