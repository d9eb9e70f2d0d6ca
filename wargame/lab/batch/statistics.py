"""Statistics of a batch: what a balance report counts, for many exercises at once.

The counts are those of `wargame.lab.playout_statistics.GameStatistics`, which counts the same from the notes of one
exercise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wargame.bots.habits import TEMPERS
from wargame.lab.batch.arrays import Ints, Mask
from wargame.lab.batch.draws import Indices
from wargame.lab.batch.engine import BatchEngine
from wargame.lab.batch.lanes import Lanes
from wargame.lab.batch.outlook import BatchOutlook
from wargame.lab.batch.play import BatchChoice
from wargame.lab.batch.playouts import BatchPlayer
from wargame.lab.batch.sheet import Sheet
from wargame.lab.playout_statistics import SHARES
from wargame.lab.playouts import build_opening_row
from wargame.lab.run_counts import Counts
from wargame.rules.model import Table
from wargame.rules.row import ENDING, TURN

Scores = NDArray[np.int64]
"""The scores of all roles: an array (roles, exercises)."""


class BatchStatistics:
    """Plays exercises at one table, with the bots ``names`` in its seats, and counts what happens."""

    def __init__(self, table: Table, names: Sequence[str]) -> None:
        """Raises `NoBatchBody` if the batch engine cannot play at this table or with these bots."""
        self._table = table
        self._player = BatchPlayer(table, names)
        self._reader = ScoreReader(self._player.engine)

    def count_exercises(self, seeds: Sequence[int], into: Counts) -> Ints:
        """Play the exercises of these seeds, add their counts to ``into`` and return their last rows."""
        recorder = EventRecorder(self._player.engine, self._reader, len(seeds))
        rows = self._player.play(build_opening_row(self._table), seeds, recorder=recorder)
        sheet = self._reader.open_rows(rows)
        scores = self._reader.read_scores(sheet, len(seeds))
        into["games", 0] += len(seeds)
        _count_scores(scores, into)
        self._count_end(sheet, rows, scores, recorder, into)
        recorder.count_plans(scores, into)
        recorder.count_events(into)
        return rows

    def _count_end(self, sheet: Sheet, rows: Ints, scores: Scores, recorder: EventRecorder, into: Counts) -> None:
        table, size = self._table, len(rows)
        ending, count = np.unique(rows[:, ENDING], return_counts=True)
        for one, n in zip(ending.tolist(), count.tolist(), strict=True):
            into["ending", one - 1] += n
        turns = rows[:, TURN].astype(np.int64)
        into["early", 0] += int((3 * turns < 2 * table.turns).sum())
        into["before last", 0] += int((turns < table.turns).sum())
        numbers = self._player.engine.numbers
        into["true", 0] += count_where(sheet.test(numbers.build_gate(table.truth)), size) if table.truth else 0
        for i, gate in enumerate(table.rates):
            into["rate", i] += count_where(sheet.test(numbers.build_gate(gate)), size)
        if recorder.halved.any():
            led = recorder.half[:, recorder.halved].argmax(axis=0) == scores[:, recorder.halved].argmax(axis=0)
            into["half", 0] += len(led)
            into["kept", 0] += int(led.sum())
        paired: Mask = np.zeros(size, np.bool_)
        for form, column in enumerate(table.at.dealt):
            dealt: Mask = rows[:, column] > 0
            if dealt.any():
                into["dealt", form] += int(dealt.sum())
            if len(table.form_terms[form].parties) > 1:
                paired |= dealt
        into["any deal", 0] += int(paired.sum())


def count_where(mask: Mask, size: int) -> int:
    """Return in how many of ``size`` exercises a mask holds."""
    return int(np.count_nonzero(np.broadcast_to(mask, size)))


def _count_scores(scores: Scores, into: Counts) -> None:
    total, best = scores.sum(axis=0), scores.max(axis=0)
    alone = (scores == best).sum(axis=0) == 1
    for role, points in enumerate(scores):
        won = int(((points == best) & alone).sum())
        if won:
            into["best", role] += won
        into["score", role] += int(points.sum())
        into["square", role] += int((points * points).sum())
        shares = np.where(total > 0, SHARES * points // np.maximum(total, 1), SHARES // len(scores))
        into["share", role] += int(shares.sum())


class ScoreReader:
    """Reads the scores of all roles from rows."""

    def __init__(self, engine: BatchEngine) -> None:
        self._numbers = engine.numbers
        self._outlooks = [BatchOutlook(engine.numbers, role, TEMPERS[""]) for role in range(len(engine.table.roles))]

    def open_rows(self, rows: Ints) -> Sheet:
        """Return a sheet of rows: an array (exercises, columns)."""
        cells = {i: rows[:, i].astype(width) for i, width in enumerate(self._numbers.widths)}
        return Sheet(self._numbers, cells)

    def read_scores(self, sheet: Sheet, size: int) -> Scores:
        """Return the scores in units of the table: an array (roles, exercises)."""
        out = np.empty((len(self._outlooks), size), np.int64)
        for role, outlook in enumerate(self._outlooks):
            out[role] = outlook.compute_score(sheet, outlook.list_drawn(sheet))
        return out


class _Plans(NamedTuple):
    """The plans of a role in one turn: which actions were open in each exercise, and which was taken."""

    role: int
    games: Indices
    open: dict[int, Mask]
    taken: Ints


class EventRecorder:
    """Collects what happens in the exercises of a batch, by exercise."""

    def __init__(self, engine: BatchEngine, reader: ScoreReader, count: int) -> None:
        table = engine.table
        self._table, self._reader, self._action_of = table, reader, np.array(table.action_of)
        self._plans: list[_Plans] = []
        self.half: Scores = np.zeros((len(table.roles), count), np.int64)
        """The scores at half time, and in which exercises it was reached."""
        self.halved: Mask = np.zeros(count, np.bool_)
        self._drawn = [0] * len(table.cards)
        places: dict[int, tuple[str, int]] = {}
        for by_card in (table.card_rules, table.option_rules):
            places |= {at: ("moved", card) for card, rules in enumerate(by_card) for at in rules}
        for form, rules in enumerate(table.form_rules):
            places.setdefault(rules[2], ("broken", form))
        self._places = places
        self._checks = table.upkeep_of
        self._marked: dict[tuple[str, int], Mask] = {}
        self._count = count

    def begin_turn(self, lanes: Lanes, some: Indices, turn: int) -> None:
        """Read the scores at half time."""
        if turn != self._table.turns // 2 + 1:
            return
        games = lanes.games[some]
        self.half[:, games] = self._reader.read_scores(lanes.open_sheet(some), len(some))
        self.halved[games] = True

    def note_card(self, entry: int, count: int) -> None:
        """Count a card that came."""
        self._drawn[self._table.entries[entry]] += count

    def note_plans(self, games: Indices, choice: BatchChoice, places: Indices) -> None:
        """Remember which actions were open, and which was taken."""
        assert choice.legal is not None
        actions = self._action_of[list(choice.picks)]
        open_ = {int(action): choice.legal[actions == action].any(axis=0) for action in np.unique(actions)}
        self._plans.append(_Plans(choice.role, games, open_, actions[places]))

    def open_watch(self, games: Indices) -> EventWatch:
        """Return what is told of rules in these exercises."""
        return EventWatch(self, games)

    def watches(self, rule: int) -> bool:
        """Return whether what a rule changes is counted."""
        return rule in self._places

    def mark_changed(self, rule: int, games: Indices, changed: Mask) -> None:
        """Mark the exercises in which a card or a broken deal changed something."""
        self._mark(self._places[rule], games, changed)

    def mark_rolled(self, rule: int, games: Indices, won: Mask) -> None:
        """Mark the exercises in which a check of upkeep succeeded."""
        if rule in self._checks:
            self._mark(("found", self._checks[rule]), games, won)

    def _mark(self, place: tuple[str, int], games: Indices, where: Mask) -> None:
        marked = self._marked.get(place)
        if marked is None:
            marked = self._marked[place] = np.zeros(self._count, np.bool_)
        marked[games] |= where

    def count_plans(self, scores: Scores, into: Counts) -> None:
        """Add the counts of plans, with the scores of their roles at the end."""
        for role, games, open_, taken in self._plans:
            mine = scores[role, games]
            for action, may in open_.items():
                took = may & (taken == action)
                left = may & ~took
                for name, where in (("taken", took), ("left", left)):
                    if where.any():
                        into[name, action] += int(where.sum())
                        into[f"{name} score", action] += int(mine[where].sum())
                if may.any():
                    into["chance", action] += int(may.sum())

    def count_events(self, into: Counts) -> None:
        """Add the counts of cards, broken deals and checks."""
        for card, n in enumerate(self._drawn):
            if n:
                into["drawn", card] += n
        for place, marked in self._marked.items():
            if marked.any():
                into[place] += int(marked.sum())


class EventWatch:
    """Tells an `EventRecorder` what rules did in some exercises."""

    __slots__ = ("_games", "_recorder")

    def __init__(self, recorder: EventRecorder, games: Indices) -> None:
        self._recorder, self._games = recorder, games

    def watches(self, rule: int) -> bool:
        """Return whether a rule is to be told."""
        return self._recorder.watches(rule)

    def note_changed(self, rule: int, changed: Mask) -> None:
        """Note where a rule changed a column."""
        self._recorder.mark_changed(rule, self._games, changed)

    def note_rolled(self, rule: int, won: Mask) -> None:
        """Note where the check of a rule succeeded."""
        self._recorder.mark_rolled(rule, self._games, won)
