"""Workers: processes that share the playing among the cores, and end without a word when Ctrl+C ends the program."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.pool import Pool
from typing import Any


@contextmanager
def open_pool(number: int, begin: Callable[..., None], needs: tuple[Any, ...]) -> Iterator[Pool]:
    """A pool of processes, each made ready by ``begin(*needs)``; they are ended with the block.

    Spawned, not forked: the same everywhere, and nothing of this process is shared by accident.
    """
    with _ignore_interrupts():
        pool = get_context("spawn").Pool(number, _begin, (begin, *needs))
    with pool:
        yield pool


@contextmanager
def _ignore_interrupts() -> Iterator[None]:
    """Ctrl+C goes to every process of a terminal: those begun meanwhile leave it to this one."""
    if threading.current_thread() is not threading.main_thread():  # only that one may say what a signal does
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(begin: Callable[..., None], *needs: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    begin(*needs)
