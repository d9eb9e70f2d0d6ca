"""Reads what was recorded after play: observations, ratings, recommendations, and what was said in the debrief."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from wargame.content.text.wording import format_citations
from wargame.exercise.debrief import ratings, stages
from wargame.exercise.debrief.citing import list_cited
from wargame.exercise.debrief.key_decisions import UNREMARKABLE
from wargame.review.data.report import (
    DebriefRemark,
    Recommendation,
    ReportEarlierRating,
    ReportObservation,
    ReportRating,
    ReportTask,
)
from wargame.review.data.reviewed_session import ReviewedSession
from wargame.review.text.play_text import format_references
from wargame.rules.text.rule_text import begin_sentence
from wargame.session.text.debrief_text import format_wordless


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
                tuple(ReportTask(task.letter, task.text, task.mark, task.lines, task.bare) for task in one.tasks),
                one.levels,
                tuple(ReportEarlierRating(earlier.rating, earlier.line, earlier.turn) for earlier in one.earlier),
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
        tuple(
            observed(one)
            for one in ratings.list_observations(session)
            if one.objective not in known and (one.text or one.kind != "note")
        ),
    )


def _make_observation_builder(session: ReviewedSession) -> Callable[[ratings.Observation], ReportObservation]:
    def observed(one: ratings.Observation) -> ReportObservation:
        reference = format_reference(session, one.line)
        return ReportObservation(
            one.line,
            one.turn,
            one.kind,
            one.objective,
            one.text or begin_sentence(format_wordless()),
            one.about,
            reference,
            one.analysis,
            one.doubted,
            one.by,
        )

    return observed


def format_reference(session: ReviewedSession, n: int) -> str:
    """Return what the decision before line ``n`` cites, with its pages; empty where it cites nothing.

    After a reveal or a close these are the plans of the turn.
    """
    before = [line for line in session.standing if line.n < n and line.do not in UNREMARKABLE]
    cited = list_cited(session, before[-1]) if before else []
    return format_references(
        (one.title, format_citations(one.facts, session.sources, one.ours, tell_invented=False)) for one in cited
    )


def list_remarks(session: ReviewedSession) -> tuple[DebriefRemark, ...]:
    """Return what was said in the debrief. Names of people are left out: only the seats of the overview hold them."""
    return tuple(
        DebriefRemark(
            one.line, one.stage, one.kind, one.role, session.find_speaker_name(one.role), one.text, one.prompt
        )
        for one in stages.list_entries(session)
        if one.kind != "name"
    )
