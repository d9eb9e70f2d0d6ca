"""Measures the impact of a session in a process of its own, while the app goes on.

The process has low priority and runs `wargame.review.impact_child`. It ends with this process, even if this one is
killed: its standard input, a pipe, is closed then.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wargame.lab.impact import DecisionWeights


NICENESS = 19
"""What the process adds to its niceness: everything else goes first."""


class ImpactProcess:
    """Measures the decisions of a session that stand up to line ``last``, each over ``pairs`` of playouts.

    ``done`` of about ``of`` exercises have been played on; both are 0 at first.
    """

    def __init__(self, session: Path, last: int, pairs: int) -> None:
        self.session, self.last, self.pairs = session, last, pairs
        self.done, self.of = 0, 0
        self.is_measuring = False
        self._process: subprocess.Popen[bytes] | None = None
        self._found = b""

    @property
    def has_found(self) -> bool:
        """Are the figures here?"""
        return bool(self._found)

    @property
    def pid(self) -> int | None:
        """The number of the process; None before it is started and after it is stopped."""
        return self._process.pid if self._process is not None else None

    def start(self, tell: Callable[[], None]) -> bool:
        """Start the process. Return False if it cannot be started, or if there is no NumPy to play on with.

        ``tell`` is called from another thread after every change, and once more when the process has ended.
        """
        if find_spec("numpy") is None:  # the scalar engine would take minutes
            return False
        asked = [os.fspath(self.session), str(self.pairs), str(NICENESS)]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "wargame.review.impact_child", *asked],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                **_choose_priority(),
            )
        except OSError:
            return False
        self.is_measuring = True
        Thread(target=self._listen, args=(self._process, tell), name="impact", daemon=True).start()
        return True

    def stop(self) -> None:
        """End the process, if it is still running. Nothing is told any more."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def load_weights(self) -> DecisionWeights | None:
        """Return what was found; None if nothing was, or if the process is still measuring."""
        if not self._found:
            return None
        weights: DecisionWeights = pickle.loads(self._found)
        return weights

    def _listen(self, process: subprocess.Popen[bytes], tell: Callable[[], None]) -> None:
        """Read what the process writes: ``played DONE OF`` lines, then ``found LENGTH`` and the figures."""
        with process, suppress(ValueError):  # of a line that was cut off: the process was killed
            assert process.stdout is not None
            for line in process.stdout:
                word, *numbers = line.split()
                if word == b"found":
                    (length,) = map(int, numbers)
                    found = process.stdout.read(length)
                    self._found = found if len(found) == length else b""
                    break
                self.done, self.of = map(int, numbers)
                self._tell(process, tell)
        self.is_measuring = False
        self._tell(process, tell)

    def _tell(self, process: subprocess.Popen[bytes], tell: Callable[[], None]) -> None:
        if self._process is process:
            tell()


def _choose_priority() -> dict[str, Any]:
    """Return the option of `subprocess.Popen` for low priority on Windows. Elsewhere the process lowers its own."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.IDLE_PRIORITY_CLASS}
    return {}
