"""Row players: what plays rows on between the moments at which a measurement looks at them or changes them.

One player plays row after row; `wargame.lab.batch.rows` plays all together. The rows that they return are equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from wargame.bots.bot import Bot
from wargame.lab.playouts import Until, play_on
from wargame.rules.chance import SeededChance
from wargame.rules.model import Table
from wargame.rules.row import PC, TURN, Row
from wargame.rules.score import compute_score
from wargame.rules.view import build_view


class RowPlayer(Protocol):
    """Plays rows of one table on, each under its own seed. The rows that it is given do not change."""

    def play_to_turn(self, rows: Sequence[Row], seeds: Sequence[int], turn: int) -> list[Row]:
        """Return each row where ``turn`` opens, or its last row if it ends before."""
        ...

    def finish(self, rows: Sequence[Row], seeds: Sequence[int]) -> list[Row]:
        """Return the last row of each."""
        ...

    def read_points(self, rows: Sequence[Row], seeds: Sequence[int], roles: Sequence[int]) -> list[int]:
        """Return the points at the end of each row, in units of the table: those of the role named for it."""
        ...

    def pick_responses(self, rows: Sequence[Row], seeds: Sequence[int]) -> list[int]:
        """Return what the bot that is asked picks in each row, all of which wait for the response to a card."""
        ...


class OneByOne:
    """Plays row after row, by the scalar engine."""

    def __init__(self, table: Table, bots: Sequence[Bot]) -> None:
        self._table, self._bots = table, bots

    def play_to_turn(self, rows: Sequence[Row], seeds: Sequence[int], turn: int) -> list[Row]:
        """Return each row where ``turn`` opens, or its last row if it ends before."""
        inject = self._table.to.inject
        return self._play(rows, seeds, lambda now, pc: pc == inject and now[TURN] + 1 >= turn)

    def finish(self, rows: Sequence[Row], seeds: Sequence[int]) -> list[Row]:
        """Return the last row of each."""
        return self._play(rows, seeds, lambda now, pc: False)

    def read_points(self, rows: Sequence[Row], seeds: Sequence[int], roles: Sequence[int]) -> list[int]:
        """Return the points at the end of each row, in units of the table: those of the role named for it."""
        ends = self.finish(rows, seeds)
        return [compute_score(self._table, end, role) for end, role in zip(ends, roles, strict=True)]

    def _play(self, rows: Sequence[Row], seeds: Sequence[int], until: Until) -> list[Row]:
        out = [row[:] for row in rows]
        for row, seed in zip(out, seeds, strict=True):
            play_on(self._table, self._bots, SeededChance(seed, self._table.slots), row, until)
        return out

    def pick_responses(self, rows: Sequence[Row], seeds: Sequence[int]) -> list[int]:
        """Return what the bot that is asked picks in each row, all of which wait for the response to a card."""
        return [self._pick_response(row, seed) for row, seed in zip(rows, seeds, strict=True)]

    def _pick_response(self, row: Row, seed: int) -> int:
        table = self._table
        choice = table.choices[row[PC]]
        assert choice is not None
        (role,) = choice.asked(row)
        seen = build_view(table, row, table.roles[role])
        pick: int = self._bots[role].pick(table, seen, role, choice, SeededChance(seed, table.slots))
        return pick
