"""Verifies that a session file is what was played.

The chain is checked, every command is decided again, and the events are compared with the recorded ones.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import NamedTuple

from wargame.content.load.problems import ContentError
from wargame.session.compiled_contents import CompiledContents
from wargame.session.journal import read_session
from wargame.session.line_checks import read_checked
from wargame.session.records import RULES, Closed
from wargame.session.shape import MalformedLineError
from wargame.session.shell_commands import format_repair


class VerifyStatus(Enum):
    """How far a file is what was played."""

    EXACT = "exact"
    OPEN = "exact, open"
    UNVERIFIED = "unverified"
    DIVERGED = "diverged"
    DAMAGED = "damaged"


class Verdict(NamedTuple):
    """The result of verifying a file: ``faith`` is its status, ``line`` the line that is wrong (0: none), ``why`` the
    reason, and ``head`` the digest of the last line.
    """

    faith: VerifyStatus
    line: int
    why: str
    head: str

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with the file."""
        return self.faith in (VerifyStatus.EXACT, VerifyStatus.OPEN)

    def format_line(self) -> str:
        """Return the verdict in one line: *diverged at line 7: the rules refuse it: ...*."""
        place = f" at line {self.line}" if self.line else ""
        return f"{self.faith.value}{place}" + (f": {self.why}" if self.why else "")


def verify(path: Path, compiled: CompiledContents | None = None) -> Verdict:
    """Verify a session file. Raises `JournalError` for a file that is no session.

    Content that ``compiled`` holds already is not compiled again.
    """
    reading = read_session(path)
    if reading.damaged is not None:
        why = f"it {reading.damaged.reason}"
        if reading.rewriting:
            why += f"; {format_repair(path)}"
        return Verdict(VerifyStatus.DAMAGED, reading.damaged.line, why, reading.head)
    header = reading.lines[0]
    if header.get("rules") != RULES:
        why = f"played under rules {header.get('rules')}; this program has rules {RULES}"
        return Verdict(VerifyStatus.UNVERIFIED, 0, why, reading.head)
    try:
        folded = read_checked(reading.lines, compiled)
    except ContentError as error:
        why = f"this program does not accept the pinned content: {error.problems[0].format_line()}"
        return Verdict(VerifyStatus.UNVERIFIED, 0, why, reading.head)
    except MalformedLineError as error:
        return Verdict(VerifyStatus.DIVERGED, error.line, error.format_verdict(), reading.head)
    if reading.torn:
        return Verdict(VerifyStatus.OPEN, 0, "the last line was cut while it was written", reading.head)
    if not folded.lines or not isinstance(folded.lines[-1], Closed):
        return Verdict(VerifyStatus.OPEN, 0, "", reading.head)
    return Verdict(VerifyStatus.EXACT, 0, "", reading.head)
