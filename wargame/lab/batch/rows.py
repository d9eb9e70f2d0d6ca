"""Rows played on together: the twin of `wargame.lab.row_players.OneByOne`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wargame.lab.batch.draws import SeededDraws
from wargame.lab.batch.lanes import Lanes
from wargame.lab.batch.play import BatchPlay
from wargame.lab.batch.playouts import build_engine, build_seats
from wargame.rules.model import Table
from wargame.rules.row import PC, TURN, Row


class Together:
    """Plays rows of one table on together, with the bots ``names`` in its seats, each under its own seed."""

    def __init__(self, table: Table, names: Sequence[str]) -> None:
        """Raises `NoBatchBody` if the batch engine cannot play at this table or with these bots."""
        self._table = table
        self._engine = build_engine(table)
        self._seats = build_seats(self._engine, names)

    def play_to_turn(self, rows: Sequence[Row], seeds: Sequence[int], turn: int) -> list[Row]:
        """Return each row where ``turn`` opens, or its last row if it ends before."""
        return self._play(rows, seeds, turn)

    def finish(self, rows: Sequence[Row], seeds: Sequence[int]) -> list[Row]:
        """Return the last row of each."""
        return self._play(rows, seeds, self._table.turns + 1)

    def _play(self, rows: Sequence[Row], seeds: Sequence[int], turn: int) -> list[Row]:
        if not rows:
            return []
        last = self._engine.play(self._build_draws(seeds), self._seats, rows, len(rows), until=turn)
        found: list[Row] = last.tolist()
        return found

    def pick_responses(self, rows: Sequence[Row], seeds: Sequence[int]) -> list[int]:
        """Return what the bot that is asked picks in each row, all of which wait for the response to a card."""
        if not rows:
            return []
        respond = rows[0][PC]
        body = self._engine.bodies[respond]
        assert body is not None
        lanes = Lanes(self._engine.numbers, rows, len(rows))
        play = BatchPlay(self._engine.numbers, lanes, self._build_draws(seeds), self._seats)
        for turn in np.unique(lanes.columns[TURN]).tolist():
            play.turn = turn
            body(play, np.flatnonzero(lanes.columns[TURN] == turn))
        picks: list[int] = lanes.columns[self._table.at.response].tolist()
        return [pick - 1 for pick in picks]

    def _build_draws(self, seeds: Sequence[int]) -> SeededDraws:
        return SeededDraws(seeds, self._table.slots, self._table.turns)
