"""Seats: who plays each role of an exercise, people or a named bot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.bots.roster import NAMES, find_entry
from wargame.session.text.seat_text import format_player
from wargame.suggestion import suggest_name

PEOPLE = "people"
BOT = "bot"
DEFAULT_BOT = "doctrine"
SEATS: tuple[str, ...] = (PEOPLE, *sorted((f"{BOT}:{name}" for name in NAMES), key=f"{BOT}:random".__eq__))
"""Every seat in its full form: people, the bots that weigh their choices, the bot that draws at random."""


class SeatError(ValueError):
    """A seat cannot be filled as asked; the message says what is possible."""


def parse_seats(asked: Iterable[str], roles: Iterable[str], otherwise: str = PEOPLE) -> dict[str, str]:
    """Seats by role, from texts such as ``cartel=people`` and ``cell=bot:doctrine:bold``.

    A seat is ``people`` or ``bot:NAME``; roles that are not named get the seat ``otherwise``. Raises `SeatError`.
    """
    seats = dict.fromkeys(roles, otherwise)
    taken: set[str] = set()
    for text in asked:
        role, equals, who = text.partition("=")
        if not equals:
            raise SeatError(f"{text!r} is no seat; write ROLE=people or ROLE=bot[:NAME]")
        if role not in seats:
            hint = suggest_name(role, seats)
            raise SeatError(
                f"there is no role {role!r}; the roles are {', '.join(seats)}" + (f"; {hint}" if hint else "")
            )
        if role in taken:
            raise SeatError(f"{role} has two seats; give it one")
        taken.add(role)
        seats[role] = parse_seat(who)
    return seats


def parse_seat(who: str) -> str:
    """Return a seat in its full form. Raises `SeatError` for a text that is neither people nor a known bot."""
    if who == PEOPLE:
        return who
    kind, _, name = who.partition(":")
    if kind != BOT:
        raise SeatError(f"{who!r} cannot take a seat; write people, bot, or bot:NAME")
    try:
        find_entry(name or DEFAULT_BOT)
    except ValueError as error:
        raise SeatError(str(error)) from None
    return f"{BOT}:{name or DEFAULT_BOT}"


def find_bot_name(seat: str) -> str | None:
    """Return the name of the bot in a seat; None where people sit."""
    return seat.removeprefix(f"{BOT}:") if seat.startswith(f"{BOT}:") else None


def format_seat(seat: str) -> str:
    """Return a seat in words: *people*, *the bot doctrine*."""
    return format_player(find_bot_name(seat) or "")


def format_seat_title(seat: str) -> str:
    """Return the short title of a seat, for a list to choose from. Raises `ValueError` if there is no such bot."""
    name = find_bot_name(seat)
    return seat if name is None else find_entry(name).title


def describe_seat(seat: str) -> str:
    """Return one sentence about a seat. Raises `ValueError` if there is no such bot."""
    name = find_bot_name(seat)
    return "people decide, at this keyboard." if name is None else find_entry(name).about


def list_people_roles(seats: Mapping[str, str]) -> list[str]:
    """Return the roles that people play."""
    return [role for role, seat in seats.items() if seat == PEOPLE]
