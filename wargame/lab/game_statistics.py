"""Tally: what one exercise among bots adds to the counts a balance report is made of."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.bots.bot import Bot
from wargame.lab.playouts import run_playout
from wargame.lab.run_counts import Counts
from wargame.rules.chance import Chance, SeededChance, sum_dice
from wargame.rules.model import Table
from wargame.rules.row import ENDING, TURN, Changed, Drawn, Notes, Row
from wargame.rules.score import compute_score, find_truth
from wargame.rules.state import is_gate_open
from wargame.rules.step import Choice, Pick

SHARES = 1_000_000
"""Score shares are counted in millionths."""


class WatchedBot:
    """A bot whose plans are remembered: what was open to it, and what it took."""

    by_lot = False

    def __init__(self, bot: Bot) -> None:
        self.bot, self.name = bot, bot.name
        self.plans: list[tuple[int, frozenset[int], int]] = []
        """(role, the actions open to it, the action taken), in order."""

    def pick(self, table: Table, seen: Row, role: int, choice: Choice, chance: Chance) -> Pick:
        pick = self.bot.pick(table, seen, role, choice, chance)
        if choice.do == "plan" and isinstance(pick, int):
            may = frozenset(table.action_of[at] for at in choice.picks(seen, role))
            self.plans.append((role, may, table.action_of[pick]))
        return pick

    def explain_pick(self, table: Table, seen: Row, role: int, choice: Choice, pick: Pick) -> str:
        return self.bot.explain_pick(table, seen, role, choice, pick)


def count_exercise(table: Table, bots: Sequence[Bot], seed: int, into: Counts) -> None:
    """Play one exercise and add what happened in it."""
    watched = [WatchedBot(bot) for bot in bots]
    notes: Notes = []
    row = run_playout(table, watched, SeededChance(seed, table.slots), notes)
    scores = [compute_score(table, row, role) for role in range(len(table.roles))]
    into["games", 0] += 1
    _count_scores(scores, into)
    _count_end(table, row, scores, notes, into)
    for one in watched:
        for role, may, taken in one.plans:
            for action in may:
                into["chance", action] += 1
                into["taken" if action == taken else "left", action] += 1
                into["taken score" if action == taken else "left score", action] += scores[role]
    _count_events(table, notes, into)


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
    """The row after half of the turns; None if the exercise did not get beyond it."""
    row = table.build_start_row()
    for event in notes:
        if isinstance(event, Changed):
            if event.column == TURN and event.after == table.turns // 2 + 1:
                return row
            row[event.column] = event.after
    return None


def _count_events(table: Table, notes: Notes, into: Counts) -> None:
    card_of = {rule: card for card, rules in enumerate(table.card_rules) for rule in rules}
    card_of |= {rule: card for card, rules in enumerate(table.option_rules) for rule in rules}
    form_of = {table.index[f"dealt.{form.id}"]: f for f, form in enumerate(table.forms)}
    broken = {rules[2]: f for f, rules in enumerate(table.form_rules)}
    current = table.marks["current"]
    moved: set[int] = set()
    dealt: set[int] = set()
    broke: set[int] = set()
    found: set[int] = set()
    for event in notes:
        if isinstance(event, Drawn):
            if event.rule in table.upkeep and sum_dice(event.got) + event.plus >= event.target:
                found.add(table.upkeep.index(event.rule))
        elif event.column == current and event.after:
            into["drawn", table.entries[event.after - 1]] += 1
        elif event.rule in card_of:
            moved.add(card_of[event.rule])
        elif event.column in form_of and event.after:
            dealt.add(form_of[event.column])
        elif event.rule in broken:
            broke.add(broken[event.rule])
    for name, those in (("moved", moved), ("dealt", dealt), ("broken", broke), ("found", found)):
        for which in those:
            into[name, which] += 1
    into["any deal", 0] += any(len(table.forms[form].between) > 1 for form in dealt)
