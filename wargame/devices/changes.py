"""What has changed since a page was drawn, in words, for a decision that was sent from an older page."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from wargame.devices.team_choice import Standing, TeamChoice
from wargame.exercise.seat import Seat
from wargame.light_dataclass import dataclass
from wargame.rules.text.deal_text import format_deal_head
from wargame.rules.text.offer_text import format_costs, format_odds, format_title
from wargame.rules.text.rule_text import begin_sentence
from wargame.session.text.line_text import format_position

KEPT = 40
"""How many looks of a team are kept: those of the latest choices."""
MOST = 8
"""The most changes that are told one by one."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a team saw when it was asked something, as far as a decision rests on it."""

    asks: bool
    when: str
    numbers: Mapping[str, tuple[str, int]]
    card: str
    deals: Mapping[str, str]
    offers: Mapping[str, str]


def take_look(seat: Seat, choice: TeamChoice) -> Look:
    """Return what the role of a seat sees now."""
    at, card = seat.find_position(), seat.find_cards().now
    asks = choice.standing is Standing.DECIDES
    offers = seat.list_offers() if asks else []
    return Look(
        asks,
        begin_sentence(format_position(at.turn, at.turns, at.phase, at.over)),
        {number.id: (number.label, number.now) for number in seat.list_numbers()},
        card.title if card is not None else "",
        {deal.form: format_deal_head(deal.terms, deal.closes) for deal in seat.list_deals()},
        {format_title(one): f"{format_odds(one)} {format_costs(one)}".strip() for one in offers},
    )


def list_changes(before: Look, now: Look) -> list[str]:
    """Return the differences of two looks, each as a sentence, the most important first."""
    said = []
    if now.when != before.when:
        said.append(f"Play has gone on: {now.when}.")
    elif before.asks and not now.asks:
        said.append("Your team has decided already.")
    if now.card != before.card and now.card:
        said.append(f"A card has come: {now.card}.")
    for id, (label, value) in now.numbers.items():
        was = before.numbers.get(id)
        if was is not None and was[1] != value:
            said.append(f"{label}: {was[1]} → {value}.")
    said += [f"A deal stands now: {deal}." for form, deal in now.deals.items() if before.deals.get(form) != deal]
    said += [f"A deal has ended: {deal}." for form, deal in before.deals.items() if form not in now.deals]
    if now.asks and now.when == before.when:
        said += [f"Open now: {title}." for title in now.offers if title not in before.offers]
        said += [f"Not open any more: {title}." for title in before.offers if title not in now.offers]
        said += [
            f"{title}: now {text}."
            for title, text in now.offers.items()
            if before.offers.get(title, text) != text and text
        ]
    more = len(said) - MOST
    return said if more <= 0 else [*said[:MOST], f"And {more} changes more."]


class Looks:
    """The latest looks of each team, by the revision of its choice."""

    def __init__(self) -> None:
        self._kept: dict[str, deque[tuple[str, Look]]] = {}

    def keep(self, seat: Seat, choice: TeamChoice) -> None:
        """Keep what a team sees now."""
        kept = self._kept.setdefault(seat.viewer, deque(maxlen=KEPT))
        if not kept or kept[-1][0] != choice.revision:
            kept.append((choice.revision, take_look(seat, choice)))

    def list_changes(self, seat: Seat, choice: TeamChoice, revision: str) -> list[str]:
        """Return what has changed since the choice with this revision; nothing if it is not known any more."""
        before = next((look for known, look in self._kept.get(seat.viewer, ()) if known == revision), None)
        return list_changes(before, take_look(seat, choice)) if before is not None else []
