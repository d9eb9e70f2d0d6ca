"""Changes, costs and conditions of rules together with the names of their numbers: data that is read without a table.

Offers, previews and seats hold these. `rules/naming.py` makes them; the modules in ``text/`` put them into words.
"""

from __future__ import annotations

from enum import StrEnum

from wargame.light_dataclass import dataclass

TURNS_LEFT = "turns_left"
"""The name of the number of turns that come after this one, in content and in `NamedNumber`."""


@dataclass(frozen=True, slots=True)
class NamedNumber:
    """A column or derived number by its name in session files, with its names for people.

    ``short`` is ``label`` without the zone. ``truth``: the number is a flag or a deal, 1 if it is so and else 0.
    """

    name: str
    label: str
    short: str
    truth: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A role, zone, action or deal: its id and its name for people."""

    id: str
    name: str


class Where(StrEnum):
    """How a change names its number: by its full name, or as that of the chosen zone or of the partner there."""

    NAMED = "named"
    ZONE = "zone"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class NamedChange:
    """A change to a number: by ``n``, or to ``n`` if it ``sets`` the number."""

    number: NamedNumber
    n: int
    sets: bool = False
    where: Where = Where.NAMED


@dataclass(frozen=True, slots=True)
class NamedCost:
    """An amount ``n`` that is taken off a number."""

    number: NamedNumber
    n: int


@dataclass(frozen=True, slots=True)
class NamedBounds:
    """An interval in which a number has to lie, ends included; None is an open end."""

    number: NamedNumber
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class NamedCondition:
    """A condition: all ``bounds`` hold, and of each group in ``either`` at least one condition holds."""

    bounds: tuple[NamedBounds, ...] = ()
    either: tuple[tuple[NamedCondition, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class NamedValue:
    """The value of a number now."""

    number: NamedNumber
    value: int


@dataclass(frozen=True, slots=True)
class NamedSteps:
    """The thresholds of a number: a change is made once for each that the number has reached."""

    number: NamedNumber
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NamedEffects:
    """What a rule does, as known beforehand.

    ``failure`` is None where no dice decide. With ``steps`` the changes of a success are made once for each threshold
    that is reached. ``lasts`` is how many times a success is applied, at once and at the next closes (0: it does not
    last).
    """

    success: tuple[NamedChange, ...]
    failure: tuple[NamedChange, ...] | None = None
    steps: NamedSteps | None = None
    lasts: int = 0
