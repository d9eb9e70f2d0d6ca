"""Stop the app for its shell (SIGTSTP), and go on after `fg` (SIGCONT), between two events of the app.

Textual's driver does both inside a signal handler. Python runs a handler between any two steps of the program, also in
the middle of a write or while the driver starts: then the app ends or hangs. Here the event loop calls, so that
nothing else is being done.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Any

from textual.app import App


def follow_shell(app: App[Any], driver_may_stop: bool) -> None:
    """Let the event loop stop the app and let it go on, where the system has these signals.

    ``driver_may_stop`` says whether the driver can give the terminal back: a driver without a terminal cannot.
    """
    if sys.platform == "win32" or not driver_may_stop:
        return
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTSTP, _stop, app)
    loop.add_signal_handler(signal.SIGCONT, _go_on, app)


if sys.platform != "win32":
    import termios

    def _stop(app: App[Any]) -> None:
        """Give the terminal back, stop the process, and take the terminal again once the shell lets go of it."""
        with app.suspend():
            os.kill(os.getpid(), signal.SIGSTOP)
            while _is_in_background():  # `bg`: nothing may be drawn
                os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(app: App[Any]) -> None:
        """Take the terminal again if the shell has changed its mode, as after a SIGSTOP, which nothing announces."""
        if not _is_in_background() and _reads_whole_lines():
            with app.suspend():
                pass

    def _is_in_background() -> bool:
        """Does another process group have the terminal?"""
        try:
            return os.tcgetpgrp(_find_terminal()) != os.getpgrp()
        except OSError:  # the terminal is not the one that controls the process: nothing is in the background
            return False

    def _reads_whole_lines() -> bool:
        """Is the terminal in the mode of a shell, which gives a program whole lines?"""
        try:
            return bool(termios.tcgetattr(_find_terminal())[3] & termios.ICANON)
        except termios.error:
            return False

    def _find_terminal() -> int:
        """Return the number of the file from which keys are read."""
        assert sys.__stdin__ is not None, "the app has a terminal"
        return sys.__stdin__.fileno()
