"""Reads the rows of a book as the data of a deck file, and keeps the cell that each part came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wargame.content.model.deck import MOST_CARDS, Card, Deck, Option
from wargame.content.model.notation import Path, format_value
from wargame.content.model.types import Model
from wargame.content.spreadsheets.book import Book, CellAddress, Misfit, Rows, SpreadsheetError
from wargame.content.spreadsheets.cells import MisreadError, Value, is_empty, read_cell
from wargame.content.spreadsheets.columns import (
    CARD,
    CARDS_SHEET,
    DECK,
    DECK_SHEET,
    MORE_OF_CARD,
    MORE_OF_DECK,
    OPTIONS,
    PLUS,
    SpreadsheetColumn,
    format_column_letter,
)
from wargame.suggestion import suggest_name

_CARD = {column.name: column for column in CARD}
_DECK = {column.name: column for column in DECK}
_UNREAD = "?"
"""Stands for a value that is missing or cannot be read, so that the rest of the row can still be checked."""


@dataclass
class DeckData:
    """The deck as data, the cell of each path, and everything that is wrong with the form of the sheet."""

    data: dict[str, Any]
    places: dict[Path, CellAddress] = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)

    def find_place(self, path: Path) -> tuple[CellAddress | None, Path]:
        """Return the cell of the part at a path, or of the nearest part around it, and the rest of the path."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.places:
                return self.places[path[:end]], path[end:]
        return None, path


def read_deck(book: Book, file: str, given: Mapping[str, str], otherwise: Mapping[str, str]) -> DeckData:
    """Return the deck in a book. Raises `SpreadsheetError` if it has more cards than a deck can have.

    ``given`` replaces what the book says of the deck; ``otherwise`` is used where the book says nothing.
    """
    return _Reader(book, file, given, otherwise).read


class _Reader:
    def __init__(self, book: Book, file: str, given: Mapping[str, str], otherwise: Mapping[str, str]) -> None:
        self._file = file
        self.read = DeckData({"format": 1})
        head = _find_header(book.cards)
        self._read_about(book.deck, DECK_SHEET)
        if head is None:
            expected = "a row with the names of the columns, title and text among them"
            hint = "wargame deck import --template -o cards.xlsx writes one"
            self._add_fault(None, "no row holds the names of columns", expected, hint)
        else:
            self._read_about(book.cards[:head], CARDS_SHEET)
        self.read.data = _order_keys({**otherwise, **self.read.data, **given}, Deck)
        for key in given:
            self.read.places.pop((key,), None)
        cards: list[dict[str, Any]] = []
        self.read.data["cards"] = cards
        if head is None:
            return
        columns = self._read_columns(book.cards, head)
        rows = [r for r in range(head + 1, len(book.cards)) if any(not is_empty(cell) for cell in book.cards[r])]
        if len(rows) > MOST_CARDS:
            said = f"{len(rows)} rows hold a card, and a deck has at most {MOST_CARDS}"
            raise SpreadsheetError(f"{file}: {said}; make several decks of it: a scenario may use up to 20")
        ids: set[str] = set()
        for at, column in columns.items():
            if column.name == "id":
                ids = {str(_find_cell(book.cards[r], at)).strip() for r in rows}
        for r in rows:
            cards.append(self._read_card(book.cards[r], r, columns, len(cards), ids))
        if not cards:
            self._add_fault(None, "there is no row with a card below the names of the columns", "a row a card")

    def _add_fault(
        self, place: CellAddress | None, said: str, expected: str = "", hint: str = "", where: str = ""
    ) -> None:
        self.read.misfits.append(Misfit(self._file, place, where, said, expected, hint))

    # The deck

    def _read_about(self, rows: Rows, sheet: str) -> None:
        for r, row in enumerate(rows):
            if all(is_empty(cell) for cell in row):
                continue
            name = _fold_name(row[0])
            place = CellAddress(sheet, r, 0)
            column = _DECK.get(name) or _DECK.get(f"deck {name}")
            if column is None:
                expected = f"one of: {', '.join(_DECK)}"
                hint = suggest_name(name, _DECK) if name else ""
                self._add_fault(
                    place, f"nothing about a deck is called {format_value(str(row[0] or ''))}", expected, hint
                )
                continue
            for c in range(2, len(row)):
                if not is_empty(row[c]):
                    self._add_fault(
                        CellAddress(sheet, r, c), "nothing is read in this cell", f"what it says in column B of {name}"
                    )
            if len(row) < 2 or is_empty(row[1]):
                continue
            place = CellAddress(sheet, r, 1, "" if sheet == DECK_SHEET else column.name)
            value = self._read_value(column, row[1], place, "")
            if column.kind == "more":
                self._read_more_of_deck(value, place)
            elif column.path[0] in self.read.data:
                self._add_fault(place, f"{column.name!r} is given twice", "it once")
            else:
                self.read.data[str(column.path[0])] = value
                self.read.places[column.path] = place

    def _read_more_of_deck(self, more: Any, place: CellAddress) -> None:
        for key, value in more.items() if isinstance(more, dict) else ():
            if key in MORE_OF_DECK:
                self.read.data[key] = value
                self.read.places[(key,)] = place
            else:
                self._add_fault(place, f"{key!r} does not belong there", f"one of: {', '.join(sorted(MORE_OF_DECK))}")

    # The columns

    def _read_columns(self, rows: Rows, head: int) -> dict[int, SpreadsheetColumn]:
        """Return the column at each position; unknown, doubled and missing names are reported."""
        columns: dict[int, SpreadsheetColumn] = {}
        width = max(len(row) for row in rows[head:])
        for c in range(width):
            cell = _find_cell(rows[head], c)
            name = _fold_name(cell)
            place = CellAddress(CARDS_SHEET, head, c)
            if not name:
                below = next((r for r in range(head + 1, len(rows)) if not is_empty(_find_cell(rows[r], c))), None)
                if below is not None:
                    said = (
                        f"there is something below, in {format_column_letter(c)}{below + 1}, but the column has no name"
                    )
                    hint = "in a CSV file, a text with commas stands in quotation marks"
                    self._add_fault(place, said, "the name of a column, or nothing below it", hint)
            elif name not in _CARD:
                hint = suggest_name(name, _CARD)
                if name in _DECK or f"deck {name}" in _DECK:
                    hint = "what is said of the deck stands above this row, or in the sheet deck"
                expected = "" if hint else f"one of: {_format_columns()}"
                self._add_fault(place, f"no column is called {format_value(str(cell))}", expected, hint)
            elif name in {column.name for column in columns.values()}:
                self._add_fault(place, f"a second column is called {name!r}", "each column once")
            else:
                columns[c] = _CARD[name]
        there = {column.name for column in columns.values()}
        for column in CARD:
            if column.needed and column.name not in there:
                self._add_fault(CellAddress(CARDS_SHEET, head, -1), f"the column {column.name!r} is missing")
        return columns

    # The cards

    def _read_card(
        self, row: list[Value], r: int, columns: Mapping[int, SpreadsheetColumn], n: int, ids: set[str]
    ) -> dict[str, Any]:
        values: dict[str, Any] = {}
        spots = {column.name: CellAddress(CARDS_SHEET, r, c, column.name) for c, column in columns.items()}
        whole = CellAddress(CARDS_SHEET, r, -1)
        named = _find_cell(row, next((c for c, column in columns.items() if column.name == "id"), -1))
        title = _find_cell(row, next((c for c, column in columns.items() if column.name == "title"), -1))
        where = f"card {str(named).strip() if not is_empty(named) else str(title).strip()[:30]}"
        if is_empty(named) and is_empty(title):
            where = ""
        for c, column in columns.items():
            if not is_empty(_find_cell(row, c)):
                values[column.name] = self._read_value(column, row[c], spots[column.name], where)
            elif column.needed:
                self._add_fault(
                    spots[column.name], "the cell is empty", f"what every card has: {column.about.lower()}", "", where
                )
        values = {column.name: _UNREAD for column in CARD if column.needed} | values
        if "id" not in values:
            values["id"] = build_id(values.get("title", ""), ids, "card")
            ids.add(values["id"])
        card: dict[str, Any] = {}
        self.read.places["cards", n] = spots.get("id", whole)
        more = values.pop("more", {})
        for name, value in values.items():
            path = _CARD[name].path
            if path[0] != "response":
                card[str(path[0])] = value
        for name, place in spots.items():
            if _CARD[name].path and _CARD[name].path[0] != "response":
                self.read.places["cards", n, *_CARD[name].path] = place
        rest = self._read_more(more, spots.get("more", whole), where, card, n)
        self._read_response(values, rest, spots, whole, where, card, n)
        return _order_keys(card, Card)

    def _read_more(
        self, more: Any, place: CellAddress, where: str, card: dict[str, Any], n: int
    ) -> dict[int, dict[str, Any]]:
        """Put the values of *more* on the card; return those of each option, by its number."""
        options: dict[int, dict[str, Any]] = {}
        for key, value in more.items() if isinstance(more, dict) else ():
            numbered = re.fullmatch(rf"option ([1-{OPTIONS}])", str(key))
            if key in MORE_OF_CARD:
                card[key] = value
                self.read.places["cards", n, key] = place
            elif numbered and isinstance(value, dict):
                options[int(numbered[1])] = self._read_more_of_option(str(key), value, place, where)
            elif numbered:
                self._add_fault(
                    place, f"{key}: {format_value(value)} is no mapping", f"such as {key}: {{lasts: 2}}", "", where
                )
            else:
                known = [*sorted(MORE_OF_CARD), *(f"option {k}" for k in range(1, OPTIONS + 1))]
                own = str(key) in Card.model_fields or str(key) in _CARD
                said = f"{key!r} has a column of its own" if own else f"unknown key {key!r}"
                hint = "" if own else suggest_name(str(key), known)
                self._add_fault(place, said, f"one of: {', '.join(known)}", hint, where)
        return options

    def _read_more_of_option(
        self, name: str, more: Mapping[str, Any], place: CellAddress, where: str
    ) -> dict[str, Any]:
        known = [key for key in Option.model_fields if f"{name} {key}" not in _CARD and key not in ("title", "check")]
        for key in more:
            if key not in known and key != PLUS:
                own = f"{name} {key}" in _CARD or key in ("title", "check")
                said = f"{name}: {key!r} has a column of its own" if own else f"{name}: unknown key {key!r}"
                hint = "" if own else suggest_name(str(key), [*known, PLUS])
                self._add_fault(place, said, f"one of: {', '.join([*known, PLUS])}", hint, where)
        return {key: value for key, value in more.items() if key in known or key == PLUS}

    def _read_response(
        self,
        values: Mapping[str, Any],
        rest: Mapping[int, dict[str, Any]],
        spots: Mapping[str, CellAddress],
        whole: CellAddress,
        where: str,
        card: dict[str, Any],
        n: int,
    ) -> None:
        """Read the choice of a row, if it has one; what the choice lacks is reported."""
        options = [k for k in range(1, OPTIONS + 1) if k in rest or any(re.match(rf"option {k}\b", v) for v in values)]
        if not options and not {"role", "prompt", "asked when"} & set(values):
            return
        at: Path = ("cards", n, "response")
        response: dict[str, Any] = {}
        for name, key in (("role", "role"), ("prompt", "prompt"), ("asked when", "when")):
            self.read.places[*at, key] = spots.get(name, whole)
            if name in values:
                response[key] = values[name]
            elif name != "asked when":
                because = "the card has answers" if options else "the card asks something"
                self._add_fault(
                    spots.get(name, whole),
                    f"no {name} is given, and {because}",
                    _CARD[name].about.lower().partition(";")[0],
                    "",
                    where,
                )
                response[key] = None
        self.read.places[at] = spots.get("role", whole)
        if len(options) < 2:
            place = spots.get(f"option {2 if options else 1}", whole)
            self.read.places[*at, "options"] = place
            said = f"the card asks, and has {'one answer' if options else 'no answer'}"
            self._add_fault(place, said, "two to four: option 1, option 2 ...", "", where)
        taken = {str(values[f"option {k} id"]) for k in options if f"option {k} id" in values}
        response["options"] = [
            self._read_option(k, i, at, values, rest.get(k, {}), spots, whole, where, taken)
            for i, k in enumerate(options)
        ]
        card["response"] = response

    def _read_option(
        self,
        k: int,
        i: int,
        at: Path,
        values: Mapping[str, Any],
        rest: Mapping[str, Any],
        spots: Mapping[str, CellAddress],
        whole: CellAddress,
        where: str,
        taken: set[str],
    ) -> dict[str, Any]:
        here: Path = (*at, "options", i)
        name = f"option {k}"
        title = values.get(name)
        if title is None:
            self._add_fault(spots.get(name, whole), f"{name} has no title", "the answer in a few words", "", where)
        made = values.get(f"{name} id")
        if made is None:
            made = build_id(title or "", taken, "option")
            taken.add(made)
        option: dict[str, Any] = {"id": made, "title": title or _UNREAD}
        self.read.places[here] = self.read.places[*here, "title"] = spots.get(name, whole)
        for column in CARD:
            inner = column.path[3:]
            if column.path[:3] != ("response", "options", k - 1) or column.name not in spots:
                continue
            self.read.places[*here, *inner] = spots[column.name]
            if column.name in values and inner[0] not in ("id", "title"):
                if inner[0] == "check":
                    option["check"] = {"target": values[column.name]}
                    self.read.places[*here, "check"] = spots[column.name]
                else:
                    option[str(inner[0])] = values[column.name]
        for key in ("success", "failure"):
            if key in option and "check" not in option:
                place = spots[f"{name} {key}"]
                self._add_fault(
                    place, f"{name} {key} without a check", f"a number in {name} check, such as 7", "", where
                )
        for key, value in rest.items():
            place = spots.get("more", whole)
            if key != PLUS:
                option[key] = value
                self.read.places[*here, key] = place
            elif "check" in option:
                option["check"][PLUS] = value
                self.read.places[*here, "check", PLUS] = place
            else:
                self._add_fault(
                    place, f"{name} has bonuses and no check", f"a number in the column {name} check", "", where
                )
        return option

    def _read_value(self, column: SpreadsheetColumn, value: Value, place: CellAddress, where: str) -> Any:
        try:
            return read_cell(column.kind, value)
        except MisreadError as fault:
            self._add_fault(place, fault.said, fault.expected, fault.hint, where)
        return _BLANK[column.kind]


_BLANK: dict[str, Any] = {"text": _UNREAD, "whole": None, "names": [], "lines": [], "truth": False} | {
    kind: {} for kind in ("effects", "condition", "cost", "more")
}
"""The data for a cell of each kind that could not be read."""


def build_id(title: str, taken: Container[str], otherwise: str) -> str:
    """Return an id made of a title that is not taken: *Wer fragt?* gives *wer-fragt*."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-0123456789")[:36].rstrip("-") or otherwise
    return next(one for one in _iter_numbered_names(name) if one not in taken)


def _iter_numbered_names(name: str) -> Iterator[str]:
    yield name
    n = 2
    while True:
        yield f"{name}-{n}"
        n += 1


def _order_keys(data: Mapping[str, Any], model: type[Model]) -> dict[str, Any]:
    """Return the keys in the order that authors know from deck files."""
    return {key: data[key] for key in model.model_fields if key in data}


def _find_header(rows: Rows) -> int | None:
    """Return the row with the names of columns: the first that has the required names, or any three; else None."""
    for r, row in enumerate(rows[:40]):
        names = {_fold_name(cell) for cell in row} & set(_CARD)
        if {"title", "text"} <= names or len(names) >= 3:
            return r
    return None


def _fold_name(cell: Value) -> str:
    return " ".join(str(cell).replace("_", " ").lower().split()) if isinstance(cell, str) else ""


def _find_cell(row: list[Value], c: int) -> Value:
    return row[c] if 0 <= c < len(row) else None


def _format_columns() -> str:
    shown = [column.name for column in CARD if not re.match(r"option [2-4]", column.name)]
    return ", ".join(shown) + "; the same for option 2 to option 4"
