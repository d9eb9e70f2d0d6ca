"""Reasons: why a role would choose what the bot *doctrine* chose, in a sentence or two that a student could write.

The sentences name what was weighed: the objective that gains most and the number that changes most for it, the odds,
the cost, the ending that is near. They are made from the view and from values without noise, so noise is no reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from wargame.bots.outlook import THROWS, Outlook, RuleForecast
from wargame.bots.pick_values import WeighedPick, compute_argument_gain, copy_with_deal
from wargame.rules.apply_rule import can_pay
from wargame.rules.column import COUNTED_KINDS
from wargame.rules.model import Objective, RuleKind
from wargame.rules.picks import Accept, AnswerPick, BreakDeal, Challenge, Clarification, Decline, OfferPick, Pass
from wargame.rules.row import Row
from wargame.rules.score import compute_points
from wargame.rules.state import compute_number, is_gate_open
from wargame.rules.step import Listed
from wargame.rules.steps.deal import find_offered_form


class Reasons:
    """Sentences for the choices of one role in one view."""

    def __init__(self, outlook: Outlook, seen: Row) -> None:
        self._outlook, self._seen, self._table = outlook, seen, outlook.table
        self._objectives = outlook.list_objectives(seen)

    def explain_choice(self, do: str, pick: Listed, weighed: Sequence[WeighedPick[Listed]]) -> str:
        """Why the role would make ``pick`` at a choice ``do``; ``weighed`` are the values of all picks.

        The values are not read for an estimate.
        """
        kinds: dict[str, Callable[[Any, Sequence[WeighedPick[Any]]], str]] = {
            "plan": self._explain_plan,
            "respond": self._explain_response,
            "deal": self._explain_deal,
            "answer": self._explain_answer,
            "challenge": self._explain_challenge,
            "clarify": self._explain_clarification,
            "estimate": self._explain_estimate,
        }
        return kinds[do](pick, weighed)

    def _explain_estimate(self, percent: int, weighed: Sequence[WeighedPick[int]]) -> str:
        """Why the role would estimate this likelihood, in per cent."""
        gate = self._table.truth
        assert gate is not None
        if percent <= 10:
            return "Nothing we can see points that way, and little time is left for it."
        if percent < 45:
            return "It could still happen, but more would have to change than what we see changing."
        if percent <= 60:
            return "It could go either way; one roll may decide it."
        return "It is so already, or soon will be, unless somebody puts an end to it."

    # Rules: actions and options

    def _explain_plan(self, pick: int, weighed: Sequence[WeighedPick[int]]) -> str:
        return self._explain_rule(pick, pick, weighed)

    def _explain_response(self, pick: int, weighed: Sequence[WeighedPick[int]]) -> str:
        table = self._table
        rules = table.option_rules[table.entries[self._seen[table.at.current] - 1]]
        return self._explain_rule(rules[pick], pick, weighed)

    def _explain_rule(self, at: int, pick: int, weighed: Sequence[WeighedPick[int]]) -> str:
        table, rule = self._table, self._table.rules[at]
        result = self._outlook.try_rule(self._seen, at)
        title = self._format_action(at) if rule.kind == RuleKind.ACTION else rule.short
        surprising = self._count_points_behind(pick, weighed) >= 3
        odds = self._format_odds(result.ways)
        parts = [
            self._format_gain(title, result, odds)
            or self._format_opening(title, result, odds)
            or (f"{title} is a gamble." if surprising else self._format_patience(title))
        ]
        if rule.cost:
            price = ", ".join(f"{table.columns[column].label} {n}" for column, n in rule.cost)
            parts.append(f"{price} is a price we can pay.")
        broken = self._find_broken_deal(result.success)
        if broken:
            parts.append(f"It breaks our word on {broken}, and we know it.")
        looming = self._outlook.find_near_ending(self._seen, self._objectives)
        if looming and not self._outlook.find_near_ending(result.success, self._objectives):
            parts.append(f"It also takes us away from the edge: {looming} was near.")
        elif surprising:
            parts.append("It may not be our strongest choice, but nobody will expect it.")
        return " ".join(parts)

    def _format_gain(self, title: str, result: RuleForecast, odds: str) -> str:
        """The objective that gains most on average, the number that changes most for it, and the odds; or nothing."""
        best, most = None, 0
        for objective in self._objectives:
            now = THROWS * compute_points(self._table, self._seen, objective)
            good = result.ways * compute_points(self._table, result.success, objective)
            bad = (THROWS - result.ways) * compute_points(self._table, result.failure, objective)
            if good + bad - now > most:
                best, most = objective, good + bad - now
        if best is None:
            return ""
        carried = self._format_main_change(best, result.success)
        return f"{title} serves {best.title}: {carried}, {odds}."

    def _format_main_change(self, objective: Objective, after: Row) -> str:
        """Return the change that brings the objective most points."""
        table, seen = self._table, self._seen
        moves = [
            (n * (compute_number(table, after, ref) - compute_number(table, seen, ref)), ref)
            for ref, n in objective.weights
        ]
        gain, ref = max(moves, default=(0, -1), key=lambda move: move[0])
        if gain <= 0:
            return "it brings what we are after"
        now, then = compute_number(table, seen, ref), compute_number(table, after, ref)
        return f"{table.find_label(ref)} would go from {now} to {then}"

    @staticmethod
    def _format_odds(ways: int) -> str:
        chance = (ways * 100 + 18) // THROWS
        if ways == THROWS:
            return "and it is certain"
        if chance >= 70:
            return f"and {chance} % is good enough"
        if chance >= 50:
            return f"and {chance} % is worth a try"
        return f"though the chance is only {chance} %"

    def _format_opening(self, title: str, result: RuleForecast, odds: str) -> str:
        """Return an action of the role that the rule makes possible or more likely to succeed; else a later gain."""
        outlook = self._outlook
        now, after = (self._list_open_actions(row) for row in (self._seen, result.success))
        fresh = [at for at in after if at not in now]
        if fresh:
            return f"{title} makes {self._format_action(fresh[0])} possible, {odds}."
        better = [
            at for at in after if outlook.try_rule(result.success, at).ways > outlook.try_rule(self._seen, at).ways
        ]
        if better:
            return f"{title} raises our odds for {self._format_action(better[0])} later, {odds}."
        return self._format_later_gain(title, result, odds)

    def _format_later_gain(self, title: str, result: RuleForecast, odds: str) -> str:
        """Return the change that is worth most in the turns to come, or nothing."""
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
            return ""
        change = f"{table.find_label(best)} from {seen[best]} to {result.success[best]}"
        return f"{title} brings {change}, which should pay in the turns to come, {odds}."

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

    def _format_action(self, at: int) -> str:
        """Return the title of an action, with its place."""
        title, zone = self._table.scenario.actions[self._table.action_of[at]].title, self._table.rules[at].zone
        return f"{title} ({self._table.scenario.zones[zone].name})" if zone else title

    @staticmethod
    def _format_patience(title: str) -> str:
        return f"{title} costs us little, and everything else open to us now would cost more than it brings."

    def _count_points_behind(self, pick: Listed, weighed: Sequence[WeighedPick[Listed]]) -> int:
        """By how many whole points the best pick is worth more than this one."""
        value = next(one.value for one in weighed if one.pick == pick)
        return (max(one.value for one in weighed) - value) // self._outlook.scale_points(1)

    # Deals

    def _explain_deal(self, pick: OfferPick, weighed: Sequence[WeighedPick[OfferPick]]) -> str:
        table = self._table
        if isinstance(pick, Pass):
            if self._count_points_behind(pick, weighed):
                return "There is something to be had, but we would rather keep our hands free this turn."
            return "What could be offered now would bring us less than it might cost later."
        if isinstance(pick, BreakDeal):
            title = table.forms[pick.form].title
            return f"{title} has given us what it can; to stand by it would now cost more than to end it."
        return self._explain_terms(pick.form)

    def _explain_answer(self, pick: AnswerPick, weighed: Sequence[WeighedPick[AnswerPick]]) -> str:
        offered = find_offered_form(self._table, self._seen, self._outlook.role)
        if isinstance(pick, Decline):
            title = self._table.forms[offered].title
            if self._count_points_behind(pick, weighed):
                return f"{title} would pay, but we do not want to depend on them."
            return f"{title} would tie us to them for less than it may cost us later."
        if isinstance(pick, Accept):
            return self._explain_terms(offered)
        return "We would rather have other terms. " + self._explain_terms(pick.form)

    def _explain_terms(self, form: int) -> str:
        """Return what a deal brings, and whether it can be found out."""
        title = self._table.forms[form].title
        after = copy_with_deal(self._table, self._seen, form)
        result = RuleForecast(THROWS, after, after)
        said = self._format_gain(title, result, "at once") or self._format_opening(title, result, "if they keep to it")
        said = said or f"{title} costs us little and leaves us a door open."
        return f"{said} If it comes out we pay for it, but not today." if self._is_risky(after) else said

    def _is_risky(self, after: Row) -> bool:
        return self._compute_loss(after) > self._compute_loss(self._seen)

    def _compute_loss(self, row: Row) -> int:
        outlook = self._outlook
        return outlook.look_ahead(row, min(outlook.count_closes(row), outlook.habits.horizon), self._objectives).loss

    # Arguments

    def _explain_challenge(self, pick: Challenge, weighed: Sequence[WeighedPick[Challenge]]) -> str:
        gain = compute_argument_gain(self._outlook, self._seen)
        if gain > 0:
            return "If this works it helps us too, so we speak for it."
        if gain < 0:
            return "If this works it costs us, so we speak against it."
        return f"It touches none of our aims; we see {pick.pros} for it and {pick.cons} against."

    def _explain_clarification(self, pick: Clarification, weighed: Sequence[WeighedPick[Clarification]]) -> str:
        return "We stand by what we said." if pick is Clarification.STAND else "On reflection, we take it back."
