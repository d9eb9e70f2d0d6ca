"""The moments that everybody at the table must not miss: found in what a viewer was told, as data."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from wargame.light_dataclass import dataclass
from wargame.rules.members import MemberRefusal
from wargame.rules.told import BrinkLeft, BrinkReached, Ended, FlagSet, MemberRefuses, Moved, Told, list_moves


class BannerKind(StrEnum):
    """What kind of moment it is."""

    BRINK = "brink"
    """An ending is near."""
    BACK = "back"
    """An ending that was near is not near any more."""
    FLAG = "flag"
    """Something has come about that the scenario has a name for: a blow, an exposure."""
    REFUSES = "refuses"
    """A member of a role begins to refuse."""
    ENDING = "ending"
    """The exercise has ended."""


@dataclass(frozen=True, slots=True)
class Banner:
    """One such moment. ``title`` is the name that content gives it: of an ending, a flag, or a member.

    ``role`` is the role whose doing it is, empty without one; ``moves`` are the numbers that moved with it. ``more`` is
    at how many further closes an ending that is near has to hold; ``last``: the next one is the last. ``refusal`` says
    why a member refuses.
    """

    kind: BannerKind
    title: str
    role: str = ""
    moves: tuple[Moved, ...] = ()
    more: int = 0
    last: bool = False
    refusal: MemberRefusal | None = None


def find_banners(told: Iterable[Told]) -> list[Banner]:
    """Return the moments in what one viewer was told of one command, in their order."""
    every = list(told)
    out = []
    for one in every:
        if isinstance(one, BrinkReached):
            out.append(Banner(BannerKind.BRINK, one.title, more=one.more, last=one.last))
        elif isinstance(one, BrinkLeft):
            out.append(Banner(BannerKind.BACK, one.title))
        elif isinstance(one, FlagSet) and one.holds:
            moves = tuple(move for other in every for move in list_moves(other) if _has_cause_of(move, one))
            out.append(Banner(BannerKind.FLAG, one.label, one.cause.role if one.cause is not None else "", moves))
        elif isinstance(one, MemberRefuses):
            out.append(Banner(BannerKind.REFUSES, one.refusal.member.name, one.role, refusal=one.refusal))
        elif isinstance(one, Ended):
            out.append(Banner(BannerKind.ENDING, one.title))
    return out


def _has_cause_of(move: Moved, flag: FlagSet) -> bool:
    """Did a rule that the viewer may know of move the number together with the flag?"""
    return move.cause is not None and flag.cause is not None and bool(move.cause.rule) and move.cause == flag.cause
