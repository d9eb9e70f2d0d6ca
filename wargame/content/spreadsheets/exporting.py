"""Exports a deck to the rows of a spreadsheet. Reading the rows gives an equal deck, or nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from wargame.content.load.loader import dump_model
from wargame.content.model.deck import Card, Deck
from wargame.content.model.scenario import Scenario
from wargame.content.model.types import KnownNames
from wargame.content.spreadsheets.book import Book, Rows, Sheet
from wargame.content.spreadsheets.cells import Value, guard_text, unguard_text, write_cell
from wargame.content.spreadsheets.columns import CARD, CARDS_SHEET, DECK, OPTIONS, SpreadsheetColumn
from wargame.content.spreadsheets.reading import read_deck


class LostError(Exception):
    """A deck would not come back unchanged; the message names the card."""


def export_csv(deck: Deck) -> bytes:
    """Return the deck as a CSV file: rows about the deck, an empty row, the header, a row for each card.

    Raises `LostError`.
    """
    from wargame.content.spreadsheets.separated import write_separated

    about, cards = build_deck_rows(deck), build_card_rows(deck.cards)
    _prove_round_trip(deck, _build_book([*about, [], *cards], []))
    return write_separated([*about, [], *cards]).encode("utf-8-sig")


def export_workbook(deck: Deck, scenario: Scenario | None) -> bytes:
    """Return the deck as an Excel workbook; with ``scenario``, a sheet lists the names to use. Raises `LostError`."""
    from wargame.content.spreadsheets.workbook_writing import write_workbook

    about, cards = build_deck_rows(deck), build_card_rows(deck.cards)
    _prove_round_trip(deck, _build_book(cards, about))
    try:
        return write_workbook(cards, about, scenario)
    except ValueError as error:
        raise LostError(f"{error}; export it as .csv") from None


def build_card_rows(cards: list[Card]) -> Rows:
    """Return the header, then a row for each card."""
    return [[column.name for column in CARD], *(_build_row(dump_model(card)) for card in cards)]


def build_deck_rows(deck: Deck) -> Rows:
    """Return what is said of the deck, one row for each value."""
    data = dump_model(deck)
    rows: Rows = []
    for column in DECK:
        if column.kind == "more":
            more = {key: data[key] for key in ("silence",) if key in data}
            rows.append([column.name, write_cell("more", more) if more else None])
        else:
            key = str(column.path[0])
            rows.append([column.name, write_cell(column.kind, data[key]) if key in data else None])
    return rows


def _build_row(card: dict[str, Any]) -> list[Value]:
    rest = deepcopy(card)
    values: dict[str, Value] = {}
    for column in CARD:
        taken = _take_value(rest, column) if column.kind != "more" else None
        if taken is not None:
            values[column.name] = write_cell(column.kind, taken)
    more = {key: value for key, value in rest.items() if key != "response"}
    options = rest.get("response", {}).get("options", [])
    for n, option in zip(range(1, OPTIONS + 1), options, strict=False):
        check = option.pop("check", {})
        if left := option | check:
            more[f"option {n}"] = left
    if more:
        values["more"] = write_cell("more", more)
    return [values.get(column.name) for column in CARD]


def _take_value(data: Any, column: SpreadsheetColumn) -> Any:
    """Remove the value of a column from a card and return it; None if the card has no such value."""
    *way, last = column.path
    for step in way:
        if isinstance(step, int):
            if step >= len(data):
                return None
        elif step not in data:
            return None
        data = data[step]
    if column.name.endswith(" check"):
        return data.pop("target", 7)
    return data.pop(last, None)


def _build_book(cards: Rows, deck: Rows) -> Book:
    return Book((Sheet(CARDS_SHEET, cards),), deck)


def _prove_round_trip(deck: Deck, book: Book) -> None:
    """Read the rows as an import does. Raises `LostError` if the result is another deck."""
    (sheet,) = book.sheets
    typed = _build_book([[_round_trip_cell(cell) for cell in row] for row in sheet.rows], book.deck)
    read = read_deck(typed, "", {}, {})
    if read.misfits:
        raise LostError(f"this deck cannot stand in rows ({read.misfits[0].format_line()})")
    again = Deck.model_validate(read.data, context=KnownNames())
    if again == deck:
        return
    for old, new in zip(deck.cards, again.cards, strict=False):
        if old != new:
            raise LostError(
                f"the card {old.id!r} would not come back from a spreadsheet as it is: {_format_differences(old, new)}"
            )
    raise LostError("what is said of the deck would not come back from a spreadsheet as it is")


def _round_trip_cell(cell: Value) -> Value:
    return unguard_text(guard_text(cell, typed=False)) if isinstance(cell, str) else cell


def _format_differences(old: Card, new: Card) -> str:
    before, after = dump_model(old), dump_model(new)
    return ", ".join(key for key in before if _is_different(before, after, key))


def _is_different(before: Mapping[str, Any], after: Mapping[str, Any], key: str) -> bool:
    return bool(before.get(key) != after.get(key))
