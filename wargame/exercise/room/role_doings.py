"""What each role does now, as everybody may know it: it decides, waits, has decided; or what became of its plan."""

from __future__ import annotations

from typing import NamedTuple

from wargame.exercise.seat import Seat
from wargame.exercise.view.asked import Asked
from wargame.exercise.view.hearing import HEARING_KINDS
from wargame.exercise.view.reveal import STAGES

OPEN_CHOICES = ("plan", "estimate")
"""The choices of which everybody may know who has decided already. In deals this would tell who was offered one."""
RESULTS = {
    "success": ("✓", "success"),
    "failure": ("✗", "failure"),
    "done": ("✓", "done"),
    "held": ("✗", "could not pay"),
    "vetoed": ("✗", "vetoed"),
    "withdrawn": ("·", "withdrawn"),
    "none": ("·", "revealed"),
    "": ("·", "revealed"),
}
"""The mark and the words for each result of a plan that everybody has seen."""


class RoleDoing(NamedTuple):
    """What a role does now: a mark and words; both are empty where there is nothing to say.

    ``active`` says that it is this role's turn.
    """

    role: str
    mark: str
    words: str
    active: bool = False


def list_role_doings(asked: Asked, public: Seat, *, tumbling: bool = False, together: bool = False) -> list[RoleDoing]:
    """Return what each role does, as everybody may know it, in the order in which the roles act.

    ``asked`` says who is led to a desk now. While dice are ``tumbling`` the result of the open plan is not told yet.
    With ``together``, all that are asked decide at the same time, on devices of their own.
    """
    reveal = public.find_reveal()
    plans = {plan.role: plan for plan in reveal.plans} if reveal.revealed else {}
    alone = reveal.open if asked.kind in STAGES else ""
    out = []
    for role in public.list_acting_roles():
        mark, words, active = "", "", role in (asked.who if together else asked.who[:1])
        if active:
            mark, words = "▶", "SPEAKS" if asked.kind in HEARING_KINDS else "DECIDES"
        elif role in asked.who:
            words = "waits"
        elif asked.kind in OPEN_CHOICES:
            mark, words = "✓", "decided"
        elif role == asked.argues:
            words = "argues"
        elif role in plans:
            mark, words = RESULTS[plans[role].result]
            if role == alone:
                active = True
                if plans[role].result == "none":
                    mark, words = "▶", "THE ODDS"
                elif tumbling:
                    mark, words = "▶", "THE DICE"
                else:
                    words = words.upper()
        out.append(RoleDoing(role, mark, words, active))
    return out
