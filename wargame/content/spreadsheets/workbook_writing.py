"""Writes Excel workbooks: sheets of cards and of the deck, and for people, of names and of columns."""

from __future__ import annotations

import gc
import io
import sys
import tempfile
import traceback
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from wargame.content.author.glossary import SECTIONS, build_glossary
from wargame.content.model.scenario import Scenario
from wargame.content.spreadsheets.book import Rows
from wargame.content.spreadsheets.cells import Value, guard_text
from wargame.content.spreadsheets.columns import (
    CARD,
    CARDS_SHEET,
    COLUMNS_SHEET,
    DECK,
    DECK_SHEET,
    NAMES_SHEET,
    format_column_letter,
)
from wargame.content.spreadsheets.limits import MOST_IN_CELL

_ROWS = 400
"""The number of rows below the header that are prepared for typing."""


def write_workbook(cards: Rows, deck: Rows, scenario: Scenario | None) -> bytes:
    """Return a workbook with the rows of the cards and of the deck, and sheets to look up names and columns.

    Raises `ValueError` if a cell cannot hold its text, or the temporary folder cannot hold the workbook.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = CARDS_SHEET
    _fill_cards(sheet, cards, scenario)
    _fill_deck(book.create_sheet(DECK_SHEET), deck)
    if scenario is not None:
        _fill_names(book.create_sheet(NAMES_SHEET), scenario)
    _fill_columns(book.create_sheet(COLUMNS_SHEET))
    return _dump_book(book)


def write_list(name: str, rows: Rows) -> bytes:
    """Return a workbook with one sheet: names of columns, and rows below them. Raises `ValueError` as above."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    _write_rows(sheet, rows)
    sheet.freeze_panes = "A2"
    for c, head in enumerate(rows[0], start=1):
        widest = max((len(line) for row in rows for line in str(row[c - 1] or "").split("\n")), default=0)
        width = min(60, max(10, widest + 2))
        sheet.column_dimensions[format_column_letter(c - 1)].width = width
        cell = sheet.cell(1, c)
        cell.font, cell.fill = _BOLD, _SHADE
        for r in range(2, len(rows) + 1):
            sheet.cell(r, c).alignment = _WRAPPED
            if isinstance(rows[r - 1][c - 1], str) or head is None:
                sheet.cell(r, c).number_format = "@"
    return _dump_book(book)


def _dump_book(book: Workbook) -> bytes:
    out = io.BytesIO()
    try:
        book.save(out)
    except Exception as error:  # openpyxl writes each sheet to a temporary file; lxml has an error of its own for that
        if not isinstance(error, OSError) and type(error).__name__ != "SerialisationError":
            raise
        _close_writers(error)
        said = f"the folder for temporary files ({tempfile.gettempdir()}) cannot hold the workbook"
        raise ValueError(said) from None
    return out.getvalue()


def _close_writers(error: Exception) -> None:
    """Close what openpyxl left open when it failed; a second error of the same cause is not printed."""
    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        traceback.clear_frames(error.__traceback__)
        gc.collect()  # a writer and its generator hold each other
    finally:
        sys.unraisablehook = hook


_LINE, _TALLEST = 15, 12
"""The height of a line in points; the most lines a row shows."""
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_BOLD = Font(name="Calibri", size=11, bold=True)
_SHADE = PatternFill("solid", fgColor="DDDDDD")


def _fill_cards(sheet: Any, rows: Rows, scenario: Scenario | None) -> None:
    _write_rows(sheet, rows)
    sheet.freeze_panes = "C2"
    names = {column.name: column for column in CARD}
    for i, cell in enumerate(rows[0]):
        column = names[str(cell)]
        head = sheet.cell(1, i + 1)
        head.font, head.fill = _BOLD, _SHADE
        example = f"\nFor example: {column.example}" if column.example else ""
        head.comment = Comment(f"{column.about}.{example}", "wargame", width=320, height=120)
        sheet.column_dimensions[format_column_letter(i)].width = column.width
        for row in range(2, max(len(rows), _ROWS) + 1):
            blank = sheet.cell(row, i + 1)
            blank.alignment = _WRAPPED
            if column.kind != "whole":
                blank.number_format = "@"  # format as text, so that nothing typed becomes a date or a formula
    widths = [names[str(cell)].width for cell in rows[0]]
    for r, filled in enumerate(rows[1:], start=2):
        tallest = max(_count_lines(cell, width) for cell, width in zip(filled, widths, strict=True))
        sheet.row_dimensions[r].height = _LINE * min(_TALLEST, tallest)
    if scenario is not None:
        listed = ",".join(scenario.order)
        choice = DataValidation("list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
        choice.error = f"The role that answers: {', '.join(scenario.order)}"
        at = format_column_letter([str(cell) for cell in rows[0]].index("role"))
        choice.add(f"{at}2:{at}{max(len(rows), _ROWS)}")
        sheet.add_data_validation(choice)


def _count_lines(cell: Value, width: int) -> int:
    """Return about how many lines a cell fills in a column of this width."""
    return sum(len(line) // max(1, width - 2) + 1 for line in str(cell or "").split("\n"))


def _fill_deck(sheet: Any, rows: Rows) -> None:
    _write_rows(sheet, rows)
    abouts = {column.name: column.about for column in DECK}
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 90
    for i, row in enumerate(rows, start=1):
        sheet.cell(i, 1).font = _BOLD
        sheet.cell(i, 1).comment = Comment(f"{abouts[str(row[0])]}.", "wargame", width=320, height=60)
        sheet.cell(i, 2).alignment, sheet.cell(i, 2).number_format = _WRAPPED, "@"


def _fill_names(sheet: Any, scenario: Scenario) -> None:
    """Write the names of the scenario, for people to look up; this sheet is not read."""
    rows: Rows = [[f"What effects and conditions of {scenario.title} can name", "", "", "", ""]]
    rows.append(["name", "what it is", "from", "to", "what it means"])
    for section, title in SECTIONS.items():
        found = [name for name in build_glossary(scenario) if name.section == section and section != "target"]
        rows += [[title]] if found else []
        rows += [[name.name, name.title, name.low, name.high, name.about] for name in found]
    rows += [[], ["roles"]]
    rows += [[name, role.name] for name, role in scenario.roles.items()]
    rows += [[], ["objectives"]]
    rows += [[goal.id, goal.text] for goal in scenario.learning_objectives]
    _write_rows(sheet, rows)
    _widen(sheet, (30, 34, 8, 8, 90))


def _fill_columns(sheet: Any) -> None:
    rows: Rows = [["column", "what stands in it", "example"]]
    rows += [[column.name, column.about, column.example] for column in (*CARD, *DECK)]
    _write_rows(sheet, rows)
    _widen(sheet, (20, 70, 40))


def _widen(sheet: Any, widths: Sequence[int]) -> None:
    for i, width in enumerate(widths):
        sheet.column_dimensions[format_column_letter(i)].width = width
    for cell in sheet[1]:
        cell.font = _BOLD


def _write_rows(sheet: Any, rows: Iterable[Sequence[Value]]) -> None:
    for r, row in enumerate(rows, start=1):
        for c, value in enumerate(row, start=1):
            if value is None or value == "":
                continue
            cell = sheet.cell(r, c)
            if isinstance(value, str):
                text = guard_text(value, typed=True)
                if len(text) > MOST_IN_CELL:
                    raise ValueError(
                        f"row {r}: a text of {len(text)} characters is too long for a cell ({MOST_IN_CELL})"
                    )
                cell.value = text
                cell.data_type = "s"  # never a formula, whatever the text begins with
                cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
            else:
                cell.value = value
