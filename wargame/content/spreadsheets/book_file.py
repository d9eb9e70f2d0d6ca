"""Reads the cells of a spreadsheet file: a CSV file, an Excel workbook, an OpenDocument sheet, by its ending."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from wargame.content.spreadsheets.book import READ, Book, SpreadsheetError
from wargame.content.spreadsheets.limits import MOST_BYTES, MOST_BYTES_OF_TEXT
from wargame.input_file import LargeFileError, read_input


def read_book(path: Path, mapped: Container[str] = ()) -> Book:
    """Return the cells of a file, read by its ending. Raises `SpreadsheetError` if no cells can be read.

    ``mapped`` are names of columns that the file may have beside those that are known.
    """
    ending = path.suffix.lower()
    most = MOST_BYTES if ending in (".xlsx", ".ods") else MOST_BYTES_OF_TEXT
    raw = read_bytes(path, most)
    if not raw.strip():
        raise SpreadsheetError(f"{path}: the file is empty; wargame deck import --template -o {path} begins one")
    if ending == ".xlsx":
        from wargame.content.spreadsheets.workbook_reading import read_workbook

        return read_workbook(raw, str(path))
    if ending == ".ods":
        from wargame.content.spreadsheets.open_document import read_open_document

        return read_open_document(raw, str(path))
    if ending in READ:
        from wargame.content.spreadsheets.separated import read_separated

        return read_separated(raw, str(path), mapped)
    raise SpreadsheetError(f"{path}: decks are read from .xlsx, .ods, .csv and .json; save it as one of these")


def read_bytes(path: Path, most: int) -> bytes:
    """Return the bytes of a file, at most ``most``. Raises `SpreadsheetError` if it is larger or unreadable."""
    try:
        return read_input(path, most)
    except FileNotFoundError:
        raise SpreadsheetError(f"{path}: there is no such file") from None
    except LargeFileError:
        raise SpreadsheetError(f"{path}: the file is larger than {most // 1_000_000} MB") from None
    except OSError as error:
        raise SpreadsheetError(f"{path}: it cannot be read ({error.strerror})") from None
