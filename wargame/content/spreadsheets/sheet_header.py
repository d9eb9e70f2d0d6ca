"""Finds the row of a sheet that names its columns, and says what each column stands for."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from wargame.content.spreadsheets.book import Rows, Sheet
from wargame.content.spreadsheets.cells import Value, is_empty
from wargame.content.spreadsheets.column_names import (
    MAYBE_NUMBERS,
    NOTHING,
    NUMBER,
    RECEIVER,
    TIME,
    find_called,
    find_own_column,
    fold_header,
)

_FIRST_ROWS = 40
"""The header stands in one of these rows."""

SEVERAL = frozenset({"notes", "expect", NOTHING})
"""What several columns can stand for: their texts are joined."""


@dataclass
class SheetHeader:
    """The columns of a sheet.

    ``row`` is the row of their names, ``top`` the first of two such rows, or the same. ``columns`` says what each
    position stands for: a column of a card or one of `LISTED`.
    ``names`` are all names as people wrote them. ``own``: the sheet has the names of this program alone. ``unknown``
    are the positions of names that stand for nothing, ``doubled`` those of names that stand for what another does.
    """

    sheet: Sheet
    top: int
    row: int
    columns: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    own: bool = True
    unknown: list[int] = field(default_factory=list)
    doubled: list[int] = field(default_factory=list)

    def find(self, target: str) -> int:
        """Return the first position that stands for something, or -1."""
        return next((c for c, name in self.columns.items() if name == target), -1)


def find_cell(row: list[Value], c: int) -> Value:
    """Return a cell of a row, or None beyond its end."""
    return row[c] if 0 <= c < len(row) else None


def find_header(sheet: Sheet, mapped: Mapping[str, str]) -> SheetHeader | None:
    """Return the columns of a sheet, or None if none of its first rows names columns.

    ``mapped`` are targets by folded names, which go before all that is known.
    """
    for r, row in enumerate(sheet.rows[:_FIRST_ROWS]):
        own = {find_own_column(cell) for cell in row if isinstance(cell, str)} - {""}
        if {"title", "text"} <= own or len(own) >= 3:
            return _build_header(sheet, r, r, mapped)
        if _has_listed_names(row, mapped):
            below = sheet.rows[r + 1 : r + 2]
            has_two = count_names(below, mapped) > count_names([row], mapped)  # merged names stand in both rows
            return _build_header(sheet, r, r + has_two, mapped)
    return None


def count_names(rows: Rows, mapped: Container[str]) -> int:
    """Return the most known names of columns in one row; the right separator shows more than the others."""
    return max((sum(_is_known(cell, mapped) for cell in row) for row in rows[:_FIRST_ROWS]), default=0)


def _is_known(cell: Value, mapped: Container[str]) -> bool:
    return isinstance(cell, str) and bool(find_own_column(cell) or find_called(cell) or fold_header(cell) in mapped)


def _has_listed_names(row: list[Value], mapped: Mapping[str, str]) -> bool:
    """Return whether a row names the columns of a list: three of them, or two that say what an inject is."""
    short = [cell for cell in row if isinstance(cell, str) and len(cell) <= 60]
    found = {mapped.get(fold_header(cell)) or find_own_column(cell) or find_called(cell) for cell in short} - {""}
    about = found & {"title", "text"}
    return len(about) == 2 or (bool(about) and len(found) >= 3)


def _build_header(sheet: Sheet, top: int, r: int, mapped: Mapping[str, str]) -> SheetHeader:
    header = SheetHeader(sheet, top, r)
    row = sheet.rows[r]
    for c, cell in enumerate(row):
        if isinstance(cell, str) and cell.strip():
            header.names[c] = cell.strip()
        elif not is_empty(cell):
            header.names[c] = str(cell)
    typed = {c: mapped[fold_header(name)] for c, name in header.names.items() if fold_header(name) in mapped}
    own = {c: name for c, text in header.names.items() if c not in typed and (name := find_own_column(text))}
    header.own = all(c in own for c in header.names if c in typed or c in own or find_called(header.names[c]))
    _refine_own(header, own)
    for c, target in (*typed.items(), *own.items()):
        _give(header, c, target)
    for c, text in header.names.items():
        if c not in typed and c not in own:
            target = _choose_called(header, c, text)
            if target and (target in SEVERAL or header.find(target) < 0):
                header.columns[c] = target
            else:
                header.unknown.append(c)
    _fill_title(header)
    header.columns = dict(sorted(header.columns.items()))
    header.unknown.sort()
    return header


def _give(header: SheetHeader, c: int, target: str) -> None:
    if target not in SEVERAL and header.find(target) >= 0:
        header.doubled.append(c)
    else:
        header.columns[c] = target


def _refine_own(header: SheetHeader, own: dict[int, str]) -> None:
    """In a list, a *role* that is asked nothing is who gets the inject, and *when* is its time."""
    if header.own or "prompt" in own.values() or any(name.startswith("option") for name in own.values()):
        return
    for c, name in own.items():
        other = {"role": RECEIVER, "when": TIME}.get(name)
        if other is not None:
            own[c] = other


def _choose_called(header: SheetHeader, c: int, text: str) -> str:
    """Return what people mean by a name; one that may be a number or a text is decided by what stands below it."""
    target = find_called(text)
    if fold_header(text) in MAYBE_NUMBERS:
        if header.find(NUMBER) < 0 and _looks_like_numbers(header, c):
            return NUMBER
        others = {find_called(name) for at, name in header.names.items() if at != c} | set(header.columns.values())
        if "title" not in others:
            return "title"
        return "text" if "text" not in others else target
    return target


def _looks_like_numbers(header: SheetHeader, c: int) -> bool:
    cells = [cell for _, cell in _iter_below(header, c)]
    short = sum(len(str(cell).strip()) <= 12 and bool(re.search(r"\d", str(cell))) for cell in cells)
    return bool(cells) and short * 10 >= len(cells) * 8


def _iter_below(header: SheetHeader, c: int) -> Iterator[tuple[int, Value]]:
    for r in range(header.row + 1, len(header.sheet.rows)):
        if not is_empty(cell := find_cell(header.sheet.rows[r], c)):
            yield r, cell


def _fill_title(header: SheetHeader) -> None:
    """Of two columns with texts and none with titles, the one with the shorter texts has the titles."""
    if header.own or header.find("title") >= 0:
        return
    text = header.find("text")
    others = [c for c in header.unknown if find_called(header.names[c]) == "text"]
    if text < 0 or not others:
        return
    lengths = {c: sum(len(str(cell)) for _, cell in _iter_below(header, c)) for c in (text, *others)}
    short = min(lengths, key=lambda c: lengths[c])
    longest = max(lengths, key=lambda c: lengths[c])
    if short == longest:
        return
    header.unknown = [c for c in (*header.unknown, text) if c not in (short, longest)]
    header.columns.pop(text, None)
    header.columns[short], header.columns[longest] = "title", "text"
