"""The roster: the one list of the bots there are: what users call each, what it is like, and what makes it.

A bot's module is loaded when a seat needs it; the list itself is cheap to import.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from wargame.suggestion import suggest_name

if TYPE_CHECKING:
    from wargame.bots.bot import Bot


class RosterEntry(NamedTuple):
    """A bot: its name in seats (``bot:NAME``), a short title, one sentence about it, and what makes it."""

    name: str
    title: str
    about: str
    make: Callable[[], Bot]


def _make_uniform() -> Bot:
    from wargame.bots.random_bot import RandomBot

    return RandomBot()


def _make_doctrine(temper: str) -> Bot:
    from wargame.bots.doctrine import DoctrineBot

    return DoctrineBot(temper)


ROSTER: tuple[RosterEntry, ...] = (
    RosterEntry("random", "random", "A bot that does anything it may, by lot: to try things out.", _make_uniform),
    RosterEntry(
        "doctrine",
        "bot",
        "A bot that weighs its objectives, as its role's doctrine would have it.",
        partial(_make_doctrine, ""),
    ),
    RosterEntry(
        "doctrine:cautious",
        "cautious",
        "The same bot, but wary of risk and of broken promises.",
        partial(_make_doctrine, "cautious"),
    ),
    RosterEntry(
        "doctrine:bold",
        "bold",
        "The same bot, but ready to take risks and break its word.",
        partial(_make_doctrine, "bold"),
    ),
)
NAMES: tuple[str, ...] = tuple(entry.name for entry in ROSTER)


def find_entry(name: str) -> RosterEntry:
    """Return the entry of a bot. Raises `ValueError`, with the names there are, if there is none."""
    for entry in ROSTER:
        if entry.name == name:
            return entry
    hint = suggest_name(name, NAMES)
    there = f"there is no bot {name!r}; there are: {', '.join(NAMES)}"
    raise ValueError(f"{there}; {hint}" if hint else there)


def make_bot(name: str) -> Bot:
    """Make a bot by its name. Raises `ValueError`, with the names there are, if there is none."""
    return find_entry(name).make()
