"""Reads the cells of an OpenDocument spreadsheet (.ods), as LibreOffice writes it, and nothing else of it.

The file is read as workbooks are: XML in a zip, piece by piece, within the same limits. A library for the format would
read the whole file into memory before any limit could be held. Rows and cells that are repeated are kept once, unless
they hold something.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from wargame.content.spreadsheets.book import Book, Rows, Sheet, SpreadsheetError, choose_sheets
from wargame.content.spreadsheets.cells import OddCell, Value, is_empty, parse_number, round_whole, unguard_text
from wargame.content.spreadsheets.columns import format_column_letter
from wargame.content.spreadsheets.limits import (
    MOST_COLUMNS,
    MOST_IN_CELL,
    MOST_MERGED,
    MOST_ROWS,
    MOST_SHEETS,
)
from wargame.content.spreadsheets.merged_cells import FILLED, MergedCells, fill_merged
from wargame.content.spreadsheets.workbook_parts import CellTexts, WorkbookParts, strip_namespaces

_CONTENT = "content.xml"
_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def read_open_document(raw: bytes, file: str) -> Book:
    """Return the cells of all sheets. Raises `SpreadsheetError`."""
    if not raw.startswith(b"PK"):
        raise SpreadsheetError(f"{file}: this is no OpenDocument file, whatever its ending; save it as .ods")
    parts = WorkbookParts(raw, file)
    if _CONTENT not in parts.names:
        if "xl/workbook.xml" in parts.names:
            raise parts.build_error("this is an Excel workbook, whatever its ending", "give it the ending .xlsx")
        raise parts.build_error("this is no OpenDocument file, whatever its ending", "save it as .ods")
    if "META-INF/manifest.xml" in parts.names:
        manifest = _ManifestHandler()
        parts.read("META-INF/manifest.xml", manifest)
        if manifest.locked:
            raise parts.build_error("the file is locked with a password", "save it without one")
        if manifest.kind and not manifest.kind.startswith(_KIND):
            raise parts.build_error("this is an OpenDocument file, but no spreadsheet", "save the cards as .ods")
    handler = _ContentHandler(parts)
    parts.read(_CONTENT, handler, handler.take_text)
    if not handler.sheets:
        raise parts.build_error("the file has no sheet", "add one with the cards, and save it anew")
    return choose_sheets(handler.sheets, (FILLED,) if handler.filled else ())


class _ManifestHandler:
    """Takes from the list of parts what the file is, and whether it is locked."""

    def __init__(self) -> None:
        self.kind = ""
        self.locked = False

    def begin(self, tag: str, attributes: Mapping[str, str]) -> bool:
        named = strip_namespaces(attributes)
        if tag == "file-entry" and named.get("full-path") == "/":
            self.kind = named.get("media-type", "")
        self.locked = self.locked or tag == "encryption-data"
        return False

    def finish(self, tag: str, text: str) -> None:
        """Do nothing: all is in the attributes."""


_COVERED = "covered-table-cell"
_CELLS = ("table-cell", _COVERED)
_ASIDE = frozenset({"annotation", "ruby-text", "note", "shapes", "tracked-changes", "dde-links", "forms"})
"""Elements whose texts are not the text of a cell."""

_DURATION = re.compile(r"PT(\d{1,5})H(\d{1,2})M(\d{1,2})(?:[.,]\d*)?S")


class _ContentHandler:
    """Takes the cells of each sheet that hold something."""

    def __init__(self, parts: WorkbookParts) -> None:
        self._parts = parts
        self.sheets: list[Sheet] = []
        self._title = ""
        self._rows: Rows | None = None
        self._at = self._repeat = 0
        self._row: list[Value] = []
        self._column = 0
        self._cell: dict[str, str] | None = None
        self._pieces: list[str] = []
        self._paragraphs = self._depth = self._aside = 0
        self._texts = CellTexts(parts)
        self._merged: list[MergedCells] = []
        self.filled = False

    def begin(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if self._aside or tag in _ASIDE:
            self._aside += 1
            return False
        if tag == "table" and self._rows is None:
            self._title, self._rows, self._at = strip_namespaces(attributes).get("name", ""), [], 0
            if len(self.sheets) >= MOST_SHEETS:
                raise self._parts.build_error(f"the file has more than {MOST_SHEETS} sheets", "keep those of the deck")
        elif tag == "table-row" and self._rows is not None:
            self._repeat = self._read_repeat(strip_namespaces(attributes), "number-rows-repeated")
            self._row, self._column = [], 0
        elif tag in _CELLS and self._rows is not None:
            self._cell = strip_namespaces(attributes)
            self._pieces, self._paragraphs = [], 0
        elif self._cell is not None:
            self._begin_text(tag, attributes)
        return False

    def _begin_text(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in ("p", "h"):
            if self._paragraphs:
                self._pieces.append("\n")
            self._paragraphs += 1
            self._depth += 1
        elif tag == "s":
            self._pieces.append(" " * min(self._read_repeat(strip_namespaces(attributes), "c"), MOST_IN_CELL))
        elif tag == "tab":
            self._pieces.append("\t")
        elif tag == "line-break":
            self._pieces.append("\n")

    def take_text(self, text: str) -> None:
        """Take a piece of text; it counts inside a paragraph of a cell."""
        if self._cell is not None and self._depth and not self._aside:
            self._pieces.append(text)

    def finish(self, tag: str, text: str) -> None:
        if self._aside:
            self._aside -= 1
        elif tag in ("p", "h") and self._cell is not None:
            self._depth -= 1
        elif tag in _CELLS and self._cell is not None:
            cell, self._cell = self._cell, None
            self._take_cell(cell, "".join(self._pieces), tag == _COVERED)
        elif tag == "table-row" and self._rows is not None:
            self._take_row(self._rows)
        elif tag == "table" and self._rows is not None:
            self._take_sheet(self._rows)
            self._rows = None

    def _take_sheet(self, rows: Rows) -> None:
        copied = fill_merged(rows, self._merged, self._texts.left)
        self._texts.take_count(self._title, copied)
        self.filled = self.filled or bool(copied)
        self._merged.clear()
        self.sheets.append(Sheet(self._title, rows))

    def _read_repeat(self, named: Mapping[str, str], name: str) -> int:
        found = named.get(name, "1")
        if not re.fullmatch(r"[1-9][0-9]{0,7}", found):
            raise self._parts.build_damage_error(_CONTENT, f"{found[:20]!r} is no number of cells")
        return int(found)

    def _take_cell(self, cell: dict[str, str], text: str, covered: bool) -> None:
        repeat = self._read_repeat(cell, "number-columns-repeated")
        value = self._read_value(cell, text)
        if is_empty(value):
            self._column += repeat
            return
        at = f"{format_column_letter(min(self._column, 16_383))}{self._at + 1}"
        said = f"sheet {self._title}: something stands in {at}"
        if covered:
            raise self._parts.build_error(
                f"{said}, which is merged with another cell and not shown", "unmerge the cells: a card is one row"
            )
        if self._column + repeat > MOST_COLUMNS:
            last = format_column_letter(MOST_COLUMNS - 1)
            raise self._parts.build_error(
                f"{said} or beyond, to the right of column {last}", "delete it: nothing is read there"
            )
        if isinstance(value, str):
            self._texts.take(self._title, at, value, repeat * self._repeat)
        height = self._read_repeat(cell, "number-rows-spanned")
        if height > 1:
            self._merged.append(MergedCells(self._at, self._column, self._at + height - 1))
            if len(self._merged) > MOST_MERGED:
                raise self._parts.build_merged_error(self._title)
        self._row += [None] * (self._column - len(self._row)) + [value] * repeat
        self._column += repeat

    def _take_row(self, rows: Rows) -> None:
        if self._row:
            if self._at + self._repeat > MOST_ROWS:
                said = f"sheet {self._title}: something stands in row {min(self._at + self._repeat, 9_999_999)}"
                raise self._parts.build_error(f"{said}, below row {MOST_ROWS}", "delete it, or move the cards up")
            rows += [[] for _ in range(self._at - len(rows))]
            rows += [self._row[:] for _ in range(self._repeat)]
        self._at += self._repeat

    def _read_value(self, cell: Mapping[str, str], text: str) -> Value:
        kind = cell.get("value-type", "")
        if kind == "error" or re.fullmatch(r"#[A-Z/0]+[!?]?|Err:\d+", text.strip()):
            return OddCell("error", text.strip()[:40]) if "formula" in cell else unguard_text(text)
        match kind:
            case "float" | "percentage" | "currency":
                return self._read_number(cell.get("value", ""), text)
            case "boolean":
                return cell.get("boolean-value") == "true"
            case "date":
                return OddCell("date", cell.get("date-value", text)[:16].replace("T", " ").removesuffix(" 00:00"))
            case "time":
                found = _DURATION.fullmatch(cell.get("time-value", ""))
                return OddCell(
                    "date", f"{int(found[1]):02}:{int(found[2]):02}:{int(found[3]):02}" if found else text[:40]
                )
        if not text and "formula" in cell:
            return OddCell("formula", cell["formula"][:200])
        return unguard_text(text) if text else None

    def _read_number(self, value: str, text: str) -> Value:
        number = parse_number(value)
        return OddCell("error", text[:40]) if number is None else round_whole(number)
