"""What each role attempted in a turn beside what happened, as far as a viewer knows it."""

from __future__ import annotations

from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.reveal import list_plans
from wargame.rules.known_plan import KnownPlan


def list_attempts(past: PastSession, viewer: str) -> list[KnownPlan]:
    """Return the attempts in the turn of the line that ``past`` stands at, in the order in which the roles act.

    ``viewer`` is a role, ``observer``, or ``facilitator`` for the whole. Until the plans of a turn are revealed, a role
    knows its own alone.
    """
    line = past.find_line(past.at)
    if line is None:
        return []
    return list_plans(past, [one for one in past.standing if one.turn == line.turn], viewer)
