"""Reads what was recorded after play: observations, ratings, recommendations, and what was said in the debrief."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from wargame.content.text.wording import format_citations
from wargame.exercise.debrief import ratings, stages
from wargame.review.data.report import DebriefRemark, Recommendation, ReportObservation, ReportRating
from wargame.review.data.reviewed_session import ReviewedSession
from wargame.review.text.play_text import format_card_on_table
from wargame.rules.model import FACILITATOR


class Evaluation(NamedTuple):
    """The ratings of the learning objectives, the recommendations, and the observations that belong to no objective."""

    overall: str
    ratings: tuple[ReportRating, ...]
    improvements: tuple[Recommendation, ...]
    notes: tuple[ReportObservation, ...]


def build_evaluation(session: ReviewedSession) -> Evaluation:
    """Return all ratings, observations and recommendations; unrated and empty where nobody has written any."""
    rated = ratings.list_ratings(session)
    known = {one.objective for one in rated}
    observed = _make_observation_builder(session)
    return Evaluation(
        ratings.compute_overall_rating(rated),
        tuple(
            ReportRating(
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
                session.find_speaker_name(one.by),
                one.lines,
                one.action,
                one.owner,
                one.start,
                one.completion,
            )
            for one in ratings.list_advice(session)
        ),
        tuple(observed(one) for one in ratings.list_observations(session) if one.objective not in known and one.text),
    )


def _make_observation_builder(session: ReviewedSession) -> Callable[[ratings.Observation], ReportObservation]:
    lay = _make_card_finder(session)

    def observed(one: ratings.Observation) -> ReportObservation:
        return ReportObservation(
            one.line, one.turn, one.kind, one.objective, one.text, one.about, lay(one.line), one.analysis
        )

    return observed


def _make_card_finder(session: ReviewedSession) -> Callable[[int], str]:
    """Return a function that finds the card on the table when a line was written, with the pages it cites."""
    table = session.table
    current = table.at.current

    def lay(n: int) -> str:
        later = next((line for line in session.standing if line.n > n), None)
        row = session.find_row_before(later.n) if later is not None else session.build_view(FACILITATOR)
        entry = row[current]
        if not entry:
            return ""
        card = table.cards[table.entries[entry - 1]]
        pages = format_citations(card.cites, session.sources, card.ours, card.invented)
        return format_card_on_table(card.title, pages)

    return lay


def list_remarks(session: ReviewedSession) -> tuple[DebriefRemark, ...]:
    """Return what was said in the debrief. Names of people are left out: only the seats of the overview hold them."""
    return tuple(
        DebriefRemark(
            one.line, one.stage, one.kind, one.role, session.find_speaker_name(one.role), one.text, one.prompt
        )
        for one in stages.list_entries(session)
        if one.kind != "name"
    )
