"""Reads an author's YAML file strictly into plain data, and keeps the line and column of every key and value.

The reader works on the events of the parser (libyaml's if the wheel has it), because only events show every position,
every duplicate key, and the difference between ``no`` and ``"no"``. Scalars follow YAML 1.2, with one addition: a word
that YAML 1.1 reads as something else than text (``no`` without quotes, a date) becomes `Ambiguous`, which no field
accepts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path as FilePath
from typing import Any, Protocol

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from wargame.content.load.document import Ambiguous, Document, Slip, TextMark, split_lines
from wargame.content.load.problems import ContentError, Problem, format_file_name
from wargame.content.load.yaml_error_text import explain_yaml_error, format_nearby_id
from wargame.garbage_collection import pause_collection
from wargame.input_file import LargeFileError, OddFileError, read_input
from wargame.suggestion import suggest_file, suggest_name

MAX_BYTES = 5_000_000
MAX_NODES = 200_000
MAX_DEPTH = 40
_ENDINGS = (".yaml", ".yml")
_OFFICE = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""The first bytes of the files of word processors and spreadsheet programs."""


_SESSION = b'{"kind":"wargame-session"'
"""The first bytes of a session file."""


class _PurePython(Reader, Scanner, Parser):
    """PyYAML's own parser, for platforms whose wheel has no libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


class _Events(Protocol):
    def get_event(self) -> Any: ...  # any, because the stubs call every mark optional; an event from a text has one


make_parser: Callable[[str], _Events]
try:
    from yaml._yaml import CParser

    make_parser = CParser
except ImportError:
    make_parser = _PurePython


_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_UNSURE = {
    **dict.fromkeys(("yes", "on", "y", "true"), "true"),
    **dict.fromkeys(("no", "off", "n", "false"), "false"),
    "null": "nothing",
}
_INT = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?[0-9]{1,17}\.[0-9]{1,17}")
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?([Tt\s]\s*\d\d?:\d\d(:\d\d)?.*)?")


def resolve_scalar(text: str) -> Any:
    """Return what a scalar without quotes stands for: bool, None, int, float, `Ambiguous` or the text itself."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-0123456789":
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
        if _DATE.fullmatch(text):
            return Ambiguous(text, "a date")
    elif len(text) <= 5 and (meaning := _UNSURE.get(text.lower())):
        return Ambiguous(text, meaning)
    return text


_UNPRINTABLE = Reader.NON_PRINTABLE  # PyYAML has compiled it already, which takes 4 ms


def read_yaml(path: FilePath) -> Document:
    """Read a file. Raises `ContentError` if none of it can be used; lesser mistakes are in ``slips``."""
    return parse_yaml(decode_text(read_file_bytes(path), str(path)), str(path))


def parse_yaml(text: str, file: str, *, aliases: bool = True) -> Document:
    """Return the document in a text that came from ``file``. Raises `ContentError` as `read_yaml` does.

    Without ``aliases``, an alias is an error: a short text cannot stand for a long one.
    """
    if found := _UNPRINTABLE.search(text):
        lines = split_lines(text[: found.start()])
        said = f"a control character (U+{ord(found[0]):04X})"
        place = format_nearby_id(lines, len(lines) - 1)
        raise _build_error(file, len(lines), len(lines[-1]) + 1, said, "plain text", "delete it", place)
    try:
        with pause_collection():
            return _Builder(text, file, aliases).build_document()
    except yaml.YAMLError as error:
        raise ContentError([explain_yaml_error(error, split_lines(text), file)]) from None


def _build_error(
    file: str, line: int, column: int, said: str, expected: str = "", hint: str = "", where: str = ""
) -> ContentError:
    return ContentError([Problem(file, line, column, where, said, expected, hint, "yaml" if line else "file")])


def read_file_bytes(path: FilePath) -> bytes:
    """Return the bytes of a file. Raises `ContentError` if it is missing, too large or not a text file."""
    file = str(path)
    try:
        data = read_input(path, MAX_BYTES)
    except OddFileError as error:
        raise _build_error(file, 0, 0, str(error.strerror), "a YAML file", _suggest_inside(path)) from None
    except LargeFileError as error:
        said = f"the file has {error.size / 1e6:.1f} MB"
        hint = "split a deck into several files: a scenario may use up to 20 decks"
        raise _build_error(file, 0, 0, said, f"at most {MAX_BYTES // 1_000_000} MB", hint) from None
    except (FileNotFoundError, NotADirectoryError):
        raise _build_error(file, 0, 0, "there is no such file", "", suggest_file(str(path), _ENDINGS)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "check who may read it"
        raise _build_error(file, 0, 0, f"the file cannot be read ({reason.lower()})", "", hint) from None
    if data.startswith(_SESSION):
        raise _build_error(file, 0, 0, "this is a session file", "a YAML file", "wargame replay shows it")
    if data.startswith(_OFFICE):
        raise _build_error(file, 0, 0, "this is no text file", "a YAML file", "save it as plain text, encoding UTF-8")
    return data


def decode_text(data: bytes, file: str) -> str:
    """Return the text in the bytes of a file, without a byte order mark. Raises `ContentError` if it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        said = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
        raise _build_error(file, line, column, said, "", "save the file with the encoding UTF-8") from None


def _suggest_inside(path: FilePath) -> str:
    try:
        inside = sorted(entry.name for entry in path.iterdir() if entry.suffix in _ENDINGS)
    except OSError:
        return ""
    return f"inside it are: {format_file_name(', '.join(inside[:8]))}" if inside else ""


class _Builder:
    """Builds a document from the events of one text."""

    def __init__(self, text: str, file: str, aliases: bool) -> None:
        self.text, self.file, self.aliases = text, file, aliases
        self.next = make_parser(text).get_event
        self.marks: dict[int, Any] = {}
        self.slips: list[Slip] = []
        self.nodes = 0  # counted as if every alias were written out
        self.deepest = 0
        self.anchors: dict[str, tuple[Any, int, int]] = {}  # value, number of nodes in it, its depth

    def build_document(self) -> Document:
        """Return the document of the whole file, which must hold exactly one. Raises `ContentError`."""
        self.next()  # skip the start of the stream
        event = self.next()
        if not isinstance(event, StreamEndEvent):
            first = self.next()
            data = self._build_node(first, 0)
            start = first.start_mark
            self.next()  # skip the end of the document
            event = self.next()
        else:
            data, start = None, None
        if data is None:
            raise _build_error(self.file, 0, 0, "the file is empty", "a scenario, a deck or a source")
        if not isinstance(event, StreamEndEvent):
            slip = Slip(data, event.start_mark, "a second document (---) begins", "one document in a file")
            self.slips.append(slip._replace(hint="put it into a file of its own"))
        return Document(self.file, data, self.text, start, self.marks, tuple(self.slips))

    def _build_error_at(self, event: Any, said: str, expected: str, hint: str = "") -> ContentError:
        mark = event.start_mark
        where = format_nearby_id(split_lines(self.text), mark.line)
        return _build_error(self.file, mark.line + 1, mark.column + 1, said, expected, hint, where)

    def _build_node(self, event: Any, depth: int, inside: Any = None) -> Any:
        self.nodes += 1
        kind = type(event)
        if kind is ScalarEvent:
            if event.tag is not None:
                self._note_tag(event, inside)
            value = event.value if event.style else resolve_scalar(event.value)
            if event.anchor is not None:
                self.anchors[event.anchor] = (value, 1, 0)
            return value
        if kind is AliasEvent:
            return self._find_alias(event, depth)
        if depth >= MAX_DEPTH:
            raise self._build_error_at(event, "lists and mappings are nested too deeply", f"at most {MAX_DEPTH} levels")
        if self.nodes > MAX_NODES:
            raise self._build_error_at(event, "the file holds too many values", f"at most {MAX_NODES:,}", "split it")
        if event.tag is not None:
            self._note_tag(event, inside)
        if event.anchor is None:
            self.deepest = max(self.deepest, depth + 1)
            return self._build_list(depth) if kind is SequenceStartEvent else self._build_mapping(depth)
        before, outer, self.deepest = self.nodes, self.deepest, depth + 1
        value = self._build_list(depth) if kind is SequenceStartEvent else self._build_mapping(depth)
        self.anchors[event.anchor] = (value, self.nodes - before + 1, self.deepest - depth)
        self.deepest = max(self.deepest, outer)
        return value

    def _find_alias(self, event: Any, depth: int) -> Any:
        if not self.aliases:
            raise self._build_error_at(event, f"the alias *{event.anchor} is not read here", "the value written out")
        if event.anchor not in self.anchors:
            said = f"the alias *{event.anchor} refers to nothing"
            hint = suggest_name(event.anchor, self.anchors) or f'if it is text, put it in quotes: "*{event.anchor}"'
            raise self._build_error_at(event, said, "the name of an anchor further up", hint)
        value, nodes, levels = self.anchors[event.anchor]
        self.nodes += nodes
        self.deepest = max(self.deepest, depth + levels)
        if self.nodes > MAX_NODES:
            raise self._build_error_at(
                event, "the aliases multiply to too many values", f"at most {MAX_NODES:,} in a file"
            )
        if depth + levels > MAX_DEPTH:
            raise self._build_error_at(event, "the aliases nest too deeply", f"at most {MAX_DEPTH} levels")
        return value

    def _note_tag(self, event: Any, inside: Any) -> None:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        hint = "delete it" if tag.startswith("!!") else f'delete it, or put the text in quotes: "{tag} ..."'
        self.slips.append(Slip(inside, event.start_mark, f"the tag {tag} is not allowed", "plain values", hint))

    def _build_list(self, depth: int) -> list[Any]:
        items: list[Any] = []
        marks: list[TextMark] = []
        self.marks[id(items)] = marks
        for event in self._iter_until(SequenceEndEvent):
            marks.append(event.start_mark)
            items.append(self._build_node(event, depth + 1, items))
        return items

    def _build_mapping(self, depth: int) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        marks: dict[str, tuple[TextMark, TextMark]] = {}
        self.marks[id(pairs)] = marks
        for event in self._iter_until(MappingEndEvent):
            key = self._read_key(event, depth, pairs)
            at = self.next()
            value = self._build_node(at, depth + 1, pairs)
            if key is None:
                continue
            if key in pairs:
                first = marks[key][0].line + 1
                hint = f"it stands in line {first} already: delete one of the two"
                said = f"the key {key!r} is given twice"
                self.slips.append(Slip(pairs, event.start_mark, said, "every key once", hint, "duplicate-key"))
            else:
                pairs[key] = value
                marks[key] = (event.start_mark, at.start_mark)
        return pairs

    def _iter_until(self, end: type[Event]) -> Iterator[Any]:
        event = self.next()
        while type(event) is not end:
            yield event
            event = self.next()

    def _read_key(self, event: Any, depth: int, inside: Any) -> str | None:
        """Return the name of a key; or None, with a slip noted, if it is no valid key."""
        mark: TextMark = event.start_mark
        if type(event) is not ScalarEvent:
            self._build_node(event, depth + 1, inside)
            said = "the key is an alias" if isinstance(event, AliasEvent) else "the key is a list or a mapping"
            self.slips.append(Slip(inside, mark, said, "a name as key", "put text with { or [ in quotes"))
            return None
        self.nodes += 1
        if event.tag is not None:
            self._note_tag(event, inside)
        name: str = event.value
        if event.anchor is not None:
            self.anchors[event.anchor] = (name, 1, 0)
        if event.style:
            return name
        if name == "<<":
            said, hint = "the merge key << is not allowed", "write the keys out"
            self.slips.append(Slip(inside, mark, said, "a name as key", hint))
            return None
        meant = resolve_scalar(name)
        if isinstance(meant, Ambiguous):
            said, hint = f"`{name}` without quotes may mean {meant.meaning}", f'put it in quotes: "{name}"'
            self.slips.append(Slip(inside, mark, said, "a name as key", hint, "unsure"))
            return None
        return name
