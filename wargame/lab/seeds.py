"""Seeds: the seed of run i of an experiment, which depends on the seed of the experiment and on i alone."""

from __future__ import annotations

_MASK = 2**64 - 1
_STEP = 0x9E3779B97F4A7C15


def _mix(z: int) -> int:
    """Return the finisher of splitmix64: a permutation of the 64-bit numbers."""
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & _MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & _MASK
    return z ^ z >> 31


def compute_seed(base: int, i: int) -> int:
    """The seed of run ``i``, from 0 to 2**64 - 1. Runs of one base have different seeds: each step is a permutation."""
    return _mix((_mix(base & _MASK) + (i + 1) * _STEP) & _MASK)
