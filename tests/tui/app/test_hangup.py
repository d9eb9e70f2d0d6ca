"""The app leaves when its terminal is gone, though no signal tells it so, and its session can be gone on with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wargame.session.verify import verify

pty = pytest.importorskip("pty", reason="pseudo-terminals are Unix's")


def test_the_app_leaves_with_its_terminal(tmp_path: Path) -> None:
    near, far = pty.openpty()
    argv = [sys.executable, "-m", "wargame", "play", "--length", "short", "--seed", "3", "--sessions", str(tmp_path)]
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    app = subprocess.Popen(
        argv,
        stdin=far,
        stdout=far,
        stderr=far,
        start_new_session=True,  # no terminal of its own, so that no signal comes when it goes
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", **home},
    )
    os.close(far)
    seen = b""
    for said, answer in ((b"Before we begin", b"b"), (b"begin the exercise", b"\r"), (b"Card:", b"")):
        while said not in seen:
            seen += os.read(near, 4096)
        os.write(near, answer)
    os.close(near)
    try:
        app.wait(timeout=30)
    finally:
        app.kill()
    (session,) = tmp_path.glob("*.jsonl")
    assert verify(session).is_good
    assert not list(tmp_path.glob("*.lock"))
