"""Seats: who plays each role in one exercise: people, or a named bot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.bots.roster import NAMES, make_bot
from wargame.content.model.notation import suggest_name

PEOPLE = "people"
BOT = "bot"
DEFAULT_BOT = "doctrine"
SEATS: tuple[str, ...] = (PEOPLE, *sorted((f"{BOT}:{name}" for name in NAMES), key=f"{BOT}:random".__eq__))
"""Every seat there is in its full form: people, the bots that weigh, the one that draws lots."""


class SeatError(ValueError):
    """A seat that cannot be filled as asked; the message says what can be."""


def parse_seats(asked: Iterable[str], roles: Iterable[str], otherwise: str = PEOPLE) -> dict[str, str]:
    """Seats from texts such as ``cartel=people`` and ``cell=bot:doctrine:bold``; the rest are seated ``otherwise``.

    A seat is ``people`` or ``bot:NAME``. Raises `SeatError`.
    """
    seats = dict.fromkeys(roles, otherwise)
    for text in asked:
        role, equals, who = text.partition("=")
        if not equals:
            raise SeatError(f"{text!r} is no seat; write ROLE=people or ROLE=bot[:NAME]")
        if role not in seats:
            hint = suggest_name(role, seats)
            raise SeatError(
                f"there is no role {role!r}; the roles are {', '.join(seats)}" + (f"; {hint}" if hint else "")
            )
        seats[role] = parse_seat(who)
    return seats


def parse_seat(who: str) -> str:
    """A seat in its full form. Raises `SeatError` for what is neither people nor a known bot."""
    if who == PEOPLE:
        return who
    kind, _, name = who.partition(":")
    if kind != BOT:
        raise SeatError(f"{who!r} cannot take a seat; write people, bot, or bot:NAME")
    try:
        make_bot(name or DEFAULT_BOT)
    except ValueError as error:
        raise SeatError(str(error)) from None
    return f"{BOT}:{name or DEFAULT_BOT}"


def find_bot_name(seat: str) -> str | None:
    """The bot in a seat, or None where people sit."""
    return seat.removeprefix(f"{BOT}:") if seat.startswith(f"{BOT}:") else None


def format_seat(seat: str) -> str:
    """Who sits there, in words: *people*, *the bot doctrine*."""
    name = find_bot_name(seat)
    return seat if name is None else f"the bot {name}"


def list_people_roles(seats: Mapping[str, str]) -> list[str]:
    """The roles people play."""
    return [role for role, seat in seats.items() if seat == PEOPLE]
