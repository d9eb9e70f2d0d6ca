"""The table as devices reach it: a room over its exercise, and decisions that move the app on as at the keyboard."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from wargame.devices.device_server import DeviceServer, open_room
from wargame.devices.host import Delay
from wargame.devices.room_options import USUAL_OPTIONS, RoomOptions
from wargame.exercise.play.exercise import Done
from wargame.exercise.play.secret_round import SecretRound
from wargame.exercise.seat import Seat
from wargame.exercise.seat_parts import EVALUATOR
from wargame.exercise.view.times import TimeLeft
from wargame.rules.chance import DrawNeeded
from wargame.rules.model import OBSERVER
from wargame.rules.refusal import Refusal
from wargame.session.chain import JournalError

if TYPE_CHECKING:
    from wargame.exercise.play.exercise import Exercise


class PlayedTable(Protocol):
    """What the devices use of the app or the line mode: the exercise at its table, and how it goes on."""

    @property
    def round(self) -> SecretRound:
        """The calls to the keyboard in secret rounds of this exercise."""

    @property
    def debrief_stage(self) -> str:
        """The step of the debrief at which the facilitator is; empty before the debrief."""

    def find_seat(self, viewer: str) -> Seat:
        """Return the seat of a viewer."""

    def redraw_screens(self) -> None:
        """Show what was written."""

    def let_bots_play(self) -> None:
        """Let bots take the choices that are theirs, then redraw every screen."""

    def finish_call(self) -> None:
        """Go on after a role that was called in a secret round owes nothing more."""


class DeviceHost:
    """Implements `wargame.devices.host.Host` for the exercise at the table, practice turns included.

    ``ask_dice`` asks for dice that have to be typed in, and calls its second argument then; ``tell`` shows trouble.
    ``shows_clock`` says whether the facilitator shows the time left to the room.
    """

    def __init__(
        self,
        room: PlayedTable,
        ask_dice: Callable[[DrawNeeded, Callable[[], None]], None],
        tell: Callable[[str], None],
        shows_clock: Callable[[], bool] = lambda: False,
    ) -> None:
        self._room, self._ask_dice, self._tell, self._shows_clock = room, ask_dice, tell, shows_clock
        self._evaluators: dict[str, tuple[Exercise, Seat]] = {}
        """The seats of evaluators by name, each with the exercise that it is a seat in."""

    def find_seat(self, viewer: str) -> Seat:
        """Return the seat of a viewer in the exercise at the table."""
        return self._room.find_seat(viewer)

    def find_evaluator(self, name: str) -> Seat:
        """Return the seat of the evaluator with this name, the same one until another exercise is at the table."""
        exercise = self._room.round.exercise
        seat = self._evaluators.get(name)
        if seat is None or seat[0] is not exercise:
            seat = self._evaluators[name] = exercise, Seat(exercise, EVALUATOR, name)
        return seat[1]

    def find_debrief_stage(self) -> str:
        """Return the step of the debrief at which the facilitator is; empty before the debrief."""
        return self._room.debrief_stage

    def write(self, seat: Seat, verb: str, args: Mapping[str, Any], key: str) -> Done | Refusal | Delay:
        """Write a record through a seat, and redraw the app."""
        try:
            done = seat.do(verb, args, key=key)
        except JournalError as error:
            self._tell(str(error))
            return Delay.UNWRITTEN
        if isinstance(done, Done):
            self._room.redraw_screens()
        return done

    def find_time_left(self) -> TimeLeft | None:
        """Return the time left, where the facilitator shows the clock to the room; else None."""
        return self.find_seat(OBSERVER).find_time_left() if self._shows_clock() else None

    def find_called(self) -> str:
        """Return the role that is called in a secret round; an empty text outside of one."""
        return self._room.round.find_called()

    def is_called_asked(self, role: str) -> bool:
        """Does a role that is called owe a decision?"""
        return self._room.round.is_asked(role)

    def is_taken(self, key: str) -> bool:
        """Was a decision with this key taken already?"""
        return bool(key) and self._room.round.is_taken(key)

    def decide(
        self, role: str, verb: str, args: Mapping[str, Any], because: str, said: Mapping[str, Any], key: str
    ) -> Done | Refusal | Delay:
        """Carry out a decision of a role, let bots play, and redraw the app.

        A role that was called in a secret round and owes nothing more makes room for the next call.
        """
        round = self._room.round
        called = round.find_called() == role
        try:
            done = round.do(role, verb, args, because, said, key)
        except DrawNeeded as need:
            self._ask_dice(need, lambda: self._repeat(role, verb, args, because, said, key))
            return Delay.DICE
        except JournalError as error:
            self._tell(str(error))
            return Delay.UNWRITTEN
        if isinstance(done, Done):
            self._room.let_bots_play()
            if called and not round.is_asked(role):
                self._room.finish_call()
        return done

    def _repeat(
        self, role: str, verb: str, args: Mapping[str, Any], because: str, said: Mapping[str, Any], key: str
    ) -> None:
        self.decide(role, verb, args, because, said, key)

    def finish_call(self) -> None:
        """Go on after a role that was called in a secret round owes nothing more."""
        self._room.finish_call()


def open_devices(
    host: DeviceHost, exercise: Exercise, made: socket.socket, options: RoomOptions = USUAL_OPTIONS
) -> DeviceServer:
    """Open the room of an exercise to devices: teams, evaluators, the projector. ``made`` is a socket that listens."""
    roles = [role.id for role in host.find_seat(OBSERVER).list_roles()]
    path, header = exercise.path, exercise.header
    identity = "" if path is None else f"{header.created} {header.digest} {header.name} {path.resolve()}"
    return open_room(host, roles, identity, made, options)
