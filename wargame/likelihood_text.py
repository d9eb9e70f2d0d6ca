"""The words of ICD-203 for likelihoods: what players, cards on paper and reports have in common."""

from __future__ import annotations

from typing import NamedTuple

from wargame.likelihood import LIKELIHOODS, Likelihood, find_likelihood
from wargame.phrases import fill


class LikelihoodWords(NamedTuple):
    """The phrase for a likelihood, with its range in per cent."""

    words: str
    low: int
    high: int


def format_likelihood(percent: int) -> str:
    """Return the phrase for a likelihood of 1 to 99 per cent."""
    return _format_words(find_likelihood(percent))


def list_likelihood_words() -> tuple[LikelihoodWords, ...]:
    """Return the phrases with their ranges, from the least likely on."""
    return tuple(LikelihoodWords(_format_words(one.likelihood), one.low, one.high) for one in LIKELIHOODS)


def _format_words(likelihood: Likelihood) -> str:
    match likelihood:
        case Likelihood.ALMOST_NO_CHANCE:
            return fill("almost no chance")
        case Likelihood.VERY_UNLIKELY:
            return fill("very unlikely")
        case Likelihood.UNLIKELY:
            return fill("unlikely")
        case Likelihood.ROUGHLY_EVEN:
            return fill("roughly even")
        case Likelihood.LIKELY:
            return fill("likely")
        case Likelihood.VERY_LIKELY:
            return fill("very likely")
        case Likelihood.ALMOST_CERTAIN:
            return fill("almost certain")
