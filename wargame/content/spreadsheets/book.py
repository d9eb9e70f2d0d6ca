"""A book: the cells of one spreadsheet file, whatever its format, and the mistakes found in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wargame.content.load.problems import ToldProblems
from wargame.content.spreadsheets.cells import Value
from wargame.content.spreadsheets.columns import (
    CARDS_SHEET,
    COLUMNS_SHEET,
    DECK_SHEET,
    NAMES_SHEET,
    format_column_letter,
)

Rows = list[list[Value]]
"""The cells row by row, as the spreadsheet program shows them."""


class CellAddress(NamedTuple):
    """A cell: its sheet, its row and column (from 0; column -1 is the whole row), and the name of its column."""

    sheet: str
    row: int
    column: int
    name: str = ""

    def format_text(self) -> str:
        """Return *row 7, column effects (D7)*; with the sheet, if it is not the sheet of cards."""
        named = f", column {self.name}" if self.name else ""
        sheet = "" if self.sheet == CARDS_SHEET else f"sheet {self.sheet}, "
        if self.column < 0:
            return f"{sheet}row {self.row + 1}"
        return f"{sheet}row {self.row + 1}{named} ({format_column_letter(self.column)}{self.row + 1})"


class Misfit(NamedTuple):
    """A mistake in a spreadsheet: its place (a file, a cell), its card, what is wrong, and how to mend it."""

    file: str
    place: CellAddress | None
    where: str
    said: str
    expected: str = ""
    hint: str = ""
    code: str = "cell"
    level: str = "error"

    def format_line(self) -> str:
        """Return the mistake on one line, in the order of the lines of `deck check`."""
        parts = [self.said, f"expected {self.expected}" if self.expected else "", self.hint]
        level = self.level if self.level != "error" else ""
        at = self.place.format_text() if self.place is not None else ""
        return ": ".join(part for part in (self.file, at, level, self.where, "; ".join(p for p in parts if p)) if part)


class SpreadsheetError(Exception):
    """No cells can be read from a spreadsheet file; the message names the file."""


class MisfitError(Exception):
    """A spreadsheet is no valid deck; ``misfits`` says everything that is wrong, ``words`` how it was read."""

    def __init__(self, misfits: Iterable[Misfit], words: Iterable[str] = ()) -> None:
        self.misfits, self.words = tuple(misfits), tuple(words)
        super().__init__(self.misfits)

    def __str__(self) -> str:
        told = ToldProblems()
        lines = [misfit.format_line() for misfit in told.iter_told(self.misfits)]
        return "\n".join([*lines, *told.iter_counts()])


class Sheet(NamedTuple):
    """The cells of one sheet, and its name. A file without sheets has one, called as `CARDS_SHEET` says."""

    name: str
    rows: Rows


@dataclass(frozen=True)
class Book:
    """The cells of the sheets that may hold cards, and of the sheet about the deck, which may be empty.

    ``words`` say what people should know of how the file was read, such as an encoding that was guessed.
    """

    sheets: tuple[Sheet, ...]
    deck: Rows
    words: tuple[str, ...] = ()


def choose_sheets(found: Sequence[Sheet], words: tuple[str, ...] = ()) -> Book:
    """Return the book of a workbook's sheets; ``words`` are said of how it was read.

    The sheet *deck* says what the deck is called. Beside a sheet *cards*, the sheets *names* and *columns* are for
    people. In a workbook with one sheet that holds something, places do not name the sheet.
    """
    named = {sheet.name.strip().lower(): sheet for sheet in reversed(found)}
    deck = named.get(DECK_SHEET)
    rest = [sheet for sheet in found if sheet is not deck] or list(found)
    if CARDS_SHEET in named and named[CARDS_SHEET] is not deck:
        rest = [sheet for sheet in rest if sheet.name.strip().lower() not in (NAMES_SHEET, COLUMNS_SHEET)]
    filled = [sheet for sheet in rest if sheet.rows] or rest[:1]
    if len(filled) == 1:
        filled = [Sheet(CARDS_SHEET, filled[0].rows)]
    about = deck.rows if deck is not None and deck not in filled and len(found) > 1 else []
    return Book(tuple(filled), about, words)


ENDINGS = (".csv", ".xlsx")
"""The endings of the files that can be written."""

READ = (".xlsx", ".ods", ".csv", ".tsv", ".txt")
"""The endings of the files that can be read."""
