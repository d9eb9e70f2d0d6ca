"""The bot *random*: every pick is equally likely. It shows how a scenario plays when nobody steers it."""

from __future__ import annotations

from wargame.bots.bot import KINDS, build_choice_counter, number_own_draw
from wargame.rules.chance import DEAL, RESPONSE, Chance, format_bot_slot, format_plan_slot, number_answer, number_offer
from wargame.rules.model import Table
from wargame.rules.reasons import Reason, ReasonKind
from wargame.rules.row import TURN, Row
from wargame.rules.step import Choice, Listed, Taken
from wargame.rules.steps.choose import PlanStep, RespondStep
from wargame.rules.steps.deal import AnswerStep, OfferStep


class RandomBot:
    """Draws once over all picks, at the slot of the choice: ``plan/ROLE``, ``response``, ``deal`` or ``bot/ROLE``."""

    name = "random"
    by_lot = True

    def pick(self, table: Table, seen: Row, role: int, choice: Choice[Listed, Taken], chance: Chance) -> Listed:
        """Return a pick drawn evenly."""
        slot, n = find_address(table, role, choice.do, build_choice_counter(table).count(seen, role, choice.do))
        picks = choice.picks(seen, role)
        return picks[chance.pick(seen[TURN], slot, n, len(picks))]

    def explain_pick(
        self, table: Table, seen: Row, role: int, choice: Choice[Listed, Taken], pick: Listed
    ) -> tuple[Reason, ...]:
        """Say that the pick was drawn."""
        return (Reason(ReasonKind.BY_LOT, count=len(choice.picks(seen, role))),)


def find_address(table: Table, role: int, do: str, count: int) -> tuple[str, int]:
    """The slot and the number of the draw for a choice that comes after ``count`` others of its kind in this turn."""
    if do == PlanStep.do:
        return format_plan_slot(table.roles[role]), count
    if do == RespondStep.do:
        return RESPONSE, count
    if do == OfferStep.do:
        return DEAL, number_offer(role)
    if do == AnswerStep.do:
        return DEAL, number_answer(len(table.roles), role, count)
    return format_bot_slot(table.roles[role]), number_own_draw(do, count)


def find_first_address(table: Table, role: int, do: str) -> tuple[str, int]:
    """Return the slot and the number where no choice is asked twice in a turn: without vetoes and cards out of turn.

    ``("", 0)`` for a choice that is not asked of roles.
    """
    return find_address(table, role, do, 0) if do in KINDS else ("", 0)
