"""The decision that ends a secret round, kept in a file beside the session until every role was called.

In the session file it would show the second window that the round is over. The file is ``SESSION.held``, and as secret
as the session file. A crash in the round loses nothing: the decision is read again when the session is resumed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from wargame.own_files import read_own, replace_own
from wargame.session.chain import JournalError


class HeldDecision(NamedTuple):
    """A decision that would end the round in front of everybody while further roles are still to be called."""

    role: str
    verb: str
    args: Mapping[str, Any]
    because: str
    said: Mapping[str, Any]
    seconds: float | None
    key: str = ""
    """The key of its own with which a device sent it; empty for a decision at the keyboard."""


class HeldFile:
    """The file of one session. For an exercise that is recorded nowhere there is none."""

    def __init__(self, session: Path | None) -> None:
        self._path = session.with_name(f"{session.name}.held") if session is not None else None

    def write(self, moment: list[int | str], held: HeldDecision) -> None:
        """Keep a decision, which was taken at a ``moment``. Raises `JournalError`."""
        if self._path is None:
            return
        try:
            replace_own(self._path, json.dumps({"moment": moment, "held": held._asdict()}).encode())
        except OSError as error:
            raise JournalError(self._path, f"{error.strerror}", "mend that and decide again") from error

    def read(self, moment: list[int | str]) -> HeldDecision | None:
        """Return the decision that was taken at this ``moment``; None without one, and for a file of another user."""
        if self._path is None:
            return None
        with suppress(OSError, ValueError, RecursionError, TypeError, KeyError):
            data = json.loads(read_own(self._path, alone=True))
            held = HeldDecision(**data["held"])
            texts = all(isinstance(one, str) for one in (held.role, held.verb, held.because, held.key))
            if data["moment"] == moment and texts and isinstance(held.args, dict) and isinstance(held.said, dict):
                return held._replace(seconds=None)
        return None

    def remove(self) -> None:
        """Remove the file, if there is one."""
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
