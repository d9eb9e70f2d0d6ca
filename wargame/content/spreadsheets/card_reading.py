"""Reads one row of a sheet as the data of a card, and keeps the cell that each part came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wargame.content.model.deck import Card, Option
from wargame.content.model.made_ids import build_id
from wargame.content.model.notation import Path, format_value
from wargame.content.model.types import Model
from wargame.content.spreadsheets.book import CellAddress, Misfit
from wargame.content.spreadsheets.cells import MisreadError, Value, read_cell
from wargame.content.spreadsheets.columns import CARD, MORE_OF_CARD, OPTIONS, PLUS, SpreadsheetColumn
from wargame.suggestion import suggest_name

CARD_COLUMNS: Mapping[str, SpreadsheetColumn] = {column.name: column for column in CARD}
"""The columns of the sheet of cards by name."""

UNREAD = "?"
"""Stands for a value that is missing or cannot be read, so that the rest of the row can still be checked."""


@dataclass
class DeckData:
    """The deck as data, the cell of each path, and everything that is wrong with the form of the sheets.

    ``warnings`` and ``words`` are what people should know of how the sheets were read.
    """

    data: dict[str, Any]
    places: dict[Path, CellAddress] = field(default_factory=dict)
    misfits: list[Misfit] = field(default_factory=list)
    warnings: list[Misfit] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def find_place(self, path: Path) -> tuple[CellAddress | None, Path]:
        """Return the cell of the part at a path, or of the nearest part around it, and the rest of the path."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.places:
                return self.places[path[:end]], path[end:]
        return None, path


class CardReader:
    """Reads the values of one row after the other; ``read`` takes what is found and what is wrong."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.read = DeckData({"format": 1})

    def add_fault(
        self, place: CellAddress | None, said: str, expected: str = "", hint: str = "", where: str = ""
    ) -> None:
        """Note a mistake in a cell, a row or the whole file."""
        self.read.misfits.append(Misfit(self._file, place, where, said, expected, hint))

    def read_value(self, column: SpreadsheetColumn, value: Value, place: CellAddress, where: str) -> Any:
        """Return the data of a cell, or what stands for data of its kind if it cannot be read."""
        try:
            return read_cell(column.kind, value)
        except MisreadError as fault:
            self.add_fault(place, fault.said, fault.expected, fault.hint, where)
        return _BLANK[column.kind]

    def build_card(
        self, values: dict[str, Any], spots: Mapping[str, CellAddress], whole: CellAddress, where: str, n: int
    ) -> dict[str, Any]:
        """Return card ``n`` of the deck, from the values of its row by column; ``spots`` are their cells."""
        card: dict[str, Any] = {}
        self.read.places["cards", n] = self.read.places["cards", n, "id"] = spots.get("id", whole)
        more = values.pop("more", {})
        for name, value in values.items():
            path = CARD_COLUMNS[name].path
            if path[0] != "response":
                card[str(path[0])] = value
        for name, place in spots.items():
            column = CARD_COLUMNS.get(name)
            if column is not None and column.path and column.path[0] != "response":
                self.read.places["cards", n, *column.path] = place
        rest = self._read_more(more, spots.get("more", whole), where, card, n)
        self._read_response(values, rest, spots, whole, where, card, n)
        return order_keys(card, Card)

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
                self.add_fault(
                    place, f"{key}: {format_value(value)} is no mapping", f"such as {key}: {{lasts: 2}}", "", where
                )
            else:
                known = [*sorted(MORE_OF_CARD), *(f"option {k}" for k in range(1, OPTIONS + 1))]
                own = str(key) in Card.model_fields or str(key) in CARD_COLUMNS
                said = f"{key!r} has a column of its own" if own else f"unknown key {key!r}"
                hint = "" if own else suggest_name(str(key), known)
                self.add_fault(place, said, f"one of: {', '.join(known)}", hint, where)
        return options

    def _read_more_of_option(
        self, name: str, more: Mapping[str, Any], place: CellAddress, where: str
    ) -> dict[str, Any]:
        known = [
            key for key in Option.model_fields if f"{name} {key}" not in CARD_COLUMNS and key not in ("title", "check")
        ]
        for key in more:
            if key not in known and key != PLUS:
                own = f"{name} {key}" in CARD_COLUMNS or key in ("title", "check")
                said = f"{name}: {key!r} has a column of its own" if own else f"{name}: unknown key {key!r}"
                hint = "" if own else suggest_name(str(key), [*known, PLUS])
                self.add_fault(place, said, f"one of: {', '.join([*known, PLUS])}", hint, where)
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
                self.add_fault(
                    spots.get(name, whole),
                    f"no {name} is given, and {because}",
                    CARD_COLUMNS[name].about.lower().partition(";")[0],
                    "",
                    where,
                )
                response[key] = None
        self.read.places[at] = spots.get("role", whole)
        if not options or (len(options) == 1 and f"option {options[0]} text" not in values):
            place = spots.get(f"option {2 if options else 1}", whole)
            self.read.places[*at, "options"] = place
            said = f"the card asks, and has {'one answer' if options else 'no answer'}"
            expected = "two to four: option 1, option 2 ...; or one with a text that says what it is for"
            self.add_fault(place, said, expected, "", where)
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
            self.add_fault(spots.get(name, whole), f"{name} has no title", "the answer in a few words", "", where)
        made = values.get(f"{name} id")
        if made is None:
            made = build_id(title or "", taken, "option")
            taken.add(made)
        option: dict[str, Any] = {"id": made, "title": title or UNREAD}
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
                self.add_fault(
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
                self.add_fault(
                    place, f"{name} has bonuses and no check", f"a number in the column {name} check", "", where
                )
        return option


_BLANK: dict[str, Any] = {"text": UNREAD, "whole": None, "names": [], "lines": [], "truth": False} | {
    kind: {} for kind in ("effects", "condition", "cost", "more")
}
"""The data for a cell of each kind that could not be read."""


def order_keys(data: Mapping[str, Any], model: type[Model]) -> dict[str, Any]:
    """Return the keys in the order that authors know from deck files."""
    return {key: data[key] for key in model.model_fields if key in data}
