"""The roles: who plays them, what everybody may read of them, and the briefing of the viewer's own."""

from __future__ import annotations

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.model import FACILITATOR


@dataclass(frozen=True, slots=True)
class KnownRole:
    """One role. ``key`` is the letter that opens its desk, ``seat`` who plays it (``people`` or a bot).

    ``private`` is its private briefing, empty where the viewer may not read it. ``draws_secret`` says that it draws a
    secret objective when the exercise begins.
    """

    id: str
    name: str
    key: str
    seat: str
    public: str
    private: str
    draws_secret: bool


def list_roles(window: Window, viewer: str) -> tuple[KnownRole, ...]:
    """Return the roles in the order of the scenario."""
    seats = window.seats
    return tuple(
        KnownRole(
            id=id,
            name=role.name,
            key=role.key,
            seat=seats[id],
            public=role.public,
            private=role.private if viewer in (id, FACILITATOR) else "",
            draws_secret=any(objective.secret for objective in role.objectives),
        )
        for id, role in window.table.scenario.roles.items()
    )
