"""Lanes: the rows of the exercises that are being played, as columns; each exercise has a lane.

A finished exercise leaves its lane: its last row is kept, and the lanes of the others move together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from wargame.lab.batch.arrays import Ints, Mask, Width, select
from wargame.lab.batch.draws import Indices
from wargame.lab.batch.numbers import BatchNumbers
from wargame.lab.batch.sheet import Sheet
from wargame.rules.row import ENDING, PC, Row

Public = Mapping[int, tuple[int, int]]
"""By hidden column: the column that shows it to everybody (-1: none), and its public value."""


class _Gathered(dict[int, Ints]):
    """Columns of some lanes (None: of all), each gathered when it is read first.

    Those that were set are in ``written``. ``public`` are the columns that are hidden: (column that shows it or -1,
    public value) by column.
    """

    def __init__(self, columns: list[Ints], lanes: Indices | None, public: Public) -> None:
        super().__init__()
        self.columns, self.lanes, self.public = columns, lanes, public
        self.written: set[int] = set()

    def __missing__(self, column: int) -> Ints:
        real = self.columns[column] if self.lanes is None else self.columns[column][self.lanes]
        hidden = self.public.get(column)
        if hidden is not None:
            until, value = hidden
            plain: Ints = np.full(1, value, real.dtype)
            real = plain if until < 0 else select(self[until] != 0, real, plain)
        dict.__setitem__(self, column, real)
        return real

    def __setitem__(self, column: int, values: Ints) -> None:
        super().__setitem__(column, values)
        self.written.add(column)

    def copy(self) -> _Gathered:
        out = _Gathered(self.columns, self.lanes, self.public)
        dict.update(out, self)
        out.written = self.written.copy()
        return out


class Lanes:
    """The exercises of a batch.

    ``columns`` are the columns of all lanes, ``games`` the number of the exercise in each lane. ``at`` is the step at
    which each stands. The column `PC` of a row is written when the exercise is finished or leaves the batch.
    """

    def __init__(self, numbers: BatchNumbers, starts: Sequence[Row] | Row, count: int) -> None:
        """Begin with ``count`` exercises: all from one row, or each from its own."""
        self.numbers = numbers
        widths = numbers.widths
        self._blocks: dict[Width, tuple[list[int], Ints]] = {}
        rows = np.array(starts, np.int32)
        for width in sorted(set(widths)):
            mine = [column for column, one in enumerate(widths) if one == width]
            part = rows[mine] if rows.ndim == 1 else rows[:, mine].T
            block = np.empty((len(mine), count), width)
            block[...] = part.reshape(len(mine), -1)
            self._blocks[width] = mine, block
        self.columns: list[Ints] = []
        self._name_columns()
        self.every: Indices = np.arange(count)
        """The numbers of all lanes. This very array means all of them, like None: no column is copied for it."""
        self.games = self.every
        self.at: Ints = self.columns[PC].copy()
        self.stopped: Mask = np.zeros(count, np.bool_)
        """The lanes that go no further: they leave at the end of the turn."""
        self._public: list[Public] = [
            {column: (until, value) for column, until, value in numbers.table.hidden[role]}
            for role in numbers.table.roles
        ]
        self.last: Ints = np.zeros((len(widths), count), np.int16 if max(widths).itemsize <= 2 else np.int32).T
        """The last rows of the finished exercises, by their numbers."""

    def _name_columns(self) -> None:
        columns: dict[int, Ints] = {}
        for mine, block in self._blocks.values():
            columns |= dict(zip(mine, block, strict=True))
        self.columns = [columns[i] for i in range(len(columns))]

    @property
    def count(self) -> int:
        """How many exercises are being played."""
        return len(self.games)

    def find_block(self, first: int, size: int) -> Ints:
        """Return ``size`` neighbouring columns of one width from ``first`` on, as one array over the same memory."""
        mine, block = self._blocks[self.numbers.widths[first]]
        start = mine.index(first)
        return block[start : start + size]

    def open_sheet(self, lanes: Indices | None) -> Sheet:
        """Return a sheet of some lanes (None: of all). `close_sheet` writes what is set in it."""
        return Sheet(self.numbers, _Gathered(self.columns, self._narrow(lanes), {}))

    def open_view(self, lanes: Indices | None, role: int) -> Sheet:
        """Return what a role may know of some lanes: `wargame.rules.view.build_view` but for the column `PC`."""
        return Sheet(self.numbers, _Gathered(self.columns, self._narrow(lanes), self._public[role]))

    def _narrow(self, lanes: Indices | None) -> Indices | None:
        return None if lanes is self.every else lanes

    def close_sheet(self, sheet: Sheet, lanes: Indices | None) -> None:
        """Write the columns that were set in a sheet of these lanes."""
        cells = sheet.cells
        assert isinstance(cells, _Gathered)
        for column in cells.written:
            if lanes is None or lanes is self.every:
                self.columns[column][:] = cells[column]
            else:
                self.columns[column][lanes] = cells[column]

    def retire(self, over: int) -> None:
        """Keep the last rows of the exercises that have ended, and move the others together."""
        ended: Mask = self.columns[ENDING] > 0
        if not ended.any():
            return
        self.columns[PC][ended] = over
        self.keep_rows(np.flatnonzero(ended))
        self.drop(ended)

    def keep_rows(self, lanes: Indices) -> None:
        """Keep the rows of these lanes as the last ones of their exercises."""
        games, every = self.games[lanes], len(lanes) == self.last.shape[0]
        for mine, block in self._blocks.values():
            if every:  # the lanes are in the order of their exercises
                self.last.T[mine] = block
            else:
                self.last.T[np.array(mine)[:, None], games] = block[:, lanes]

    def drop(self, gone: Mask) -> None:
        """Take lanes out of play."""
        left = np.flatnonzero(~gone)
        for width, (mine, block) in self._blocks.items():
            self._blocks[width] = mine, np.ascontiguousarray(block[:, left])
        self._name_columns()
        self.games, self.at, self.stopped = self.games[left], self.at[left], self.stopped[left]
        self.every = np.arange(len(left))
