"""Converts between rolls of two dice, chances in per cent, and the likelihoods of ICD-203."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Likelihood(StrEnum):
    """A likelihood of ICD-203. The phrases are in `wargame/likelihood_text.py`."""

    ALMOST_NO_CHANCE = "almost-no-chance"
    VERY_UNLIKELY = "very-unlikely"
    UNLIKELY = "unlikely"
    ROUGHLY_EVEN = "roughly-even"
    LIKELY = "likely"
    VERY_LIKELY = "very-likely"
    ALMOST_CERTAIN = "almost-certain"


class LikelihoodRange(NamedTuple):
    """The range of a likelihood in per cent; the lower bound is inclusive."""

    likelihood: Likelihood
    low: int
    high: int


LIKELIHOODS = (
    LikelihoodRange(Likelihood.ALMOST_NO_CHANCE, 1, 5),
    LikelihoodRange(Likelihood.VERY_UNLIKELY, 5, 20),
    LikelihoodRange(Likelihood.UNLIKELY, 20, 45),
    LikelihoodRange(Likelihood.ROUGHLY_EVEN, 45, 55),
    LikelihoodRange(Likelihood.LIKELY, 55, 80),
    LikelihoodRange(Likelihood.VERY_LIKELY, 80, 95),
    LikelihoodRange(Likelihood.ALMOST_CERTAIN, 95, 99),
)
"""The likelihoods with their ranges (docs/procedures.md §3), from the least likely on."""


def find_likelihood(percent: int) -> Likelihood:
    """Return the likelihood in whose range 1 to 99 per cent lie."""
    return next(one.likelihood for one in reversed(LIKELIHOODS) if percent >= one.low or one.low == 1)


def count_winning_rolls(needed: int) -> int:
    """Return in how many of the 36 rolls of two dice the sum is ``needed`` or more."""
    return sum(one + two >= needed for one in range(1, 7) for two in range(1, 7))


def compute_odds(needed: int) -> int:
    """Return the chance that two dice reach ``needed``, in whole per cent."""
    return (count_winning_rolls(needed) * 100 + 18) // 36
