"""Workbooks and CSV files that claim to be huge: what they hold is read, or one message says what is wrong."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from tests.attack.hostile_workbooks import CARDS, build_book, build_sheet, pack
from wargame.content.spreadsheets.book import SpreadsheetError
from wargame.content.spreadsheets.book_file import read_book

ROWS = CARDS.count("<row ")


def read_small(path: Path, data: bytes) -> tuple[int, str]:
    """Return the number of rows, or 0 and the message without the name of the file; memory stays small."""
    path.write_bytes(data)
    tracemalloc.start()
    try:
        return len(read_book(path).sheets[0].rows), ""
    except SpreadsheetError as error:
        return 0, str(error).removeprefix(f"{path}: ")
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 40_000_000


def cell(at: str, text: str = "x") -> str:
    return f'<row><c r="{at}" t="inlineStr"><is><t>{text}</t></is></c></row>'


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (
            cell("A1048576"),
            "sheet cards: something stands in A1048576, below row 5000; delete it, or move the cards up",
        ),
        (cell("XFD3"), "sheet cards: something stands in XFD3, to the right of column GR; delete it: nothing is read"),
        (cell("A1048576", " "), ""),
        ('<row r="1048576"><c r="XFD1048576" s="1"/></row>', ""),
        ("<row/>" * 100_000, ""),
        (
            "<row><c/></row>" * 310_000,
            "the workbook holds more than 600,000 cells and texts, most of them empty; delete",
        ),
        (cell("A3", "x" * 40_000), "sheet cards: the text in A3 has 40000 characters; a cell holds at most 32767"),
        ("".join(cell(f"A{r}", "x" * 30_000) for r in range(3, 80)), "the cells of the sheet cards hold more than 2,0"),
        (
            " " * 21_000_000,
            "unpacked, the workbook has more than 20 MB; delete pictures, and rows and columns that are",
        ),
        ("<a b='" + "x" * 5_000_000 + "'/>", "the workbook is damaged (xl/worksheets/sheet1.xml: a single tag of more"),
        ('<c r="A3" t="s"><v>0</v></c>', "the workbook is damaged (xl/worksheets/sheet1.xml: there is no text number"),
        ("</row>", "the workbook is damaged (xl/worksheets/sheet1.xml: line 1 is no XML); open it in a spreadsheet"),
    ],
)
def test_a_sheet_that_claims_too_much(tmp_path: Path, sheet: str, said: str) -> None:
    rows, found = read_small(tmp_path / "a.xlsx", pack(build_book(sheet=build_sheet(sheet))))
    assert found.startswith(said)
    assert rows == (0 if said else ROWS)


def test_merged_cells_over_everything(tmp_path: Path) -> None:
    merged = '<mergeCells><mergeCell ref="A{}:XFD1048576"/></mergeCells>'
    over, below = (pack(build_book(sheet=build_sheet(after=merged.format(r)))) for r in (1, 9))
    said = "sheet cards: something stands in B1, which is merged with A1 and not shown; unmerge the cells: a card is"
    assert read_small(tmp_path / "a.xlsx", over)[1].startswith(said)
    assert read_small(tmp_path / "a.xlsx", below) == (ROWS, "")


def test_a_declared_document_type_is_refused(tmp_path: Path) -> None:
    declared = build_sheet().replace("?>", '?><!DOCTYPE a [<!ENTITY x "y">]>', 1)
    said = read_small(tmp_path / "a.xlsx", pack(build_book(sheet=declared)))[1]
    assert said.startswith("the workbook declares a document type (xl/worksheets/sheet1.xml), which no spreadsheet")


def test_a_workbook_without_sheets(tmp_path: Path) -> None:
    book = str(build_book()["xl/workbook.xml"])
    book = book.replace(book[book.index("<sheet ") : book.index("</sheets>")], "")
    said = read_small(tmp_path / "a.xlsx", pack(build_book(book=book)))[1]
    assert said == "the workbook has no sheet; add one with the cards, and save it anew"


HEAD = "title,text,effects\nThe fair,Lights on every mast,fear +1\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "," * 900_000, ""),
        (HEAD + ",\n" * 150_000, ""),
        (HEAD + "a" + "," * 500 + "b", "row 3: it has 501 cells; at most 200 are read: delete the others"),
        (
            HEAD + "\n" * 6_000 + "a,b,c",
            "something stands in row 6003, below row 5000; delete it, or move the cards up",
        ),
        (HEAD + "x" * 2_100_000, "its cells hold more than 2,000,000 characters; make several decks of it"),
        (HEAD + "a\0b", "this is no text (line 3); save it as 'CSV UTF-8 (comma delimited)', or as .xlsx"),
        (HEAD + '"' + "x" * 900_000, "row 3: a quotation mark is opened there and not closed; save it as"),
        (HEAD + "x" * 5_100_000, "the file is larger than 5 MB"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_csv_file_that_claims_too_much(tmp_path: Path, text: str, said: str, encoding: str) -> None:
    data = text.encode(encoding)
    if encoding == "utf-16" and len(data) > 2_000_000:
        pytest.skip("twice as large: the limit of the file comes first")
    rows, found = read_small(tmp_path / "a.csv", data)
    assert found.startswith(said)
    assert rows == (0 if said else 2)


def test_binary_data_is_no_csv(tmp_path: Path) -> None:
    for data in (b"\x7fELF\0\0", bytes(range(256)) * 100, b"PK\x03\x04" + bytes(100), b"\xff\xfe\0\0", b"\0" * 1000):
        said = read_small(tmp_path / "a.csv", data)[1]
        assert said
        assert "\n" not in said
