"""What the server asks of the program in which the exercise is played. The app implements it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Protocol

from wargame.exercise.play.exercise import Done
from wargame.exercise.seat import Seat
from wargame.exercise.view.times import TimeLeft
from wargame.rules.refusal import Refusal


class Delay(Enum):
    """Why a decision is neither taken nor refused."""

    DICE = "dice"
    """Dice have to be thrown on the table and typed in first."""
    UNWRITTEN = "unwritten"
    """It could not be recorded. The facilitator has been told what to do."""


class Host(Protocol):
    """The exercise at the table, as the devices reach it: through seats, and one way to decide."""

    def find_seat(self, viewer: str) -> Seat:
        """Return the seat of a viewer. Raises `LookupError` if no exercise is played."""

    def find_evaluator(self, name: str) -> Seat:
        """Return the seat of the evaluator with this name."""

    def find_debrief_stage(self) -> str:
        """Return the step of the debrief at which the facilitator is; empty before the debrief."""

    def write(self, seat: Seat, verb: str, args: Mapping[str, Any], key: str) -> Done | Refusal | Delay:
        """Write a record through a seat, and redraw the app. One that comes again with its key is written once."""

    def find_time_left(self) -> TimeLeft | None:
        """Return the time left, where the facilitator shows the clock to the room; else None."""

    def find_called(self) -> str:
        """Return the role that is called in a secret round; an empty text outside of one."""

    def is_called_asked(self, role: str) -> bool:
        """Does a role that is called owe a decision?"""

    def is_taken(self, key: str) -> bool:
        """Was a decision with this key taken already?"""

    def decide(
        self, role: str, verb: str, args: Mapping[str, Any], because: str, said: Mapping[str, Any], key: str
    ) -> Done | Refusal | Delay:
        """Carry out a decision of a role, as one at the keyboard is, and let the app go on."""

    def finish_call(self) -> None:
        """Go on after a role that was called in a secret round owes nothing more."""
