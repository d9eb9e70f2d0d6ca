"""Glancing at session files: what each is and where it stood, from its first line and its last few, for a list of many.

Nothing is checked here and nothing is written: `verify` checks, and resuming reads the whole file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from wargame.session.chain import FORMAT, KIND

FIRST = 4 << 20
"""How much of a file is searched for the end of its first line, and then for a name it was given later, in bytes."""

_BRANCHED = b'"record":"branched"'

TAIL = 64 << 10
"""How much of the end of a file is read, in bytes."""


class Glance(NamedTuple):
    """One session as it looks from outside. With ``trouble`` only the path is known: what is wrong, as a sentence."""

    path: Path
    name: str = ""
    title: str = ""
    length: str = ""
    turns: int = 0
    turn: int = 0
    phase: str = ""
    """In which the last line was written; empty where a turn began with it."""
    at: str = ""
    """When its last line was written, ISO 8601; when it was begun, if there is none."""
    over: bool = False
    trouble: str = ""


def read_glance(path: Path) -> Glance:
    """What a file holds. Never raises: what cannot be read has its trouble named."""
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
    """The last record of branching, which names the session anew; None without one."""
    at = data.rfind(_BRANCHED)
    return _parse_line(data[data.rfind(b"\n", 0, at) + 1 :].partition(b"\n")[0]) if at >= 0 else None


def list_newest(folder: Path, also: Iterable[Path], most: int) -> list[Path]:
    """The session files of a folder and some others, those written last first, at most ``most``. Never raises."""
    found: dict[Path, float] = {}
    for path in (*_iter_files(folder), *also):
        try:
            found[path.resolve()] = path.stat().st_mtime
        except OSError:
            continue  # moved or deleted since it was remembered
    return sorted(found, key=lambda path: (-found[path], path.name))[:most]


def _iter_files(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            yield from (Path(entry.path) for entry in entries if entry.name.endswith(".jsonl") and entry.is_file())
    except OSError:
        return


def _update_glance(known: Glance, lines: Iterable[bytes]) -> Glance:
    """Where the exercise stood after these lines, some of which may be cut or damaged."""
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
                    turn, phase = event["to"], ""  # the line's own phase is that of the turn before
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
