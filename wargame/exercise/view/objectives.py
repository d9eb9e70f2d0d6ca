"""How roles stand on their objectives, as far as a viewer may know it."""

from __future__ import annotations

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.model import FACILITATOR
from wargame.rules.preview import is_objective_visible


@dataclass(frozen=True, slots=True)
class KnownObjective:
    """One objective of a role with its points now; ``most`` is what it can bring (None: no limit).

    ``sure`` is False where the points rest on numbers that the role cannot see.
    """

    id: str
    title: str
    text: str
    points: float
    most: float | None
    secret: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class RoleObjectives:
    """The objectives of one role.

    ``total`` is the sum of the points that are sure, ``estimated`` that of the others.
    """

    role: str
    objectives: tuple[KnownObjective, ...]
    total: float
    estimated: float


def list_objectives(window: Window, viewer: str) -> tuple[RoleObjectives, ...]:
    """Return the objectives of the viewer's role; of all roles for the facilitator, and for everybody after the end."""
    roles = window.table.roles
    shown = roles if window.over or viewer == FACILITATOR else [role for role in roles if role == viewer]
    return tuple(_build_objectives(window, role) for role in shown)


def _build_objectives(window: Window, role: str) -> RoleObjectives:
    table, row = window.table, window.build_view(role)
    standings = window.list_standings(role)
    listed = tuple(
        KnownObjective(
            id=objective.id,
            title=objective.title,
            text=objective.text,
            points=points,
            most=most if most >= 0 else None,
            secret=objective.secret,
            sure=window.over or is_objective_visible(table, row, role, objective),
        )
        for objective, points, most in standings
    )
    total, estimated = (sum(one.points for one in listed if one.sure is sure) for sure in (True, False))
    return RoleObjectives(role, listed, total, estimated)
