"""Arrays: the types of the arrays that the batch engine works on, their widths, and a few constants.

An array of exercises has one element for each exercise. An array of what a bot thinks of has a row for each thing that
it thinks of, so its shape is (things, exercises). An array of shape (1,) holds the same for all exercises. All of these
can be combined, because the exercises are always the last axis.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.signedinteger[Any]]
"""Whole numbers, in one of the widths of `choose_width`."""
Mask: TypeAlias = NDArray[np.bool_]
"""What holds, and what does not."""
Width: TypeAlias = np.dtype[np.signedinteger[Any]]

WIDTHS: tuple[Width, ...] = (np.dtype(np.int8), np.dtype(np.int16), np.dtype(np.int32), np.dtype(np.int64))
"""The widths, the narrowest first."""
ALL: Mask = np.ones(1, np.bool_)
"""Holds for all exercises."""
NONE: Mask = np.zeros(1, np.bool_)
"""Holds for no exercise."""


def choose_width(low: int, high: int) -> Width:
    """Return the narrowest width that holds every number from ``low`` to ``high``. Raises `OverflowError` for none."""
    for width in WIDTHS:
        limits = np.iinfo(width)
        if limits.min <= low and high <= limits.max:
            return width
    raise OverflowError(f"no width holds the numbers from {low} to {high}")


@lru_cache(maxsize=1024)
def build_constant(value: int, size: int, width: Width) -> Ints:
    """Return an array that holds ``value`` ``size`` times.

    NumPy takes the lesser of two arrays ten times as fast as that of an array and a number.
    """
    out: Ints = np.full(size, value, width)
    out.flags.writeable = False
    return out


def limit_above(values: Ints, high: int) -> Ints:
    """Return the values, and ``high`` in place of greater ones."""
    return np.minimum(values, build_constant(high, values.shape[-1], values.dtype))


def limit_below(values: Ints, low: int) -> Ints:
    """Return the values, and ``low`` in place of lesser ones."""
    return np.maximum(values, build_constant(low, values.shape[-1], values.dtype))


def select(mask: Mask, chosen: Ints, other: Ints) -> Ints:
    """Return ``chosen`` where the mask holds, else ``other``; both have one width.

    Three simple operations take a tenth of the time of `numpy.where`.
    """
    return other + (chosen - other) * mask.view(np.int8)
