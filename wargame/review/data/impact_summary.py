"""Says which decisions of a session mattered most, in the words of the report."""

from __future__ import annotations

from collections.abc import Callable

from wargame.exercise.debrief.key_decisions import find_line
from wargame.lab.counterfactuals import DECISIONS, DecisionMoment
from wargame.lab.impact import LEADING, DecisionWeight, DecisionWeights, Difference, measure_impact
from wargame.review.data.report import Alternative, DecisionImpact, Impact
from wargame.review.data.reviewed_session import ReviewedSession
from wargame.review.data.timeline import DecisionWords
from wargame.review.text import impact_text
from wargame.session.records import CommandLine


def measure_weights(
    session: ReviewedSession,
    pairs: int,
    *,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    warn: Callable[[str], None] | None = None,
) -> DecisionWeights:
    """Measure how much the decisions of a session that stand mattered. The figures hold no words of people.

    Each alternative of the leading decisions is measured over ``pairs`` of playouts. ``progress`` is told how many of
    how many exercises have been played on; ``cancelled`` is asked between them whether to stop; ``warn`` is told if the
    batch engine differs from the scalar one. Raises `wargame.lab.impact.Cancelled`, and `ValueError` for fewer than two
    pairs. `build_impact` puts the figures into words.
    """
    return measure_impact(
        session.content,
        session.header.length,
        session.table.paced,
        _list_moments(session),
        pairs,
        staged=session.table.staged,
        instead=session.table.instead,
        seed=seed,
        workers=workers,
        progress=progress,
        cancelled=cancelled,
        warn=warn,
    )


def _list_moments(session: ReviewedSession) -> list[DecisionMoment]:
    table = session.table
    return [
        DecisionMoment(
            n=line.n,
            row=tuple(session.find_row_before(line.n)),
            role=table.roles.index(line.role),
            do=line.do,
            args=line.args,
        )
        for line in session.standing
        if line.do in DECISIONS
    ]


def build_impact(session: ReviewedSession, found: DecisionWeights) -> Impact:
    """Put what was measured into the words that stand in the session now."""
    words = DecisionWords(session)
    leading = [weight for weight in found.decisions if weight.fresh]
    bots = impact_text.join_bots(dict.fromkeys(found.bots))
    caveat = [impact_text.format_caveat(bots)]
    if len(leading) < len(found.decisions):
        caveat.append(impact_text.format_choice(LEADING, found.chosen_on, found.pairs))
    if found.alone:
        caveat.append(impact_text.format_played(found.played, found.alone))
    return Impact(
        pairs=found.pairs,
        bots=bots,
        decisions=tuple(_build_decision(session, words, weight) for weight in found.decisions),
        caveat=" ".join(caveat),
    )


def _build_decision(session: ReviewedSession, words: DecisionWords, weight: DecisionWeight) -> DecisionImpact:
    line = find_line(session, weight.n)
    return DecisionImpact(
        line=weight.n,
        turn=line.turn,
        role=line.role,
        name=session.find_role_name(line.role),
        decided=words.format_attempt(line),
        size=weight.size,
        sure=weight.clear,
        alternatives=tuple(_build_alternative(words, line.n, one) for one in weight.differences),
        fresh=weight.fresh,
    )


def _build_alternative(words: DecisionWords, n: int, one: Difference) -> Alternative:
    instead = CommandLine(n=n, role="", by="", do=one.do, args=one.args, because="", said={}, seconds=0.0, events=())
    return Alternative(words.format_attempt(instead), one.mean, one.low, one.high, one.flips, one.pairs)
