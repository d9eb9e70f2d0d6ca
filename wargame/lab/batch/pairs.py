"""Pairs played together: the arms of many questions, under many seeds, join one batch where each of them stands.

What the batch engine has no body for is played before: while an argument is on the table, its lane is played on by the
scalar engine, and it joins when the argument is settled.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.bots.roster import make_bot
from wargame.lab.batch.arrays import Ints
from wargame.lab.batch.playouts import BatchPlayer
from wargame.lab.batch.statistics import ScoreReader
from wargame.lab.counterfactuals import ArmEnd, Counterfactual, Tally, finish, has_argument, sum_pairs, take_arm
from wargame.rules.chance import SeededChance
from wargame.rules.model import Table
from wargame.rules.row import ENDING, Row


class PairPlayer:
    """Plays questions at one table, with the bots ``names`` in its seats."""

    def __init__(self, table: Table, names: Sequence[str]) -> None:
        """Raises `NoBatchBody` if the batch engine cannot play at this table or with these bots."""
        self._table = table
        self._player = BatchPlayer(table, names)
        self._reader = ScoreReader(self._player.engine)
        self._bots = [make_bot(name) for name in names]

    def play(self, asked: Sequence[tuple[Counterfactual, Sequence[int]]]) -> list[list[Tally]]:
        """Play every arm of each question on under each of its seeds. Returns the tallies of each question.

        Raises `wargame.lab.counterfactuals.NotOpenError` if the rules refuse the command of an arm.
        """
        table, rows, seeds = self._table, list[Row](), list[int]()
        for question, mine in asked:
            starts = [take_arm(table, question.moment, arm) for arm in question.arms]
            rows += starts * len(mine)
            seeds += [seed for seed in mine for _ in starts]
        last = self.finish(rows, seeds)
        scores = self._reader.read_scores(self._reader.open_rows(last), len(rows))
        endings = last[:, ENDING].tolist()
        out, at = [], 0
        for question, mine in asked:
            points = scores[question.moment.role].tolist()
            ends = []
            for _ in mine:
                after = at + len(question.arms)
                ends.append([ArmEnd(points[i], endings[i]) for i in range(at, after)])
                at = after
            out.append(sum_pairs(ends))
        return out

    def finish(self, rows: Sequence[Row], seeds: Sequence[int]) -> Ints:
        """Play rows on to their ends, each under its seed, and return the last rows: an array (rows, columns).

        Bots have the seats, and `wargame.lab.counterfactuals.pick_for_facilitator` the facilitator's.
        """
        table = self._table
        ready = [
            self._settle(row, seed) if has_argument(table, row) else row for row, seed in zip(rows, seeds, strict=True)
        ]
        return self._player.play(ready, seeds)

    def _settle(self, start: Row, seed: int) -> Row:
        """Return the row after the turn in which arguments are heard, or after the end."""
        row = start[:]
        chance = SeededChance(seed, self._table.slots)
        finish(self._table, self._bots, chance, row, lambda now: not has_argument(self._table, now))
        return row
