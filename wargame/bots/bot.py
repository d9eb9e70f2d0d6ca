"""The bot protocol: a bot fills a seat, sees what its role sees, chooses, and says why it chose.

Bots draw from the chance port. Each choice that a role can be asked has an address of its own there, so a draw of one
bot never changes another draw, and the same seat in the same exercise always makes the same choices.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from wargame.rules.chance import Chance
from wargame.rules.model import Table
from wargame.rules.reasons import Reason
from wargame.rules.row import Row
from wargame.rules.step import Choice, Listed, Taken
from wargame.rules.steps.argue import ChallengeStep, ClarifyStep
from wargame.rules.steps.choose import EstimateStep, PlanStep, RespondStep
from wargame.rules.steps.deal import AnswerStep, OfferStep


class Bot(Protocol):
    """Fills a seat. ``seen`` is always the view of the role, as `wargame.rules.view.build_view` makes it."""

    @property
    def name(self) -> str:
        """The name by which people ask for it."""
        ...

    @property
    def by_lot(self) -> bool:
        """Does it only draw evenly among its picks? Then a playout may draw in its place and make no view."""
        ...

    def pick(self, table: Table, seen: Row, role: int, choice: Choice[Listed, Taken], chance: Chance) -> Listed:
        """One of the picks of the choice. The same view and the same chance give the same pick."""
        ...

    def explain_pick(
        self, table: Table, seen: Row, role: int, choice: Choice[Listed, Taken], pick: Listed
    ) -> tuple[Reason, ...]:
        """Why a player of this role would make this pick; only the view is used."""
        ...


KINDS = (PlanStep.do, EstimateStep.do, RespondStep.do, OfferStep.do, AnswerStep.do, ChallengeStep.do, ClarifyStep.do)
"""The kinds of choice that a role is asked, as in `Choice.do`. The addresses of draws count by their order."""


def number_own_draw(do: str, count: int) -> int:
    """Return the number of the draw of a bot at ``bot/ROLE``, for a choice after ``count`` others of its kind."""
    return KINDS.index(do) + len(KINDS) * count


class ChoiceCounter:
    """Numbers the choices of a role within a turn, so that each of them draws at an address of its own."""

    def __init__(self, table: Table) -> None:
        at = table.at
        self._vetoes, self._results, self._respond = at.vetoes, at.result, (at.injects,)
        self._spoke = tuple(column for column in at.spoke if column >= 0)

    def count(self, seen: Row, role: int, do: str) -> int:
        """Return how often this kind of choice may have come before in this turn, from 0.

        A veto makes a role plan again, an injected card makes it respond again, and every role that has spoken may have
        made an offer that was answered. The role that is asked can see all of these numbers.
        """
        total = sum(seen[column] for column in self.list_counted(role, do))
        if do == ChallengeStep.do:
            total += sum(1 for column in self._results if seen[column])
        return total

    def list_counted(self, role: int, do: str) -> tuple[int, ...]:
        """Return the columns whose sum `count` returns; for a challenge it adds how many results there are."""
        if do == RespondStep.do:
            return self._respond
        if do == AnswerStep.do:
            return self._spoke
        if do in (PlanStep.do, ClarifyStep.do):
            return self._vetoes[role : role + 1]
        return self._vetoes if do == ChallengeStep.do else ()

    def compute_number(self, seen: Row, role: int, do: str) -> int:
        """A number made from `count` and the kind of choice, for the slot ``bot/ROLE``, which serves every kind."""
        return number_own_draw(do, self.count(seen, role, do))


@lru_cache(maxsize=8)
def build_choice_counter(table: Table) -> ChoiceCounter:
    """Return the `ChoiceCounter` of a table. It is made once."""
    return ChoiceCounter(table)
