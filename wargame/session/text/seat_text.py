"""Who plays the roles, in words."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.phrases import fill, join_list


def format_player(bot: str) -> str:
    """Return who plays a role, by the name of the bot; an empty name stands for people."""
    return fill("the bot {name}", name=bot) if bot else fill("people")


def format_players(seats: Iterable[tuple[str, str]]) -> str:
    """Return who plays each role: *Cartel by people, Cell by the bot bold*.

    ``seats`` are the name of each role and the name of its bot, empty for people.
    """
    return join_list(fill("{who} by {seat}", who=who, seat=format_player(bot)) for who, bot in seats)


def format_played() -> str:
    """Return the label of the seats."""
    return fill("Played")


def format_bot(name: str) -> str:
    """Return that a bot decided."""
    return fill("bot {name}", name=name)
