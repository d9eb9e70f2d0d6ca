"""The app leaves when its terminal is gone, though no signal tells it so, and its session can be gone on with."""

from __future__ import annotations

import os
from pathlib import Path

from tests.tui.app.in_terminal import start_app
from wargame.session.verify import verify


def test_the_app_leaves_with_its_terminal(tmp_path: Path) -> None:
    # no terminal of its own, so that no signal comes when it goes
    near, app = start_app(tmp_path, new_session=True)
    os.close(near)
    try:
        app.wait(timeout=30)
    finally:
        app.kill()
    (session,) = tmp_path.glob("*.jsonl")
    assert verify(session).is_good
    assert not list(tmp_path.glob("*.lock"))
