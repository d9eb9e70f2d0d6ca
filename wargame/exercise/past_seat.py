"""`PastSeat`: the seat of one viewer in a past session, with what a replay shows beside the table; and its viewers."""

from __future__ import annotations

import re
from typing import NamedTuple

from wargame.exercise.seat import Seat
from wargame.exercise.view.decision_summary import WHOLE, is_hidden, list_records, summarize_line
from wargame.exercise.view.jump_points import JumpPoint, list_jump_points
from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.turn_attempts import list_attempts
from wargame.rules.known_plan import KnownPlan
from wargame.rules.model import OBSERVER
from wargame.session.known_line import KnownLine
from wargame.session.known_record import KnownRecord


class Moment(NamedTuple):
    """A moment by its turn and phase (empty: the last of the turn), as viewers name it who may not count lines."""

    turn: int
    phase: str


def parse_moment(text: str) -> Moment:
    """Return the moment that a text such as ``2:plan``, ``2 plan`` or ``2:`` names. Raises `ValueError`."""
    found = re.fullmatch(r"([0-9]{1,4})\s*(?::|\s)\s*([a-z]*)", text.strip().lower())
    if found is None:
        raise ValueError(f"{text!r} is no moment; write its turn and phase, such as 2:plan")
    return Moment(int(found[1]), found[2])


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

    @property
    def may_count(self) -> bool:
        """May the viewer learn the numbers of lines? While an exercise goes on they tell how much was decided in
        secret.
        """
        return self._past.finished or self.viewer == WHOLE

    def list_moments(self, undone: bool = False) -> list[int]:
        """Return the lines at which a replay for this viewer stops: those of which the viewer may know something.

        The first is line 1. With ``undone`` undone commands are among them.
        """
        steps = self._past.list_step_lines(undone)
        if self.may_count:
            return steps
        at = self._past.at
        moments = [1, *(n for n in steps[1:] if not is_hidden(self._past, self.viewer, n))]
        self._past.go_to(at)
        return moments

    def find_moment(self, named: Moment) -> int:
        """Return the line of the last moment of a turn and phase. Raises `LookupError` if there is none."""
        dated = [(n, line) for n in self.list_moments() if (line := self._past.find_line(n)) is not None]
        same = [(n, line.phase) for n, line in dated if line.turn == named.turn]
        found = [n for n, phase in same if named.phase in ("", phase)]
        if found:
            return found[-1]
        if not same:
            there = f"the last turn is {max((line.turn for _, line in dated), default=0)}"
        else:
            there = f"turn {named.turn} has {', '.join(dict.fromkeys(phase for _, phase in same))}"
        raise LookupError(f"there is no such moment: turn {named.turn}{named.phase and f', {named.phase}'}; {there}")

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
