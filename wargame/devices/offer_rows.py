"""Offers as the page of a team shows them: under their headings, each with what it costs, risks and would bring."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from wargame.devices.map_svg import list_numbers
from wargame.exercise.seat import Seat
from wargame.exercise.view.outlooks import DerivedShift, Outcome
from wargame.light_dataclass import dataclass
from wargame.rules.offers import Offer, Slot
from wargame.rules.preview import LATER
from wargame.rules.text.deal_text import format_lapsing, list_breaches, list_promise_points
from wargame.rules.text.offer_text import (
    format_closed_reason,
    format_closed_title,
    format_costs,
    format_dice_bonus,
    format_group,
    format_odds,
    format_telling,
    format_text,
    format_title,
    format_zone_count,
    list_slot_labels,
)
from wargame.rules.text.preview_text import (
    format_duration,
    format_outcome,
    format_outcome_shift,
    format_shift_label,
    format_stake,
    format_stakes,
    format_unsure,
)
from wargame.rules.text.rule_text import begin_sentence

SAME = "same"


@dataclass(frozen=True, slots=True)
class OutcomeTable:
    """What an offer would move: ``heads`` across, rows of numbers and of points down, each with a text for a head."""

    heads: tuple[str, ...]
    numbers: tuple[tuple[str, tuple[str, ...]], ...]
    points: tuple[tuple[str, tuple[str, ...]], ...]
    note: str


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A slot to fill: the name of its field, and its values with label, odds and, for a zone, its numbers.

    ``zones`` says whether its values are zones, which can be chosen on the map, too.
    """

    field: str
    title: str
    values: tuple[tuple[str, str, str, str], ...]
    zones: bool = False


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One offer with everything that its team may know of it before it decides."""

    number: int
    title: str
    odds: str
    text: str
    costs: str
    breaches: tuple[str, ...]
    lines: tuple[str, ...]
    terms: tuple[tuple[str, tuple[str, ...]], ...]
    table: OutcomeTable | None
    slots: tuple[SlotRow, ...]
    argues: bool


@dataclass(frozen=True, slots=True)
class OfferSection:
    """Offers under one heading, which may be empty."""

    heading: str
    offers: tuple[OfferRow, ...]


def list_sections(seat: Seat) -> list[OfferSection]:
    """Return the offers of a seat under their headings, in their order."""
    numbered = seat.number_offers().items()
    return [
        OfferSection(heading, tuple(_build_row(seat, number, offer) for number, offer in offers))
        for heading, offers in groupby(numbered, key=lambda item: format_group(item[1]))
    ]


def list_closed_lines(seat: Seat) -> list[tuple[str, str]]:
    """Return what is not open now, each with its reason."""
    return [(format_closed_title(one.offer), format_closed_reason(one.offer)) for one in seat.list_closed()]


def _build_row(seat: Seat, number: int, offer: Offer) -> OfferRow:
    sight = next(iter(offer.sights.values()), None)
    lines = []
    if offer.target and sight is not None:
        lines.append(f"Two dice, {offer.target} or more.")
        lines += [format_dice_bonus(bonus) for bonus in sight.bonuses]
    if len(offer.rules) > 1:
        lines.append(format_zone_count(offer))
    lines += [line for line in (format_duration(offer) if offer.rules else "", format_telling(offer)) if line]
    lines += [format_lapsing(offer, deal) for deal in offer.lapsing]
    terms = list_promise_points(offer.terms) if offer.terms is not None else []
    argues = offer.do == "argue"
    return OfferRow(
        number=number,
        title=format_title(offer),
        odds=format_odds(offer),
        text=format_text(offer),
        costs=format_costs(offer),
        breaches=tuple(list_breaches(offer.breaks)),
        lines=tuple(lines),
        terms=tuple((begin_sentence(point.head), tuple(map(begin_sentence, point.parts))) for point in terms),
        table=_build_table(seat.preview(offer).outcomes),
        slots=() if argues else tuple(_build_slot(seat, offer, number, slot) for slot in offer.slots),
        argues=argues,
    )


def _build_slot(seat: Seat, offer: Offer, number: int, slot: Slot) -> SlotRow:
    labels = list_slot_labels(slot) or tuple(map(str, slot.domain))
    zones = {zone.id: list_numbers(zone) for zone in seat.build_map().zones} if slot.name == "zone" else {}
    values = tuple(
        (
            str(value),
            label,
            f"{offer.sights[value].odds} %" if value in offer.sights and offer.target else "",
            zones.get(str(value), ""),
        )
        for value, label in zip(slot.domain, labels, strict=True)
    )
    title = "Where?" if slot.name == "zone" else f"{begin_sentence(slot.name)}?"
    return SlotRow(f"{slot.name}-{number}", title, values, slot.name == "zone")


def _build_table(outcomes: Sequence[Outcome]) -> OutcomeTable | None:
    if not any(outcome.shifts or outcome.stakes for outcome in outcomes):
        return None
    heads = tuple(
        begin_sentence(format_outcome(one.kind)) + (f" {one.chance} %" if one.chance else "") for one in outcomes
    )
    numbers = _list_rows(
        [{format_shift_label(s): format_outcome_shift(one.kind, s) for s in one.shifts} for one in outcomes]
    )
    derived = _list_rows([{d.number.label: _format_derived(one, d) for d in one.derived} for one in outcomes])
    sure, unsure = (
        _list_rows([{s.objective.name: format_stake(s) for s in one.stakes if s.sure is known} for one in outcomes])
        for known in (True, False)
    )
    if len(sure) > 1:
        sure.append(("All in all", tuple(format_stakes([s for s in one.stakes if s.sure]) for one in outcomes)))
    return OutcomeTable(heads, (*numbers, *derived), (*sure, *unsure), format_unsure() if unsure else "")


def _format_derived(outcome: Outcome, derived: DerivedShift) -> str:
    if outcome.kind in LATER:
        return f"{derived.after - derived.before:+d}"
    return f"{derived.before} → {derived.after}"


def _list_rows(columns: Sequence[dict[str, str]]) -> list[tuple[str, tuple[str, ...]]]:
    labels = dict.fromkeys(label for column in columns for label in column)
    return [(label, tuple(column.get(label, SAME) for column in columns)) for label in labels]
