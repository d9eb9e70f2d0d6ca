"""Finds why a role would choose what the bot *doctrine* chose.

The reasons name what was weighed: the objective that gains most and the number that changes most for it, the odds,
the cost, the ending that is near. They are made from the view and from values without noise, so noise is no reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from wargame.bots.outlook import THROWS, Outlook, RuleForecast
from wargame.bots.pick_values import WeighedPick, compute_argument_gain, copy_with_deal
from wargame.rules.apply_rule import can_pay
from wargame.rules.column import COUNTED_KINDS
from wargame.rules.model import Objective, RuleKind
from wargame.rules.picks import Accept, AnswerPick, BreakDeal, Challenge, Clarification, Decline, OfferPick, Pass
from wargame.rules.reasons import Reason, ReasonKind, When
from wargame.rules.row import Row
from wargame.rules.score import compute_points
from wargame.rules.state import compute_number, is_gate_open
from wargame.rules.step import Listed
from wargame.rules.steps.deal import find_offered_form


class Reasons:
    """Finds reasons for the choices of one role in one view."""

    def __init__(self, outlook: Outlook, seen: Row) -> None:
        self._outlook, self._seen, self._table = outlook, seen, outlook.table
        self._objectives = outlook.list_objectives(seen)

    def explain_choice(self, do: str, pick: Listed, weighed: Sequence[WeighedPick[Listed]]) -> tuple[Reason, ...]:
        """Why the role would make ``pick`` at a choice ``do``; ``weighed`` are the values of all picks.

        The values are not read for an estimate.
        """
        kinds: dict[str, Callable[[Any, Sequence[WeighedPick[Any]]], list[Reason]]] = {
            "plan": self._explain_plan,
            "respond": self._explain_response,
            "deal": self._explain_deal,
            "answer": self._explain_answer,
            "challenge": self._explain_challenge,
            "clarify": self._explain_clarification,
            "estimate": self._explain_estimate,
        }
        return tuple(kinds[do](pick, weighed))

    def _explain_estimate(self, percent: int, weighed: Sequence[WeighedPick[int]]) -> list[Reason]:
        """Why the role would estimate this likelihood, in per cent."""
        gate = self._table.truth
        assert gate is not None
        if percent <= 10:
            return [Reason(ReasonKind.HARDLY_LIKELY)]
        if percent < 45:
            return [Reason(ReasonKind.UNLIKELY)]
        if percent <= 60:
            return [Reason(ReasonKind.EVEN)]
        return [Reason(ReasonKind.LIKELY)]

    # Rules: actions and options

    def _explain_plan(self, pick: int, weighed: Sequence[WeighedPick[int]]) -> list[Reason]:
        return self._explain_rule(pick, pick, weighed)

    def _explain_response(self, pick: int, weighed: Sequence[WeighedPick[int]]) -> list[Reason]:
        table = self._table
        rules = table.option_rules[table.entries[self._seen[table.at.current] - 1]]
        return self._explain_rule(rules[pick], pick, weighed)

    def _explain_rule(self, at: int, pick: int, weighed: Sequence[WeighedPick[int]]) -> list[Reason]:
        table, rule = self._table, self._table.rules[at]
        result = self._outlook.try_rule(self._seen, at)
        title, zone = self._find_action(at) if rule.kind == RuleKind.ACTION else (rule.short, "")
        surprising = self._count_points_behind(pick, weighed) >= 3
        plain = ReasonKind.GAMBLE if surprising else ReasonKind.CHEAP
        reason = self._find_gain(result) or self._find_opening(result) or Reason(plain)
        reasons = [replace(reason, title=title, zone=zone, chance=_compute_chance(result.ways))]
        if rule.cost:
            price = tuple((table.columns[column].label, n) for column, n in rule.cost)
            reasons.append(Reason(ReasonKind.PRICE, price=price))
        broken = self._find_broken_deal(result.success)
        if broken:
            reasons.append(Reason(ReasonKind.BREAKS, title=broken))
        looming = self._outlook.find_near_ending(self._seen, self._objectives)
        if looming and not self._outlook.find_near_ending(result.success, self._objectives):
            reasons.append(Reason(ReasonKind.ESCAPES, title=looming))
        elif surprising:
            reasons.append(Reason(ReasonKind.UNEXPECTED))
        return reasons

    def _find_gain(self, result: RuleForecast) -> Reason | None:
        """The objective that gains most on average and the number that changes most for it; None: none gains."""
        best, most = None, 0
        for objective in self._objectives:
            now = THROWS * compute_points(self._table, self._seen, objective)
            good = result.ways * compute_points(self._table, result.success, objective)
            bad = (THROWS - result.ways) * compute_points(self._table, result.failure, objective)
            if good + bad - now > most:
                best, most = objective, good + bad - now
        return self._find_main_change(best, result.success) if best is not None else None

    def _find_main_change(self, objective: Objective, after: Row) -> Reason:
        """Return the objective with the change that brings it most points."""
        table, seen = self._table, self._seen
        moves = [
            (n * (compute_number(table, after, ref) - compute_number(table, seen, ref)), ref)
            for ref, n in objective.weights
        ]
        gain, ref = max(moves, default=(0, -1), key=lambda move: move[0])
        if gain <= 0:
            return Reason(ReasonKind.SERVES, aim=objective.title)
        now, then = compute_number(table, seen, ref), compute_number(table, after, ref)
        number = table.find_label(ref)
        return Reason(ReasonKind.SERVES, aim=objective.title, number=number, before=now, after=then)

    def _find_opening(self, result: RuleForecast) -> Reason | None:
        """Return an action of the role that the rule makes possible or more likely to succeed; else a later gain."""
        outlook = self._outlook
        now, after = (self._list_open_actions(row) for row in (self._seen, result.success))
        fresh = [at for at in after if at not in now]
        if fresh:
            aim, zone = self._find_action(fresh[0])
            return Reason(ReasonKind.OPENS, aim=aim, aim_zone=zone)
        better = [
            at for at in after if outlook.try_rule(result.success, at).ways > outlook.try_rule(self._seen, at).ways
        ]
        if better:
            aim, zone = self._find_action(better[0])
            return Reason(ReasonKind.RAISES_ODDS, aim=aim, aim_zone=zone)
        return self._find_later_gain(result)

    def _find_later_gain(self, result: RuleForecast) -> Reason | None:
        """Return the change that is worth most in the turns to come; None: none is worth anything."""
        table, outlook, seen = self._table, self._outlook, self._seen
        moves = outlook.list_own_actions(seen, self._objectives)
        best, most = -1, outlook.compute_worth(seen, moves, self._objectives)
        for column, (before, after) in enumerate(zip(seen, result.success, strict=True)):
            if before != after and table.columns[column].kind in COUNTED_KINDS:
                only = seen[:]
                only[column] = after
                worth = outlook.compute_worth(only, moves, self._objectives)
                if worth > most:
                    best, most = column, worth
        if best < 0:
            return None
        number = table.find_label(best)
        return Reason(ReasonKind.BRINGS, number=number, before=seen[best], after=result.success[best])

    def _find_broken_deal(self, after: Row) -> str:
        """Return the title of a deal that stands now and not in ``after``, or nothing."""
        deals = zip(self._table.at.deal, self._table.forms, strict=True)
        return next((form.title for column, form in deals if self._seen[column] and not after[column]), "")

    def _list_open_actions(self, row: Row) -> list[int]:
        table = self._table
        rules = table.actions[self._outlook.role]
        return [
            at
            for at in rules
            if is_gate_open(table, row, table.rules[at].gate) and can_pay(row, table.rules[at], table)
        ]

    def _find_action(self, at: int) -> tuple[str, str]:
        """Return the title of an action and the name of its place."""
        title, zone = self._table.scenario.actions[self._table.action_of[at]].title, self._table.rules[at].zone
        return title, self._table.scenario.zones[zone].name if zone else ""

    def _count_points_behind(self, pick: Listed, weighed: Sequence[WeighedPick[Listed]]) -> int:
        """By how many whole points the best pick is worth more than this one."""
        value = next(one.value for one in weighed if one.pick == pick)
        return (max(one.value for one in weighed) - value) // self._outlook.scale_points(1)

    # Deals

    def _explain_deal(self, pick: OfferPick, weighed: Sequence[WeighedPick[OfferPick]]) -> list[Reason]:
        table = self._table
        if isinstance(pick, Pass):
            if self._count_points_behind(pick, weighed):
                return [Reason(ReasonKind.FREE_HANDS)]
            return [Reason(ReasonKind.NOTHING_TO_OFFER)]
        if isinstance(pick, BreakDeal):
            return [Reason(ReasonKind.SPENT, title=table.forms[pick.form].title)]
        return self._explain_terms(pick.form)

    def _explain_answer(self, pick: AnswerPick, weighed: Sequence[WeighedPick[AnswerPick]]) -> list[Reason]:
        offered = find_offered_form(self._table, self._seen, self._outlook.role)
        if isinstance(pick, Decline):
            title = self._table.forms[offered].title
            if self._count_points_behind(pick, weighed):
                return [Reason(ReasonKind.DEPENDENCE, title=title)]
            return [Reason(ReasonKind.TIES, title=title)]
        if isinstance(pick, Accept):
            return self._explain_terms(offered)
        return [Reason(ReasonKind.OTHER_TERMS), *self._explain_terms(pick.form)]

    def _explain_terms(self, form: int) -> list[Reason]:
        """Return what a deal brings, and whether it can be found out."""
        title = self._table.forms[form].title
        after = copy_with_deal(self._table, self._seen, form)
        result = RuleForecast(THROWS, after, after)
        if gain := self._find_gain(result):
            reason = replace(gain, title=title, when=When.AT_ONCE)
        elif opening := self._find_opening(result):
            reason = replace(opening, title=title, when=When.IF_KEPT)
        else:
            reason = Reason(ReasonKind.OPEN_DOOR, title=title)
        return [reason, Reason(ReasonKind.FOUND_OUT)] if self._is_risky(after) else [reason]

    def _is_risky(self, after: Row) -> bool:
        return self._compute_loss(after) > self._compute_loss(self._seen)

    def _compute_loss(self, row: Row) -> int:
        outlook = self._outlook
        return outlook.look_ahead(row, min(outlook.count_closes(row), outlook.habits.horizon), self._objectives).loss

    # Arguments

    def _explain_challenge(self, pick: Challenge, weighed: Sequence[WeighedPick[Challenge]]) -> list[Reason]:
        gain = compute_argument_gain(self._outlook, self._seen)
        if gain > 0:
            return [Reason(ReasonKind.HELPS)]
        if gain < 0:
            return [Reason(ReasonKind.HARMS)]
        return [Reason(ReasonKind.TOUCHES_NOTHING, pros=pick.pros, cons=pick.cons)]

    def _explain_clarification(
        self, pick: Clarification, weighed: Sequence[WeighedPick[Clarification]]
    ) -> list[Reason]:
        return [Reason(ReasonKind.STANDS if pick is Clarification.STAND else ReasonKind.TAKES_BACK)]


def _compute_chance(ways: int) -> int:
    """Return the chance in per cent that so many of all throws have."""
    return (ways * 100 + 18) // THROWS
