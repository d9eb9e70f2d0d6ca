"""Branches: a new session file that plays on from any line of another one.

A branch begins with a byte copy of the first lines of its parent. A ``branched`` record follows, with the name of the
parent, the number and the digest of the last copied line, and the seed from there on. The parent is only read. A branch
can start in a part of the parent that was undone later, since it does not copy the undo.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from wargame.input_file import open_input
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.row import ENDING, TURN
from wargame.session.chain import JournalError, SessionFile, read_session
from wargame.session.file_name import find_free_path
from wargame.session.fold import FoldedSession
from wargame.session.journal import Journal
from wargame.session.line_checks import LineChecker, open_header
from wargame.session.line_reading import place_line, read_line, read_lines, write_line
from wargame.session.local_time import convert_to_local
from wargame.session.records import Branched, Redacted
from wargame.session.shape import JsonLine, MalformedLineError
from wargame.session.shell_commands import format_repair


class BranchError(JournalError):
    """No branch can start at this line; the message says why, and which lines are possible."""


class NoSuchLineError(BranchError):
    """The file has no such line, or the line is damaged."""


def branch(
    path: str | os.PathLike[str],
    at: int,
    folder: Path | None = None,
    *,
    name: str | None = None,
    seed: int | None = None,
    now: str,
) -> Path:
    """Write a branch of a session file as it was after line ``at``, and return its path. `wargame resume` plays it on.

    The new file is in ``folder`` (None: beside the parent). ``name`` is its name (None: the name of the parent and the
    line), ``seed`` the seed from there on (None: a new one), ``now`` the time of the branch (ISO 8601). Of a damaged
    file the good lines can be used.

    Raises `NoSuchLineError`, `BranchError` (the exercise is over or has not begun at this line, or a line has another
    shape), `ContentError`, and what `read_session` and `Journal.begin` raise.
    """
    real = Path(os.path.realpath(path))
    reading = read_session(path)
    lines = _find_lines(path, reading, at)
    folded, table = _fold_lines(path, lines)
    name = name or f"{folded.name} from line {at}"
    head = lines[-1]["sha"]
    line = Branched(
        n=at + 1,
        turn=folded.row[TURN],
        phase=table.find_phase(folded.row),
        parent=real.name,
        line=at,
        head=head,
        seed=secrets.randbits(53) if seed is None else seed,
        name=name,
        at=now,
    )
    here = convert_to_local(now, folded.header.zone)
    new = find_free_path(folder or real.parent, here, folded.header.scenario, name)
    with Journal.begin(new, _read_lines(real, at), head, write_line(line)) as journal:
        for n, redacted in enumerate(_list_redactions(reading.lines, at), start=at + 2):
            journal.append(write_line(place_line(redacted, n, line.turn, line.phase, now)))
    return new


def _list_redactions(lines: Sequence[JsonLine], at: int) -> list[Redacted]:
    """Return the redactions of the first ``at`` lines that stand later in the parent; a branch carries them along."""
    found = []
    for n, line in enumerate(lines[at:], at + 1):
        with suppress(MalformedLineError):  # a branch may leave a line behind that nothing can read
            if line.get("record") == Redacted.record and isinstance(one := read_line(line, n), Redacted):
                found += [Redacted(line=one.line, because=one.because)] if one.line <= at else []
    return found


def _find_lines(path: str | os.PathLike[str], reading: SessionFile, at: int) -> Sequence[JsonLine]:
    good = len(reading.lines)
    if 1 <= at <= good:
        return reading.lines[:at]
    if reading.damaged is not None and not good:
        remedy = format_repair(path) if reading.rewriting else "go back to a copy of it"
        raise BranchError(path, str(reading.damaged), remedy)
    most = f"name a line from 1 to {good}"
    if reading.damaged is not None and at >= reading.damaged.line:
        raise NoSuchLineError(path, f"{reading.damaged}, so nothing can follow line {good}", most)
    if reading.torn and at == good + 1:
        raise NoSuchLineError(path, f"line {at} was cut while it was written", most)
    raise NoSuchLineError(path, f"there is no line {at}", most)


def _fold_lines(path: str | os.PathLike[str], lines: Sequence[JsonLine]) -> tuple[FoldedSession, ContentTable]:
    """Return the session as it was after these lines, and its table.

    Raises `BranchError` unless it can be played on from there.
    """
    open_at = 1
    try:
        folded = open_header(lines[0])
        table = folded.table
        checker = LineChecker(folded.header, table)
        for line in read_lines(lines[1:]):
            checker.check(line)
            folded.add(line)
            if not folded.row[ENDING]:
                open_at = line.n
    except MalformedLineError as error:
        raise BranchError(path, error.format_shape(), "wargame verify says more") from None
    if not folded.standing and not folded.header.paced:
        raise BranchError(path, "after line 1 nothing has begun yet", "name line 2 or a later one")
    if folded.row[ENDING]:
        said = f"at line {len(lines)} the exercise is over, and nothing is left to play"
        raise BranchError(path, said, f"name an earlier line: {open_at} is the last before the end")
    return folded, table


def _read_lines(path: Path, count: int) -> bytes:
    """Return the first ``count`` lines as they are in the file, each with its newline."""
    with open_input(path) as file:
        return b"".join(line.removesuffix(b"\n") + b"\n" for line in islice(file, count))
