"""Reads the lines of a session file from JSON and writes them to it; the only place for either.

A line that was read holds the object of the file itself, checked once (`wargame.session.shape`), so that a long file is
read in little more than the time of its JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import count
from typing import TypeVar, get_args

from wargame.session.events import check_events
from wargame.session.records import (
    OPTIONAL,
    CommandLine,
    DetailsGiven,
    Header,
    Line,
    Note,
    RecommendationGiven,
    Record,
    UnknownRecord,
)
from wargame.session.shape import MOST_SECONDS, FieldShapes, JsonLine, is_texts

L = TypeVar("L", bound=Line)
H = TypeVar("H", bound=Header | Line)

_KINDS: Mapping[str, type[Record]] = {kind.record: kind for kind in get_args(Record) if kind is not UnknownRecord}


def _collect_shapes(kind: type[Header | Line]) -> FieldShapes:
    """Return the checks of a class; its annotations are texts, which name them."""
    types = {one.name: (str(one.type), OPTIONAL in one.metadata) for one in fields(kind)}
    required = {name: of for name, (of, optional) in types.items() if not optional}
    return FieldShapes(required, {name: of for name, (of, optional) in types.items() if optional})


_SHAPES = {kind: _collect_shapes(kind) for kind in (Header, CommandLine, *get_args(Record))}
_COMMAND_SHAPE = _SHAPES[CommandLine]

_new, _set = object.__new__, object.__setattr__


def _build_line(kind: type[H], data: JsonLine) -> H:
    """Return a line that holds ``data`` itself as its fields."""
    line = _new(kind)
    _set(line, "__dict__", data)
    return line


def read_header(data: JsonLine) -> Header:
    """Return the first line of a session file. Raises `MalformedLineError`."""
    _SHAPES[Header].check(data, 1)
    return _build_line(Header, data)


def drop_content(header: Header) -> Header:
    """Return the header with empty ``content``, for a caller that has the content as models."""
    return _build_line(Header, {**vars(header), "content": {}})


def replace_header(header: Header, seed: int, start: Mapping[str, int], seats: Mapping[str, str]) -> Header:
    """Return the header of another session with the same content."""
    return _build_line(Header, {**vars(header), "seed": seed, "start": start, "seats": seats})


def _is_usual_command(data: JsonLine) -> bool:
    """Return whether a command has every field, each of its type.

    It says the same as `_COMMAND_SHAPE` for nearly every command, in a fifth of the time: a long file has thousands.
    """
    try:
        return (
            type(data["n"]) is int
            and type(data["turn"]) is int
            and type(data["phase"]) is str
            and type(data["role"]) is str
            and type(data["by"]) is str
            and type(data["do"]) is str
            and type(data["args"]) is dict
            and type(data["because"]) is str
            and data["said"] == {}
            and type(data["seconds"]) is float
            and 0 <= data["seconds"] < MOST_SECONDS
            and type(data["events"]) is list
            and type(data["at"]) is str
            and type(data["sha"]) is str
            and ("hat" not in data or type(data["hat"]) is str)
            and ("not_taken" not in data or is_texts(data["not_taken"]))
        )
    except KeyError:
        return False


def read_line(data: JsonLine, number: int) -> Line:
    """Return a line after the header, which keeps ``data``. ``number`` is its place in the file, for the error.

    Raises `MalformedLineError` where a field is missing or of a wrong type.
    """
    if "do" in data:
        if not _is_usual_command(data):
            _COMMAND_SHAPE.check(data, number)
        check_events(data["events"], number)
        return _build_line(CommandLine, data)
    record = data.get("record")
    kind = _KINDS.get(record, UnknownRecord) if isinstance(record, str) else UnknownRecord
    _SHAPES[kind].check(data, number)
    return _build_line(kind, data)


def read_lines(lines: Iterable[JsonLine], first: int = 2) -> Iterator[Line]:
    """Yield lines after the header, of which the first has the number ``first``. Raises `MalformedLineError`.

    Of a list of lines, those that one of them redacts come without the words of people.
    """
    redacted = {line.get("line") for line in lines if line.get("record") == "redact"} if isinstance(lines, list) else ()
    if not redacted:
        return map(read_line, lines, count(first))
    return (
        blank_words(read_line(line, n)) if n in redacted else read_line(line, n)
        for n, line in zip(count(first), lines, strict=False)
    )


REDACTED = "[redacted]"
"""Stands where people wrote something that was redacted."""

_WORDS = frozenset(
    ("because", "text", "prompt", "course", "sponsor", "contact", "name", "issue", "recommendation", "action", "owner",
     "start", "completion")
)  # fmt: skip
"""The fields of lines that hold nothing but what people wrote."""


def blank_words(line: L) -> L:
    """Return the line without the words that people wrote in it."""
    data = vars(line)
    new = {name: REDACTED if name in _WORDS and value else value for name, value in data.items()}
    if isinstance(line, CommandLine):
        said = {name: REDACTED if isinstance(one, str) else [REDACTED] * len(one) for name, one in line.said.items()}
        new["said"] = said
    elif isinstance(line, Note):
        new["about"] = REDACTED if line.about else ""
    elif isinstance(line, DetailsGiven):
        new["names"] = {}
    elif isinstance(line, RecommendationGiven):
        new["by"] = REDACTED if line.by else ""
    return _build_line(type(line), new)


def write_line(line: Header | Line) -> JsonLine:
    """Return a line as JSON: all fields in their order, also those that this program does not know."""
    return dict(vars(line))


def place_line(line: L, n: int, turn: int, phase: str, at: str) -> L:
    """Return a new line with its number, the place that play had come to, and the time."""
    return _build_line(type(line), {**vars(line), "n": n, "turn": turn, "phase": phase, "at": at})
