"""The members of roles as everybody may know them: their will, and what they refuse while what holds."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.exercise.view.requirement import Requirement, build_requirement
from wargame.exercise.view.window import Window
from wargame.rules.members import is_refusing
from wargame.rules.model import OBSERVER


@dataclass(frozen=True, slots=True)
class KnownMember:
    """One member of a role. ``will`` is the id of the number that holds its will; ``now``, ``before``, ``low`` and
    ``high`` are its will now and when the turn began, on its scale.

    While ``vetoes`` holds (None: never), it refuses every action in ``zones`` and the ``actions``, all given by id.
    ``refuses`` says whether it does so now.
    """

    id: str
    role: str
    name: str
    text: str
    will: str
    now: int
    before: int
    low: int
    high: int
    refuses: bool
    vetoes: Requirement | None
    zones: tuple[str, ...]
    actions: tuple[str, ...]


def list_members(window: Window) -> tuple[KnownMember, ...]:
    """Return the members of all roles."""
    table, row, before = window.table, window.build_view(OBSERVER), window.build_turn_start_view(OBSERVER)
    out = []
    for member in table.members:
        column = table.columns[member.will]
        out.append(
            KnownMember(
                id=member.id,
                role=table.roles[member.role],
                name=member.name,
                text=member.text,
                will=column.name,
                now=row[member.will],
                before=before[member.will],
                low=column.low,
                high=column.high,
                refuses=is_refusing(table, row, member),
                vetoes=build_requirement(table, member.veto) if member.veto is not None else None,
                zones=member.zones,
                actions=tuple(table.scenario.actions[at].id for at in member.actions),
            )
        )
    return tuple(out)
