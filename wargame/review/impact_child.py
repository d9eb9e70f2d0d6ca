"""The process that measures the impact of a session for the app.

`ImpactProcess` starts it (``-m wargame.review.impact_child FILE PAIRS NICENESS``) and says what it writes. It writes
nothing else to standard output, and ends when its standard input is closed.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from pathlib import Path
from threading import Thread
from typing import BinaryIO

STEP = 50
"""Progress is told at most about this many times."""


class _Teller:
    """Writes what is told to the process that asked."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._told = 0

    def tell_progress(self, done: int, of: int) -> None:
        """Tell how many exercises have been played on, unless hardly any more than before."""
        if (done - self._told) * STEP >= of:
            self._told = done
            self._write(b"played %d %d\n" % (done, of))

    def tell_found(self, found: object) -> None:
        """Tell what was found."""
        data = pickle.dumps(found)
        self._write(b"found %d\n" % len(data) + data)

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._out.flush()


def main(session: str, pairs: str, niceness: str) -> None:
    """Measure the impact of a session, and write it to standard output. Write nothing if it has too few decisions."""
    if hasattr(os, "nice"):
        os.nice(int(niceness))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches all its processes
    Thread(target=_end_with_parent, daemon=True).start()
    teller = _Teller(_claim_output())
    teller.tell_progress(0, 0)
    from wargame.lab.impact import LEADING  # imported at low priority
    from wargame.review.data.impact_summary import measure_weights
    from wargame.review.data.reviewed_session import open_session

    weights = measure_weights(open_session(Path(session)), int(pairs), progress=teller.tell_progress)
    if len(weights.decisions) >= LEADING:
        teller.tell_found(weights)


def _end_with_parent() -> None:
    """Wait until standard input is closed, which happens when the parent ends, and end this process at once."""
    while os.read(0, 1):
        pass
    os._exit(1)


def _claim_output() -> BinaryIO:
    """Return standard output, and let whatever else would be written to it go nowhere."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return out


if __name__ == "__main__":
    main(*sys.argv[1:])
