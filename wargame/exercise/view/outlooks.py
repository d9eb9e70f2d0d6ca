"""Offers with the numbers that people type for them, and with what each would bring: numbers and points by outcome."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.named import NamedNumber
from wargame.rules.offers import ClosedOffer, Offer
from wargame.rules.preview import OutcomeKind, PreviewOutcome, Shift, Stake, preview_argument, preview_offer
from wargame.rules.row import Row
from wargame.rules.state import compute_number


@dataclass(frozen=True, slots=True)
class DerivedShift:
    """A derived number that would change with others."""

    number: NamedNumber
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome of an offer, with its chance in per cent (0: no dice decide it).

    ``shifts`` are the numbers that the offer changes, ``derived`` those that change with them, ``stakes`` the
    objectives whose points change.
    """

    kind: OutcomeKind
    chance: int
    shifts: tuple[Shift, ...]
    derived: tuple[DerivedShift, ...]
    stakes: tuple[Stake, ...]

    def find_after(self, number: str) -> int | None:
        """Return the value of a number, given by its name, after this outcome.

        Returns None if the outcome does not move it, or the viewer may not see it.
        """
        shifts: list[Shift | DerivedShift] = [*self.shifts, *self.derived]
        return next((one.after for one in shifts if one.number.name == number and one.before != one.after), None)


@dataclass(frozen=True, slots=True)
class OfferOutlook:
    """What an offer would bring with ``value`` in its slot (empty: it has none that matters), by outcome."""

    value: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class KnownOffer:
    """An offer with the number that people type for it.

    It has an outlook for each zone that it can go to; none where nothing can be told beforehand.
    """

    number: int
    offer: Offer
    outlooks: tuple[OfferOutlook, ...]


@dataclass(frozen=True, slots=True)
class KnownClosed:
    """Something that is not open now, with the number that an action has in the whole exercise (0: it has none)."""

    number: int
    offer: ClosedOffer


def build_known_offer(window: Window, viewer: str, number: int, offer: Offer) -> KnownOffer:
    """Return an offer of the viewer with all its outlooks."""
    outlooks = (build_outlook(window, viewer, offer, value) for value in offer.rules or ("",))
    return KnownOffer(number, offer, tuple(outlook for outlook in outlooks if outlook.outcomes))


def build_outlook(window: Window, viewer: str, offer: Offer, value: str) -> OfferOutlook:
    """Return what an offer of the viewer's role would bring with ``value`` in its slot."""
    if viewer == FACILITATOR:
        return OfferOutlook(value, ())
    table, seen = window.table, window.build_view(viewer)
    outcomes = preview_offer(table, seen, viewer, offer, value)
    return OfferOutlook(value, tuple(_build_outcome(table, outcome) for outcome in outcomes))


def build_argument_outcome(window: Window, role: str, moves: dict[str, int]) -> Outcome:
    """Return what an argument of a role for these changes would bring if it succeeds."""
    seen = window.build_view(role)
    return _build_outcome(window.table, preview_argument(window.table, seen, role, moves))


def _build_outcome(table: Table, outcome: PreviewOutcome) -> Outcome:
    derived = tuple(_iter_derived(table, outcome.base, outcome.row))
    return Outcome(outcome.kind, outcome.chance, outcome.shifts, derived, outcome.stakes)


def _iter_derived(table: Table, seen: Row, after: Row) -> Iterator[DerivedShift]:
    """Yield the derived numbers that would change, but for the number of turns left."""
    for ref in range(len(table.columns) + 1, len(table.columns) + len(table.derived)):
        before, then = compute_number(table, seen, ref), compute_number(table, after, ref)
        if before != then:
            yield DerivedShift(table.named_numbers[ref], before, then)
