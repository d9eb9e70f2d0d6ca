"""Fits the matrix of a model on one page: how many panels stand side by side, how wide each column is, and the type.

Widths are counted in letters and heights in lines. Columns begin as narrow as their widest mark; as long as there is
room beside, the column is widened that saves most lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from textwrap import wrap

from wargame.content.causes.matrix import Cell, Matrix, Row, RowGroup, list_tokens
from wargame.light_dataclass import dataclass

_HIGH, _WIDE = 153.0, 283.0
"""Millimetres that the rows may take on a page, and the width between the margins."""
_BORDER = 0.2
"""Millimetres that the border of a row takes, whatever the type."""
_POINT = 0.3528
"""Millimetres of a point."""
_LETTER = 0.53
"""The width of a letter in the wider fonts, as a share of the size of type."""
_LARGEST, SMALLEST = 7.5, 4.2
"""Sizes of type in points: a small matrix is not blown up, and what is smaller cannot be read; it then takes pages."""
_TITLES, _ORIGINS = (14, 30), (6, 18)
"""The least and the greatest width in letters of the columns of titles and of sources."""
_MOST = 9
"""The greatest width of a column of marks."""
_LINE, _GAP, _HEADING = 1.03, 0.3, 1.45
"""The heights of a line, of what is between rows, and of a heading, as multiples of the size of type."""
_SIDES = 0.8
"""Letters that the two sides of a column take."""


@dataclass(frozen=True, slots=True)
class MatrixLayout:
    """A layout: the rows of each panel, the width of each column in letters, titles and sources included, the type."""

    panels: tuple[tuple[RowGroup, ...], ...]
    letters: tuple[float, ...]
    size: float


def lay_out(matrix: Matrix) -> MatrixLayout:
    """Return the layout with the largest type."""
    return max((_lay_out(matrix, count) for count in (1, 2, 3)), key=lambda layout: layout.size)


def _lay_out(matrix: Matrix, count: int) -> MatrixLayout:
    """Return the best layout with this number of panels."""
    rows = [row for group in matrix.groups for row in group.rows]
    last = len(matrix.numbers) + 1
    widths = [_TITLES[0], *(_find_widest(rows, at) for at in range(len(matrix.numbers))), _ORIGINS[0]]
    most = [_TITLES[1], *[_MOST] * len(matrix.numbers), _ORIGINS[1]]
    heads = len(matrix.groups) + count - 1

    @cache
    def count_lines(at: int, width: int) -> tuple[int, ...]:
        if at == 0:
            return tuple(len(wrap(row.title, width)) or 1 for row in rows)
        if at == last:
            return tuple(len(wrap(row.origin, width)) or 1 for row in rows)
        return tuple(_count_cell_lines(row.cells[at - 1], width) for row in rows)

    def compute_size(tried: Sequence[int]) -> float:
        lines: list[int] = [max(row) for row in zip(*(count_lines(*one) for one in enumerate(tried)), strict=True)]
        high: float = (sum(line * _LINE + _GAP for line in lines) + heads * _HEADING) / count
        letters = sum(tried) + _SIDES * len(tried)
        room = _HIGH - _BORDER * (len(lines) + heads) / count
        return min(room / (high * _POINT), (_WIDE / count - 2) / (letters * _LETTER * _POINT))

    best = widths
    while (wider := _widen(widths, most, count_lines)) is not None:
        widths = wider
        best = max(best, widths, key=compute_size)
    lines = [max(row) for row in zip(*(count_lines(*one) for one in enumerate(best)), strict=True)]
    heights = {id(row): line * _LINE + _GAP for row, line in zip(rows, lines, strict=True)}
    size = max(SMALLEST, min(_LARGEST, compute_size(best)))
    return MatrixLayout(_split(matrix.groups, count, heights), tuple(width + _SIDES for width in best), size)


def _widen(
    widths: list[int], most: Sequence[int], count_lines: Callable[[int, int], Sequence[int]]
) -> list[int] | None:
    """Return the widths with one column wider, that saves most for each letter; None if no column can save anything."""
    lines = [count_lines(at, width) for at, width in enumerate(widths)]
    tallest = [sorted(row)[-2:] for row in zip(*lines, strict=True)]
    found: tuple[float, int, int] | None = None
    for at, width in enumerate(widths):
        mine = [row for row, (second, first) in enumerate(tallest) if lines[at][row] == first > second]
        for wider in range(width + 1, most[at] + 1) if mine else ():
            new = count_lines(at, wider)
            saved = sum(tallest[row][1] - max(tallest[row][0], new[row]) for row in mine) / (wider - width)
            if saved > 0 and (found is None or saved > found[0]):
                found = saved, at, wider
    if found is None:
        return None
    _, at, wider = found
    return [*widths[:at], wider, *widths[at + 1 :]]


def _find_widest(rows: Sequence[Row], at: int) -> int:
    """Return the width of the widest mark of a column; its head needs the width of a line."""
    return max([2, *(len(token) for row in rows for token in list_tokens(row.cells[at]))])


def _count_cell_lines(cell: Cell, width: int) -> int:
    lines, filled = 1, 0
    for token in list_tokens(cell):
        if filled and filled + 1 + len(token) > width:
            lines, filled = lines + 1, 0
        filled += len(token) + (filled > 0)
    return lines


def _split(groups: Sequence[RowGroup], count: int, heights: dict[int, float]) -> tuple[tuple[RowGroup, ...], ...]:
    """Return the groups in ``count`` panels of about the same height; a group may be continued in the next panel."""
    rest = sum(_HEADING + sum(heights[id(row)] for row in group.rows) for group in groups)
    panels: list[list[RowGroup]] = [[]]
    filled, share = 0.0, rest / count
    for group in groups:
        filled += _HEADING
        kept: list[Row] = []
        for row in group.rows:
            left = count - len(panels)
            if left and filled + heights[id(row)] / 2 > share:
                panels[-1] += [RowGroup(group.kind, group.who, tuple(kept))] if kept else []
                panels.append([])
                rest += (_HEADING if kept else 0.0) - filled
                filled, share, kept = _HEADING, rest / left, []
            kept.append(row)
            filled += heights[id(row)]
        panels[-1].append(RowGroup(group.kind, group.who, tuple(kept)))
    return tuple(tuple(panel) for panel in panels)
