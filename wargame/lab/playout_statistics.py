"""Playout statistics: play an exercise among bots and count what a balance report needs."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.bots.bot import Bot
from wargame.lab.playouts import WatchPlan, run_playout
from wargame.lab.run_counts import Counts
from wargame.rules.chance import SeededChance, sum_dice
from wargame.rules.model import Table
from wargame.rules.row import ENDING, TURN, Changed, Drawn, Notes, Row
from wargame.rules.score import compute_score, find_truth
from wargame.rules.state import is_gate_open

SHARES = 1_000_000
"""The unit in which shares of the scores are counted: parts of a million."""


class GameStatistics:
    """Plays exercises at one table, with ``bots[i]`` in the seat of role i, and counts what happens."""

    def __init__(self, table: Table, bots: Sequence[Bot]) -> None:
        self._table, self._bots = table, tuple(bots)
        self._plans: list[tuple[int, Sequence[int], int]] = []
        """The plans of the exercise being played: (role, the rules it could plan, the rule it planned)."""
        self._watch: WatchPlan = self._remember_plan
        self._events = _EventStatistics(table)

    def count_exercise(self, seed: int, into: Counts) -> None:
        """Play the exercise of this seed and add its counts to ``into``."""
        table = self._table
        notes: Notes = []
        self._plans.clear()
        row = run_playout(table, self._bots, SeededChance(seed, table.slots), notes, self._watch)
        scores = [compute_score(table, row, role) for role in range(len(table.roles))]
        into["games", 0] += 1
        _count_scores(scores, into)
        _count_end(table, row, scores, notes, into)
        self._count_plans(scores, into)
        self._events.count(notes, into)

    def _remember_plan(self, role: int, picks: Sequence[int], pick: int) -> None:
        self._plans.append((role, picks, pick))

    def _count_plans(self, scores: Sequence[int], into: Counts) -> None:
        action_of = self._table.action_of
        for role, picks, pick in self._plans:
            taken = action_of[pick]
            for action in {action_of[at] for at in picks}:
                into["chance", action] += 1
                into["taken" if action == taken else "left", action] += 1
                into["taken score" if action == taken else "left score", action] += scores[role]


def _count_scores(scores: Sequence[int], into: Counts) -> None:
    total = sum(scores)
    best = max(scores)
    if scores.count(best) == 1:
        into["best", scores.index(best)] += 1
    for role, points in enumerate(scores):
        into["score", role] += points
        into["square", role] += points * points
        into["share", role] += SHARES * points // total if total > 0 else SHARES // len(scores)


def _count_end(table: Table, row: Row, scores: Sequence[int], notes: Notes, into: Counts) -> None:
    into["ending", row[ENDING] - 1] += 1
    into["early", 0] += 3 * row[TURN] < 2 * table.turns
    into["before last", 0] += row[TURN] < table.turns
    into["true", 0] += find_truth(table, row) is True
    for i, gate in enumerate(table.rates):
        into["rate", i] += is_gate_open(table, row, gate)
    half = _find_half_time_row(table, notes)
    if half is not None:
        then = [compute_score(table, half, role) for role in range(len(table.roles))]
        into["half", 0] += 1
        into["kept", 0] += then.index(max(then)) == scores.index(max(scores))


def _find_half_time_row(table: Table, notes: Notes) -> Row | None:
    """Return the row after half of the turns; None if the exercise ended before."""
    row = table.build_start_row()
    for event in notes:
        if isinstance(event, Changed):
            if event.column == TURN and event.after == table.turns // 2 + 1:
                return row
            row[event.column] = event.after
    return None


class _EventStatistics:
    """Counts the events of an exercise by card, deal form and check."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._card_of = {rule: card for card, rules in enumerate(table.card_rules) for rule in rules}
        self._card_of |= {rule: card for card, rules in enumerate(table.option_rules) for rule in rules}
        self._form_of = {column: f for f, column in enumerate(table.at.dealt)}
        self._broken = {rules[2]: f for f, rules in enumerate(table.form_rules)}
        self._current = table.at.current

    def count(self, notes: Notes, into: Counts) -> None:
        """Add the counts of one exercise, whose events are ``notes``."""
        table = self._table
        moved: set[int] = set()
        dealt: set[int] = set()
        broke: set[int] = set()
        found: set[int] = set()
        for event in notes:
            if isinstance(event, Drawn):
                if event.rule in table.upkeep_of and sum_dice(event.got) + event.plus >= event.target:
                    found.add(table.upkeep_of[event.rule])
            elif event.column == self._current and event.after:
                into["drawn", table.entries[event.after - 1]] += 1
            elif event.rule in self._card_of:
                moved.add(self._card_of[event.rule])
            elif event.column in self._form_of and event.after:
                dealt.add(self._form_of[event.column])
            elif event.rule in self._broken:
                broke.add(self._broken[event.rule])
        for name, those in (("moved", moved), ("dealt", dealt), ("broken", broke), ("found", found)):
            for which in those:
                into[name, which] += 1
        into["any deal", 0] += any(len(table.forms[form].between) > 1 for form in dealt)
