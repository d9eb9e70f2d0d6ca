"""The engine: plays exercises of one table together, turn by turn and step by step.

In each turn the exercises that stand at the earliest step take that step together, so all of them meet at the next step
however they came to it. Exercises may begin at any step of any turn.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from wargame.lab.batch.arrays import Ints, Mask
from wargame.lab.batch.bodies import bind_batch_program
from wargame.lab.batch.cards import BatchBody
from wargame.lab.batch.draws import BatchDraws
from wargame.lab.batch.lanes import Lanes
from wargame.lab.batch.numbers import BatchNumbers, NoBatchBody
from wargame.lab.batch.play import BatchForcing, BatchPlay, BatchRecorder, BatchSeat
from wargame.rules.model import Table
from wargame.rules.row import ENDING, PC, TURN, Row

DONE = 32_000
"""The rank of an exercise that is done with its turn: above that of every step."""


class BatchEngine:
    """Plays batches of exercises of one table. Raises `NoBatchBody` for a table that it cannot play."""

    def __init__(self, table: Table) -> None:
        self.table = table
        try:
            self.numbers = BatchNumbers(table)
        except OverflowError as error:
            raise NoBatchBody(str(error)) from None
        self.bodies = bind_batch_program(self.numbers)
        self._ranks = self._rank_steps()

    def _rank_steps(self) -> Ints:
        """Return the order of the steps within a turn: a card out of turn first, else as the program has them."""
        ranks = np.arange(len(self.bodies), dtype=np.int16)
        to = self.table.to
        if to.interrupt >= 0:
            ranks[to.interrupt : to.over] -= len(ranks)
        return ranks

    def play(
        self,
        draws: BatchDraws,
        seats: Sequence[BatchSeat],
        starts: Sequence[Row] | Row,
        count: int,
        recorder: BatchRecorder | None = None,
        until: int | Ints = DONE,
        forcing: BatchForcing | None = None,
    ) -> Ints:
        """Play ``count`` exercises to their end and return their last rows: an array (exercises, columns).

        They begin with one row, or each with its own, at the step in its column `PC`. ``recorder`` is told what
        happens. An exercise is played no further than to where turn ``until`` opens (one for all, or one for each);
        `PC` then holds that step. ``forcing`` forces choices and stops exercises.
        """
        lanes = Lanes(self.numbers, starts, count)
        play = BatchPlay(self.numbers, lanes, draws, seats, recorder, forcing)
        self._let_leave(lanes, until)
        while lanes.count:
            self._play_turn(play)
            self._let_leave(lanes, until)
        return lanes.last

    def _let_leave(self, lanes: Lanes, until: int | Ints) -> None:
        """Take out the exercises that have ended, those that were stopped, and those where turn ``until`` opens."""
        lanes.retire(self.table.to.over)
        turn = until if isinstance(until, int) else until[lanes.games]
        stopped: Mask = lanes.stopped | ((lanes.at == self.table.to.inject) & (lanes.columns[TURN] + 1 >= turn))
        if stopped.any():
            some = np.flatnonzero(stopped)
            lanes.columns[PC][some] = lanes.at[some]
            lanes.keep_rows(some)
            lanes.drop(stopped)

    def _play_turn(self, play: BatchPlay) -> None:
        """Play the earliest turn that any exercise is in, to its end."""
        lanes, inject = play.lanes, self.table.to.inject
        turns = lanes.columns[TURN] + (lanes.at == inject)
        play.turn = int(turns.min())
        mine: Mask = turns == play.turn
        ranks = self._ranks[lanes.at]
        ranks[~mine] = DONE
        while True:
            rank = int(ranks.min())
            if rank == DONE:
                return
            step = rank if rank >= 0 else rank + len(self._ranks)
            alike: Mask = ranks == rank
            if play.forcing is None and alike.all():
                if self._play_alike(play, step):
                    return
                here = lanes.every
            else:
                here = np.flatnonzero(alike)
                lanes.at[here] = self._find_body(step)(play, here)
                lanes.at[here[lanes.stopped[here]]] = step
            at = lanes.at[here]
            over: Mask = (at == inject) | (lanes.columns[ENDING][here] > 0) | lanes.stopped[here]
            ranks[here] = np.where(over, DONE, self._ranks[at])

    def _play_alike(self, play: BatchPlay, step: int) -> bool:
        """Play on from a step at which all exercises stand, until they part, until one ends, or to the turn's end.

        Returns whether the turn is over for all of them.
        """
        lanes, inject = play.lanes, self.table.to.inject
        while True:
            after = self._find_body(step)(play, None)
            first = after if isinstance(after, int) else int(after[0])
            if not isinstance(after, int) and not (after == first).all():
                lanes.at[:] = after
                return False
            if first == inject or lanes.columns[ENDING].any():
                lanes.at[:] = first
                return first == inject
            step = first

    def _find_body(self, step: int) -> BatchBody:
        """Return the body of a step. Raises `NoBatchBody` for the steps of a hearing."""
        body = self.bodies[step]
        if body is None:
            raise NoBatchBody("an argument is heard in a batch")
        return body
