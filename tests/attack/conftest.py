"""What all attacks share: how many cases they try, and from which seed."""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random

import pytest

SEED = os.environ.get("WARGAME_TEST_SEED", "1")
"""The seed of every attack. A run of CI is to be repeatable; another seed looks for more."""


def count_cases(small: int) -> int:
    """Return the number of cases an attack tries: ``small``, or what ``make attack N=...`` asks for."""
    return int(os.environ.get("WARGAME_ATTACK") or small)


@pytest.fixture
def cases() -> Callable[[int], range]:
    """Return the numbers of the cases of an attack that tries ``small`` of them unless it was asked for more."""
    return lambda small: range(count_cases(small))


@pytest.fixture
def luck(request: pytest.FixtureRequest) -> Random:
    """A source of chance for one attack. It depends on the seed and on the name of the test."""
    return Random(f"{SEED} {request.node.name}")
