"""Branch: play on from any moment of a session, in a file of its own.

A branch is a byte copy of the parent's first lines and a ``branched`` record: which file, which line, the digest of
that line, the seed from there on. The parent is only read. A part that was undone later can be played on from as well:
the branch never hears of that undo.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wargame.rules.row import ENDING, TURN
from wargame.session.chain import JournalError, SessionFile, read_session
from wargame.session.file_name import find_free_path
from wargame.session.fold import FoldedSession, Line
from wargame.session.journal import Journal

MALFORMED = (LookupError, TypeError, ValueError, AttributeError)
"""What folding raises for lines of another shape than this program writes."""


class BranchError(JournalError):
    """Nobody can play on from there: why, and from where one can."""


class NoSuchLineError(BranchError):
    """The file has no such line, or no good one."""


def branch(
    path: str | os.PathLike[str],
    at: int,
    folder: Path | None = None,
    *,
    name: str | None = None,
    seed: int | None = None,
    now: str,
) -> Path:
    """Make a branch of a session file as it stood after line ``at``; the new file, which `wargame resume` plays on.

    It goes beside the parent or into ``folder``, is called ``name`` (the parent's name and the line, without one), and
    draws from ``seed`` (a new one, without one) at ``now`` (ISO 8601). Of a damaged file the good lines can be used.
    Raises `NoSuchLineError`, `BranchError` (after the end; lines of another shape), what `read` and `Journal.begin`
    raise, and `ContentError`.
    """
    real = Path(os.path.realpath(path))
    reading = read_session(path)
    lines = _find_lines(path, reading, at)
    folded = _fold_lines(path, lines)
    name = name or f"{folded.name} from line {at}"
    line: dict[str, Any] = {
        "n": at + 1,
        "turn": folded.row[TURN],
        "phase": folded.table.find_phase(folded.row),
        "record": "branched",
        "parent": real.name,
        "line": at,
        "head": lines[-1]["sha"],
        "seed": secrets.randbits(53) if seed is None else seed,
        "name": name,
        "at": now,
    }
    new = find_free_path(folder or real.parent, now, str(folded.header["scenario"]), name)
    Journal.begin(new, _read_lines(real, at), lines[-1]["sha"], line).close()
    return new


def _find_lines(path: str | os.PathLike[str], reading: SessionFile, at: int) -> Sequence[Line]:
    good = len(reading.lines)
    if 1 <= at <= good:
        return reading.lines[:at]
    if reading.damaged is not None and not good:
        raise BranchError(path, str(reading.damaged), "go back to a copy of it")
    most = f"name a line from 1 to {good}"
    if reading.damaged is not None and at >= reading.damaged.line:
        raise NoSuchLineError(path, f"{reading.damaged}, so nothing can follow line {good}", most)
    if reading.torn and at == good + 1:
        raise NoSuchLineError(path, f"line {at} was cut while it was written", most)
    raise NoSuchLineError(path, f"there is no line {at}", most)


def _fold_lines(path: str | os.PathLike[str], lines: Sequence[Line]) -> FoldedSession:
    """Where the session stood after these lines. Raises unless it can be played on from there."""
    open_at = 0
    number = 1
    try:
        folded = FoldedSession(lines[0])
        folded.table, folded.name, folded.header["scenario"], folded.header["paced"]  # what is asked of it below
        for number, line in enumerate(lines, start=1):
            if number > 1:
                folded.add(line)
            if not folded.row[ENDING]:
                open_at = number
    except MALFORMED as error:
        said = f"line {number} is not of the shape this program writes ({error!r})"
        raise BranchError(path, said, "wargame verify says more") from None
    if not folded.standing and not folded.header["paced"]:
        raise BranchError(path, "after line 1 nothing has begun yet", "name line 2 or a later one")
    if folded.row[ENDING]:
        said = f"at line {len(lines)} the exercise is over, and nothing is left to play"
        raise BranchError(path, said, f"name an earlier line: {open_at} is the last before the end")
    return folded


def _read_lines(path: Path, count: int) -> bytes:
    """The first ``count`` lines just as they stand in the file, each with its newline."""
    return b"".join(line + b"\n" for line in path.read_bytes().split(b"\n")[:count])
