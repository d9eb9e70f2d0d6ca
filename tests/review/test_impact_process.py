"""The process that measures impact: low priority, and it does not outlive the app, even if that is killed."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from tests.paths import EXAMPLES
from wargame.review.impact_process import ImpactProcess

APP = """
import sys
from pathlib import Path
from wargame.review import impact_process
impact_process.NICENESS = 1  # other tests keep every core busy
impact = impact_process.ImpactProcess(Path(sys.argv[1]), 1, 100_000)
impact.start(lambda: print(impact.pid, flush=True))
sys.stdin.read()
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux tells of the end of another's child")
def test_it_notices_that_the_app_was_killed() -> None:
    app = [sys.executable, "-c", APP, str(EXAMPLES / "impracticable-alliance.jsonl")]
    with subprocess.Popen(app, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as killed:
        assert killed.stdout is not None
        pid = int(killed.stdout.readline())
        assert os.getpriority(os.PRIO_PROCESS, pid) == 1 + os.getpriority(os.PRIO_PROCESS, 0)
        ended = select.poll()
        ended.register(os.pidfd_open(pid), select.POLLIN)
        assert not ended.poll(0), "it is still measuring"
        killed.kill()
        assert ended.poll(20_000), "it has ended"


@pytest.mark.skipif(sys.platform == "win32", reason="a script is started in another way there")
def test_what_is_cut_off_counts_as_nothing_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a process that was killed in the middle of a line."""
    script, ended = tmp_path / "python", Event()
    script.write_text("#!/bin/sh\nprintf 'played 3'\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))
    impact = ImpactProcess(tmp_path / "game.jsonl", 1, 300)
    assert impact.start(lambda: None if impact.is_measuring else ended.set())
    assert ended.wait(30)
    assert not impact.has_found
    assert impact.load_weights() is None
    impact.stop()
