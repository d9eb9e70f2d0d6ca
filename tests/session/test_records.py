"""The lines of a session file as records: what is read is written back, and what is malformed is named."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.paths import CORPUS, EXAMPLES, ROOT
from tests.playing import moderate
from wargame.session.chain import read_session, seal
from wargame.session.events import RecordedChange, RecordedDraw
from wargame.session.line_reading import place_line, read_header, read_line, read_lines, write_line
from wargame.session.records import Bookmark, CommandLine, Header, Line, Note, UnknownRecord
from wargame.session.shape import MalformedLineError

PACKAGE = ROOT / "wargame"

FILES = sorted(chain((CORPUS / "sessions").rglob("*.jsonl"), EXAMPLES.glob("*.jsonl")))

every = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")

OPTIONAL = {
    "command": {"hat", "not_taken"},
    "header": {"pins"},
    "debrief": {"about", "amends"},
    "recommend": {"amends"},
}
"""The fields that a line need not have, by kind; ``sha`` is one in all of them."""


def find_kind(line: dict[str, Any]) -> str:
    return "header" if "kind" in line and "format" in line else "command" if "do" in line else str(line["record"])


@cache
def list_kinds() -> dict[str, str]:
    """A line of each kind in the corpus, as JSON."""
    found: dict[str, str] = {}
    for path in FILES:
        for raw in path.read_text(encoding="utf-8").splitlines():
            line = json.loads(raw)
            found[find_kind(line)] = raw
            if any("draw" in event for event in line.get("events", ())):
                found["command with a draw"] = raw
    return found


def read(line: dict[str, Any], number: int = 7) -> Header | Line:
    return read_header(line) if find_kind(line) == "header" else read_line(line, number)


kinds = st.deferred(lambda: st.sampled_from(sorted(list_kinds())))
values = st.one_of(st.none(), st.integers(), st.text(max_size=4), st.booleans(), st.lists(st.integers(), max_size=2))


# What is read is written back


@every
def test_every_line_of_the_corpus_is_written_back_byte_for_byte(path: Path) -> None:
    raw = path.read_bytes().splitlines(keepends=True)
    first, *rest = read_session(path).lines
    before = b""
    for record, was in zip((read_header(first), *read_lines(rest)), raw, strict=True):
        line = write_line(record)
        del line["sha"]
        written, before = seal(line, before)
        assert written == was


@moderate(60)
@given(kinds, st.data())
def test_fields_of_a_later_program_stay_where_they_are(kind: str, data: st.DataObject) -> None:
    fields = list(json.loads(list_kinds()[kind]).items())
    names = st.text(min_size=1, max_size=8).filter(lambda name: name not in dict(fields))
    for name, value in data.draw(st.dictionaries(names, values, min_size=1, max_size=3)).items():
        fields.insert(data.draw(st.integers(0, len(fields))), (name, value))
    given_line = dict(fields)
    record = read(dict(fields))
    assert list(write_line(record).items()) == list(given_line.items())
    if not isinstance(record, Header):
        placed = write_line(place_line(record, 9, 2, "plan", "later"))
        assert list(placed) == list(given_line)


def test_fields_of_a_later_program_change_no_attribute() -> None:
    line = json.loads(list_kinds()["command with a draw"])
    shadow = {"place": 1, "find_change": 2, "iter_changes": 3, "__class__": 4, "__eq__": 5, "json": 6}
    record, plain = read_line({**line, **shadow}, 7), read_line(dict(line), 7)
    assert isinstance(record, CommandLine)
    assert isinstance(plain, CommandLine)
    assert record.events == plain.events
    assert record.events.find_change("no such number") is None
    assert record == read_line({**line, **shadow}, 7)
    assert record != plain


def test_a_record_of_a_later_program_is_kept() -> None:
    line = {"n": 7, "turn": 1, "phase": "deal", "record": "applause", "loud": True, "at": ""}
    record = read_line(dict(line), 7)
    assert isinstance(record, UnknownRecord)
    assert record.record == "applause"
    assert write_line(record) == line


def test_a_record_that_is_made_has_its_fields_in_their_order() -> None:
    note = place_line(Note(text="so", kind="note", objective="", about="", hat=""), 3, 1, "plan", "now")
    assert " ".join(write_line(note)) == "n turn phase record text kind objective about hat at"
    done = CommandLine(
        role="cell", by="people", do="plan", args={}, because="", said={}, not_taken=[], seconds=1.5,
        events=[RecordedChange("trust", 4, 5, "fear", "effect"), RecordedDraw("card", 1, 0, 5, 2)],
    )  # fmt: skip
    names = "n turn phase role by do args because said not_taken seconds events at"
    assert " ".join(write_line(done)) == names
    assert write_line(done)["events"] == [
        {"what": "trust", "from": 4, "to": 5, "why": "fear", "part": "effect"},
        {"draw": "card", "turn": 1, "n": 0, "of": 5, "got": 2},
    ]
    assert done.hat == ""
    assert list(done.events) == [RecordedChange("trust", 4, 5, "fear", "effect"), RecordedDraw("card", 1, 0, 5, 2)]
    assert Bookmark(text="").sha == ""


# What is malformed is named


@moderate(120)
@given(kinds, st.data())
def test_a_field_that_is_missing_or_of_another_type_is_named(kind: str, data: st.DataObject) -> None:
    line = json.loads(list_kinds()[kind])
    read(dict(line))
    optional = {"sha", *OPTIONAL.get(find_kind(line), ())}
    which = {"kind", "format", "do", "record"} if kind == "header" else {"do", "record"}
    name = data.draw(st.sampled_from([name for name in line if name not in which]))
    number = 1 if kind == "header" else data.draw(st.integers(2, 99))
    if name not in optional and data.draw(st.booleans()):
        del line[name]
    else:
        was = line[name]
        others: list[Any] = [None, "x", 3, True, 1.5, [None], {"a": None}]
        accepted = (int, float) if name == "seconds" else (type(was),)
        same = isinstance(was, dict | list) and name in ("args", "content")
        line[name] = data.draw(
            st.sampled_from(
                [one for one in others if type(one) not in accepted or (isinstance(was, dict | list) and not same)]
            )
        )
    with pytest.raises(MalformedLineError) as told:
        read_header(line) if kind == "header" else read_line(line, number)
    assert (told.value.line, told.value.field) == (number, name)
    assert f"'{name}'" in told.value.reason
    assert told.value.format_shape().startswith(f"line {number} is not of the shape this program writes (")


@moderate(80)
@given(st.data())
def test_an_event_of_another_shape_is_named(data: st.DataObject) -> None:
    line = json.loads(list_kinds()["command with a draw"])
    read_line(json.loads(list_kinds()["command with a draw"]), 7)
    event = data.draw(st.sampled_from(line["events"]))
    name = data.draw(st.sampled_from([name for name in event if name != "draw"]))
    if name in ("from", "to", "turn", "n", "of", "got") and data.draw(st.booleans()):
        del event[name]
    else:
        event[name] = data.draw(st.sampled_from([None, True, 1.5, [], {}, 3 if isinstance(event[name], str) else "x"]))
    with pytest.raises(MalformedLineError, match="'events' should be a list of changes and draws") as told:
        read_line(line, 7)
    assert (told.value.line, told.value.field) == (7, "events")


@pytest.mark.parametrize("line", [{}, {"n": 7}, {"record": 4, "n": 7, "turn": 0, "phase": "", "at": ""}], ids=str)
def test_a_line_of_no_kind_is_malformed(line: dict[str, Any]) -> None:
    with pytest.raises(MalformedLineError):
        read_line(line, 7)


# Outside the sessions nobody looks into a line


def iter_looks(path: Path) -> Iterator[str]:
    """Where a module takes a field of a line, or of an event, by its name in the file."""
    fields = {"do", "record", "args", "because", "said", "not_taken", "events", "sha", "what", "draw"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[ast.expr] = []
        match node:
            case ast.Subscript(slice=name):
                names = [name]
            case ast.Call(func=ast.Attribute(attr="get"), args=[name, *_]):
                names = [name]
            case ast.Compare(left=name, ops=[ast.In() | ast.NotIn()]):
                names = [name]
        for name in names:
            if isinstance(name, ast.Constant) and name.value in fields:
                yield f"{path.relative_to(PACKAGE)}:{name.lineno}: {name.value!r}"


@pytest.mark.parametrize("package", ["bots", "commands", "exercise", "lab", "plain", "review", "tui"])
def test_no_module_outside_the_sessions_looks_into_a_line(package: str) -> None:
    assert not [look for path in (PACKAGE / package).rglob("*.py") for look in iter_looks(path)]
