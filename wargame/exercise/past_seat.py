"""`PastSeat`: the seat of one viewer in a past session, with what a replay shows beside the table; and its viewers."""

from __future__ import annotations

from wargame.exercise.seat import Seat
from wargame.exercise.view.decision_summary import WHOLE, list_records, summarize_line
from wargame.exercise.view.jump_points import JumpPoint, list_jump_points
from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.turn_attempts import list_attempts
from wargame.rules.known_plan import KnownPlan
from wargame.rules.model import OBSERVER
from wargame.session.known_line import KnownLine
from wargame.session.known_record import KnownRecord


def list_viewers(past: PastSession) -> tuple[str, ...]:
    """Return the viewers of a session: the whole, what everybody knew, and each role."""
    return (WHOLE, OBSERVER, *past.table.roles)


def choose_first_viewer(past: PastSession) -> str:
    """Return the viewer to begin with: the whole if the exercise is over, else what everybody knows."""
    return WHOLE if past.finished else OBSERVER


class PastSeat(Seat):
    """The door of one viewer into a past session, as it was at the line at which the session stands."""

    def __init__(self, past: PastSession, viewer: str) -> None:
        """Raises `ValueError` as `Seat` does."""
        super().__init__(past, viewer)
        self._past = past

    def find_line(self) -> KnownLine:
        """Return the line at which the session stands."""
        return summarize_line(self._past, self.viewer)

    def find_last_command(self) -> KnownLine | None:
        """Return the last command that stands; None before the first."""
        standing = self._past.standing
        return summarize_line(self._past, self.viewer, standing[-1].n) if standing else None

    def list_attempts(self) -> list[KnownPlan]:
        """Return what each role attempted in this turn, and what became of it."""
        return list_attempts(self._past, self.viewer)

    def list_records(self) -> list[tuple[int, KnownRecord]]:
        """Return the records up to the next command, each with the number of its line."""
        return list_records(self._past, self._past.at, self.viewer)

    def list_jump_points(self, undone: bool = False) -> list[JumpPoint]:
        """Return the lines of the whole file that people may want to go to; with ``undone`` also undone ones."""
        return list_jump_points(self._past, self.viewer, undone)
