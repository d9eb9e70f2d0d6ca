"""Lays out a causal model as a matrix: a row for each part, a column for each number, and marks where they meet.

The cards of a deck are one row with counts. Parts that neither move nor read a number have no row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from wargame.content.causes.causal_model import (
    ACTION,
    CARD,
    COST,
    DEAL,
    ENDING,
    NEIGHBOUR,
    NEXT_DOOR,
    ODDS,
    PARTNER,
    POINTS,
    QUESTION,
    RULE,
    SCORE,
    STEPS,
    THERE,
    CausalModel,
    CausalPart,
    Move,
    Read,
)
from wargame.content.causes.origins import OURS
from wargame.content.model.parts import ALWAYS
from wargame.light_dataclass import dataclass

_CASES = {"effects": "", "success": "", "failure": "f", "now": "", "each": "e", "broken": "b", COST: "p"}
"""The letter before a change, by the key it stands under; a change under another key has that key's first letter."""
_ANYHOW = "a"
"""The letter before a change that comes whatever the dice say, in a part with a check."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a part does to a number (``moves``) and reads of it (``reads``), as marks.

    ``odds`` is the mark of what the number does to the roll of the part, if it does anything.
    """

    moves: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    odds: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its title, its source, and a cell for each number of the matrix."""

    title: str
    origin: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under one heading: a kind of parts, and the role that decides, if there is one."""

    kind: str
    who: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix of a model.

    ``silent`` are the titles of actions, deals and rules that move and read nothing. ``timed``: some part also reads
    the turn, which has no column, since nothing moves it.
    """

    numbers: tuple[str, ...]
    groups: tuple[RowGroup, ...]
    silent: tuple[str, ...]
    timed: bool


def build_matrix(model: CausalModel) -> Matrix:
    """Return the matrix of a model."""
    numbers = [one for one in model.numbers if one.id not in ALWAYS]
    ids = [one.id for one in numbers]
    flags = {one.id for one in numbers if one.is_flag}
    groups: list[RowGroup] = []
    told = [part for part in model.list_parts(ACTION, DEAL, RULE) if part.moves or part.reads]
    for (kind, who), parts in _group(told).items():
        groups.append(RowGroup(kind, who, tuple(_build_row(part.title, [part], ids, flags) for part in parts)))
    decks = [_build_deck_row(deck, cards, ids) for (_, deck), cards in _group(model.list_parts(CARD)).items()]
    scores = [_build_row(who, parts, ids, flags) for (_, who), parts in _group(model.list_parts(SCORE)).items()]
    groups += [RowGroup(CARD, "", tuple(decks)), RowGroup(SCORE, "", tuple(scores))]
    for kind in (PARTNER, ENDING, QUESTION):
        rows = [_build_row(part.title, [part], ids, flags) for part in model.list_parts(kind) if part.reads]
        groups.append(RowGroup(kind, "", tuple(rows)))
    silent = tuple(p.title for p in model.list_parts(ACTION, DEAL, RULE) if not (p.moves or p.reads))
    timed = len(numbers) < len(model.numbers)
    return Matrix(tuple(one.name for one in numbers), tuple(one for one in groups if one.rows), silent, timed)


def _group(parts: Iterable[CausalPart]) -> dict[tuple[str, str], list[CausalPart]]:
    """Return parts by their kind and by who decides, in the order of the content."""
    groups: dict[tuple[str, str], list[CausalPart]] = {}
    for part in parts:
        groups.setdefault((part.kind, part.who), []).append(part)
    return groups


def _build_row(title: str, parts: Sequence[CausalPart], ids: Sequence[str], flags: Collection[str]) -> Row:
    cells = []
    for number in ids:
        moves = [_mark_move(move, part.chance) for part in parts for move in part.moves if move.number == number]
        reads = [read for part in parts for read in part.reads if read.number == number and read.how != COST]
        bounds = [_mark_read(read, number in flags) for read in reads if read.how != ODDS]
        odds = _mark_odds([read for read in reads if read.how == ODDS])
        cells.append(Cell(_drop_doubles(moves), _drop_doubles(bounds), odds))
    target = f" {parts[0].target}+" if parts[0].target else ""
    return Row(f"{title}{target}", parts[0].origin.removeprefix(f"{OURS}, "), tuple(cells))


def _build_deck_row(deck: str, cards: Sequence[CausalPart], ids: Sequence[str]) -> Row:
    """Return the row of a deck: in each cell how many cards can raise, lower, set and read the number."""
    cells = []
    for number in ids:
        moves = [[move for move in card.moves if move.number == number] for card in cards]
        counts = (
            ("▲", sum(any(not move.sets and move.n > 0 for move in mine) for mine in moves)),
            ("▼", sum(any(not move.sets and move.n < 0 for move in mine) for mine in moves)),
            ("=", sum(any(move.sets for move in mine) for mine in moves)),
        )
        readers = sum(any(read.number == number and read.how != COST for read in card.reads) for card in cards)
        reads = (f"r{readers}",) if readers else ()
        cells.append(Cell(tuple(f"{sign}{count}" for sign, count in counts if count), reads))
    ours = sum(card.origin.startswith(OURS) for card in cards)
    return Row(f"{deck} ({len(cards)})", f"{len(cards) - ours} cite; {OURS} {ours}", tuple(cells))


def _mark_move(move: Move, chance: bool) -> str:
    """Return the mark of a change: *+2*, *f-1*, *p-2*, *=0*, *-1n* for a neighbour, *+1~3* for three turns."""
    case = _ANYHOW if chance and move.key == "effects" else _CASES.get(move.key, move.key[:1])
    n = f"={move.n}" if move.sets else f"{move.n:+d}"
    n += f"~{move.lasts}" if move.lasts > 1 else ""
    return f"{case}{n.replace('-', '−')}{_mark_place(move.number, move.where)}"


def _mark_odds(reads: Sequence[Read]) -> str:
    """Return one mark for all bonuses to the roll: an arrow up where more of the number helps."""
    signs = {read.sign * (-1 if read.weight.startswith("-") else 1) for read in reads}
    mark = "↑" if signs == {1} else "↓" if signs == {-1} else "↕" if signs else ""
    return f"({mark})" if mark and all(read.through for read in reads) else mark


def _mark_read(read: Read, is_flag: bool) -> str:
    mark = f"{_mark_bounds(read, is_flag)}{_mark_place(read.number, read.where)}"
    return f"({mark})" if read.through else mark


def _mark_bounds(read: Read, is_flag: bool) -> str:
    if read.how == POINTS:
        return read.weight.lstrip("+").replace("-", "−")
    if read.how == STEPS:
        return "×"
    if read.how == NEIGHBOUR:
        return "max"
    lead = "l" if read.how == "lapses" else ""
    if is_flag:
        return f"{lead}yes" if read.low else f"{lead}no"
    if read.high is None:
        return f"{lead}≥{read.low}"
    if read.low is None:
        return f"{lead}≤{read.high}"
    return f"{lead}{read.low}" if read.low == read.high else f"{lead}{read.low}–{read.high}"


def _mark_place(number: str, where: str) -> str:
    """Return *n* for next door, a star for a named place, a ring for the will of the partner whose place is chosen."""
    if where == THERE:
        return "" if number.startswith("zones.") else "°"
    return {"": "", NEXT_DOOR: "n"}.get(where, "*")


def list_tokens(cell: Cell) -> list[str]:
    """Return the marks of a cell; what a number does to the roll stands behind the first change, without a space."""
    tokens = [*cell.moves]
    if cell.odds:
        tokens[:1] = ["".join(tokens[:1]) + cell.odds]
    return [*tokens, *cell.reads]


def _drop_doubles(marks: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(marks))
