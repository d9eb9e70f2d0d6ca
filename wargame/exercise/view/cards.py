"""The card on the table, the others that came in this turn, and the title of the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wargame.content.text.wording import begin_sentence, format_citations
from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.model import OBSERVER
from wargame.rules.text.card_text import format_addressed
from wargame.rules.text.rule_text import end_sentence


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """One answer to a card."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TableCard:
    """The card on the table. ``sources`` cites its facts as a sentence without full stop, and says
    what is invented.

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
    """What everybody may know of the cards: the one on the table (None: none), and the title of the next one.

    ``earlier`` are the other cards that came in this turn, in the order in which they came, without their answers.
    """

    now: TableCard | None
    announced: str
    earlier: tuple[TableCard, ...] = ()


def build_cards(window: Window, came: Sequence[str], viewer: str = OBSERVER) -> TableCards:
    """Return what everybody may know of the cards; ``came`` are the ids of those that came in this turn.

    Their texts are as ``viewer`` reads them.
    """
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
    earlier = tuple(build_card(window, one, viewer) for one in dict.fromkeys(came) if one != card.id)
    return TableCards(replace(build_card(window, card.id, viewer), given=given), announced, earlier)


def build_card(window: Window, name: str, viewer: str = OBSERVER) -> TableCard:
    """Return a card that came, by its id, without the answer, as ``viewer`` reads it.

    A card that asks a role speaks to it (*you*): for everybody else its text begins with the name of that role. Raises
    `LookupError` if there is no such card.
    """
    card = next((one for one in window.table.cards if one.id == name), None)
    if card is None:
        raise LookupError(f"there is no card {name!r}")
    asked = card.response
    to = window.table.scenario.roles[asked.role].name if asked is not None and asked.role != viewer else ""
    return TableCard(
        id=card.id,
        title=card.title,
        text=format_addressed(to, card.text) if to else card.text,
        sources=begin_sentence(format_citations(card.cites, window.sources, card.ours, card.invented)),
        role=asked.role if asked is not None else "",
        prompt=asked.prompt if asked is not None else "",
        given=None,
        handout=f"{end_sentence(card.handout.caption)} {card.handout.text}" if card.handout is not None else "",
    )
