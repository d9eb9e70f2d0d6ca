"""Seats that draw by lot: `wargame.bots.random_bot.RandomBot` over many exercises."""

from __future__ import annotations

import numpy as np

from wargame.bots.random_bot import find_address
from wargame.lab.batch.draws import Indices
from wargame.lab.batch.play import BatchChoice, BatchPlay, count_legal, find_ranked, group_lanes


class RandomSeat:
    """Draws evenly among the legal picks."""

    by_lot = True

    def pick(self, play: BatchPlay, choice: BatchChoice) -> Indices:
        """Return the place of the candidate that is drawn in each lane."""
        legal, size = choice.legal, len(choice.lanes)
        ways = np.full(size, len(choice.picks)) if legal is None else count_legal(legal)
        if len(choice.before) == 1:
            slot, n = find_address(play.table, choice.role, choice.do, int(choice.before[0]))
            k = play.draw(slot, n, choice.lanes, ways)
        else:
            k = np.empty(size, np.int64)
            for count, some in group_lanes(choice.before, None):
                slot, n = find_address(play.table, choice.role, choice.do, count)
                k[some] = play.draw(slot, n, choice.lanes[some], ways[some])
        return k.astype(np.intp) if legal is None else find_ranked(legal, k)
