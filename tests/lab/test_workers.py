"""Workers: Ctrl+C, which reaches every process of a terminal, is left to the one that began them."""

from __future__ import annotations

import signal

from wargame.lab.process_pool import open_pool

_ready = ""


def _begin(word: str) -> None:
    global _ready
    _ready = word


def _ask(_: int) -> tuple[str, bool]:
    return _ready, signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_workers_do_not_hear_an_interrupt_and_this_process_still_does() -> None:
    before = signal.getsignal(signal.SIGINT)
    with open_pool(1, _begin, ("ready",)) as pool:
        assert signal.getsignal(signal.SIGINT) is before
        assert pool.map(_ask, [0]) == [("ready", True)]
