"""A book: the cells of one spreadsheet file, whatever its format, and the mistakes found in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from wargame.content.load.problems import ToldProblems
from wargame.content.spreadsheets.cells import Value
from wargame.content.spreadsheets.columns import CARDS_SHEET, format_column_letter

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
    """A spreadsheet is no valid deck; ``misfits`` says everything that is wrong."""

    def __init__(self, misfits: Iterable[Misfit]) -> None:
        self.misfits = tuple(misfits)
        super().__init__(self.misfits)

    def __str__(self) -> str:
        told = ToldProblems()
        lines = [misfit.format_line() for misfit in told.iter_told(self.misfits)]
        return "\n".join([*lines, *told.iter_counts()])


@dataclass(frozen=True)
class Book:
    """The cells of the sheet of cards, and of the sheet about the deck, which may be empty."""

    cards: Rows
    deck: Rows


ENDINGS = (".csv", ".xlsx")
"""The endings of the files that can be written."""
