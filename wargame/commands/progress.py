"""Says on standard error how far long work is: in one line on a terminal, in a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

BETWEEN = 10.0
"""The seconds between two lines where standard error is no terminal. Short work says nothing there."""


def make_progress(what: str) -> Callable[[int, int], None]:
    """Return a function that is told how many of how many are done, and says so: *40 of 200 exercises*."""
    return _build_terminal_line(what) if sys.stderr.isatty() else _build_pipe_lines(what)


def _build_terminal_line(what: str) -> Callable[[int, int], None]:
    def show(done: int, whole: int) -> None:
        end = "\r\x1b[K" if done >= whole else ""
        print(f"\r{done} of {whole} {what}{end}", end="", file=sys.stderr, flush=True)

    return show


def _build_pipe_lines(what: str) -> Callable[[int, int], None]:
    told = time.monotonic()

    def show(done: int, whole: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= BETWEEN and done < whole:
            told = now
            print(f"wargame: {done} of {whole} {what}", file=sys.stderr, flush=True)

    return show
