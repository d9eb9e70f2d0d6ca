"""Reasons: why a role would choose something, as data. The sentences are in `rules/text/reason_text.py`."""

from __future__ import annotations

from enum import StrEnum

from wargame.light_dataclass import dataclass


class ReasonKind(StrEnum):
    """What speaks for a choice. In brackets: the fields of the reason that it fills."""

    BY_LOT = "by-lot"
    """It was drawn among ``count`` possibilities."""
    HARDLY_LIKELY = "hardly-likely"
    """Little points to what is estimated."""
    UNLIKELY = "unlikely"
    EVEN = "even"
    LIKELY = "likely"
    SERVES = "serves"
    """The choice (``title``, ``zone``) serves the objective ``aim``: a ``number`` would move; with its odds."""
    OPENS = "opens"
    """It makes the action ``aim`` at ``aim_zone`` possible; with its odds."""
    RAISES_ODDS = "raises-odds"
    """It makes that action more likely to succeed; with its odds."""
    BRINGS = "brings"
    """It moves a ``number``, which pays later; with its odds."""
    GAMBLE = "gamble"
    CHEAP = "cheap"
    """It (``title``, ``zone``) costs little, and all else would cost more."""
    PRICE = "price"
    """Its ``price`` can be paid."""
    BREAKS = "breaks"
    """It breaks the deal ``title``."""
    ESCAPES = "escapes"
    """It takes the role away from the ending ``title``."""
    UNEXPECTED = "unexpected"
    FREE_HANDS = "free-hands"
    NOTHING_TO_OFFER = "nothing-to-offer"
    SPENT = "spent"
    """The deal ``title`` has given what it can."""
    DEPENDENCE = "dependence"
    """The deal ``title`` would pay, and bind."""
    TIES = "ties"
    """The deal ``title`` would bind for too little."""
    OTHER_TERMS = "other-terms"
    OPEN_DOOR = "open-door"
    """The deal ``title`` costs little."""
    FOUND_OUT = "found-out"
    HELPS = "helps"
    HARMS = "harms"
    TOUCHES_NOTHING = "touches-nothing"
    """An argument touches no objective; ``pros`` and ``cons`` are counted."""
    STANDS = "stands"
    TAKES_BACK = "takes-back"


class When(StrEnum):
    """On what a deal depends that needs no roll."""

    AT_ONCE = "at-once"
    IF_KEPT = "if-kept"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason. `ReasonKind` says which fields are filled; the others keep their empty values.

    A ``number`` would go from ``before`` to ``after``; an empty one stands for none in particular. The odds are the
    ``chance`` of success in per cent, or for a deal ``when`` it holds. ``price`` are numbers with what is paid of each.
    """

    kind: ReasonKind
    title: str = ""
    zone: str = ""
    aim: str = ""
    aim_zone: str = ""
    number: str = ""
    before: int = 0
    after: int = 0
    chance: int = 0
    when: When | None = None
    price: tuple[tuple[str, int], ...] = ()
    count: int = 0
    pros: int = 0
    cons: int = 0
