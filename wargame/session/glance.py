"""Summaries of session files for a list of many: each is read from its first line and its last few.

Nothing is checked and nothing is written: `verify` checks a file, and resuming reads all of it.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from wargame.session.chain import FORMAT, KIND

FIRST = 4 << 20
"""How many bytes are searched for the end of the first line, and then for a later name of the session."""

_BRANCHED = b'"record":"branched"'

TAIL = 64 << 10
"""How many bytes at the end of a file are read."""


class Glance(NamedTuple):
    """One session as a list shows it. Where ``trouble`` is set, a sentence that says what is wrong, only the path is
    known.
    """

    path: Path
    name: str = ""
    title: str = ""
    length: str = ""
    turns: int = 0
    turn: int = 0
    phase: str = ""
    """The phase in which the last line was written; empty where a turn began with that line."""
    at: str = ""
    """When the last line was written, ISO 8601; without a line, when the session was begun."""
    over: bool = False
    trouble: str = ""


def read_glance(path: Path) -> Glance:
    """Return the summary of a file. Raises nothing: for a file that cannot be read, ``trouble`` says why."""
    try:
        with path.open("rb") as file:
            first = file.readline(FIRST)
            begins = file.tell()
            branched = _find_last_branched(file.read(FIRST))
            size = file.seek(0, os.SEEK_END)
            file.seek(max(begins, size - TAIL))
            tail = file.read()
        cut = size - TAIL > begins
    except OSError as error:
        return Glance(path, trouble=f"it could not be read ({error.strerror})")
    header = _parse_line(first)
    if header is None or header.get("kind") != KIND:
        return Glance(path, trouble="it is empty" if not first else "it is not a session, or its beginning is damaged")
    if header.get("format") != FORMAT:
        said = f"it has format {header.get('format')}, and this program reads up to {FORMAT}"
        return Glance(path, trouble=f"{said}; open it with the version of wargame that wrote it")
    known = Glance(
        path,
        _read_text((branched or header).get("name")),
        _read_text(header.get("title")),
        _read_text(header.get("length")),
        _read_turns(header),
        at=_read_text(header.get("created")),
    )
    return _update_glance(known, tail.split(b"\n")[cut:])


def _find_last_branched(data: bytes) -> dict[str, Any] | None:
    """Return the last ``branched`` record, which gives the session a new name; None if there is none."""
    at = data.rfind(_BRANCHED)
    return _parse_line(data[data.rfind(b"\n", 0, at) + 1 :].partition(b"\n")[0]) if at >= 0 else None


def list_newest(folder: Path, also: Iterable[Path], most: int) -> list[Path]:
    """At most ``most`` session files, the last written first: those in the folder and the paths in ``also``.

    Raises nothing; paths that are no files are left out.
    """
    found: dict[Path, float] = {}
    for path in (*_iter_files(folder), *also):
        try:
            status = path.stat()
            if stat.S_ISREG(status.st_mode):  # to open a pipe would wait for its other end
                found[path.resolve()] = status.st_mtime
        except OSError:
            continue  # moved or deleted meanwhile
    return sorted(found, key=lambda path: (-found[path], path.name))[:most]


def _iter_files(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            yield from (Path(entry.path) for entry in entries if entry.name.endswith(".jsonl") and entry.is_file())
    except OSError:
        return


def _update_glance(known: Glance, lines: Iterable[bytes]) -> Glance:
    """Return the summary after these lines, some of which may be cut or damaged."""
    turn, phase, at, over = known.turn, known.phase, known.at, False
    for line in filter(None, map(_parse_line, lines)):
        turn = line["turn"] if isinstance(line.get("turn"), int) else turn
        phase, at = _read_text(line.get("phase")), _read_text(line.get("at")) or at
        if line.get("record") == "undo":
            over = False
        events = line.get("events")
        for event in events if isinstance(events, list) else ():
            if isinstance(event, dict) and isinstance(event.get("to"), int):
                if event.get("what") == "turn":
                    turn, phase = event["to"], ""  # the phase of the line itself is that of the turn before
                over = bool(event["to"]) if event.get("what") == "ending" else over
    return known._replace(turn=turn, phase=phase, at=at, over=over)


def _parse_line(raw: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _read_turns(header: Mapping[str, Any]) -> int:
    try:
        return int(header["content"]["scenario"]["lengths"][header["length"]]["turns"])
    except (LookupError, TypeError, ValueError):
        return 0


def _read_text(value: object) -> str:
    return value if isinstance(value, str) else ""
