"""deck export --msel: a deck as an injects list, and what was planned beside what happened in a session."""

from __future__ import annotations

from pathlib import Path

from wargame.commands import Stop
from wargame.commands.printing import tell_damage
from wargame.content.load.loader import Content
from wargame.content.model.deck import Deck
from wargame.content.spreadsheets.injects_list import ActualInject, build_injects_list
from wargame.content.spreadsheets.separated import write_separated
from wargame.content.spreadsheets.workbook_writing import write_list


def dump_injects_list(deck: Deck, content: Content, to: Path, session: str | None) -> bytes:
    """Return the list as the bytes of a file with the ending of ``to``. Raises `JournalError`, `Stop`."""
    rows = build_injects_list(deck, content.scenario, None if session is None else _read_actual(Path(session), deck))
    if to.suffix.lower() == ".csv":
        return write_separated(rows).encode("utf-8-sig")
    try:
        return write_list("MSEL", rows)
    except ValueError as error:
        raise Stop(f"{to}: {error}; write it as .csv; nothing was written") from None


def _read_actual(path: Path, deck: Deck) -> dict[str, list[ActualInject]]:
    """Return what happened to each card of a deck in a session, in the order in which it came."""
    from wargame.review.data.actual_injects import list_actual_injects
    from wargame.review.data.reviewed_session import open_session

    session = open_session(path)
    tell_damage(path, session.unread)
    own = {card.id for card in deck.cards}
    out: dict[str, list[ActualInject]] = {}
    for one in list_actual_injects(session):
        if one.card in own:
            out.setdefault(one.card, []).append(ActualInject(one.turn, one.time, one.came, one.done))
    if not out:
        raise Stop(f"{path}: no card of {deck.id} came in this session; name the deck it was played with")
    return out
