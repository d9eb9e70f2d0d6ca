"""Reads the cells of a spreadsheet file: a CSV file, an Excel workbook, an OpenDocument sheet, by its ending."""

from __future__ import annotations

import os
from collections.abc import Container
from pathlib import Path

from wargame.content.spreadsheets.book import READ, Book, SpreadsheetError
from wargame.content.spreadsheets.limits import MOST_BYTES, MOST_BYTES_OF_TEXT
from wargame.input_file import LargeFileError, read_input
from wargame.suggestion import suggest_file


def read_book(path: Path, mapped: Container[str] = ()) -> Book:
    """Return the cells of a file, read by its ending. Raises `SpreadsheetError` if no cells can be read.

    ``mapped`` are names of columns that the file may have beside those that are known.
    """
    ending = path.suffix.lower()
    if ending not in READ:
        said = "decks are read from .xlsx, .ods, .csv and .json; save it as one of these"
        raise SpreadsheetError(f"{path}: {said}" if os.path.lexists(path) else _format_missing(path))
    most = MOST_BYTES if ending in (".xlsx", ".ods") else MOST_BYTES_OF_TEXT
    raw = read_bytes(path, most)
    if not raw.strip():
        raise SpreadsheetError(f"{path}: the file is empty; wargame deck import --template -o cards.xlsx begins one")
    if ending == ".xlsx":
        from wargame.content.spreadsheets.workbook_reading import read_workbook

        return read_workbook(raw, str(path))
    if ending == ".ods":
        from wargame.content.spreadsheets.open_document import read_open_document

        return read_open_document(raw, str(path))
    from wargame.content.spreadsheets.separated import read_separated

    return read_separated(raw, str(path), mapped)


def read_bytes(path: Path, most: int) -> bytes:
    """Return the bytes of a file, at most ``most``. Raises `SpreadsheetError` if it is larger or unreadable."""
    try:
        return read_input(path, most)
    except FileNotFoundError:
        raise SpreadsheetError(_format_missing(path)) from None
    except LargeFileError:
        raise SpreadsheetError(f"{path}: the file is larger than {most // 1_000_000} MB") from None
    except OSError as error:
        raise SpreadsheetError(f"{path}: it cannot be read ({error.strerror})") from None


def _format_missing(path: Path) -> str:
    hint = suggest_file(path, (*READ, ".json"))
    return "; ".join(part for part in (f"{path}: there is no such file", hint) if part)
