"""Rows played on together: the twin of `wargame.lab.row_players.OneByOne`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wargame.lab.batch.lanes import Lanes
from wargame.lab.batch.play import BatchPlay
from wargame.lab.batch.playouts import BatchPlayer
from wargame.lab.batch.statistics import ScoreReader
from wargame.rules.model import Table
from wargame.rules.row import PC, TURN, Row


class Together:
    """Plays rows of one table on together, with the bots ``names`` in its seats, each under its own seed."""

    def __init__(self, table: Table, names: Sequence[str]) -> None:
        """Raises `NoBatchBody` if the batch engine cannot play at this table or with these bots."""
        self._player = BatchPlayer(table, names)
        self._reader: ScoreReader | None = None

    def play_to_turn(self, rows: Sequence[Row], seeds: Sequence[int], turn: int) -> list[Row]:
        """Return each row where ``turn`` opens, or its last row if it ends before."""
        return self._play(rows, seeds, turn)

    def finish(self, rows: Sequence[Row], seeds: Sequence[int]) -> list[Row]:
        """Return the last row of each."""
        return self._play(rows, seeds, self._player.table.turns + 1)

    def read_points(self, rows: Sequence[Row], seeds: Sequence[int], roles: Sequence[int]) -> list[int]:
        """Return the points at the end of each row, in units of the table: those of the role named for it."""
        if not rows:
            return []
        self._reader = self._reader or ScoreReader(self._player.engine)
        ends = self._player.play(rows, seeds)
        scores = self._reader.read_scores(self._reader.open_rows(ends), len(rows))
        points: list[int] = scores[list(roles), np.arange(len(rows))].tolist()
        return points

    def _play(self, rows: Sequence[Row], seeds: Sequence[int], turn: int) -> list[Row]:
        if not rows:
            return []
        found: list[Row] = self._player.play(rows, seeds, until=turn).tolist()
        return found

    def pick_responses(self, rows: Sequence[Row], seeds: Sequence[int]) -> list[int]:
        """Return what the bot that is asked picks in each row, all of which wait for the response to a card."""
        if not rows:
            return []
        respond = rows[0][PC]
        player, engine = self._player, self._player.engine
        body = engine.bodies[respond]
        assert body is not None
        lanes = Lanes(engine.numbers, rows, len(rows))
        play = BatchPlay(engine.numbers, lanes, player.build_draws(seeds), player.seats)
        for turn in np.unique(lanes.columns[TURN]).tolist():
            play.turn = turn
            body(play, np.flatnonzero(lanes.columns[TURN] == turn))
        picks: list[int] = lanes.columns[player.table.at.response].tolist()
        return [pick - 1 for pick in picks]
