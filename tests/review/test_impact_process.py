"""The process that measures impact: low priority, and it does not outlive the app, even if that is killed."""

from __future__ import annotations

import os
import select
import subprocess
import sys

import pytest

from tests.paths import EXAMPLES

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
