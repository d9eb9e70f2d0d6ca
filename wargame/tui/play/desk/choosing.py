"""The choice of one role at its desk: what it is asked, and what it has taken so far. The screen shows it."""

from __future__ import annotations

from typing import Any

from wargame.exercise.play.input_parsing import UnclearError
from wargame.exercise.play.quick_entry import QuickEntry, format_missing_slot, read_entry
from wargame.exercise.seat import Seat
from wargame.exercise.view.outlooks import KnownClosed
from wargame.rules.model import OBSERVER
from wargame.rules.offers import Offer, Slot
from wargame.tui.app.room import Room
from wargame.tui.play.desk.argument_form import ArgumentForm
from wargame.tui.play.desk.decision_text import format_draft_decision
from wargame.tui.play.desk.estimate_form import EstimateForm

SERVED = frozenset({"respond", "deal", "answer", "plan", "estimate"})
"""The kinds of choice that are made at a desk. The parts of a hearing have a screen of their own."""
Command = tuple[Offer, dict[str, Any], dict[str, Any]]
"""An offer with the arguments of its command and its words."""


class DeskChoice:
    """One choice of a role, from its offers to the command."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self.asked = find_asked(seat)
        """The kind of choice this role owes here now, or an empty text."""
        self.offers: dict[int, Offer] = seat.number_offers() if self.asked else {}
        self.refused: tuple[KnownClosed, ...] = seat.list_closed() if self.asked else ()
        self.taken: Offer | None = None
        self.zone = ""
        self._phase = seat.find_position().phase

    def take(self, offer: Offer, zone: str = "") -> str:
        """Take an offer for now, and return its number."""
        slot = find_slot(offer)
        only = slot.domain[0] if slot is not None and len(slot.domain) == 1 else ""
        self.taken, self.zone = offer, zone or only
        return next(str(n) for n, one in self.offers.items() if one is offer)

    def put_back(self) -> None:
        """Put the taken offer back."""
        self.taken, self.zone = None, ""

    @property
    def open_slot(self) -> Slot | None:
        """The slot of the taken offer that is still open, if any."""
        return find_slot(self.taken) if self.taken is not None and not self.zone else None

    def build_command(self, form: ArgumentForm | EstimateForm | None) -> Command:
        """Return the command with the texts of a form. Raises `UnclearError` while something is missing."""
        if isinstance(form, EstimateForm):
            return self.offers[1], {"percent": form.read_percent()}, {}
        if self.taken is None:
            raise UnclearError("take an offer first: Up and Down, then Enter")
        if isinstance(form, ArgumentForm):
            return self.taken, *form.read_command()
        if self.open_slot is not None:
            raise UnclearError(format_missing_slot(self.taken, self.open_slot))
        slot = find_slot(self.taken)
        return self.taken, self.taken.fill(**({slot.name: self.zone} if slot is not None else {})), {}

    def read_entry(self, text: str) -> QuickEntry:
        """Return a whole decision typed on one line. Raises `UnclearError` for a line that cannot be read."""
        return read_entry(text, self.offers, [(one.number, one.offer) for one in self.refused])

    def format_taken(self, offer: Offer, args: dict[str, Any]) -> str:
        """Return the decision in words, as it is so far."""
        slot = find_slot(offer)
        return format_draft_decision(self._seat, offer, args, args[slot.name] if slot is not None else "")

    def has_next_choice(self, decided: int, room: Seat) -> bool:
        """Is the same role asked next, after line ``decided``? Then the screen stays, and nobody notices that it was
        asked twice.

        If the whole ``room`` has to hear something first, the answer is False, unless that can wait for the end of a
        phase.
        """
        if not find_asked(self._seat) or self._seat.find_asked().who[0] != self._seat.viewer:
            return False
        same_phase = self._seat.find_position().phase == self._phase
        return same_phase or not any(entry.told for _, entry in room.list_log(decided - 1))


def finish_last_call(room: Room, role: str, since: int) -> bool:
    """Finish the last call of a secret round. Return whether the role goes on to its plan without a new call.

    Plans are made in any order, and everybody knows who is called last, so that this tells nothing. If the room has
    been told something after the place ``since`` of the log, it hears that first.
    """
    room.finish_call()
    told = any(entry.told for _, entry in room.find_seat(OBSERVER).list_log(since))
    return not told and find_asked(room.find_seat(role)) == "plan"


def find_asked(seat: Seat) -> str:
    """Return the kind of choice the seat's role owes at its desk now, or an empty text."""
    asked = seat.find_asked()
    return asked.kind if asked.mine and asked.kind in SERVED else ""


def find_slot(offer: Offer) -> Slot | None:
    """Return the slot of an action, if it has one."""
    return offer.slots[0] if offer.slots and offer.rules else None
