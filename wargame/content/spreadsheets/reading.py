"""Reads the sheets of a book as the data of a deck file: own sheets as they are, injects lists as far as cards can hold
them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wargame.content.model.deck import MOST_CARDS, Card, Deck
from wargame.content.model.made_ids import build_id
from wargame.content.model.notation import format_value
from wargame.content.model.types import find_id_fault
from wargame.content.spreadsheets.book import Book, CellAddress, Misfit, Rows, SpreadsheetError
from wargame.content.spreadsheets.card_reading import CARD_COLUMNS, UNREAD, CardReader, DeckData, order_keys
from wargame.content.spreadsheets.cells import Value, is_empty
from wargame.content.spreadsheets.column_names import NUMBER, TIME, fold_header
from wargame.content.spreadsheets.columns import (
    CARD,
    CARDS_SHEET,
    DECK,
    DECK_SHEET,
    MORE_OF_DECK,
    format_column_letter,
)
from wargame.content.spreadsheets.list_rows import has_turns, is_repeated_header, read_heading, read_list_row
from wargame.content.spreadsheets.planned_times import TurnPlan, place_times, read_moment, read_turn
from wargame.content.spreadsheets.sheet_header import SheetHeader, find_cell, find_header
from wargame.suggestion import suggest_name

_DECK = {column.name: column for column in DECK}
_LONGEST_TITLE = 200

FindPlan = Callable[[str], TurnPlan | None]
"""Returns the plan of a scenario by its id, or None if there is no such scenario."""


def read_deck(
    book: Book,
    file: str,
    given: Mapping[str, str],
    otherwise: Mapping[str, str],
    mapped: Mapping[str, str] | None = None,
    find_plan: FindPlan = lambda _: None,
    recalled: bool = False,
) -> DeckData:
    """Return the deck in a book. Raises `SpreadsheetError` if it has more cards than a deck can have.

    ``given`` replaces what the book says of the deck; ``otherwise`` is used where the book says nothing. ``mapped``
    says what columns stand for, by their folded names; if it is ``recalled`` from an earlier import, the file need not
    have all of them. ``find_plan`` is asked for the scenario of the deck if a sheet is a list.
    """
    return _Reader(book, file, given, otherwise, mapped or {}, find_plan, recalled).read


class _Reader(CardReader):
    def __init__(
        self,
        book: Book,
        file: str,
        given: Mapping[str, str],
        otherwise: Mapping[str, str],
        mapped: Mapping[str, str],
        find_plan: FindPlan,
        recalled: bool,
    ) -> None:
        super().__init__(file)
        self._mapped, self._find_plan = mapped, find_plan
        self._plan: TurnPlan | None = None
        self._times: list[tuple[int, str, CellAddress]] = []  # card, its time, the cell
        self._noted: dict[str, tuple[CellAddress, int]] = {}  # by column, its first cell and the cells in notes
        self.read.words += book.words
        self._read_about(book.deck, DECK_SHEET, True)
        headers = [header for sheet in book.sheets if (header := find_header(sheet, mapped)) is not None]
        if not recalled:
            self._refuse_unknown([name for header in headers for name in header.names.values()] or _list_heads(book))
        if headers:
            for sheet in book.sheets:
                if sheet.rows and not any(header.sheet is sheet for header in headers):
                    self.read.words.append(f"sheet {sheet.name} is left out: no row of it names columns of cards")
            for header in headers:
                self._read_above(header, given)
        else:
            expected = "a row with the names of the columns, title and text among them"
            hint = "wargame deck import --template -o cards.xlsx writes one; --map tells other names"
            self.add_fault(None, "no row holds the names of columns", expected, hint)
        self.read.data = order_keys({**otherwise, **self.read.data, **given}, Deck)
        for key in given:
            self.read.places.pop((key,), None)
        self._cards: list[dict[str, Any]] = []
        self.read.data["cards"] = self._cards
        if headers:
            self._read_sheets(headers)

    def _refuse_unknown(self, names: Sequence[str]) -> None:
        """Note as a fault each column that was mapped and is none of ``names``: most often it is misspelled."""
        there = {fold_header(name): name for name in names}
        for name in self._mapped:
            if name not in there:
                listed = ", ".join(list(there.values())[:20])
                hint = suggest_name(name, there.values()) or (f"columns here: {listed}" if listed else "")
                self.add_fault(None, f"--map: no column is called {name!r}", "a column of the file", hint)

    # The deck

    def _read_above(self, header: SheetHeader, given: Mapping[str, str]) -> None:
        """Read the rows above the names of columns: what is said of the deck, or a block of titles, which is told."""
        rows, sheet = header.sheet.rows[: header.top], header.sheet.name
        skipped = self._read_about(rows, sheet, header.own)
        if not skipped:
            return
        texts = [" ".join(str(cell) for cell in rows[r] if not is_empty(cell)) for r in skipped]
        named = f"sheet {sheet}: " if sheet != CARDS_SHEET else ""
        which = f"row {skipped[0] + 1} stands" if len(skipped) == 1 else f"rows {_format_rows(skipped)} stand"
        said = f"{named}{which} above the names of the columns, and nothing of it is a card ({texts[0][:60]})"
        if "title" not in self.read.data and "title" not in given and not header.own:
            self.read.data["title"] = " ".join(texts[0].split())[:_LONGEST_TITLE]
            said += "; the deck has its title from there"
        self.read.words.append(said)

    def _read_about(self, rows: Rows, sheet: str, own: bool) -> list[int]:
        """Read what rows say of the deck; return the rows that say nothing of it. In a sheet of its own, all must."""
        skipped: list[int] = []
        for r, row in enumerate(rows):
            if all(is_empty(cell) for cell in row):
                continue
            name = " ".join(row[0].replace("_", " ").lower().split()) if isinstance(row[0], str) else ""
            place = CellAddress(sheet, r, 0)
            column = _DECK.get(name) or (_DECK.get(f"deck {name}") if own else None)
            if column is None:
                hint = suggest_name(name, _DECK) if name else ""
                if sheet != DECK_SHEET and not name.startswith("deck ") and not (hint and own):
                    skipped.append(r)
                    continue
                said = f"nothing about a deck is called {format_value(str(row[0] or ''))}"
                self.add_fault(place, said, f"one of: {', '.join(_DECK)}", hint)
                continue
            for c in range(2, len(row)):
                if not is_empty(row[c]):
                    self.add_fault(
                        CellAddress(sheet, r, c), "nothing is read in this cell", f"what it says in column B of {name}"
                    )
            if len(row) < 2 or is_empty(row[1]):
                continue
            place = CellAddress(sheet, r, 1, "" if sheet == DECK_SHEET else column.name)
            value = self.read_value(column, row[1], place, "")
            if column.kind == "more":
                self._read_more_of_deck(value, place)
            elif column.path[0] in self.read.data:
                self.add_fault(place, f"{column.name!r} is given twice", "it once")
            else:
                self.read.data[str(column.path[0])] = value
                self.read.places[column.path] = place
        return skipped

    def _read_more_of_deck(self, more: Any, place: CellAddress) -> None:
        for key, value in more.items() if isinstance(more, dict) else ():
            if key in MORE_OF_DECK:
                self.read.data[key] = value
                self.read.places[(key,)] = place
            else:
                self.add_fault(place, f"{key!r} does not belong there", f"one of: {', '.join(sorted(MORE_OF_DECK))}")

    # The sheets

    def _read_sheets(self, headers: list[SheetHeader]) -> None:
        rows = {
            id(header): [
                r
                for r in range(header.row + 1, len(header.sheet.rows))
                if any(not is_empty(cell) for cell in header.sheet.rows[r])
            ]
            for header in headers
        }
        count = sum(map(len, rows.values()))
        if count > MOST_CARDS:
            said = f"{count} rows hold a card, and a deck has at most {MOST_CARDS}"
            raise SpreadsheetError(f"{self._file}: {said}; make several decks of it: a scenario may use up to 20")
        if any(not header.own for header in headers):
            self._plan = self._find_plan(str(self.read.data.get("scenario", "")))
        taken: set[str] = set()
        for header in headers:
            self._check_columns(header)
            at = header.find("id")
            typed = {str(find_cell(header.sheet.rows[r], at)).strip() for r in rows[id(header)]} if at >= 0 else set()
            taken |= {one for one in typed if find_id_fault(one) is None}
        for header in headers:
            self._read_rows(header, rows[id(header)], taken)
        self._place_times()
        self._tell_noted()
        if not self._cards:
            self.add_fault(None, "there is no row with a card below the names of the columns", "a row a card")

    def _check_columns(self, header: SheetHeader) -> None:
        """Note columns that are doubled, missing, or without a name although something stands below."""
        sheet, rows, head = header.sheet.name, header.sheet.rows, header.row
        for c in range(max(len(row) for row in rows[head:])):
            place = CellAddress(sheet, head, c)
            if c not in header.names:
                below = next((r for r in range(head + 1, len(rows)) if not is_empty(find_cell(rows[r], c))), None)
                if below is not None:
                    at = f"{format_column_letter(c)}{below + 1}"
                    said = f"there is something below, in {at}, but the column has no name"
                    hint = "in a CSV file, a text with commas stands in quotation marks"
                    self.add_fault(place, said, "the name of a column, or nothing below it", hint)
            elif c in header.doubled:
                name = header.names[c]
                self.add_fault(
                    place, f"a second column is called {' '.join(name.lower().split())!r}", "each column once"
                )
            elif c in header.unknown and header.own:
                self._check_slip(header.names[c], place)
        if header.own:
            for column in CARD:
                if column.needed and header.find(column.name) < 0:
                    self.add_fault(CellAddress(sheet, head, -1), f"the column {column.name!r} is missing")
        elif header.find("title") < 0 and header.find("text") < 0:
            said = "no column says what happens"
            self.add_fault(CellAddress(sheet, head, -1), said, "a title or a text", 'such as --map "Subject=title"')

    def _check_slip(self, name: str, place: CellAddress) -> None:
        """Note the name of a column that is a slip of a known one, or a word about the deck."""
        folded = " ".join(name.replace("_", " ").lower().split())
        hint = suggest_name(folded, CARD_COLUMNS, 0.75)
        if folded in _DECK or f"deck {folded}" in _DECK:
            hint = "what is said of the deck stands above this row, or in the sheet deck"
        if hint:
            self.add_fault(place, f"no column is called {format_value(name)}", "", hint)

    # The cards

    def _read_rows(self, header: SheetHeader, rows: list[int], taken: set[str]) -> None:
        """Read the rows of a sheet as cards. In a list, rows that repeat the names or hold a heading are left out."""
        several = header.sheet.name != CARDS_SHEET
        turned = has_turns(header, (header.sheet.rows[r] for r in rows), self._plan)
        turn = read_turn(header.sheet.name, named=True) if several and not turned else None
        if turn is not None:
            self.read.words.append(f"sheet {header.sheet.name}: its cards come in turn {turn}")
        timed = turn is None and not turned
        headings: list[int] = []
        for r in rows:
            row = header.sheet.rows[r]
            if not header.own:
                if is_repeated_header(header, row):
                    headings.append(r)
                    continue
                heading = read_heading(header, row)
                if heading is not None:
                    headings.append(r)
                    turn, timed = (heading, False) if heading else (turn, timed)
                    continue
            self._read_row(header, r, taken, None if turned else turn, timed)
        if headings:
            named = f"sheet {header.sheet.name}: " if several else ""
            what = "is a heading" if len(headings) == 1 else "are headings"
            self.read.words.append(
                f"{named}row{'s' * (len(headings) > 1)} {_format_rows(headings)} {what}, and no card"
            )

    def _read_row(self, header: SheetHeader, r: int, taken: set[str], turn: int | None, timed: bool) -> None:
        row, sheet, n = header.sheet.rows[r], header.sheet.name, len(self._cards)
        spots = {name: CellAddress(sheet, r, c, header.names[c]) for c, name in reversed(header.columns.items())}
        if header.own:
            spots = {name: place._replace(name=name) for name, place in spots.items()}
        whole = CellAddress(sheet, r, -1)
        where = _format_where(row, header)
        listed = read_list_row(header, row, self._plan)
        values = dict(listed.values)
        if turn is not None:
            values["turn"] = turn
        for c, name in header.columns.items():
            cell = find_cell(row, c)
            column = CARD_COLUMNS.get(name)
            if column is None or name in listed.taken:
                continue
            if not is_empty(cell):
                values[name] = self.read_value(column, cell, spots[name], where)
            elif column.needed and header.own:
                expected = f"what every card has: {column.about.lower()}"
                self.add_fault(spots[name], "the cell is empty", expected, "", where)
        if header.own:
            values = {column.name: UNREAD for column in CARD if column.needed} | values
        elif "title" not in values and "text" not in values:
            self.add_fault(whole, "the row says nothing of what happens", "a title or a text", "", where)
            values |= {"title": UNREAD, "text": UNREAD}
        for c in listed.noted:
            first, count = self._noted.get(header.names[c], (CellAddress(sheet, header.row, c), 0))
            self._noted[header.names[c]] = first, count + 1
        if listed.notes:
            values["notes"] = "\n".join([*([values["notes"]] if "notes" in values else []), *listed.notes])
        listing = dict(listed.listing)
        self._name_card(values, listing, taken)
        card = self.build_card(values, spots, whole, where, n)
        if listing:
            card = order_keys({**card, "listing": {**listing, **card.get("listing", {})}}, Card)
            for key in listing:
                self.read.places["cards", n, "listing", key] = spots.get(key, spots.get("id", whole))
        if timed and TIME in listing and "turn" not in card:
            self._times.append((n, listing[TIME], spots[TIME]))
        self._cards.append(card)

    def _name_card(self, values: dict[str, Any], listing: dict[str, str], taken: set[str]) -> None:
        """Give a card its id: the one that was typed, or one made of its number in the list or of its title."""
        typed = values.get("id")
        if isinstance(typed, str) and find_id_fault(typed) is None:
            return
        if typed and typed != UNREAD:
            listing.setdefault(NUMBER, str(typed))
        number, title = listing.get(NUMBER, ""), str(values.get("title", ""))
        if number and not any(char.isalpha() for char in number):
            number = f"{number} {title}"  # a bare number is that of every list
        made = build_id(number or title, taken, "inject" if number else "card")
        values["id"] = made
        taken.add(made)

    # What a list has beside cards

    def _place_times(self) -> None:
        """Give the cards with times their turns by the plan of the scenario."""
        if not self._times or self._plan is None:
            return
        placed = place_times([read_moment(text) for _, text, _ in self._times], self._plan)
        for (n, _time, place), turn in zip(self._times, placed.turns, strict=True):
            if turn is not None:
                self._cards[n]["turn"] = turn
                self._cards[n] = order_keys(self._cards[n], Card)
                self.read.places["cards", n, "turn"] = place
        if placed.said:
            self.read.words.append(f"times: {placed.said}")

    def _tell_noted(self) -> None:
        """Warn, once, of all that found no place on a card and stands in its notes."""
        if not self._noted:
            return
        first = next(iter(self._noted.values()))[0]
        said = ", ".join(f"{name} ({count})" for name, (_, count) in self._noted.items())
        hint = 'it stands in the notes of the cards; such as --map "Script=text" gives a column another place'
        what = "this has no place on a card" if len(self._noted) == 1 else "these have no place on a card"
        self.read.warnings.append(Misfit(self._file, first, "", f"{what}: {said}", "", hint, "columns", "warning"))


def _list_heads(book: Book) -> list[str]:
    """Return the short texts in the first row of each sheet that has any."""
    firsts = (next((row for row in sheet.rows if any(not is_empty(cell) for cell in row)), []) for sheet in book.sheets)
    return [cell.strip() for row in firsts for cell in row if isinstance(cell, str) and 0 < len(cell.strip()) <= 60]


def _format_rows(rows: list[int]) -> str:
    """Return the numbers of rows as people write them: *1, 2 and 4*."""
    told = [str(r + 1) for r in rows[:6]] + ([f"{len(rows) - 6} more"] if len(rows) > 6 else [])
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def _format_where(row: list[Value], header: SheetHeader) -> str:
    """Return what a message calls the card of a row: by its id, its number, its title."""
    cells = [find_cell(row, header.find(name)) for name in ("id", NUMBER, "title")]
    named, number, title = cells
    for cell in (named, number):
        if not is_empty(cell):
            return f"card {str(cell).strip()}"
    return "" if is_empty(title) else f"card {str(title).strip()[:30]}"
