"""Reads the cells of an Excel workbook: those of its sheets, and nothing else of it.

Only cells that hold something are kept, whatever the size that the sheet claims to have.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wargame.content.spreadsheets.book import Book, Rows, Sheet, SpreadsheetError, choose_sheets
from wargame.content.spreadsheets.cells import OddCell, Value, is_empty, parse_number, round_whole, unguard_text
from wargame.content.spreadsheets.columns import format_column_letter
from wargame.content.spreadsheets.limits import MOST_COLUMNS, MOST_MERGED, MOST_ROWS, MOST_SHEETS
from wargame.content.spreadsheets.merged_cells import FILLED, MergedCells, fill_merged
from wargame.content.spreadsheets.workbook_parts import CellTexts, WorkbookParts, strip_namespaces

_BOOK = "xl/workbook.xml"


def read_workbook(raw: bytes, file: str) -> Book:
    """Return the cells of all sheets. Raises `SpreadsheetError`."""
    _refuse_other_kinds(raw, file)
    parts = WorkbookParts(raw, file)
    if _BOOK not in parts.names:
        if "content.xml" in parts.names:
            raise parts.build_error("this is an OpenDocument file, whatever its ending", "give it the ending .ods")
        raise parts.build_error("this is no workbook, whatever its ending", "save it as .xlsx")
    outline = _OutlineHandler()
    parts.read(_BOOK, outline)
    targets = _TargetHandler()
    parts.read("xl/_rels/workbook.xml.rels", targets)
    sheets = [(name, targets.sheets[key]) for name, key in outline.sheets if key in targets.sheets]
    if not sheets:
        raise parts.build_error("the workbook has no sheet", "add one with the cards, and save it anew")
    if len(outline.sheets) > MOST_SHEETS:
        raise parts.build_error(f"the workbook has more than {MOST_SHEETS} sheets", "keep those of the deck only")
    strings = _StringHandler()
    if targets.strings in parts.names:
        parts.read(targets.strings, strings)
    styles = _StyleHandler()
    if targets.styles in parts.names:
        parts.read(targets.styles, styles)
    found, texts, filled = [], CellTexts(parts), False
    for name, part in sheets:
        handler = _SheetHandler(parts, part, name, strings.texts, styles, outline.epoch, texts)
        parts.read(part, handler)
        found.append(Sheet(name, handler.build_rows()))
        filled = filled or handler.filled
    return choose_sheets(found, (FILLED,) if filled else ())


def _refuse_other_kinds(raw: bytes, file: str) -> None:
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        said = "the workbook is locked with a password, or of the kind before .xlsx"
        raise SpreadsheetError(f"{file}: {said}; save it as .xlsx without a password")
    if not raw.startswith(b"PK"):
        raise SpreadsheetError(f"{file}: this is no workbook, whatever its ending; save it as .xlsx")


_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


class _OutlineHandler:
    """Takes the sheets of a workbook, by name and key, and the day from which it counts dates."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.epoch = _EPOCH

    def begin(self, tag: str, attributes: Mapping[str, str]) -> bool:
        named = strip_namespaces(attributes)
        if tag == "sheet":
            self.sheets.append((named.get("name", ""), named.get("id", "")))
        elif tag == "workbookPr" and named.get("date1904") in ("1", "true"):
            self.epoch = _EPOCH_1904
        return False

    def finish(self, tag: str, text: str) -> None:
        """Do nothing: all is in the attributes."""


class _TargetHandler:
    """Takes the files of the sheets, of the texts and of the styles."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}
        self.strings = self.styles = ""

    def begin(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag == "Relationship":
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
            match attributes.get("Type", "").rpartition("/")[2]:
                case "worksheet":
                    self.sheets[attributes.get("Id", "")] = target
                case "sharedStrings":
                    self.strings = target
                case "styles":
                    self.styles = target
        return False

    def finish(self, tag: str, text: str) -> None:
        """Do nothing: all is in the attributes."""


class _TextPieces:
    """Joins the pieces of a text; what it says of the pronunciation of signs is left out."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._aside = 0

    def begin(self, tag: str) -> bool:
        self._aside += tag == "rPh"
        return tag == "t" and not self._aside

    def finish(self, tag: str, text: str) -> None:
        self._aside -= tag == "rPh"
        if tag == "t" and text:
            self._pieces.append(text)

    def take(self) -> str:
        """Return the whole text, and begin another."""
        text = "".join(self._pieces)
        self._pieces.clear()
        return text


class _StringHandler:
    """Takes the texts that cells refer to by number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces = _TextPieces()

    def begin(self, tag: str, attributes: Mapping[str, str]) -> bool:
        return self._pieces.begin(tag)

    def finish(self, tag: str, text: str) -> None:
        self._pieces.finish(tag, text)
        if tag == "si":
            self.texts.append(self._pieces.take().replace("x005F_", ""))


_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""The formats of dates and times that every spreadsheet program knows by number."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""What shows in a number's format as it stands."""


class _StyleHandler:
    """Takes which styles of cells show a number as a date."""

    def __init__(self) -> None:
        self.dated: set[int] = set()
        self._formats: set[str] = {str(number) for number in _DATES}
        self._count = 0
        self._inside = False

    def begin(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag == "numFmt":
            code = _LITERAL.sub("", attributes.get("formatCode", "")[:200].partition(";")[0])
            if re.search("[dmhysDMHYS]", code):
                self._formats.add(attributes.get("numFmtId", ""))
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            if attributes.get("numFmtId") in self._formats:
                self.dated.add(self._count)
            self._count += 1
        return False

    def finish(self, tag: str, text: str) -> None:
        self._inside = self._inside and tag != "cellXfs"


_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


def _parse_address(text: str) -> tuple[int, int] | None:
    """Return row and column of an address such as ``D7``, from 1; None if it is no address."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


@dataclass
class _OpenCell:
    row: int
    column: int
    kind: str
    style: int
    value: str = ""
    formula: str | None = None
    pieces: _TextPieces = field(default_factory=_TextPieces)


class _SheetHandler:
    """Takes the cells of a sheet that hold something."""

    def __init__(
        self,
        parts: WorkbookParts,
        part: str,
        title: str,
        strings: list[str],
        styles: _StyleHandler,
        epoch: datetime,
        texts: CellTexts,
    ) -> None:
        self._parts, self._part, self._title = parts, part, title
        self._strings, self._dated, self._epoch = strings, styles.dated, epoch
        self._texts = texts
        self._cells: dict[int, dict[int, Value]] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._row = self._column = 0
        self.filled = False
        self._open: _OpenCell | None = None

    def begin(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag == "c":
            self._begin_cell(attributes)
            return False
        if self._open is not None:
            return tag in ("v", "f") or self._open.pieces.begin(tag)
        if tag == "row":
            self._row = self._read_whole(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif tag == "mergeCell":
            self._add_merged(attributes.get("ref", ""))
        return False

    def finish(self, tag: str, text: str) -> None:
        cell = self._open
        if cell is None:
            return
        if tag == "c":
            self._open = None
            self._take_cell(cell)
        elif tag == "v":
            cell.value = text
        elif tag == "f":
            cell.formula = text
        else:
            cell.pieces.finish(tag, text)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        if "r" in attributes:
            found = _parse_address(attributes["r"])
            if found is None:
                raise self._parts.build_damage_error(self._part, f"no cell has the address {attributes['r'][:20]!r}")
            row, self._column = found
        else:
            row, self._column = self._row, self._column + 1
        style = self._read_whole(attributes.get("s", "0"))
        self._open = _OpenCell(row, self._column, attributes.get("t", "n"), style)

    def _read_whole(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,7}(\.0)?", text):
            raise self._parts.build_damage_error(self._part, f"{text[:20]!r} is no number of a row or a style")
        return int(text.partition(".")[0])

    def _take_cell(self, cell: _OpenCell) -> None:
        value = self._read_value(cell)
        if is_empty(value):
            return
        at = f"{format_column_letter(cell.column - 1)}{cell.row}"
        said = f"sheet {self._title}: something stands in {at}"
        if cell.row > MOST_ROWS:
            raise self._parts.build_error(f"{said}, below row {MOST_ROWS}", "delete it, or move the cards up")
        if cell.column > MOST_COLUMNS:
            last = format_column_letter(MOST_COLUMNS - 1)
            raise self._parts.build_error(f"{said}, to the right of column {last}", "delete it: nothing is read there")
        if isinstance(value, str):
            self._texts.take(self._title, at, value)
        self._cells.setdefault(cell.row, {})[cell.column] = value

    def _read_value(self, cell: _OpenCell) -> Value:
        if cell.kind == "inlineStr":
            return unguard_text(cell.pieces.take())
        text = cell.value
        if not text:
            return OddCell("formula", f"={cell.formula}"[:200]) if cell.formula is not None else None
        match cell.kind:
            case "s":
                number = int(text) if re.fullmatch(r"\s*[0-9]{1,9}\s*", text) else len(self._strings)
                if number >= len(self._strings):
                    raise self._parts.build_damage_error(self._part, f"there is no text number {text[:20]!r}")
                return unguard_text(self._strings[number])
            case "str":
                return unguard_text(text)
            case "b":
                return text.strip() in ("1", "true")
            case "e":
                return OddCell("error", text[:40])
            case "d":
                return OddCell("date", text[:16].replace("T", " "))
        return self._read_number(text, cell.style in self._dated)

    def _read_number(self, text: str, dated: bool) -> Value:
        number = parse_number(text)
        if number is None:
            return OddCell("error", text[:40])
        return self._read_date(number) if dated else round_whole(number)

    def _read_date(self, days: float) -> Value:
        if 0 <= days < 1:
            return OddCell("date", str((_EPOCH + timedelta(seconds=round(days * 86_400))).time()))
        if self._epoch is _EPOCH and 1 <= days < 60:
            days += 1  # Excel counts a 29th of February 1900
        try:
            moment = self._epoch + timedelta(seconds=round(days * 86_400))
            return OddCell("date", f"{moment:%Y-%m-%d %H:%M}" if moment.hour or moment.minute else f"{moment:%Y-%m-%d}")
        except OverflowError:
            return OddCell("error", "#VALUE!")

    def _add_merged(self, text: str) -> None:
        corners = [_parse_address(corner) for corner in text.split(":")]
        first, last = corners[0], corners[-1]
        if len(corners) > 2 or first is None or last is None:
            raise self._parts.build_damage_error(self._part, f"no cells have the address {text[:20]!r}")
        self._merged.append((*first, *last))
        if len(self._merged) > MOST_MERGED:
            raise self._parts.build_merged_error(self._title)

    def build_rows(self) -> Rows:
        """Return the cells row by row, merged ones filled downwards; a row ends with its last cell.

        Raises `SpreadsheetError`.
        """
        self._refuse_hidden()
        rows: Rows = [[] for _ in range(max(self._cells, default=0))]
        for r, cells in self._cells.items():
            row: list[Value] = [None] * max(cells, default=0)
            for c, value in cells.items():
                row[c - 1] = value
            rows[r - 1] = row
        merged = (MergedCells(top - 1, left - 1, bottom - 1) for top, left, bottom, _ in self._merged)
        copied = fill_merged(rows, merged, self._texts.left)
        self._texts.take_count(self._title, copied)
        self.filled = bool(copied)
        return rows

    def _refuse_hidden(self) -> None:
        """Raise `SpreadsheetError` if a merged range hides a cell that holds something: any but its first."""
        covered: dict[int, int] = {}  # by row, a bit for each column that is merged
        for top, left, bottom, right in self._merged:
            width = min(right, MOST_COLUMNS) - left + 1
            bits = ((1 << width) - 1) << left if width > 0 else 0
            for r in range(top, bottom + 1) if bottom - top < len(self._cells) else list(self._cells):
                if r not in self._cells or not top <= r <= bottom:
                    continue
                if covered.get(r, 0) & bits:
                    raise self._parts.build_damage_error(self._part, "merged ranges overlap")
                covered[r] = covered.get(r, 0) | bits
                cells = self._cells[r]
                for c in sorted(c for c in cells if left <= c <= right and (r, c) != (top, left)):
                    at, first = (f"{format_column_letter(b - 1)}{a}" for a, b in ((r, c), (top, left)))
                    said = f"sheet {self._title}: something stands in {at}, which is merged with {first} and not shown"
                    raise self._parts.build_error(said, "unmerge the cells: a card is one row")
