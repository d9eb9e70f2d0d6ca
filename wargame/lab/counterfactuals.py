"""Counterfactuals: a decision as a question with several arms, and bots that play each arm on to the end.

**Alternatives.** There is one for each offer that was open and not taken. Its slots (its zone, say) are filled as the
doctrine bot would fill them from the view of the role. If the offer that was taken had other ways, the best of them is
an alternative too. An argument is no alternative, because nobody can say what would have been argued; an argument that
was made is compared like any decision.

**Who plays on.** Bots fill every seat. The table is the one at which people played, so rulings in force, arguments that
are heard and cards out of turn go on as they stood. One rule replaces the facilitator (`pick_for_facilitator`): it
keeps the pace, takes every reason for and against an argument as strong, and rules as proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from wargame.bots.bot import Bot
from wargame.bots.habits import TEMPERS
from wargame.bots.outlook import Outlook
from wargame.bots.pick_values import weigh_picks
from wargame.rules.chance import Chance, SeededChance
from wargame.rules.choices.codecs import build_command, parse_command
from wargame.rules.decide import advance
from wargame.rules.model import FACILITATOR_ROLE, Table
from wargame.rules.picks import Assessment, Weigh
from wargame.rules.refusal import Refusal
from wargame.rules.row import ENDING, PC, Row
from wargame.rules.score import compute_score
from wargame.rules.step import AnyChoice, Choice, Listed, Taken
from wargame.rules.steps import argue
from wargame.rules.text.refusal_text import format_refusal
from wargame.rules.view import build_view

DECISIONS = frozenset({"plan", "argue", "respond", "offer", "pass", "break", "accept", "decline", "counter"})
"""The commands that are measured: plans, answers to cards, deals. Not the pace, estimates, or answers in a hearing."""


class NotOpenError(ValueError):
    """A decision that the rules do not allow in the row before it."""


@dataclass(frozen=True)
class DecisionMoment:
    """A decision as it was made: the row before it, the role, and its command. ``n`` identifies it for the caller."""

    n: int
    row: tuple[int, ...]
    role: int
    do: str
    args: Mapping[str, Any]


class DecisionArm(NamedTuple):
    """A way to decide: a verb and its arguments."""

    do: str
    args: Mapping[str, Any]


@dataclass(frozen=True)
class Counterfactual:
    """A moment and its arms: first what was decided, then the alternatives."""

    moment: DecisionMoment
    arms: tuple[DecisionArm, ...]

    @classmethod
    def build(cls, table: Table, moment: DecisionMoment) -> Counterfactual:
        """Return the counterfactual of a moment. Raises `NotOpenError` if nothing is asked of its role in its row."""
        decided = DecisionArm(moment.do, moment.args)
        row = list(moment.row)
        choice = table.choices[row[PC]]
        if choice is None or moment.role not in choice.asked(row):
            raise NotOpenError(f"nothing is asked of {table.roles[moment.role]} in this row")
        return cls(moment, (decided, *list_alternatives(table, row, moment.role, choice, decided)))


def list_alternatives(table: Table, row: Row, role: int, choice: AnyChoice, decided: DecisionArm) -> list[DecisionArm]:
    """Return what else could have been decided, in the order of the offers: one arm for each offer.

    Each arm fills the slots of its offer as the doctrine bot values most. The offer that was taken has an arm if it has
    another way.
    """
    seen = build_view(table, row, table.roles[role])
    weighed = weigh_picks(_build_outlook(table, role), seen, choice)
    ways = [(DecisionArm(*build_command(table, seen, choice, role, pick)), value) for pick, value, _ in weighed]
    out = []
    for _, same in groupby((way for way in ways if way[0] != decided), key=lambda way: _find_offer(way[0])):
        best, _ = max(same, key=lambda way: way[1])
        out.append(best)
    return out


def _find_offer(arm: DecisionArm) -> tuple[str, Any]:
    """Return the offer an arm takes: its verb, and what it names besides a place."""
    return arm.do, arm.args.get("action") or arm.args.get("option") or arm.args.get("form")


@lru_cache(maxsize=16)
def _build_outlook(table: Table, role: int) -> Outlook:
    return Outlook(table, role, TEMPERS[""])


# Playing on


def finish(
    table: Table, bots: Sequence[Bot], chance: Chance, row: Row, until: Callable[[Row], bool] | None = None
) -> None:
    """Play a row on to its end, in place, with bots in the seats and `pick_for_facilitator` for the facilitator.

    It stops before that at the first choice at which ``until`` holds.
    """
    while True:
        advance(table, row, chance, None)
        if row[ENDING] or (until is not None and until(row)):
            return
        choice = table.choices[row[PC]]
        assert choice is not None
        for role in choice.asked(row):
            if role == FACILITATOR_ROLE:
                pick = pick_for_facilitator(table, row, choice)
            else:
                pick = bots[role].pick(table, build_view(table, row, table.roles[role]), role, choice, chance)
            choice.take(row, role, pick, None)


def pick_for_facilitator(table: Table, row: Row, choice: Choice[Listed, Taken]) -> Listed | Assessment:
    """Return the pick in place of a facilitator: go on; all reasons are strong; rule as proposed.

    Where an umpire decides an argument, it succeeds if there are more reasons for it than against it.
    """
    last = choice.picks(row, FACILITATOR_ROLE)[-1]
    role = argue.find_hearing_role(table, row[PC])
    if role is None or choice.do != "assess" or isinstance(last, Weigh):
        return last
    hearing = table.at.get_hearing()
    pros = row[table.at.argument[role].reasons] + row[hearing.pros]
    return Assessment.SUCCEEDS if pros > row[hearing.cons] else Assessment.FAILS


Tally = tuple[int, int, int]
"""For one alternative, sums over pairs: the differences in units of the table, their squares, and the flips.

A flip is a pair whose arms end differently.
"""


def play_pairs(table: Table, bots: Sequence[Bot], question: Counterfactual, seeds: Sequence[int]) -> list[Tally]:
    """Play every arm on under each seed, one after another. Returns a tally for each alternative.

    Raises `NotOpenError` if the rules refuse the command of an arm.
    """
    role = question.moment.role
    starts = [take_arm(table, question.moment, arm) for arm in question.arms]
    ends: list[list[ArmEnd]] = []
    for seed in seeds:
        rows = [start[:] for start in starts]
        chance = SeededChance(seed, table.slots)
        for row in rows:
            finish(table, bots, chance, row)
        ends.append([ArmEnd(compute_score(table, row, role), row[ENDING]) for row in rows])
    return sum_pairs(ends)


class ArmEnd(NamedTuple):
    """How an arm ends: the points of the deciding role in units of the table, and the ending."""

    points: int
    ending: int


def sum_pairs(ends: Sequence[Sequence[ArmEnd]]) -> list[Tally]:
    """Return a tally for each alternative from the ends of the arms under each seed, that of the decision first."""
    sums = [[0, 0, 0] for _ in ends[0][1:]]
    for (points, ending), *others in ends:
        for tally, (other, ended) in zip(sums, others, strict=True):
            tally[0] += other - points
            tally[1] += (other - points) ** 2
            tally[2] += ended != ending
    return [(total, squares, flips) for total, squares, flips in sums]


def has_argument(table: Table, row: Row) -> bool:
    """Is an argument planned in this turn? Then it is to be heard, which the batch engine cannot play."""
    return any(row[column] == table.argued for column in table.at.plan)


def take_arm(table: Table, moment: DecisionMoment, arm: DecisionArm) -> Row:
    """Return the row of a moment in which an arm has been taken and nothing has followed yet.

    Raises `NotOpenError` if the rules refuse its command.
    """
    row = list(moment.row)
    meant = parse_command(table, row, table.roles[moment.role], arm.do, arm.args)
    if isinstance(meant, Refusal):
        raise NotOpenError(f"{arm.do} is not open there: {format_refusal(meant)}")
    choice, role, pick = meant
    choice.take(row, role, pick, None)
    return row
