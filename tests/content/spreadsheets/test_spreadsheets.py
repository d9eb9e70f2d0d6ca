"""Decks in spreadsheets: nothing is lost there and back, and what is wrong is told by row and column.

After an intended change of wording, run ``WARGAME_ACCEPT=1 pytest tests/content/spreadsheets/test_spreadsheets.py``
and review the diff.
"""

from __future__ import annotations

import csv
import os
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.accepted import check_accepted
from tests.content.conftest import DECK as TINY_DECK
from tests.content.conftest import TINY
from tests.paths import CORPUS
from tests.playing import moderate
from wargame.content.check.check_file import gather_deck
from wargame.content.load import library
from wargame.content.load.loader import Content
from wargame.content.load.yaml_reader import parse_yaml
from wargame.content.model.deck import Deck
from wargame.content.model.types import KnownNames
from wargame.content.spreadsheets.book import MisfitError, SpreadsheetError
from wargame.content.spreadsheets.book_file import read_book
from wargame.content.spreadsheets.cells import read_cell, write_cell
from wargame.content.spreadsheets.columns import CARD, DECK, format_column_letter
from wargame.content.spreadsheets.exporting import export_csv, export_workbook
from wargame.content.spreadsheets.importing import import_deck

FOLDER = CORPUS / "bad-sheets"
FILES = sorted(FOLDER.glob("*.csv"))
OTHERWISE = {"id": "sheet", "title": "A sheet", "about": "Made in a test.", "scenario": "tiny"}
DECKS = [*library.list_decks().values(), TINY_DECK]
TEXT = "Lights on every mast. For one night nobody counts, and everybody is seen talking to everybody."


def imported(file: Path, scenario: str | None = str(TINY)) -> Deck:
    """The deck a spreadsheet becomes."""
    text = import_deck(file, file.with_suffix(".yaml"), {}, OTHERWISE, scenario).text
    return Deck.model_validate(parse_yaml(text, "").data, context=KnownNames())


def complaint(file: Path) -> str:
    """What an author reads who imports a file."""
    with pytest.raises((MisfitError, SpreadsheetError)) as caught:
        imported(file)
    return str(caught.value).replace(f"{file.parent}{os.sep}", "") + "\n"


def workbook(path: Path, *rows: list[Any], sheet: str = "cards") -> Path:
    """A workbook as somebody else's program writes it."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


# There and back


@cache
def gathered(path: Path) -> Content:
    """The content of a deck's file, checked once for both kinds of spreadsheet."""
    return gather_deck(path).build_content()


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_a_deck_comes_back_as_it_was(path: Path, ending: str, tmp_path: Path) -> None:
    content = gathered(path)
    (deck,) = content.decks
    file = tmp_path / f"{path.stem}{ending}"
    file.write_bytes(export_csv(deck) if ending == ".csv" else export_workbook(deck, content.scenario))
    assert imported(file, str(TINY) if path == TINY_DECK else None) == deck


AWKWARD = [
    "=SUM(A1:A9)",
    "+1 and more",
    "-- so she said",
    "@all",
    "'=quoted",
    "''-twice",
    'He said "no"; twice, she said.',
    "No",
    "1-3",
    "2011",
    "two\nlines",
    "{not: yaml}",
    "true",
    "ключ für Ærø …",
]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_awkward_text_comes_back_as_it_was(tiny: Content, ending: str, tmp_path: Path) -> None:
    card = tiny.decks[0].cards[1]
    cards = [card.model_copy(update={"id": f"c{i}", "text": text, "notes": text}) for i, text in enumerate(AWKWARD)]
    deck = tiny.decks[0].model_copy(update={"cards": cards})
    file = tmp_path / f"awkward{ending}"
    file.write_bytes(export_csv(deck) if ending == ".csv" else export_workbook(deck, None))
    assert [card.text for card in imported(file).cards] == AWKWARD


PROSE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), min_size=1, max_size=40
)


@moderate(25)
@given(texts=st.lists(PROSE.map(str.strip).filter(bool), min_size=1, max_size=3))
def test_any_text_comes_back_from_a_csv_file(
    tmp_path_factory: pytest.TempPathFactory, tiny: Content, texts: list[str]
) -> None:
    deck = tiny.decks[0]
    cards = [deck.cards[1].model_copy(update={"id": f"c{i}", "text": text}) for i, text in enumerate(texts)]
    file = tmp_path_factory.mktemp("any") / "any.csv"
    file.write_bytes(export_csv(deck.model_copy(update={"cards": cards})))
    assert [card.text for card in imported(file).cards] == texts


def test_no_cell_of_an_exported_deck_is_a_formula(tiny: Content) -> None:
    card = tiny.decks[0].cards[0].model_copy(update={"title": "=1+1", "notes": "@cmd", "expect": "-2"})
    deck = tiny.decks[0].model_copy(update={"cards": [card]})
    lines = export_csv(deck).decode("utf-8-sig")
    assert "'=1+1" in lines
    assert "'@cmd" in lines
    assert "'-2" in lines
    sheet = openpyxl.load_workbook(BytesIO(export_workbook(deck, None)))["cards"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_workbook_says_what_each_column_is_for(tiny: Content) -> None:
    book = openpyxl.load_workbook(BytesIO(export_workbook(tiny.decks[0], tiny.scenario)))
    assert book.sheetnames == ["cards", "deck", "names", "columns"]
    head = book["cards"][1]
    assert [cell.value for cell in head] == [column.name for column in CARD]
    assert all(cell.comment is not None for cell in head)
    names = {cell.value for cell in book["names"]["A"]}
    assert {"fear", "flags.exposed", "zones.docks.grip", "town"} <= names
    assert {row[0].value for row in book["columns"].iter_rows(min_row=2)} == {c.name for c in (*CARD, *DECK)}


# What people type


def test_a_card_needs_a_title_and_a_text_alone(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "mine.xlsx", ["Title", "Text"], ["Who asks, and why?", TEXT], ["Who asks, and why?", TEXT]
    )
    deck = imported(file)
    assert [card.id for card in deck.cards] == ["who-asks-and-why", "who-asks-and-why-2"]
    assert (deck.id, deck.title, deck.scenario) == ("sheet", "A sheet", "tiny")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fear +1, trust -1", {"fear": "+1", "trust": -1}),
        ("fear: +1; trust: −1", {"fear": "+1", "trust": -1}),
        ("fear+1\ntrust-1", {"fear": "+1", "trust": -1}),
        ("purse =3", {"purse": "=3"}),
        ("flags.exposed yes", {"flags.exposed": True}),
        ("{fear: +1}", {"fear": "+1"}),
    ],
)
def test_effects_are_read_as_people_write_them(typed: str, meant: dict[str, Any]) -> None:
    assert read_cell("effects", typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fear 4+, trust 3-", {"fear": "4+", "trust": "3-"}),
        ("fear 4+ and trust 3-", {"fear": "4+", "trust": "3-"}),
        ("fear 4+ or trust 3-", {"any": [{"fear": "4+"}, {"trust": "3-"}]}),
        ("fear: 4..6", {"fear": "4..6"}),
        ("flags.exposed no", {"flags.exposed": False}),
        ("{any: [{fear: 4+}, {trust: 3-}]}", {"any": [{"fear": "4+"}, {"trust": "3-"}]}),
    ],
)
def test_conditions_are_read_as_people_write_them(typed: str, meant: dict[str, Any]) -> None:
    assert read_cell("condition", typed) == meant


@pytest.mark.parametrize(
    "data",
    [
        {"any": [{"fear": "4+"}, {"trust": "3-"}]},
        {"fear": "2+", "any": [{"fear": "4+", "trust": "1..3"}, {"flags.exposed": True}]},
        {"any": [{"any": [{"fear": "4+"}]}, {"trust": "3-"}]},
        {"any": [{"fear": "4+"}]},
        {"deals.truce": False},
    ],
)
def test_every_condition_has_a_cell(data: dict[str, Any]) -> None:
    assert read_cell("condition", write_cell("condition", data)) == data


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_files_of_many_programs_are_read(sign: str, encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    rows = [["title", "text", "effects"], ["Für alle", f'"{TEXT}"', "fear +1"]]
    file.write_bytes("\r\n".join(sign.join(row) for row in rows).encode(encoding))
    (card,) = imported(file).cards
    assert (card.title, card.text, card.effects["fear"].n) == ("Für alle", TEXT, 1)


def test_the_line_that_names_the_separator_keeps_rows_where_they_are(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(f"sep=;\ntitle;text;turn\nThe fair;{TEXT};x\n")
    assert complaint(file).startswith("mine.csv: row 3, column turn (C3): card the-fair: ")


def test_numbers_and_truth_of_a_workbook_are_read(tmp_path: Path) -> None:
    head = ["title", "text", "turn", "copies", "effects"]
    file = workbook(tmp_path / "mine.xlsx", head, [2011, TEXT, 3.0, 2, "flags.exposed true"], sheet="Tabelle1")
    (card,) = imported(file).cards
    assert (card.title, card.turn, card.copies, card.effects["flags.exposed"].n) == ("2011", 3, 2, 1)


# What is wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_bad_sheet_is_refused_in_these_words(path: Path) -> None:
    check_accepted(path.with_suffix(".txt"), complaint(path))


def test_the_corpus_of_sheets_is_whole() -> None:
    assert len(FILES) >= 69
    assert {path.stem for path in FILES} == {path.stem for path in FOLDER.glob("*.txt")}


HEAD = ["title", "text", "turn", "effects"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (
            datetime(2026, 3, 1),
            "the spreadsheet program has made a date of it (2026-03-01); expected text or a number; "
            "format the column as text, and type it again",
        ),
        (
            "=1+2",
            "the cell holds the formula =1+2, and no result of it was saved; expected text or a number; "
            "open and save the file in the spreadsheet program, or write the result itself",
        ),
        (
            "#NAME?",
            "the cell holds #NAME?, the error of a formula; expected text; "
            "what begins with = + or - was taken for a formula: format the column as text, and type it again",
        ),
        (2.5, "'turn' is 2.5; expected a whole number"),
    ],
)
def test_what_a_spreadsheet_program_made_of_a_cell_is_told(cell: Any, said: str, tmp_path: Path) -> None:
    file = workbook(tmp_path / "mine.xlsx", HEAD, ["The fair", TEXT, cell, "fear +1"])
    where = "card the-fair" if cell == 2.5 else "card The fair"
    assert complaint(file) == f"mine.xlsx: row 2, column turn (C2): {where}: {said}\n"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"PK\x03\x04 torn", "the workbook is damaged; save it anew"),
        (b"title,text", "this is no workbook, whatever its ending; save it as .xlsx"),
        (b"\xd0\xcf\x11\xe0....", "the workbook is locked with a password, or of the kind before .xlsx; save it"),
    ],
)
def test_what_is_no_workbook_is_told(raw: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    file.write_bytes(raw)
    assert said in complaint(file)


def test_columns_have_the_letters_of_spreadsheets() -> None:
    assert [format_column_letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


# The process around it


@pytest.mark.parametrize("text", ["short", "long " * 40_000], ids=["short", "long"])
def test_reading_a_csv_file_leaves_the_limit_of_other_csv_readers(tmp_path: Path, text: str) -> None:
    file = tmp_path / "deck.csv"
    file.write_text(f'id,title,text\nrain,"{text}",Rain.\n', encoding="utf-8")
    before = csv.field_size_limit()
    book = read_book(file)
    assert csv.field_size_limit() == before
    assert book.sheets[0].rows[1] == ["rain", text, "Rain."], "a cell longer than the usual limit is read whole"


def test_an_open_quotation_mark_leaves_the_limit_of_other_csv_readers(tmp_path: Path) -> None:
    file = tmp_path / "deck.csv"
    file.write_text('id,title,text\nrain,"Rain,It rains.\n', encoding="utf-8")
    before = csv.field_size_limit()
    with pytest.raises(SpreadsheetError, match="row 2"):
        read_book(file)
    assert csv.field_size_limit() == before
