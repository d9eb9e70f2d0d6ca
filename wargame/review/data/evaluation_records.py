"""Aftermath: what was recorded after play: observations, ratings, recommendations, and what was said in the debrief."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from wargame.content.text.wording import cites
from wargame.exercise.debrief import ratings, stages
from wargame.review.data.report import Observation, Rating, Recommendation, Said
from wargame.review.data.reviewed_session import Reviewed
from wargame.rules.table import FACILITATOR


class Evaluation(NamedTuple):
    """How the learning objectives were rated, what should be done about it, and what belongs to no objective."""

    overall: str
    ratings: tuple[Rating, ...]
    improvements: tuple[Recommendation, ...]
    notes: tuple[Observation, ...]


def evaluation(session: Reviewed) -> Evaluation:
    """All ratings, observations and recommendations; unrated and empty where nobody has written any."""
    rated = ratings.ratings(session)
    known = {one.objective for one in rated}
    observed = _observer(session)
    return Evaluation(
        ratings.overall(rated),
        tuple(
            Rating(
                one.objective,
                one.text,
                one.rating,
                one.supported,
                one.because,
                tuple(map(observed, one.observations)),
                one.lines,
            )
            for one in rated
        ),
        tuple(
            Recommendation(
                one.issue,
                one.recommendation,
                session.called(one.by),
                one.lines,
                one.action,
                one.owner,
                one.start,
                one.completion,
            )
            for one in ratings.advice(session)
        ),
        tuple(observed(one) for one in ratings.observations(session) if one.objective not in known and one.text),
    )


def _observer(session: Reviewed) -> Callable[[ratings.Observation], Observation]:
    lay = _on_the_table(session)

    def observed(one: ratings.Observation) -> Observation:
        return Observation(
            one.line, one.turn, one.kind, one.objective, one.text, one.about, lay(one.line), one.analysis
        )

    return observed


def _on_the_table(session: Reviewed) -> Callable[[int], str]:
    """Which card lay on the table when a line was written, with the pages it cites."""
    table = session.table
    current = table.marks["current"]

    def lay(n: int) -> str:
        later = next((line for line in session.standing if line["n"] > n), None)
        row = session.before(later["n"]) if later is not None else session.view(FACILITATOR)
        entry = row[current]
        if not entry:
            return ""
        card = table.cards[table.entries[entry - 1]]
        pages = cites(card.cites, session.sources)
        return f"{card.title} ({pages})" if pages else card.title

    return lay


def said(session: Reviewed) -> tuple[Said, ...]:
    """What was said in the debrief, names left out: they stand, if anywhere, with the seats."""
    return tuple(
        Said(one.line, one.stage, one.kind, one.role, session.called(one.role), one.text, one.prompt)
        for one in stages.entries(session)
        if one.kind != "name"
    )
