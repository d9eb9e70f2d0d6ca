"""Pick values: what every pick of a choice is worth to a role, without noise. The same view gives the same values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, NamedTuple

from wargame.bots.outlook import SURE, Outlook, compute_distance
from wargame.rules.model import Gate, Table
from wargame.rules.picks import (
    AnswerPick,
    BreakDeal,
    Challenge,
    Clarification,
    Counter,
    Decline,
    OfferDeal,
    OfferPick,
)
from wargame.rules.row import TURN, Row
from wargame.rules.state import clamp, is_gate_open
from wargame.rules.step import (
    AnswerChoice,
    AnyChoice,
    ChallengeChoice,
    Choice,
    ClarifyChoice,
    Listed,
    NumberChoice,
    OfferChoice,
    PlanChoice,
    Taken,
)
from wargame.rules.steps import argue, choose, deal


class WeighedPick(NamedTuple, Generic[Listed]):
    """A pick and its value in 36ths of the score unit. Picks with the same ``group`` are variants of one thing.

    An action at two places is an example: its picks share part of their noise.
    """

    pick: Listed
    value: int
    group: int


SURELY = 1 << 40
"""A value that no other value and no noise reaches."""


def weigh_picks(outlook: Outlook, seen: Row, choice: Choice[Listed, Taken]) -> list[WeighedPick[Listed]]:
    """Every pick of a choice with its value, in the order of the picks. For estimates see `estimate_likelihood`."""
    return _KINDS[choice.do](outlook, seen, choice)


def _weigh_plans(outlook: Outlook, seen: Row, choice: PlanChoice) -> list[WeighedPick[int]]:
    table = outlook.table
    objectives = outlook.list_objectives(seen)
    moves = outlook.list_own_actions(seen, objectives)
    return [
        WeighedPick(at, outlook.compute_value(outlook.try_rule(seen, at), moves, objectives, 1), table.action_of[at])
        for at in choice.picks(seen, outlook.role)
    ]


def _weigh_responses(outlook: Outlook, seen: Row, choice: NumberChoice) -> list[WeighedPick[int]]:
    table = outlook.table
    objectives = outlook.list_objectives(seen)
    moves = outlook.list_own_actions(seen, objectives)
    rules = table.option_rules[table.entries[seen[table.at.current] - 1]]
    return [
        WeighedPick(i, outlook.compute_value(outlook.try_rule(seen, rules[i]), moves, objectives, 0), i)
        for i in choice.picks(seen, outlook.role)
    ]


PASS, OFFER, OWN, BREAK = range(4)
"""The groups of picks in a deal phase. All offers to others are one group: many forms do not lead to more offers."""


def _weigh_deals(outlook: Outlook, seen: Row, choice: OfferChoice) -> list[WeighedPick[OfferPick]]:
    """A deal with another role is worth less by the doubt of the bot, breaking one by the price of its word."""
    objectives = outlook.list_objectives(seen)
    moves = outlook.list_own_actions(seen, objectives)
    table = outlook.table
    now = outlook.compute_worth(seen, moves, objectives)
    out: list[WeighedPick[OfferPick]] = []
    for pick in choice.picks(seen, outlook.role):
        value, group = now, PASS
        if isinstance(pick, BreakDeal):
            group = BREAK
            after = seen[:]
            deal.break_deal(table, after, pick.form, None)
            value = outlook.compute_worth(after, moves, objectives)
            if len(table.form_terms[pick.form].parties) > 1:
                value -= outlook.scale_points(outlook.habits.word)
        elif isinstance(pick, OfferDeal):
            value = outlook.compute_worth(copy_with_deal(table, seen, pick.form), moves, objectives)
            group = OWN
            if len(table.form_terms[pick.form].parties) > 1:
                value -= outlook.scale_points(outlook.habits.doubt)
                group = OFFER
        out.append(WeighedPick(pick, value, group))
    return out


def _weigh_answers(outlook: Outlook, seen: Row, choice: AnswerChoice) -> list[WeighedPick[AnswerPick]]:
    """A counter-offer is worth half of what the deal would bring, because it may be declined."""
    objectives = outlook.list_objectives(seen)
    moves = outlook.list_own_actions(seen, objectives)
    table = outlook.table
    now = outlook.compute_worth(seen, moves, objectives)
    doubt = outlook.scale_points(outlook.habits.doubt)
    out: list[WeighedPick[AnswerPick]] = []
    for pick in choice.picks(seen, outlook.role):
        if isinstance(pick, Decline):
            out.append(WeighedPick(pick, now, PASS))
            continue
        counters = isinstance(pick, Counter)
        form = pick.form if isinstance(pick, Counter) else deal.find_offered_form(table, seen, outlook.role)
        gain = outlook.compute_worth(copy_with_deal(table, seen, form), moves, objectives) - now - doubt
        out.append(WeighedPick(pick, now + (gain // 2 if counters and gain > 0 else gain), OWN if counters else OFFER))
    return out


def _weigh_challenges(outlook: Outlook, seen: Row, choice: ChallengeChoice) -> list[WeighedPick[Challenge]]:
    """The best pick: pros for an argument that would help, cons for one that would hurt, otherwise one of each."""
    gain = compute_argument_gain(outlook, seen)
    wanted = argue.MOST - 1
    best = Challenge(wanted, 0) if gain > 0 else Challenge(0, wanted) if gain < 0 else Challenge(1, 1)
    return [
        WeighedPick(pick, SURELY if pick == best else 0, i) for i, pick in enumerate(choice.picks(seen, outlook.role))
    ]


def _weigh_clarifications(outlook: Outlook, seen: Row, choice: ClarifyChoice) -> list[WeighedPick[Clarification]]:
    """The best pick is to stand by the argument, even if somebody else made it from this seat."""
    return [
        WeighedPick(pick, SURELY if pick is Clarification.STAND else 0, pick)
        for pick in choice.picks(seen, outlook.role)
    ]


_KINDS: dict[str, Callable[[Outlook, Row, AnyChoice], list[WeighedPick[Any]]]] = {
    choose.PlanStep.do: _weigh_plans,
    choose.RespondStep.do: _weigh_responses,
    deal.OfferStep.do: _weigh_deals,
    deal.AnswerStep.do: _weigh_answers,
    argue.ChallengeStep.do: _weigh_challenges,
    argue.ClarifyStep.do: _weigh_clarifications,
}


def copy_with_deal(table: Table, seen: Row, form: int) -> Row:
    """Return a copy of the row in which a deal of this form has been made."""
    after = seen[:]
    deal.conclude_deal(table, after, form, None)
    return after


def compute_argument_gain(outlook: Outlook, seen: Row) -> int:
    """Return what the argument that is heard would add to the score of the role if it succeeded, in units of the table.

    Only what the role can see is counted. 0 if no argument is heard.
    """
    table = outlook.table
    for role in table.order:
        if seen[table.at.plan[role]] == table.argued and not seen[table.at.result[role]]:
            after = seen[:]
            for number, size in table.at.argument[role].effects:
                if at := seen[number]:
                    column = table.columns[at - 1]
                    after[at - 1] = clamp(after[at - 1] + seen[size], column.low, column.high)
            objectives = outlook.list_objectives(seen)
            return outlook.compute_score(after, objectives) - outlook.compute_score(seen, objectives)
    return 0


def estimate_likelihood(outlook: Outlook, seen: Row) -> int:
    """Return how likely the question of the scenario is to come true, in per cent, from what the role can see.

    If the role sees every number that decides it: 3 to 97, from whether it comes true when all roles hold, how sure
    that is, and otherwise how many steps it is away. If a number is hidden: 20 if a deal may still change it, else 4.
    Without a question: 50.
    """
    table = outlook.table
    gate = table.truth
    if gate is None:
        return 50
    left = outlook.count_closes(seen) - 1
    coming = seen[:]
    coming[TURN] += left > 0  # estimates are asked for after the close of this turn
    ahead = outlook.look_ahead(coming, left, outlook.list_objectives(seen))
    if has_hidden_number(outlook, seen, gate):
        return 20 if can_deals_change(table, seen, gate) else 4
    if is_gate_open(table, ahead.row, gate):
        sure = ahead.sure * (95 - 4 * min(left, 5)) // SURE
        return clamp(sure, 3, 97)
    away = compute_distance(table, ahead.row, gate)
    return clamp(2 + 40 * left // (table.turns * max(away, 1)), 3, 97)


def has_hidden_number(outlook: Outlook, seen: Row, gate: Gate) -> bool:
    """Does the gate read a number that this role cannot see?"""
    table = outlook.table
    secret = {column for column, until, _ in table.hidden[table.roles[outlook.role]] if until < 0 or not seen[until]}
    return any(ref in secret for ref, _, _ in gate.terms) or any(
        has_hidden_number(outlook, seen, part) for group in gate.either for part in group
    )


def can_deals_change(table: Table, seen: Row, gate: Gate) -> bool:
    """Can a deal that the view shows to be open change a number that the gate reads?"""
    reads = {ref for ref, _, _ in gate.terms}
    for form in range(len(table.forms)):
        if is_gate_open(table, seen, table.form_gates[form][0]):
            rules = (table.rules[at] for at in table.form_rules[form][:2])
            if any(delta.column in reads for rule in rules for delta in rule.said_success):
                return True
    return False
