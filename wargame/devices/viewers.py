"""Who can join a room: the teams, and two kinds of viewer that own no role: evaluators and the projector."""

from __future__ import annotations

from enum import StrEnum

from wargame.exercise.seat_parts import EVALUATOR
from wargame.rules.model import OBSERVER

OTHERS = (EVALUATOR, OBSERVER)
"""The viewers that own no role, in the order in which their codes are shown: evaluators, then the projector."""
TITLES = {EVALUATOR: "Evaluators", OBSERVER: "Projector"}
"""What these viewers are called on the screens of the facilitator."""


class Page(StrEnum):
    """The kinds of page, each by its path. A cookie of one kind opens no page of another."""

    SEAT = "/seat"
    NOTES = "/notes"
    TABLE = "/table"


def list_others(roles: list[str]) -> list[str]:
    """Return the viewers beside the teams; without one whose name is the id of a role in this scenario."""
    return [one for one in OTHERS if one not in roles]
