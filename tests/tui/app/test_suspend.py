"""The app is stopped by its shell (SIGTSTP) and goes on with ``fg`` (SIGCONT): nothing is lost, and it draws itself."""

from __future__ import annotations

import os
import select
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from tests.tui.app.in_terminal import read_until, start_app
from wargame.session.journal import Journal, LockedError
from wargame.session.verify import verify


def read_until_stopped(near: int, pid: int) -> None:
    """Read what the app draws until it stops: what nobody reads keeps it from giving the terminal back."""
    seen = b""
    while not (changed := os.waitpid(pid, os.WUNTRACED | os.WNOHANG))[0]:
        ready, _, _ = select.select([near], [], [], 0.1)
        seen += os.read(near, 4096) if ready else b""
    assert os.WIFSTOPPED(changed[1]), f"it ended: {seen.decode(errors='replace')}"


def read_until_gone(near: int) -> None:
    """Read what the app draws until it closes its terminal; fail after half a minute without a word."""
    with suppress(OSError):  # so Linux reports the end
        while select.select([near], [], [], 30)[0]:
            if not os.read(near, 4096):
                return
        pytest.fail("it does not leave")


def test_a_stopped_app_goes_on_where_it_was(tmp_path: Path) -> None:
    near, app = start_app(tmp_path, process_group=0)  # an orphaned group would not be stopped
    try:
        (session,) = tmp_path.glob("*.jsonl")
        for _ in range(10):  # at whatever it is doing
            os.kill(app.pid, signal.SIGTSTP)
            read_until_stopped(near, app.pid)
            assert verify(session).is_good
            with pytest.raises(LockedError):  # it keeps its file while it is stopped
                Journal.resume(session)
            os.kill(app.pid, signal.SIGCONT)
            read_until(near, b"Card:")
        os.write(near, b"\x1bOP")  # F1
        read_until(near, b"What everybody may see")
        os.write(near, b"\x1b[21~\x11\x11")  # F10, Ctrl+Q twice
        read_until_gone(near)
        assert app.wait(timeout=30) == 0
    finally:
        app.kill()
        os.close(near)
    assert verify(session).is_good
    assert not list(tmp_path.glob("*.lock"))
