"""Experiment trials: one experiment of a scenario at a table. It finds where the arms part, and plays each arm on.

The bots see what they always see; an arm leaves them fewer picks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from wargame.bots.bot import Bot
from wargame.content.model.experiments import Choices, Experiment
from wargame.lab.playouts import Until, build_opening_row, play_on
from wargame.rules.chance import Chance, SeededChance
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.model import Table
from wargame.rules.picks import Accept, AnswerPick, Counter, OfferDeal, OfferPick
from wargame.rules.reasons import Reason
from wargame.rules.row import ENDING, TURN, Row
from wargame.rules.score import compute_score
from wargame.rules.state import clamp, compute_number
from wargame.rules.step import Choice, Listed, Taken
from wargame.rules.steps.deal import find_offered_form

SOON = 2
"""Turns after the arms part at which they are first compared."""
EARLY, ALWAYS = "early", "always"
"""How long the other arm refuses: for the time in which the first one takes, or to the end."""


# One arm


NARROWED = ("plan", "deal", "answer")
"""The kinds of choice that an arm can force."""


@dataclass(frozen=True)
class ExperimentArm:
    """What a role must do to the end of turn ``last``: take ``actions`` and ``forms`` (their numbers), or not."""

    role: int
    actions: frozenset[int]
    forms: frozenset[int]
    takes: bool
    last: int

    def narrow(self, table: Table, row: Row, who: int, do: str, picks: Sequence[Listed]) -> Sequence[Listed]:
        """Return the picks that this arm leaves to role ``who`` at a choice ``do``; all if it would leave none."""
        if row[TURN] > self.last or do not in NARROWED:
            return picks
        return self._find_way(do)(table, row, who, picks) or picks

    def _find_way(self, do: str) -> Callable[[Table, Row, int, Sequence[Any]], Sequence[Any]]:
        """Return what narrows the picks of a choice of this kind."""
        if do == "plan":
            return self._narrow_plans
        return self._narrow_offers if do == "deal" else self._narrow_answers

    def _narrow_plans(self, table: Table, row: Row, who: int, picks: Sequence[int]) -> Sequence[int]:
        if who != self.role or (self.takes and not self.actions):
            return picks
        if not self.takes:
            return [at for at in picks if table.action_of[at] not in self.actions]
        wanted = [at for at in picks if table.action_of[at] in self.actions]
        return wanted or [at for at in picks if at == table.holds[who]]

    def _narrow_offers(self, table: Table, row: Row, who: int, picks: Sequence[OfferPick]) -> Sequence[OfferPick]:
        if self.takes:
            if self._was_dealt(table, row):
                return picks
            return [pick for pick in picks if who == self.role and self._is_offer(pick)]
        return picks if who != self.role else [pick for pick in picks if not self._is_offer(pick)]

    def _narrow_answers(self, table: Table, row: Row, who: int, picks: Sequence[AnswerPick]) -> Sequence[AnswerPick]:
        if self.takes and self._was_dealt(table, row):
            return picks
        if not self.takes and who != self.role:
            return picks
        wanted = find_offered_form(table, row, who) in self.forms
        if self.takes:  # each form is between this role and one other, so the deal is made whichever of them is asked
            return [Accept()] if wanted else picks
        return [
            pick
            for pick in picks
            if not (isinstance(pick, Counter) and pick.form in self.forms) and not (wanted and isinstance(pick, Accept))
        ]

    def _was_dealt(self, table: Table, row: Row) -> bool:
        """Was one of the deals made? What the role does with it is free."""
        return any(row[table.at.dealt[form]] for form in self.forms)

    def _is_offer(self, pick: OfferPick) -> bool:
        return isinstance(pick, OfferDeal) and pick.form in self.forms


class ForcedBot:
    """A bot that chooses among the picks that an arm leaves. What it sees and how it weighs do not change."""

    by_lot = False

    def __init__(self, bot: Bot) -> None:
        self.bot, self.name = bot, bot.name
        self.arm: ExperimentArm | None = None
        self.row: Row = []
        """The row that is being played, with nothing hidden."""

    def pick(self, table: Table, seen: Row, role: int, choice: Choice[Listed, Taken], chance: Chance) -> Listed:
        """Return the pick of the bot among those that the arm leaves."""
        if self.arm is not None:
            left = self.arm.narrow(table, self.row, role, choice.do, choice.picks(seen, role))
            choice = choice._replace(picks=lambda _row, _role: left)
        return self.bot.pick(table, seen, role, choice, chance)

    def explain_pick(
        self, table: Table, seen: Row, role: int, choice: Choice[Listed, Taken], pick: Listed
    ) -> tuple[Reason, ...]:
        """Return the reason that the bot gives."""
        return self.bot.explain_pick(table, seen, role, choice, pick)


# One experiment


class ExperimentTrial:
    """An experiment at a table, with bots in its seats."""

    def __init__(self, table: ContentTable, plan: Experiment, bots: Sequence[Bot]) -> None:
        self.table, self.plan = table, plan
        self.role = table.roles.index(plan.role)
        self.last = ceil(table.turns * plan.within)
        """The last turn that begins within the part of the exercise in which the choice is forced."""
        self.takes = self._build_arm(plan.takes, True, self.last)
        refused = plan.refuses or plan.takes
        self.refuses = {
            EARLY: self._build_arm(refused, False, self.last),
            ALWAYS: self._build_arm(refused, False, table.turns),
        }
        self.read = [table.roles[role] for role in range(len(table.roles))]
        if plan.held:
            self.read.append(f"{plan.role}, numbers held")
        self.read += [table.find_label(table.numbers[name]) for name in plan.compare]
        """What `read_values` returns, in this order: points of roles, then numbers."""
        self._bots = [ForcedBot(bot) for bot in bots]

    def _build_arm(self, choices: Choices, takes: bool, last: int) -> ExperimentArm:
        scenario = self.table.scenario
        actions = frozenset(i for i, action in enumerate(scenario.actions) if action.id in choices.actions)
        forms = frozenset(i for i, form in enumerate(scenario.deals) if form.id in choices.deals)
        return ExperimentArm(self.role, actions, forms, takes, last)

    def build_opening_row(self) -> Row:
        """Return the row with which every exercise of this experiment begins."""
        row = build_opening_row(self.table)
        for name, change in self.plan.given.items():
            column = self.table.index[name]
            spec = self.table.columns[column]
            row[column] = clamp(change.n if change.op == "set" else row[column] + change.n, spec.low, spec.high)
        return row

    def find_parting(self, chance: Chance) -> Row | None:
        """Play to the row at which the arms part; None if the choice does not come up by turn ``last``."""
        row = self.build_opening_row()
        self._play(row, None, chance, self._is_parting_step)
        return None if row[ENDING] or row[TURN] > self.last else row

    def _is_parting_step(self, row: Row, pc: int) -> bool:
        """Would an arm leave fewer picks than there are? Or is turn ``last`` over?"""
        if row[TURN] > self.last:
            return True
        choice = self.table.choices[pc]
        if choice is None or choice.do not in NARROWED:
            return False
        for who in choice.asked(row):
            picks = choice.picks(row, who)
            for arm in (self.takes, self.refuses[EARLY]):
                if list(arm.narrow(self.table, row, who, choice.do, picks)) != list(picks):
                    return True
        return False

    def play_arm(self, parting: Row, arm: ExperimentArm, chance: Chance) -> tuple[Row, Row]:
        """Play an arm on from a copy of the row. Returns the rows `SOON` turns later and at the end."""
        row, inject = parting[:], self.table.to.inject
        comes = parting[TURN] + SOON
        self._play(row, arm, chance, lambda now, pc: pc == inject and now[TURN] + 1 == comes)
        soon = row[:]
        self._play(row, arm, chance, lambda now, pc: False)
        return soon, row

    def _play(self, row: Row, arm: ExperimentArm | None, chance: Chance, until: Until) -> None:
        for bot in self._bots:
            bot.arm, bot.row = arm, row
        play_on(self.table, self._bots, chance, row, until)

    def read_values(self, row: Row, parting: Row) -> list[int]:
        """Return the values that ``read`` names: points in units of the table, and numbers."""
        table = self.table
        out = [compute_score(table, row, role) for role in range(len(table.roles))]
        if self.plan.held:
            as_it_was = row[:]
            for track in self.plan.held:
                as_it_was[table.index[track]] = parting[table.index[track]]
            out.append(compute_score(table, as_it_was, self.role))
        return out + [compute_number(table, row, table.numbers[name]) for name in self.plan.compare]

    def compute_differences(self, seed: int) -> dict[str, list[int]] | None:
        """The values of the taking arm minus those of each refusing one, by ``early soon``, ``early end`` and so on.

        None if the choice does not come up in the exercise of this seed.
        """
        chance = SeededChance(seed, self.table.slots)
        parting = self.find_parting(chance)
        if parting is None:
            return None
        arms = (self.takes, *self.refuses.values())
        return self.subtract(parting, [self.play_arm(parting, arm, chance) for arm in arms])

    def subtract(self, parting: Row, played: Sequence[Sequence[Row]]) -> dict[str, list[int]]:
        """Return what `compute_differences` does, from the rows of each arm: the taking one, then the refusing ones."""
        taken, *others = ([self.read_values(row, parting) for row in rows] for rows in played)
        out: dict[str, list[int]] = {}
        for refused, other in zip(self.refuses, others, strict=True):
            for when, one, two in zip(("soon", "end"), taken, other, strict=True):
                out[f"{refused} {when}"] = [a - b for a, b in zip(one, two, strict=True)]
        return out
