"""What a bot is: something that fills a seat, sees what its role sees, and says why it chose.

Bots draw from the chance port like everybody else. Each choice a role can be asked has a draw of its own, so what one
bot draws never moves another draw, and the same seat in the same exercise always chooses the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from wargame.rules.chance import Chance
from wargame.rules.model import Table
from wargame.rules.row import Row
from wargame.rules.step import Choice, Pick


class Bot(Protocol):
    """Fills a seat. ``seen`` is always the role's view (`wargame.rules.view`)."""

    @property
    def name(self) -> str:
        """How people ask for it."""
        ...

    @property
    def by_lot(self) -> bool:
        """Does it only draw evenly among its picks? Then whoever asks it thousands of times may draw in its place."""
        ...

    def pick(self, table: Table, seen: Row, role: int, choice: Choice, chance: Chance) -> Pick:
        """One of the choice's picks. The same view and the same chance give the same pick."""
        ...

    def explain_pick(self, table: Table, seen: Row, role: int, choice: Choice, pick: Pick) -> str:
        """Why a player of this role would pick this, in a sentence or two; read from the view, for the role's eyes."""
        ...


KINDS = ("plan", "estimate", "respond", "deal", "answer", "challenge", "clarify")
"""The kinds of choice a role is asked, as `Choice.do` calls them."""


class ChoiceCounter:
    """Numbers the choices of a role within a turn: no two that follow each other get the same number."""

    def __init__(self, table: Table) -> None:
        at = table.index
        self._vetoes = [at[f"vetoes.{role}"] for role in table.roles if f"vetoes.{role}" in at]
        self._results = [at[f"result.{role}"] for role in table.roles]
        self._spoke = [at[f"spoke.{role}"] for role in table.roles if f"spoke.{role}" in at]
        self._injects = table.marks["injects"]

    def count(self, seen: Row, role: int, do: str) -> int:
        """How often this kind of choice may have come before in this turn.

        Vetoes ask for a plan again, injected cards for a response, and each role that has spoken may have made offers
        that were answered. All of it can be seen by the role that is asked.
        """
        if do == "respond":
            return seen[self._injects]
        if do == "answer":
            return sum(seen[column] for column in self._spoke)
        if do in ("plan", "clarify"):
            return seen[self._vetoes[role]] if self._vetoes else 0
        if do == "challenge":
            return sum(seen[column] for column in self._vetoes) + sum(1 for column in self._results if seen[column])
        return 0

    def compute_number(self, seen: Row, role: int, do: str) -> int:
        """`count`, different for every kind of choice: for a slot that serves them all, such as ``bot/ROLE``."""
        return KINDS.index(do) + len(KINDS) * self.count(seen, role, do)


@lru_cache(maxsize=8)
def build_choice_counter(table: Table) -> ChoiceCounter:
    """The `Moments` of a table, looked up once."""
    return ChoiceCounter(table)
