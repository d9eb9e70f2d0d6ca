"""What only the facilitator may read: notes on the cards, and what each card that can be injected is for."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.content.model.deck import Card
from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.model import FACILITATOR
from wargame.rules.offers import Offer


@dataclass(frozen=True, slots=True)
class CardNotes:
    """One card with its notes: what to look for, what to ask, when to use it."""

    id: str
    title: str
    text: str
    expect: str
    ask: tuple[str, ...]
    notes: str


@dataclass(frozen=True, slots=True)
class InjectableCard:
    """A card that can be injected now, with what it is for.

    ``contingency`` says that it is in no pile and comes only if the facilitator brings it.
    """

    id: str
    title: str
    expect: str
    notes: str
    contingency: bool


@dataclass(frozen=True, slots=True)
class FacilitatorNotes:
    """The cards on the table and announced (None: none)."""

    now: CardNotes | None
    next: CardNotes | None


def build_notes(window: Window, viewer: str) -> FacilitatorNotes | None:
    """Return the notes on the cards; None for anybody but the facilitator."""
    if viewer != FACILITATOR:
        return None
    table, row = window.table, window.build_view(FACILITATOR)
    now, following = (
        _build_card_notes(table.cards[table.entries[entry - 1]]) if entry else None
        for entry in (row[table.at.current], row[table.at.next])
    )
    return FacilitatorNotes(now, following)


def list_injectable(table: ContentTable, offers: Iterable[Offer]) -> tuple[InjectableCard, ...]:
    """Return the cards that can be injected, by the ``offers`` of the facilitator; contingency cards first."""
    inject = next((offer for offer in offers if offer.do == "inject"), None)
    ids = inject.slots[0].domain if inject is not None else ()
    cards = {card.id: card for card in table.cards}
    reserve = {table.cards[at].id for at in table.entries[table.reserve :]}
    listed = [
        InjectableCard(id, cards[id].title, cards[id].expect or "", cards[id].notes or "", id in reserve) for id in ids
    ]
    return tuple(sorted(listed, key=lambda card: not card.contingency))


def _build_card_notes(card: Card) -> CardNotes:
    return CardNotes(card.id, card.title, card.text, card.expect or "", tuple(card.ask), card.notes or "")
