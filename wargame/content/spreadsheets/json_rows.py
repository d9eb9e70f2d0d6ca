"""Reads a JSON file with a list of objects, one for each inject, as the rows of a sheet: its keys are the columns.

Tools that run exercises keep their injects so. A value that is itself a list is read as its texts, one a line; another
object inside has no place in a cell, and that is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from wargame.content.spreadsheets.book import Book, Rows, Sheet, SpreadsheetError
from wargame.content.spreadsheets.cells import Value
from wargame.content.spreadsheets.columns import CARDS_SHEET
from wargame.content.spreadsheets.limits import MOST_COLUMNS, MOST_ROWS


def build_book(objects: Sequence[Any], file: str) -> Book:
    """Return the cells of a list of objects: row 1 has all keys. Raises `SpreadsheetError` if it holds anything else.

    Rows are counted as in a sheet, so that the first object is row 2.
    """
    if not objects:
        raise SpreadsheetError(f"{file}: the list is empty; expected an object for each inject")
    if len(objects) >= MOST_ROWS:
        raise SpreadsheetError(f"{file}: it has {len(objects)} objects; at most {MOST_ROWS - 1} are read")
    keys: dict[str, int] = {}
    left: Counter[str] = Counter()
    rows: Rows = []
    for n, one in enumerate(objects, start=1):
        if not isinstance(one, dict):
            raise SpreadsheetError(f"{file}: entry {n} of the list is no object; expected one for each inject")
        for key in one:
            keys.setdefault(key, len(keys))
        if len(keys) > MOST_COLUMNS:
            raise SpreadsheetError(f"{file}: entry {n}: more than {MOST_COLUMNS} different keys")
        rows.append(_read_object(one, keys, left))
    said = ["each object of the list is a row, the first one row 2"]
    said += [f"{key}: left out, because it holds objects ({count})" for key, count in left.items()]
    return Book((Sheet(CARDS_SHEET, [[*keys], *rows]),), [], tuple(said))


def _read_object(one: Mapping[str, Any], keys: Mapping[str, int], left: Counter[str]) -> list[Value]:
    row: list[Value] = [None] * len(keys)
    for key, value in one.items():
        if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(x, dict | list) for x in value)):
            left[key] += 1
        elif isinstance(value, list):
            row[keys[key]] = "\n".join(map(str, filter(None, value)))
        else:
            row[keys[key]] = value
    return row
