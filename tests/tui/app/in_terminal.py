"""The app in a pseudo-terminal and a process of its own, with what it draws and what is typed."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="pseudo-terminals are Unix's")


def start_app(
    folder: Path, *, new_session: bool = False, process_group: int | None = None
) -> tuple[int, subprocess.Popen[bytes]]:
    """Start an exercise in a terminal, and go on to its table. Returns the near end of the terminal and the process."""
    near, far = pty.openpty()
    argv = [sys.executable, "-m", "wargame", "play", "--length", "short", "--seed", "3", "--sessions", str(folder)]
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_STATE_HOME": str(folder)}
    app = subprocess.Popen(
        argv,
        stdin=far,
        stdout=far,
        stderr=far,
        start_new_session=new_session,
        process_group=process_group,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", **home},
    )
    os.close(far)
    try:
        for said, answer in ((b"Before we begin", b"b"), (b"begin the exercise", b"\r")):
            read_until(near, said)
            os.write(near, answer)
        read_until(near, b"Card:")
    except BaseException:
        app.kill()
        raise
    return near, app


def read_until(near: int, said: bytes) -> None:
    """Read what the app draws until these words come; fail after half a minute without a word."""
    seen = b""
    while said not in seen:
        ready, _, _ = select.select([near], [], [], 30)
        assert ready, f"{said!r} did not come: {seen[-2000:]!r}"
        seen += os.read(near, 4096)
