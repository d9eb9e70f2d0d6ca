"""The card on the table and the title of the next one."""

from __future__ import annotations

from wargame.content.text.wording import format_citations
from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.model import OBSERVER
from wargame.rules.text.rule_text import end_sentence


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """One answer to a card."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TableCard:
    """The card on the table. ``sources`` cites its facts.

    ``role`` is the role it asks something (empty: none), ``prompt`` its question, ``given`` the answer of the role
    (None: not yet).
    """

    id: str
    title: str
    text: str
    sources: str
    role: str
    prompt: str
    given: CardAnswer | None
    handout: str = ""
    """The caption of the picture or page that goes with it, and what is on it; empty without one."""


@dataclass(frozen=True, slots=True)
class TableCards:
    """What everybody may know of the cards: the one on the table (None: none), and the title of the next one."""

    now: TableCard | None
    announced: str


def build_cards(window: Window) -> TableCards:
    """Return what everybody may know of the cards."""
    table, row = window.table, window.build_view(OBSERVER)
    current, following = row[table.at.current], row[table.at.next]
    announced = table.cards[table.entries[following - 1]].title if following else ""
    if not current:
        return TableCards(None, announced)
    card = table.cards[table.entries[current - 1]]
    asked, given = card.response, None
    answered = row[table.at.response]
    if asked is not None and answered:
        option = asked.options[answered - 1]
        given = CardAnswer(option.id, option.title, option.text or "")
    shown = TableCard(
        id=card.id,
        title=card.title,
        text=card.text,
        sources=format_citations(card.cites, window.sources),
        role=asked.role if asked is not None else "",
        prompt=asked.prompt if asked is not None else "",
        given=given,
        handout=f"{end_sentence(card.handout.caption)} {card.handout.text}" if card.handout is not None else "",
    )
    return TableCards(shown, announced)
