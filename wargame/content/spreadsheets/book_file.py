"""Reads the cells of a spreadsheet file: of a CSV file or of an Excel workbook, by the ending of its name."""

from __future__ import annotations

from pathlib import Path

from wargame.content.spreadsheets.book import Book, SpreadsheetError
from wargame.input_file import LargeFileError, read_input

MAX_BYTES = 20_000_000
MAX_ROWS = 5_000


def read_book(path: Path) -> Book:
    """Return the cells of a file, read by its ending. Raises `SpreadsheetError` if no cells can be read."""
    try:
        raw = read_input(path, MAX_BYTES)
    except FileNotFoundError:
        raise SpreadsheetError(f"{path}: there is no such file") from None
    except LargeFileError:
        raise SpreadsheetError(f"{path}: the file is larger than {MAX_BYTES // 1_000_000} MB") from None
    except OSError as error:
        raise SpreadsheetError(f"{path}: it cannot be read ({error.strerror})") from None
    if not raw.strip():
        raise SpreadsheetError(f"{path}: the file is empty; wargame deck import --template -o {path} begins one")
    if path.suffix.lower() == ".xlsx":
        from wargame.content.spreadsheets.workbook import read_workbook

        book = read_workbook(raw, str(path))
    elif path.suffix.lower() in (".csv", ".tsv", ".txt"):
        from wargame.content.spreadsheets.separated import read_separated

        book = read_separated(raw, str(path))
    else:
        raise SpreadsheetError(f"{path}: decks are read from .xlsx and .csv; save it as one of these")
    if len(book.cards) > MAX_ROWS:
        raise SpreadsheetError(f"{path}: it has more than {MAX_ROWS} rows; a deck has at most 2000 cards")
    return book
