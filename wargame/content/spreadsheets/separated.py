"""Reads and writes CSV files of spreadsheet programs: with commas, semicolons or tabs, in the usual encodings."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Container

from wargame.content.spreadsheets.book import Book, Rows, Sheet, SpreadsheetError
from wargame.content.spreadsheets.cells import Value, guard_text, unguard_text
from wargame.content.spreadsheets.columns import CARDS_SHEET
from wargame.content.spreadsheets.limits import MOST_COLUMNS, MOST_ROWS, MOST_TEXT
from wargame.content.spreadsheets.sheet_header import count_names

_NOTHING: list[Value] = []
"""A row without cells, which may stand a million times in a file."""

_SIGNS = ",;\t"
_SAVE = "save it as 'CSV UTF-8 (comma delimited)', or as .xlsx"


def read_separated(raw: bytes, file: str, mapped: Container[str] = ()) -> Book:
    """Return the cells of a CSV file; rows about the deck stand above the header. Raises `SpreadsheetError`.

    ``mapped`` are names of columns that the file may have beside those that are known.
    """
    text, words = _decode_text(raw, file)
    told = next((sign for sign in _SIGNS if text.startswith((f"sep={sign}\n", f"sep={sign}\r"))), "")
    taken = max((_read_rows(text, sign) for sign in told or _SIGNS), key=lambda taken: count_names(taken[0], mapped))
    rows, broken = taken
    if broken:
        raise SpreadsheetError(f"{file}: row {broken}: a quotation mark is opened there and not closed; {_SAVE}")
    _check_size(rows, file)
    if told:
        rows[0] = []  # the line that names the separator counts as a row, so that row numbers stay right
    cells = [[unguard_text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    return Book((Sheet(CARDS_SHEET, cells),), [], words)


def write_separated(rows: Rows) -> str:
    """Return the text of a CSV file.

    The text is to be saved in UTF-8 with a byte order mark, by which Excel recognises the encoding.
    """
    out = io.StringIO()
    csv.writer(out).writerows([_guard_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _guard_cell(cell: Value) -> object:
    return guard_text(cell, typed=False) if isinstance(cell, str) else cell


def _decode_text(raw: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and what should be said of how it was decoded."""
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise SpreadsheetError(f"{file}: this is a workbook under another name; give it the ending .xlsx")
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _refuse_binary(raw.decode("utf-16", errors="replace"), file), ("read as UTF-16",)
    if kind := _find_wide_encoding(raw):
        return _refuse_binary(raw.decode(kind, errors="replace"), file), ("read as UTF-16, though no mark says so",)
    try:
        return _refuse_binary(raw.decode("utf-8-sig"), file), ()
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        byte = raw[error.start : error.start + 1]
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        raise SpreadsheetError(
            f"{file}: line {line}: the byte 0x{byte.hex().upper()} is neither UTF-8 nor Windows-1252; {_SAVE}"
        ) from None
    said = f"read as Windows-1252, since it is no UTF-8 (line {line}: the byte 0x{byte.hex().upper()} is "
    said += f"{byte.decode('cp1252')!r}); if letters are wrong, {_SAVE}"
    return _refuse_binary(text, file), (said,)


def _find_wide_encoding(raw: bytes) -> str:
    """Return the encoding of a UTF-16 text without a byte order mark, by where its zero bytes stand; else nothing."""
    start = raw[:4000]
    if len(start) < 8 or len(raw) % 2:
        return ""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > len(start) // 5 and not even:
        return "utf-16-le"
    return "utf-16-be" if even > len(start) // 5 and not odd else ""


def _refuse_binary(text: str, file: str) -> str:
    """Return the text. Raises `SpreadsheetError` if it has a sign that no text has."""
    if "\x00" in text:
        raise SpreadsheetError(
            f"{file}: this is no text (line {text[: text.index(chr(0))].count(chr(10)) + 1}); {_SAVE}"
        )
    return text


def _check_size(rows: Rows, file: str) -> None:
    """Raise `SpreadsheetError` if something stands outside the rows and columns that are read, or is too much."""
    if len(rows) > MOST_ROWS:
        said = f"something stands in row {len(rows)}, below row {MOST_ROWS}"
        raise SpreadsheetError(f"{file}: {said}; delete it, or move the cards up")
    for r, row in enumerate(rows, start=1):
        if len(row) > MOST_COLUMNS:
            said = f"row {r}: it has {len(row)} cells"
            raise SpreadsheetError(f"{file}: {said}; at most {MOST_COLUMNS} are read: delete the others")
    if sum(len(str(cell)) for row in rows for cell in row) > MOST_TEXT:
        raise SpreadsheetError(f"{file}: its cells hold more than {MOST_TEXT:,} characters; make several decks of it")


def _read_rows(text: str, sign: str) -> tuple[Rows, int]:
    """Return the rows with ``sign`` between cells, and the number of a row that cannot be read, or 0."""
    rows: Rows = []
    before = csv.field_size_limit()
    csv.field_size_limit(max(before, len(text) + 1))  # the whole process shares this limit
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True):
            while row and not row[-1].strip():
                row.pop()
            rows.append([*row] if row else _NOTHING)
    except csv.Error:
        return rows, len(rows) + 1
    finally:
        csv.field_size_limit(before)
    while rows and not rows[-1]:
        rows.pop()
    return rows, 0
