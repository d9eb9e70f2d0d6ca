"""The bot called *random*: every pick is equally likely. It shows what a scenario does when nobody steers."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from wargame.bots.bot import Moments
from wargame.rules.chance import Chance
from wargame.rules.table import TURN, Choice, Pick, Row, Table


class Uniform:
    """One draw over all picks, at the choice's own slot: ``plan/ROLE``, ``response``, ``deal`` or else ``bot/ROLE``."""

    name = "random"
    blind = True

    def __init__(self) -> None:
        self._moments: WeakKeyDictionary[Table, Moments] = WeakKeyDictionary()

    def pick(self, table: Table, seen: Row, role: int, choice: Choice, chance: Chance) -> Pick:
        picks = choice.picks(seen, role)
        slot, n = self.address(table, seen, role, choice)
        return picks[chance.pick(seen[TURN], slot, n, len(picks))]

    def address(self, table: Table, seen: Row, role: int, choice: Choice) -> tuple[str, int]:
        """Slot and number of the draw for a choice; the first plan and the first response of a turn are number 0."""
        moments = self._moments.get(table)
        if moments is None:
            moments = self._moments[table] = Moments(table)
        do = choice.do
        if do == "plan":
            return f"plan/{table.roles[role]}", moments.count(seen, role, do)
        if do == "respond":
            return "response", moments.count(seen, role, do)
        if do == "deal":
            return "deal", role
        if do == "answer":
            return "deal", len(table.roles) * (1 + moments.count(seen, role, do)) + role
        return f"bot/{table.roles[role]}", moments.number(seen, role, do)

    def because(self, table: Table, seen: Row, role: int, choice: Choice, pick: Pick) -> str:
        return f"Drawn by lot among {len(choice.picks(seen, role))} possibilities; there is no thought behind it."
