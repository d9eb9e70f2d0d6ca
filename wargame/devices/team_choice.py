"""What one team is asked now, as its devices see it, with the revision that its decision has to name."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from hashlib import blake2b

from wargame.devices.host import Host
from wargame.exercise.play.seats import PEOPLE
from wargame.exercise.seat import Seat
from wargame.exercise.view.asked import NOTHING_ASKED, Asked
from wargame.light_dataclass import dataclass

SERVED = ("respond", "deal", "answer", "plan", "estimate", "challenge", "clarify")
"""The kinds of choice that a team makes on its devices: all that roles are ever asked."""


class Standing(StrEnum):
    """What a team has to do now."""

    DECIDES = "decides"
    CALLED = "called"
    """It is called in a secret round and owes nothing. It says so itself, so that its silence tells nothing."""
    WAITS = "waits"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """What a team is asked. ``revision`` changes when something changes that the decision rests on.

    That others have decided meanwhile does not change it: all teams can decide at the same time.
    """

    standing: Standing
    asked: Asked
    revision: str


def find_choice(host: Host, seat: Seat) -> TeamChoice:
    """Return what the role of a seat is asked now."""
    asked, at, called = seat.find_asked(), seat.find_position(), host.find_called()
    if at.over:
        standing = Standing.OVER
    elif seat.find_role(seat.viewer).seat != PEOPLE:  # a bot decides for the team
        standing = Standing.WAITS
    elif called:
        mine = called == seat.viewer
        standing = Standing.WAITS if not mine else Standing.CALLED
        if mine and asked.mine and host.is_called_asked(seat.viewer):
            standing = Standing.DECIDES
    else:
        standing = Standing.DECIDES if asked.mine and asked.kind in SERVED else Standing.WAITS
    if standing is not Standing.DECIDES:
        asked = replace(NOTHING_ASKED, kind="deal" if called else asked.kind, who=(called,) if called else asked.who)
    shown: list[object] = [seat.viewer, standing, at.turn, at.phase, asked.kind]
    if standing is Standing.DECIDES:
        numbers = [(number.id, number.now) for number in seat.list_numbers()]
        shown += [replace(asked, who=()), seat.list_offers(), numbers, seat.find_hearing(), seat.find_cards().now]
    return TeamChoice(standing, asked, blake2b(repr(shown).encode(), digest_size=12).hexdigest())
