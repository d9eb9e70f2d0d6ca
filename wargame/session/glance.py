"""Summaries of session files for a list of many: each is read from its first line and its last few.

Nothing is written, and only what a list shows is checked: `verify` checks a file, and resuming reads all of it.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from wargame.input_file import open_input
from wargame.session.chain import FORMAT, KIND

FIRST = 4 << 20
"""How many bytes are searched for the end of the first line, and then for a later name of the session."""

_BRANCHED = b'"record":"branched"'

TAIL = 64 << 10
"""How many bytes at the end of a file are read."""


_MOST_TURNS = 1_000_000
"""A number of turns that no exercise has."""


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
        with open_input(path) as file:
            first = file.readline(FIRST)
            begins = file.tell()
            size = file.seek(0, os.SEEK_END)
            file.seek(begins)
            after = file.read(min(FIRST, max(size - begins, 0)))  # read makes a buffer of the size it is given
            branched = _find_last_branched(after)
            at = file.seek(max(begins, size - TAIL))
            tail = file.read(TAIL)
        lines = tail.split(b"\n")[at > begins :]
        header = _parse_line(first)
        wrong = _find_malformed(header, first, lines)
        if wrong is not None:
            return Glance(path, trouble=f"line {_find_number(path, wrong)} is not of the shape this program writes")
    except OSError as error:
        return Glance(path, trouble=f"it could not be read ({error.strerror})")
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
    return _update_glance(known, lines)


def _find_malformed(header: dict[str, Any] | None, first: bytes, lines: Sequence[bytes]) -> bytes | None:
    """Return the first line with a part that a list shows and that has a wrong type; None if there is none.

    Lines that are cut or no objects are passed over.
    """
    if header is None or header.get("kind") != KIND or header.get("format") != FORMAT:
        return None
    if not all(isinstance(header.get(name, ""), str) for name in ("name", "title", "length", "created")):
        return first
    return next((raw for raw in lines if not _has_shape(_parse_line(raw) or {})), None)


def _has_shape(line: Mapping[str, Any]) -> bool:
    events = line.get("events", [])
    return (
        all(isinstance(line.get(name, ""), str) for name in ("phase", "at", "name"))
        and _is_turn(line.get("turn", 0))
        and isinstance(events, list)
        and all(
            isinstance(event, dict) and (event.get("what") not in ("turn", "ending") or _is_turn(event.get("to")))
            for event in events
        )
    )


def _is_turn(value: object) -> bool:
    return type(value) is int and 0 <= value < _MOST_TURNS


def _find_number(path: Path, wrong: bytes) -> int:
    """Return the number of a line of a file."""
    with open_input(path) as file:
        return next(
            (number for number, line in enumerate(file, start=1) if line.rstrip(b"\n") == wrong.rstrip(b"\n")), 0
        )


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
        turn = line.get("turn", turn)
        phase, at = _read_text(line.get("phase")), _read_text(line.get("at")) or at
        if line.get("record") == "undo":
            over = False
        for event in line.get("events", ()):
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
    except (LookupError, TypeError, ValueError, OverflowError):
        return 0


def _read_text(value: object) -> str:
    return value if isinstance(value, str) else ""
