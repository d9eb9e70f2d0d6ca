"""Fills cells that are merged downwards: what stands in the first cell counts for each row it is merged over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wargame.content.spreadsheets.book import Rows
from wargame.content.spreadsheets.cells import is_empty

FILLED = "cells merged over several rows count for each of these rows"
"""What is said of a file in which such cells were filled."""


class MergedCells(NamedTuple):
    """Cells merged to one: its first row and column, and its last row, all from 0."""

    top: int
    left: int
    bottom: int


def fill_merged(rows: Rows, merged: Iterable[MergedCells], most: int) -> int:
    """Copy the first cell of each range into the rows below; return how many characters were copied.

    A row that holds nothing else stays empty: it is part of a high row, and no row of its own. Stops, and returns a
    number above ``most``, when more characters than that would be copied.
    """
    own = [any(not is_empty(cell) for cell in row) for row in rows]
    copied = 0
    for top, left, bottom in merged:
        if top >= len(rows) or left >= len(rows[top]) or is_empty(value := rows[top][left]):
            continue
        for r in range(top + 1, min(bottom + 1, len(rows))):
            row = rows[r]
            if not own[r] or (left < len(row) and not is_empty(row[left])):
                continue
            copied += len(str(value))
            if copied > most:
                return copied
            row += [None] * (left + 1 - len(row))
            row[left] = value
    return copied
