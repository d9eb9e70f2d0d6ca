"""The protocol of what the screens of an exercise use of the app. They know this protocol and not the app's class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.message_pump import MessagePump

from wargame.tui.app.drafts import Drafts
from wargame.tui.app.settings import Settings

if TYPE_CHECKING:  # the modules for an exercise are imported when one is opened
    from socket import socket

    from wargame.devices.device_server import DeviceServer
    from wargame.exercise.play.exercise import Done, Exercise
    from wargame.exercise.play.secret_round import SecretRound
    from wargame.exercise.seat import Seat
    from wargame.review.impact_process import ImpactProcess
    from wargame.rules.refusal import Refusal

    Written = int | Done | None
    """What the writing of a record returns: the number of its line, if any was written."""


class Room(Protocol):
    """The app as a screen knows it: the exercise at the table, its writes, and the screens that can be opened."""

    settings: Settings
    sessions: Path
    """The folder for new session files."""
    drafts: Drafts
    """What people have typed and not yet decided."""

    @property
    def is_playing(self) -> bool:
        """Is there an exercise at the table?"""

    @property
    def current_exercise(self) -> Exercise:
        """The exercise at the table. Raises `LookupError` if there is none."""

    @property
    def round(self) -> SecretRound:
        """The calls to the keyboard in secret rounds of this exercise. Raises `LookupError` if there is none."""

    def finish_call(self) -> None:
        """Go on after a role that was called in a secret round owes nothing more."""

    def find_seat(self, viewer: str) -> Seat:
        """Return the seat of a viewer in the exercise at the table, the same one until another exercise is opened.

        Raises `LookupError` if there is no exercise.
        """

    def show_rest(self) -> None:
        """Carry out the stages of a reveal that are left, then redraw."""

    def play(self, exercise: Exercise, place: str = "table") -> None:
        """Open an exercise at its table, or at another ``place``: its ``briefing`` or its ``end``."""

    def play_on(self, path: Path) -> None:
        """Close what is open, and play on in a session file. Raises `JournalError`, `ContentError`."""

    def practise(self) -> None:
        """Play one turn in memory; leaving it leads back to the briefing."""

    def leave_exercise(self) -> None:
        """Close the session file and go home; from a practice turn, back to the briefing."""

    def open(self, place: str, *args: object, **options: object) -> None:
        """Open a screen by its name in `PLACES`, with the arguments of its class."""

    def act(
        self,
        who: str,
        do: str,
        args: Mapping[str, Any] | None = None,
        *,
        because: str = "",
        said: Mapping[str, Any] | None = None,
        hat: str = "",
        then: Callable[[Done], None] | None = None,
    ) -> None:
        """Carry out a command; call ``then`` once it is in the session file, and let bots play."""

    def let_bots_play(self) -> None:
        """Let bots take the choices that are theirs, then redraw every screen."""

    def record(self, make: Callable[[], Written | Refusal], refuse: Callable[[str], None] | None = None) -> bool:
        """Write a record with ``make``. If it was not written, tell the user why and return False."""

    def measure_impact(self) -> None:
        """Begin to measure the impact of the decisions in the background, if that is wanted and not begun yet."""

    @property
    def impact(self) -> ImpactProcess | None:
        """What measures the impact of the decisions as they stand now; None if nothing does."""

    devices: DeviceServer | None
    """The room that is open to the devices of the teams; None while they decide at this keyboard alone."""

    debrief_stage: str
    """The step of the debrief that is open, or was open last; empty before the debrief. Devices follow it."""

    def follow_debrief(self, stage: str) -> None:
        """Let the devices follow to a step of the debrief."""

    @property
    def waits_for_devices(self) -> bool:
        """Does *Next* wait for teams that have a device here, in place of calling them to the keyboard?"""

    def wait_for_devices(self, waits: bool) -> None:
        """Let *Next* wait for teams that have a device here, or call them to the keyboard."""

    @property
    def is_room_encrypted(self) -> bool:
        """Will what is sent to devices be encrypted, if the room is opened?"""

    def open_devices(self, made: socket) -> None:
        """Let the teams decide on their own devices, too; ``made`` is a socket that listens."""

    def close_devices(self) -> None:
        """Let the teams decide at this keyboard alone."""

    def undo(self, to: int, hat: str = "") -> None:
        """Ask for a reason and undo what was decided after line ``to``."""

    def tell_trouble(self, text: str) -> None:
        """Tell the user what could not be done."""

    def notify(self, message: str, *, markup: bool = True) -> None:
        """Show a notice."""


def find_room(node: MessagePump) -> Room:
    """Return the app of a screen or widget, typed as a `Room`."""
    return cast(Room, node.app)
