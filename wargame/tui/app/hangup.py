"""Hang-up: the app leaves when its terminal is gone, whether or not a signal tells it so.

A closed window or a broken connection sends no signal to a program that another one started (`make play`);
reading then finds nothing again and again. The kernel is asked to say when it happens: nothing is polled meanwhile.
"""

from __future__ import annotations

import select
import sys
from contextlib import suppress
from threading import Thread
from typing import Any

from textual.app import App


def leave_with_terminal(app: App[Any]) -> None:
    """Make ``app`` exit once the terminal of standard input has hung up; where that cannot be known, do nothing."""
    if not hasattr(select, "poll"):  # Windows, which ends the programs of a window with it
        return
    try:
        fileno = sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        return

    def wait() -> None:
        waiting = select.poll()
        waiting.register(fileno, 0)  # of no input, only of a hang-up
        if any(happened & select.POLLHUP for _, happened in waiting.poll()):
            with suppress(RuntimeError):  # it has left meanwhile
                app.call_from_thread(app.exit)

    Thread(target=wait, name="hang-up", daemon=True).start()
