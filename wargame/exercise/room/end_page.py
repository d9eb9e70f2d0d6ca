"""The page after the end to which the facilitator has turned, as the room may read it, page by page.

What was secret comes after *out of role*.
"""

from __future__ import annotations

from dataclasses import replace

from wargame.exercise.seat import Seat
from wargame.exercise.view.objectives import RoleObjectives
from wargame.exercise.view.position import ReachedEnding
from wargame.exercise.view.question import KnownQuestion
from wargame.light_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class RoomEndPage:
    """One page: each part is empty or None where the page does not show it.

    ``scores`` are the objectives of each role; before the step out of role only those that everybody may know of, and
    then ``whole`` is False: no total is told.
    """

    ending: ReachedEnding | None = None
    scores: tuple[RoleObjectives, ...] = ()
    whole: bool = False
    question: KnownQuestion | None = None
    out_of_role: str = ""


def build_end_page(seat: Seat) -> RoomEndPage:
    """Return the page after the end to which the facilitator has turned; all parts in one after the last of them."""
    match seat.find_position().page:
        case "ending":
            return RoomEndPage(ending=seat.find_position().ending)
        case "scores":
            return RoomEndPage(scores=tuple(map(_leave_out_secrets, seat.list_objectives())))
        case "question":
            return RoomEndPage(question=seat.find_question())
        case "out-of-role" | "lessons":  # what the scenario builds in is for the facilitator, not for the room
            return RoomEndPage(out_of_role=seat.find_briefing().out_of_role)
    ending, question = seat.find_position().ending, seat.find_question()
    return RoomEndPage(ending, tuple(seat.list_objectives()), True, question, seat.find_briefing().out_of_role)


def _leave_out_secrets(known: RoleObjectives) -> RoleObjectives:
    """Return what everybody may know of a role's objectives before the step out of role: no total tells of a secret."""
    return replace(known, objectives=tuple(one for one in known.objectives if not one.secret), total=0.0, estimated=0.0)
