"""Reads one row of an injects list as far as a card can hold it; what has no place goes to the notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wargame.content.model.made_ids import spell_plainly
from wargame.content.model.types import find_id_fault
from wargame.content.spreadsheets.cells import OddCell, Value, cut_text, is_empty
from wargame.content.spreadsheets.column_names import LISTED, NOTHING, NUMBER, find_own_column, fold_header
from wargame.content.spreadsheets.planned_times import TurnPlan, read_turn
from wargame.content.spreadsheets.sheet_header import SheetHeader, find_cell

_LONGEST_LINE = 200
_LONG_TITLE = 80
"""A title made of a text has at most about this many characters."""


@dataclass
class ListRow:
    """What a row holds beside the cells that are read as they stand.

    ``values`` are by column of a card, ``listing`` by key of `Listing`. ``notes`` are lines for the notes, ``noted``
    the positions of the columns they come from. ``taken`` are the columns that are read here and nowhere else.
    """

    values: dict[str, Any] = field(default_factory=dict)
    listing: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    noted: list[int] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def note(self, header: SheetHeader, c: int, text: str) -> None:
        """Put a text into the notes, under the name of its column."""
        self.notes.append(f"{header.names[c].rstrip(':')}: {text}")
        self.noted.append(c)


def read_list_row(header: SheetHeader, row: list[Value], plan: TurnPlan | None) -> ListRow:
    """Return what a row holds for a card, and for its place in the list."""
    out = ListRow()
    for c in header.unknown:
        if text := format_cell(find_cell(row, c)):
            out.note(header, c, text)
    if header.own:
        at = header.find("turn")  # an own sheet is read as it stands, but *Turn 3* means 3
        cell = find_cell(row, at)
        if isinstance(cell, str) and not cell.strip().isdigit() and (turn := read_turn(cell, named=True)):
            out.values["turn"] = turn
            out.taken.add("turn")
        return out
    for c, target in header.columns.items():
        text = format_cell(find_cell(row, c))
        if not text or target == NOTHING:
            continue
        if target in LISTED:
            out.listing[target] = _cut_line(text)
        elif target == "turn":
            _read_turn_cell(out, header, c, text, plan)
        elif target == "objectives":
            _read_objectives(out, header, c, text, plan)
        elif target == "id" and find_id_fault(text) is not None:
            out.listing[NUMBER] = _cut_line(text)
        elif target in ("notes", "expect", "title", "text") and not isinstance(find_cell(row, c), OddCell):
            out.values[target] = f"{out.values[target]}\n{text}" if target in out.values else text
        elif target in ("notes", "expect"):
            out.values[target] = text
        else:
            continue
        out.taken.add(target)
    out.taken |= {"turn", "objectives", "notes", "expect"}
    if any(header.columns[c] == "id" and find_id_fault(format_cell(find_cell(row, c))) for c in header.columns):
        out.taken.add("id")
    _settle_title(out)
    return out


def _read_turn_cell(out: ListRow, header: SheetHeader, c: int, text: str, plan: TurnPlan | None) -> None:
    turn = _find_turn(header, c, text, plan)
    if turn is not None:
        out.values["turn"] = turn
    else:
        out.note(header, c, text)


def _find_turn(header: SheetHeader, c: int, text: str, plan: TurnPlan | None) -> int | None:
    """Return the turn that a cell names, or None: the name of a phase, or a number beyond the turns of the scenario."""
    turn = read_turn(text)
    return turn if turn and (find_own_column(header.names[c]) or plan is None or turn <= plan.longest) else None


def has_turns(header: SheetHeader, rows: Iterable[list[Value]], plan: TurnPlan | None) -> bool:
    """Return whether a column gives the turns: in a list, one with names of phases alone does not."""
    c = header.find("turn")
    if c < 0 or header.own:
        return c >= 0
    return any(_find_turn(header, c, format_cell(find_cell(row, c)), plan) is not None for row in rows)


def _read_objectives(out: ListRow, header: SheetHeader, c: int, text: str, plan: TurnPlan | None) -> None:
    """Read the objectives that the scenario has, by id or by text; others go to the notes."""
    known = {_fold(name): name for name in plan.objectives} if plan is not None else {}
    known |= {_fold(said): name for name, said in plan.objectives.items()} if plan is not None else {}
    if _fold(text) in known:
        found, rest = [known[_fold(text)]], []
    else:
        parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
        found = [known[_fold(part)] for part in parts if _fold(part) in known]
        rest = [] if len(found) == len(parts) else [text]
    if found and not rest:
        out.values["objectives"] = [*dict.fromkeys(found)]
    else:
        out.note(header, c, text)


def _settle_title(out: ListRow) -> None:
    """Make a title of the text, or a text of the title, where one of them is missing; shorten a long title."""
    title, text = out.values.get("title"), out.values.get("text")
    if title is None and text is None:
        return
    if title is None:
        out.values["title"] = _shorten(str(text))
    elif text is None:
        out.values["text"] = title
    if title is not None and ("\n" in title or len(title) > _LONGEST_LINE):
        out.values["title"] = _shorten(title)
        if text is not None and title not in text:
            out.values["text"] = f"{title}\n\n{text}"
    out.taken |= {"title", "text"}


def _shorten(text: str) -> str:
    """Return the first sentence of a text, cut at a word if it is long."""
    first = re.split(r"(?<=[.!?])\s|\n", text.strip(), maxsplit=1)[0].strip()
    if len(first) <= _LONG_TITLE:
        return first.rstrip(".") or text.strip()[:_LONG_TITLE]
    cut = first[:_LONG_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:-")
    return f"{cut} ..."


def _cut_line(text: str) -> str:
    return cut_text(" ".join(text.split()), _LONGEST_LINE)


def format_cell(value: Value) -> str:
    """Return what a cell shows as text; a date or an error as the spreadsheet program shows it."""
    if is_empty(value):
        return ""
    if isinstance(value, OddCell):
        return value.text
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def is_repeated_header(header: SheetHeader, row: list[Value]) -> bool:
    """Return whether a row repeats the names of the columns, as at the top of each printed page."""
    names = {c: fold_header(name) for c, name in header.names.items()}
    cells = {c: fold_header(str(cell)) for c, cell in enumerate(row) if not is_empty(cell)}
    return len(cells) >= 2 and all(names.get(c) == text for c, text in cells.items())


def read_heading(header: SheetHeader, row: list[Value]) -> int | None:
    """Return the turn that a row with a heading names, 0 for a heading that names none; None if it is no heading.

    A heading is the only text of its row. A title or a text alone is a card, unless it is the name of a turn.
    """
    filled = [(c, cell) for c, cell in enumerate(row) if not is_empty(cell)]
    if len(filled) != 1:
        return None
    ((c, cell),) = filled
    text = format_cell(cell)
    turn = read_turn(text, named=True)
    if turn is not None:
        return turn
    return None if header.columns.get(c) in ("title", "text") else 0


def _fold(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", spell_plainly(text)))
