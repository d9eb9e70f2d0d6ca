"""Reads the cells of a spreadsheet file: of a CSV file or of an Excel workbook, by the ending of its name."""

from __future__ import annotations

from pathlib import Path

from wargame.content.spreadsheets.book import Book, SpreadsheetError
from wargame.content.spreadsheets.limits import MOST_BYTES, MOST_BYTES_OF_TEXT
from wargame.input_file import LargeFileError, read_input


def read_book(path: Path) -> Book:
    """Return the cells of a file, read by its ending. Raises `SpreadsheetError` if no cells can be read."""
    most = MOST_BYTES if path.suffix.lower() == ".xlsx" else MOST_BYTES_OF_TEXT
    try:
        raw = read_input(path, most)
    except FileNotFoundError:
        raise SpreadsheetError(f"{path}: there is no such file") from None
    except LargeFileError:
        raise SpreadsheetError(f"{path}: the file is larger than {most // 1_000_000} MB") from None
    except OSError as error:
        raise SpreadsheetError(f"{path}: it cannot be read ({error.strerror})") from None
    if not raw.strip():
        raise SpreadsheetError(f"{path}: the file is empty; wargame deck import --template -o {path} begins one")
    if path.suffix.lower() == ".xlsx":
        from wargame.content.spreadsheets.workbook_reading import read_workbook

        return read_workbook(raw, str(path))
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        from wargame.content.spreadsheets.separated import read_separated

        return read_separated(raw, str(path))
    raise SpreadsheetError(f"{path}: decks are read from .xlsx and .csv; save it as one of these")
