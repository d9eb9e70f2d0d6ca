"""Lists of injects that people have already: other names of columns, several sheets, times, encodings, OpenDocument."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from tests.content.conftest import TINY
from wargame.content.load.yaml_reader import parse_yaml
from wargame.content.model.deck import Deck
from wargame.content.model.made_ids import build_id
from wargame.content.model.types import KnownNames
from wargame.content.spreadsheets.book import MisfitError, SpreadsheetError
from wargame.content.spreadsheets.column_names import MappingError, find_called, parse_mapping
from wargame.content.spreadsheets.importing import ImportedDeck, import_deck
from wargame.content.spreadsheets.planned_times import Moment, TurnPlan, place_times, read_moment, read_turn

OTHERWISE = {"id": "list", "title": "A list", "about": "Made in a test.", "scenario": "tiny"}
ROWS = [
    ["Exercise GREY HARBOUR - master scenario events list"],
    [],
    ["#", "Time", "From", "To", "Method", "Subject", "Message", "Expected action", "Objective", "Cell"],
    ["PHASE 1 - warning"],
    [
        "INJ-001",
        "09:05",
        "Harbour authority",
        "Town",
        "phone",
        "A ship",
        "No papers.",
        "Ask",
        "Working together",
        "red",
    ],
    ["#", "Time", "From", "To", "Method", "Subject", "Message", "Expected action", "Objective", "Cell"],
    ["PHASE 2 - response"],
    ["1.1", "09:20", "Newspaper", "Town", "e-mail", "A reporter", "What of the ship?", "One line", "", ""],
    ["1.1", "09:40", "Customs", "Port", "radio", "", "One container of forty is open. It is empty.", "", "", "blue"],
]


def take(file: Path, mapped: str = "") -> tuple[Deck, ImportedDeck]:
    """The deck a list becomes, and what is said of it."""
    found = import_deck(file, file.with_suffix(".yaml"), {}, OTHERWISE, str(TINY), parse_mapping(mapped))
    return Deck.model_validate(parse_yaml(found.text, "").data, context=KnownNames()), found


def write_book(path: Path, sheets: dict[str, list[list[str]]], *merged: str) -> Path:
    """A workbook with these sheets, and these cells merged in each."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    book.save(path)
    return path


def write_open_document(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    """The same as LibreOffice writes it: empty rows and cells repeated, texts in pieces."""

    def cell(text: str) -> str:
        if not text:
            return '<table:table-cell table:number-columns-repeated="1"/>'
        high = ' table:number-rows-spanned="3"' if text.startswith("Phase 1") else ""
        first, _, rest = text.partition(" ")
        inner = f"{first}<text:s/><text:span>{rest}</text:span>" if rest else first
        note = "<office:annotation><text:p>aside</text:p></office:annotation>"
        return f'<table:table-cell office:value-type="string"{high}>{note}<text:p>{inner}</text:p></table:table-cell>'

    made = "".join(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", f"<office:document-content {spaces}>{made}</office:document-content>")
    path.write_bytes(packed.getvalue())
    return path


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_a_list_of_injects_becomes_a_deck(ending: str, tmp_path: Path) -> None:
    write = write_book if ending == ".xlsx" else write_open_document
    deck, found = take(write(tmp_path / f"list{ending}", {"MSEL": ROWS, "Map": [["North"]]}))
    first, second, third = deck.cards
    assert deck.title == "Exercise GREY HARBOUR - master scenario events list"
    assert [card.id for card in deck.cards] == [
        "inj-001",
        "inject-1-1-a-reporter",
        "inject-1-1-one-container-of-forty-is",
    ]
    assert [card.turn for card in deck.cards] == [1, 2, 2], "headings say the phase"
    assert first.listing is not None
    assert (first.listing.number, first.listing.sender, first.listing.method) == (
        "INJ-001",
        "Harbour authority",
        "phone",
    )
    assert (first.title, first.text, first.expect) == ("A ship", "No papers.", "Ask")
    assert first.notes == "Cell: red\nObjective: Working together"
    assert (third.title, third.text[:14], second.notes) == ("One container of forty is open", "One container ", None)
    warned = [warning for warning in found.warnings if warning.code == "columns"]
    assert len(warned) == 1
    assert warned[0].said == "these have no place on a card: Cell (2), Objective (1)"
    assert [words.split(":")[0] for words in found.words] == [
        "sheet Map is left out",
        "sheet MSEL",
        "sheet MSEL",
    ]


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_cells_merged_downwards_count_for_each_of_their_rows(ending: str, tmp_path: Path) -> None:
    head = ["Phase", "No", "Subject", "Message"]
    rows = [head, ["Phase 1: warning", "1", "A", "It rains."], ["", "2", "B", "It pours."], [], ["", "3", "C", "Dry."]]
    file = tmp_path / f"list{ending}"
    sheets = {"MSEL": rows}
    deck, found = take(write_book(file, sheets, "A2:A4") if ending == ".xlsx" else write_open_document(file, sheets))
    assert [card.turn for card in deck.cards] == [1, 1, None]
    assert found.words == ("cells merged over several rows count for each of these rows",)


def test_names_in_two_rows_are_read_together(tmp_path: Path) -> None:
    rows = [["No", "Time", "Inject"], ["", "", "From", "To", "Message"], ["1", "10:00", "Press", "Town", "Who pays?"]]
    deck, found = take(write_book(tmp_path / "a.xlsx", {"MSEL": rows}, "A1:A2", "B1:B2"))
    assert [(card.text, card.listing.receiver) for card in deck.cards if card.listing] == [("Who pays?", "Town")]
    assert deck.title == "A list", "no title is made of the names of columns"
    assert not any("stands above" in words for words in found.words)


def test_names_of_phases_leave_the_turns_to_the_sheets(tmp_path: Path) -> None:
    head = ["Phase", "Subject", "Message"]
    sheets = {"Day 1": [head, ["Warning", "A", "It rains."]], "Day 2": [head, ["Response", "B", "It pours."]]}
    deck, _ = take(write_book(tmp_path / "a.xlsx", sheets))
    assert [(card.turn, card.notes) for card in deck.cards] == [(1, "Phase: Warning"), (2, "Phase: Response")]


def test_a_sheet_a_turn_is_read_whole(tmp_path: Path) -> None:
    head = ["title", "text"]
    deck, found = take(
        write_book(
            tmp_path / "a.xlsx",
            {"Turn 1": [head, ["Strike", "It begins."]], "Turn 2": [head, ["Strike", "It spreads."]]},
        )
    )
    assert [(card.id, card.turn) for card in deck.cards] == [("strike", 1), ("strike-2", 2)]
    assert found.words == ("sheet Turn 1: its cards come in turn 1", "sheet Turn 2: its cards come in turn 2")


def test_spanish_names_and_a_mapping_are_understood(tmp_path: Path) -> None:
    file = tmp_path / "lista.csv"
    file.write_bytes(
        "Nº;Turno;Asunto;Descripción;Acción esperada;Guión de voz\n1;2;Huelga;Paran.;Esperar;Leer\n".encode("cp1252")
    )
    deck, found = take(file, "Guión de voz=question")
    (card,) = deck.cards
    assert (card.id, card.turn, card.title, card.text, card.expect) == (
        "inject-1-huelga",
        2,
        "Huelga",
        "Paran.",
        "Esperar",
    )
    assert card.ask == ["Leer"]
    assert found.words[0].startswith("read as Windows-1252, since it is no UTF-8 (line 1: the byte 0xBA is 'º')")


def test_a_list_that_cannot_be_read_is_told_by_sheet_row_and_column(tmp_path: Path) -> None:
    file = write_book(tmp_path / "a.xlsx", {"One": [["No", "Time", "Subject"], ["1", "9:00", ""]], "Two": [["x", "y"]]})
    with pytest.raises(MisfitError) as caught:
        take(file)
    assert str(caught.value).endswith(
        "sheet One, row 2: card 1: the row says nothing of what happens; expected a title or a text"
    )
    broken = tmp_path / "b.ods"
    broken.write_bytes(b"PK\x03\x04")
    with pytest.raises(SpreadsheetError, match="the workbook is damaged"):
        take(broken)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("09:05", (None, 545)),
        ("9:05 pm", (None, 1265)),
        ("0905h", (None, 545)),
        ("Day 2, 10:00", (2, 600)),
        ("D+1 09:00", (1, 540)),
        ("5 de marzo 10:30", (730184, 630)),
        ("010905ZMAR26", (739676, 545)),
        ("2026-03-01 09:05", (739676, 545)),
    ],
)
def test_times_are_read_as_people_write_them(text: str, meant: tuple[int | None, int]) -> None:
    assert read_moment(text) == Moment(*meant)


def test_times_fall_into_the_turns_of_the_plan() -> None:
    plan = TurnPlan("standard", 4, 10, 6, {})
    assert place_times([read_moment(t) for t in ("09:05", "soon", "09:20", "09:44")], plan).turns == [1, None, 2, 4]
    assert place_times([read_moment(t) for t in ("T+0", "T+15 min")], plan).turns == [1, 2]
    assert place_times([read_moment(t) for t in ("1 May", "3 May 2000", "1 May")], plan).turns == [1, 2, 1]
    late = place_times([read_moment(t) for t in ("09:00", "16:00")], plan)
    assert late.turns == [None, None]
    assert "the last time would be in turn 43 of 4" in late.said
    assert [read_turn(t) for t in ("3", "Fase 2: respuesta", "Response")] == [3, 2, None]


def test_ids_are_made_of_any_script_and_never_collide() -> None:
    texts = ["Event of week 11", "Event of week 12", "Απεργία", "Забастовка", "1.1", "INJ-001", "???", "???"]
    made: list[str] = []
    for text in texts:
        made.append(build_id(text, made, "card"))
    assert made[:4] == ["event-of-week-11", "event-of-week-12", "apergia", "zabastovka"]
    assert made[4:] == ["card-1-1", "inj-001", "card", "card-2"]
    long = [build_id(f"A very long title that is cut somewhere, number {n}", (), "card") for n in (11, 12)]
    assert long[0] != long[1]


def test_names_of_columns() -> None:
    assert [find_called(name) for name in ("Inject #", "Event / Inject", "HORA (local)", "A:", "Colour")] == [
        "number",
        "title",
        "time",
        "receiver",
        "",
    ]
    assert parse_mapping("Date, place=time, Script = text") == {"date place": "time", "script": "text"}
    for wrong in ("Script", "Script=txet", "=text", "A=text,A=title"):
        with pytest.raises(MappingError):
            parse_mapping(wrong)
