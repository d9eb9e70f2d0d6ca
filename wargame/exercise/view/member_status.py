"""The members of roles as everybody may know them: their will, and what they refuse."""

from __future__ import annotations

from typing import NamedTuple

from wargame.content.model.scenario import Scenario
from wargame.content.text.wording import Wording
from wargame.exercise.view.window import Window
from wargame.rules.members import is_refusing
from wargame.rules.model import OBSERVER


class Partner(NamedTuple):
    """One member: its will now and when the turn began, and the ends of its scale.

    ``refuses`` says whether it refuses ``what`` now; ``when`` is the condition in words. Both are empty for a member
    that has nothing to refuse.
    """

    name: str
    low: int
    high: int
    now: int
    was: int
    refuses: bool
    when: str
    what: str

    def format_line(self) -> str:
        """*Mexico: will 3 of 5 (+1 this turn), agrees. It refuses while its will is 1 or less.*"""
        moved = f" ({self.now - self.was:+d} this turn)" if self.now != self.was else ""
        stands = f"{self.name}: will {self.now} of {self.high}{moved}, {'does not agree' * self.refuses or 'agrees'}."
        if not self.when or not self.what:
            return stands
        return f"{stands} It refuses {self.what if self.refuses else f'while {self.when}'}."


def list_partners(window: Window) -> dict[str, list[Partner]]:
    """Return the members of each role that has any, under a heading such as *Partners of Security*."""
    table, row, before = window.table, window.build_view(OBSERVER), window.build_turn_start_view(OBSERVER)
    words, scenario = Wording(table.scenario), table.scenario
    out: dict[str, list[Partner]] = {}
    for member in table.members:
        role, at = table.roles[member.role], member.will
        low, high = table.columns[at].low, table.columns[at].high
        when = words.format_vetoes(scenario.roles[role].members[member.id])
        what = words.format_refusal(role, member.id)
        out.setdefault(f"Partners of {scenario.roles[role].name}", []).append(
            Partner(member.name, low, high, row[at], before[at], is_refusing(table, row, member), when, what)
        )
    return out


def list_introductions(scenario: Scenario, role: str) -> list[str]:
    """Return each member of a role in a few words: who it is, what it wants, and when it refuses what."""
    words, members = Wording(scenario), scenario.roles[role].members
    return [f"{member.name}: {words.format_member(role, name)}" for name, member in members.items()]
