"""The columns of a deck in a spreadsheet: name, kind of value, and where the value belongs on a card.

A value without a column of its own stands as YAML in the column *more*, so that a row can hold any card.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from wargame.content.model.notation import Path

Kind = Literal["text", "whole", "effects", "condition", "cost", "names", "lines", "truth", "more"]
"""How a cell is read: see `wargame.content.spreadsheets.cells`."""

OPTIONS = 4
"""The number of answers a card can have."""


class SpreadsheetColumn(NamedTuple):
    """A column: its name in the header, its kind, where its value belongs, its meaning, and an example."""

    name: str
    kind: Kind
    path: Path
    about: str
    example: str = ""
    width: int = 16
    needed: bool = False


def _iter_option_columns(n: int) -> Iterator[SpreadsheetColumn]:
    at: Path = ("response", "options", n - 1)
    name = f"option {n}"
    yield SpreadsheetColumn(name, "text", (*at, "title"), f"Answer {n} in a few words", "Back the letter", 22)
    yield SpreadsheetColumn(
        f"{name} text", "text", (*at, "text"), "A sentence on what it means", "It is worth the quarrel.", 28
    )
    yield SpreadsheetColumn(
        f"{name} effects", "effects", (*at, "effects"), "What changes in any case", "will +1, scrutiny -1", 20
    )
    yield SpreadsheetColumn(
        f"{name} check", "whole", (*at, "check", "target"), "What two dice must reach; 7 is 58 %", "7", 8
    )
    yield SpreadsheetColumn(
        f"{name} success", "effects", (*at, "success"), "What changes as well if they do", "will +1", 18
    )
    yield SpreadsheetColumn(
        f"{name} failure", "effects", (*at, "failure"), "What changes as well if not", "will -1", 18
    )
    yield SpreadsheetColumn(f"{name} cost", "cost", (*at, "cost"), "What it costs", "revenue 1", 12)
    yield SpreadsheetColumn(
        f"{name} when", "condition", (*at, "when"), "The condition under which it is open", "will 3+", 14
    )
    yield SpreadsheetColumn(
        f"{name} id", "text", (*at, "id"), "Its name for the program; left empty, made of its title", "back", 10
    )


CARD: tuple[SpreadsheetColumn, ...] = (
    SpreadsheetColumn(
        "id", "text", ("id",), "The card's name for the program; left empty, made of its title", "letter", 14
    ),
    SpreadsheetColumn("title", "text", ("title",), "What stands at its head", "A letter", 26, needed=True),
    SpreadsheetColumn("text", "text", ("text",), "What happens, to be read aloud: 25 to 90 words", "", 60, needed=True),
    SpreadsheetColumn("cites", "names", ("cites",), "The facts it rests on: SOURCE/FACT, with commas between", "", 24),
    SpreadsheetColumn(
        "when", "condition", ("when",), "The condition under which it can be drawn", "fear 4+, trust 3-", 18
    ),
    SpreadsheetColumn("turn", "whole", ("turn",), "The turn it comes in for certain; left empty, it is drawn", "3", 7),
    SpreadsheetColumn("copies", "whole", ("copies",), "How many of it are in the pile; left empty, one", "2", 8),
    SpreadsheetColumn(
        "effects", "effects", ("effects",), "What changes whatever is answered: +1, -1, =2", "fear +1, trust -1", 22
    ),
    SpreadsheetColumn(
        "role", "text", ("response", "role"), "The role that answers; left empty, nobody", "security", 12
    ),
    SpreadsheetColumn("prompt", "text", ("response", "prompt"), "The question put to it", "What do you tell it?", 28),
    SpreadsheetColumn(
        "asked when", "condition", ("response", "when"), "The condition under which it is asked at all", "", 14
    ),
    *(column for n in range(1, OPTIONS + 1) for column in _iter_option_columns(n)),
    SpreadsheetColumn("expect", "text", ("expect",), "What a facilitator should look and listen for", "", 40),
    SpreadsheetColumn("ask", "lines", ("ask",), "Questions for the class, a line each (Alt+Enter)", "", 40),
    SpreadsheetColumn(
        "objectives", "names", ("objectives",), "The learning objectives it serves, with commas between", "", 18
    ),
    SpreadsheetColumn("tags", "names", ("tags",), "Words of your own to find it by, with commas between", "", 14),
    SpreadsheetColumn("notes", "text", ("notes",), "A word to the facilitator", "", 30),
    SpreadsheetColumn(
        "more", "more", (), "What has no column, as YAML: also, silence, option 1: {lasts: 2} ...", "", 30
    ),
)
"""Every column of the sheet of cards, in any order; only *title* and *text* are required."""

DECK: tuple[SpreadsheetColumn, ...] = (
    SpreadsheetColumn("deck id", "text", ("id",), "The deck's name; left out, that of the file"),
    SpreadsheetColumn("deck title", "text", ("title",), "What facilitators read when they choose"),
    SpreadsheetColumn("deck about", "text", ("about",), "What is in it and where it comes from"),
    SpreadsheetColumn("deck scenario", "text", ("scenario",), "The scenario it is written for"),
    SpreadsheetColumn("deck contingency", "truth", ("contingency",), "yes: never drawn, the facilitator brings them"),
    SpreadsheetColumn("deck more", "more", (), "What has no row, as YAML: silence"),
)
"""What is said of the deck, one row each: in the sheet *deck*, or above the header of the cards."""

CARDS_SHEET, DECK_SHEET, NAMES_SHEET, COLUMNS_SHEET = "cards", "deck", "names", "columns"
"""The names of the sheets of a workbook; the last two are for people and are not read."""

MORE_OF_CARD = frozenset({"also", "drawn", "handout", "hearing", "invented", "listing", "ours", "replaces", "silence"})
"""The keys that may stand in *more* beside options."""

MORE_OF_DECK = frozenset({"silence"})
"""The keys that may stand in *deck more*."""

PLUS = "plus"
"""The key in *more* for the bonuses of an option's check; the target of the check has a column."""


def format_column_letter(column: int) -> str:
    """Return what spreadsheets call a column (from 0): A, B ... Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
