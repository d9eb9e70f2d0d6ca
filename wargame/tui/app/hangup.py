"""Leave the app when its terminal is gone, even if no signal tells it.

A closed window or a broken connection sends no signal to a program that another program started (`make play`), and
reads then return nothing again and again. The kernel is asked to report the hang-up: nothing is polled.
"""

from __future__ import annotations

import select
import sys
from contextlib import suppress
from threading import Thread
from typing import Any

from textual.app import App


def leave_with_terminal(app: App[Any]) -> None:
    """Make ``app`` exit when the terminal of standard input has hung up; do nothing if this cannot be detected."""
    if not hasattr(select, "poll"):  # Windows ends the programs of a window itself
        return
    try:
        fileno = sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        return

    def wait() -> None:
        waiting = select.poll()
        waiting.register(fileno, 0)  # report no input, only a hang-up
        if any(happened & select.POLLHUP for _, happened in waiting.poll()):
            with suppress(RuntimeError):  # the app has left already
                app.call_from_thread(app.exit)

    Thread(target=wait, name="hang-up", daemon=True).start()
