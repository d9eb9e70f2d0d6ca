"""Reads the parts of a workbook file, XML in a zip, within limits and without trust.

A workbook of a few kilobytes can unpack to gigabytes, and an XML file can name entities that multiply. So sizes are
checked in the directory of the zip and again while a part is read, only the parts that are needed are unpacked, piece
by piece, and a declaration of a document type is refused.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Protocol
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from wargame.content.spreadsheets.book import SpreadsheetError
from wargame.content.spreadsheets.limits import (
    MOST_BYTES,
    MOST_ELEMENTS,
    MOST_IN_CELL,
    MOST_MERGED,
    MOST_PARTS,
    MOST_TEXT,
)

_PIECE = 1 << 16
_LONGEST_TAG = 1 << 20
_ENTRY = b"PK\x01\x02"
"""The first bytes of an entry in the directory of a zip."""

_ZIP_FAULTS = (
    BadZipFile,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,  # a part is encrypted
    ValueError,
    struct.error,
    zlib.error,
)
"""What the zip reader raises for files that are damaged or made to do harm."""

ANEW = "open it in a spreadsheet program and save it anew"


class ElementHandler(Protocol):
    """Takes the elements of one part, by their names without namespaces."""

    def begin(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Take the start of an element; return whether its text is wanted."""

    def finish(self, tag: str, text: str) -> None:
        """Take the end of an element, and its own text if that was wanted."""


def strip_namespaces(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of an element by their names without namespaces."""
    return {name.rpartition(" ")[2]: value for name, value in attributes.items()}


class WorkbookParts:
    """The parts of one workbook file. Raises `SpreadsheetError`, which names the file, for any that cannot be read."""

    def __init__(self, raw: bytes, file: str) -> None:
        self._file = file
        self._left = MOST_BYTES
        self._elements = MOST_ELEMENTS
        if raw.count(_ENTRY) > MOST_PARTS:
            raise self.build_error(f"the workbook holds more than {MOST_PARTS} files", "save the cards on their own")
        try:
            self._zip = ZipFile(io.BytesIO(raw))
            sizes = {part.filename: part.file_size for part in self._zip.infolist()}
            size = sum(part.file_size for part in self._zip.infolist())
        except _ZIP_FAULTS:
            raise self.build_error("the workbook is damaged", "save it anew") from None
        self.names = frozenset(sizes)
        if size > MOST_BYTES:
            raise self._build_size_error()

    def build_error(self, said: str, hint: str) -> SpreadsheetError:
        """Return an error about the file."""
        return SpreadsheetError(f"{self._file}: {said}; {hint}")

    def _build_size_error(self) -> SpreadsheetError:
        said = f"unpacked, the workbook has more than {MOST_BYTES // 1_000_000} MB"
        return self.build_error(said, "delete pictures, and rows and columns that are only formatted, and save it anew")

    def build_damage_error(self, name: str, said: str) -> SpreadsheetError:
        """Return an error about one part of the file."""
        return self.build_error(f"the workbook is damaged ({name}: {said})", ANEW)

    def build_merged_error(self, sheet: str) -> SpreadsheetError:
        """Return an error about a sheet with more merged ranges than `MOST_MERGED`."""
        said = f"the sheet {sheet} has more than {MOST_MERGED} merged ranges"
        return self.build_error(said, "unmerge the cells: a card is one row")

    def read(self, name: str, handler: ElementHandler, take: Callable[[str], None] | None = None) -> None:
        """Give the elements of a part to a handler. Raises `SpreadsheetError` if the part is missing or too large.

        ``take`` is given each piece of text between two tags, for parts where texts and elements are mixed.
        """
        reader = _XmlReader(self, name, handler, self._elements, take)
        try:
            info = self._zip.getinfo(name)
            if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise self.build_damage_error(name, "packed in another way than spreadsheets are")
            with self._zip.open(info) as part:
                while piece := part.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise self._build_size_error()
                    reader.feed(piece)
        except KeyError:
            raise self.build_damage_error(name, "it is missing") from None
        except _ZIP_FAULTS:
            raise self.build_damage_error(name, "it cannot be unpacked") from None
        reader.close()
        self._elements = reader.left


class CellTexts:
    """Counts the characters in the cells of a file. ``left`` is how many more they may hold."""

    def __init__(self, parts: WorkbookParts) -> None:
        self._parts = parts
        self.left = MOST_TEXT

    def take(self, sheet: str, at: str, text: str, times: int = 1) -> None:
        """Count the text of a cell that is there so many times. Raises `SpreadsheetError` for more than is read."""
        if len(text) > MOST_IN_CELL:
            what = f"sheet {sheet}: the text in {at} has {len(text)} characters"
            raise self._parts.build_error(what, f"a cell holds at most {MOST_IN_CELL}")
        self.take_count(sheet, len(text) * times)

    def take_count(self, sheet: str, count: int) -> None:
        """Count characters. Raises `SpreadsheetError` if there are more than are read."""
        self.left -= count
        if self.left < 0:
            what = f"the cells of the sheet {sheet} hold more than {MOST_TEXT:,} characters"
            raise self._parts.build_error(what, "make several decks of it")


class _XmlReader:
    """Reads the XML of one part, piece by piece."""

    def __init__(
        self,
        parts: WorkbookParts,
        name: str,
        handler: ElementHandler,
        left: int,
        take: Callable[[str], None] | None = None,
    ) -> None:
        self._parts, self._name, self._handler = parts, name, handler
        self.left = left
        self._fed = 0
        self._tags: dict[str, str] = {}  # the name of each element without its namespace
        self._wanted: list[list[str] | None] = []  # for each open element, the pieces of its text
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._finish
        parser.CharacterDataHandler = take or self._take_text
        parser.StartDoctypeDeclHandler = self._refuse_declarations
        parser.EntityDeclHandler = self._refuse_declarations
        self._parser = parser

    def feed(self, piece: bytes, last: bool = False) -> None:
        """Read on. Raises `SpreadsheetError`."""
        self._fed += len(piece)
        try:
            self._parser.Parse(piece, last)
        except ExpatError as error:
            raise self._parts.build_damage_error(self._name, f"line {error.lineno} is no XML") from None
        except (LookupError, ValueError):  # the encoding it names is unknown
            raise self._parts.build_damage_error(self._name, "it is no XML") from None
        if self._fed - self._parser.CurrentByteIndex > _LONGEST_TAG:
            raise self._parts.build_damage_error(self._name, "a single tag of more than 1 MB")

    def close(self) -> None:
        """Read the end. Raises `SpreadsheetError`."""
        self.feed(b"", last=True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self.left -= 1
        if self.left < 0:
            said = f"the workbook holds more than {MOST_ELEMENTS // 1000},000 cells and texts, most of them empty"
            raise self._parts.build_error(said, "delete rows and columns that are only formatted, and save it anew")
        tag = self._tags.get(name)
        if tag is None:
            tag = name.rpartition(" ")[2]
            if len(self._tags) < 1000:
                self._tags[name] = tag
        self._wanted.append([] if self._handler.begin(tag, attributes) else None)

    def _finish(self, name: str) -> None:
        text = self._wanted.pop()
        self._handler.finish(self._tags.get(name) or name.rpartition(" ")[2], "".join(text) if text else "")

    def _take_text(self, text: str) -> None:
        if self._wanted and (pieces := self._wanted[-1]) is not None:
            pieces.append(text)

    def _refuse_declarations(self, *_: object) -> None:
        said = f"the workbook declares a document type ({self._name}), which no spreadsheet program writes"
        raise self._parts.build_error(said, ANEW)
