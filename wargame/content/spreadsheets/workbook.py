"""Reads and writes Excel workbooks: sheets of cards and of the deck, and for people, of names and of columns."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from wargame.content.author.glossary import SECTIONS, build_glossary
from wargame.content.model.scenario import Scenario
from wargame.content.spreadsheets.book import Book, Rows, SpreadsheetError
from wargame.content.spreadsheets.cells import OddCell, Value, guard_text, unguard_text
from wargame.content.spreadsheets.columns import (
    CARD,
    CARDS_SHEET,
    COLUMNS_SHEET,
    DECK,
    DECK_SHEET,
    NAMES_SHEET,
    format_column_letter,
)

MOST = 32_767
"""The number of characters a cell can hold."""

_ROWS = 400
"""The number of rows below the header that are prepared for typing."""


def read_workbook(raw: bytes, file: str) -> Book:
    """Return the cells of the sheet *cards* (or the first sheet) and of *deck*. Raises `SpreadsheetError`."""
    _refuse_unreadable(raw, file)
    try:
        values = load_workbook(io.BytesIO(raw), data_only=True)
        typed = load_workbook(io.BytesIO(raw), data_only=False)
    except Exception as error:  # openpyxl raises many kinds of errors for damaged files
        said = f"the workbook is damaged ({type(error).__name__})"
        raise SpreadsheetError(f"{file}: {said}; open it in a spreadsheet program and save it anew") from None
    names = {name.strip().lower(): name for name in values.sheetnames}
    cards = names.get(CARDS_SHEET) or values.worksheets[0].title
    deck = names.get(DECK_SHEET)
    return Book(
        _read_rows(values[cards], typed[cards]), _read_rows(values[deck], typed[deck]) if deck and deck != cards else []
    )


def _refuse_unreadable(raw: bytes, file: str) -> None:
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        said = "the workbook is locked with a password, or of the kind before .xlsx"
        raise SpreadsheetError(f"{file}: {said}; save it as .xlsx without a password")
    if not raw.startswith(b"PK"):
        raise SpreadsheetError(f"{file}: this is no workbook, whatever its ending; save it as .xlsx")
    try:
        with ZipFile(io.BytesIO(raw)) as parts:
            inside = set(parts.namelist())
            size = sum(part.file_size for part in parts.infolist())
    except BadZipFile:
        raise SpreadsheetError(f"{file}: the workbook is damaged; save it anew") from None
    if "xl/workbook.xml" not in inside:
        what = "a LibreOffice file" if "content.xml" in inside else "no workbook"
        raise SpreadsheetError(f"{file}: this is {what}, whatever its ending; save it as .xlsx")
    if size > 200_000_000:
        raise SpreadsheetError(f"{file}: the workbook is far too large for a deck")


def _read_rows(values: Any, typed: Any) -> Rows:
    rows: Rows = []
    for shown, entered in zip(values.iter_rows(), typed.iter_rows(), strict=False):
        rows.append([_read_value(a, b) for a, b in zip(shown, entered, strict=False)])
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    return rows


def _read_value(shown: Any, entered: Any) -> Value:
    value = shown.value
    if shown.data_type == "e":
        return OddCell("error", str(value))
    if entered.data_type == "f" and value is None:
        return OddCell("formula", str(getattr(entered.value, "text", entered.value)))
    if isinstance(value, datetime):
        return OddCell("date", f"{value:%Y-%m-%d}")
    if isinstance(value, date | time | timedelta):
        return OddCell("date", str(value))
    if isinstance(value, str):
        return unguard_text(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, bool | int | float) or value is None else str(value)


# Writing


def write_workbook(cards: Rows, deck: Rows, scenario: Scenario | None) -> bytes:
    """Return a workbook with the rows of the cards and of the deck, and sheets to look up names and columns.

    Raises `ValueError` if a cell cannot hold its text.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = CARDS_SHEET
    _fill_cards(sheet, cards, scenario)
    _fill_deck(book.create_sheet(DECK_SHEET), deck)
    if scenario is not None:
        _fill_names(book.create_sheet(NAMES_SHEET), scenario)
    _fill_columns(book.create_sheet(COLUMNS_SHEET))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


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
                if len(text) > MOST:
                    raise ValueError(f"row {r}: a text of {len(text)} characters is too long for a cell ({MOST})")
                cell.value = text
                cell.data_type = "s"  # never a formula, whatever the text begins with
                cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
            else:
                cell.value = value
