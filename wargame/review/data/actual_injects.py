"""Lists what happened to each card in a session, for an injects list that sets it beside what was planned."""

from __future__ import annotations

from typing import NamedTuple

from wargame.review.data.card_log import build_card_log
from wargame.review.data.reviewed_session import ReviewedSession
from wargame.review.text.code_text import name_status
from wargame.session.local_time import convert_to_local


class ActualInject(NamedTuple):
    """What happened to a card: its id, the turn and local time it came in, how it came, and what was done."""

    card: str
    turn: int
    time: str
    came: str
    done: str


def list_actual_injects(session: ReviewedSession) -> list[ActualInject]:
    """Return every card that came in a session or was set aside, in order."""
    out = []
    for play in build_card_log(session):
        if play.line:
            at = convert_to_local(session.lines[play.line - 2].at, session.header.zone)
            time = at[:16].replace("T", " ")
            out.append(ActualInject(play.id, play.turn, time, name_status(play.status), play.done))
    return out
