"""Pauses the garbage collector of Python while many objects are made that stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def pause_collection() -> Iterator[None]:
    """Pause the garbage collector of Python.

    A large deck is a hundred thousand objects, and a long session as many; none of them is garbage. The collector would
    look at all of them again and again, which doubles the time of loading a deck.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
