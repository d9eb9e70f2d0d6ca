"""Lists the handouts of the cards that came in a session, with the copies that are kept beside its file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from wargame.input_file import HANDOUT_BYTES, read_input
from wargame.review.data.play_record import CardPlay
from wargame.review.data.report import ReportHandout
from wargame.review.data.reviewed_session import ReviewedSession
from wargame.session.handouts import find_handout


class KeptHandout(NamedTuple):
    """A handout: the id and title of its card, what stands below it and on it, its file, and the kept copy or None."""

    id: str
    card: str
    caption: str
    text: str
    file: str
    path: Path | None


def list_kept_handouts(session: ReviewedSession, log: Iterable[CardPlay]) -> list[KeptHandout]:
    """Return the handouts of the cards that came by a card log, each once, in the order of the cards."""
    came = {play.id for play in log if play.line}
    return [
        KeptHandout(
            card.id,
            card.title,
            handout.caption,
            handout.text,
            Path(handout.file).name,
            find_handout(session.path, handout.file, handout.sha or ""),
        )
        for card in session.table.cards
        if card.id in came and (handout := card.handout) is not None
    ]


def list_handouts(session: ReviewedSession, log: Iterable[CardPlay]) -> tuple[ReportHandout, ...]:
    """Return the same for a report, with the bytes of the kept copies."""
    return tuple(
        ReportHandout(
            one.card, one.caption, one.text, one.file, read_input(one.path, HANDOUT_BYTES) if one.path else b""
        )
        for one in list_kept_handouts(session, log)
    )
