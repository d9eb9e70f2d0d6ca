"""Builds the report of one session from its file; the report is whole as soon as play ends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wargame.exercise.debrief.key_decisions import is_hindsight
from wargame.review.data.attribution import trace_consequences
from wargame.review.data.calibration import compute_calibration, has_come_true
from wargame.review.data.card_log import build_card_log, list_cited_documents
from wargame.review.data.claim_page import build_claim_page
from wargame.review.data.codes import find_likelihood_code
from wargame.review.data.dice_record import list_dice
from wargame.review.data.evaluation_records import build_evaluation, list_remarks
from wargame.review.data.evenness import compute_evenness, count_hats
from wargame.review.data.kept_handouts import list_handouts
from wargame.review.data.model_page import build_model_page
from wargame.review.data.overview import build_overview, find_ending, list_scores
from wargame.review.data.play_record import TimeSpent
from wargame.review.data.report import Estimate, Impact, Report, ReportQuestion
from wargame.review.data.reviewed_session import ReviewedSession, open_session
from wargame.review.data.timeline import is_decision, list_decisions
from wargame.review.data.track_series import build_end_map, list_series
from wargame.rules.text.question_text import format_criterion
from wargame.session.records import Amendment


def build_report(path: Path, *, names: bool = False, impact: Impact | None = None) -> Report:
    """Return the report of a session file: finished, open, torn, or the good part of a damaged one.

    People are called by their roles unless ``names`` are asked for. ``impact`` is what mattered, if that was computed.
    Raises `JournalError` if nothing of the file can be read.
    """
    session = open_session(path)
    made = build_session_report(session, names=names, impact=impact)
    return replace(made, model=build_model_page(session.content))


def build_session_report(session: ReviewedSession, *, names: bool = False, impact: Impact | None = None) -> Report:
    """Return the report of a session that was read, as `build_report` does of a file, but without its model."""
    end, end_text = find_ending(session)
    came = trace_consequences(session)
    evaluated = build_evaluation(session)
    cards = build_card_log(session)
    return Report(
        overview=build_overview(session, names),
        ending=end,
        ending_text=end_text,
        scores=list_scores(session),
        question=build_question(session),
        impact=impact,
        overall=evaluated.overall,
        ratings=evaluated.ratings,
        improvements=evaluated.improvements,
        decisions=list_decisions(session, came, names),
        series=list_series(session, came),
        map=build_end_map(session),
        cards=cards,
        dice=list_dice(session),
        seed=session.seed,
        spent=list_time_spent(session),
        evenness=compute_evenness(session),
        hats=count_hats(session),
        debrief=list_remarks(session),
        cited=list_cited_documents(session),
        notes=evaluated.notes,
        handouts=list_handouts(session, cards),
        papers=build_claim_page(session),
    )


def build_question(session: ReviewedSession) -> ReportQuestion | None:
    """Return the scenario's question, every estimate that stands, and their scores; None without a question."""
    asked = session.table.scenario.question
    if asked is None:
        return None
    amended = {line.line: line for line in session.list_records(Amendment)}
    estimates = tuple(
        Estimate(
            line.n,
            line.turn,
            line.role,
            line.args["percent"],
            find_likelihood_code(line.args["percent"]),
            line.because,
            amended[line.n].because if line.n in amended else "",
            line.n in amended and is_hindsight(session, amended[line.n]),
        )
        for line in session.standing
        if line.do == "estimate"
    )
    return ReportQuestion(
        asked.text, format_criterion(session.table), has_come_true(session), estimates, compute_calibration(session)
    )


def list_time_spent(session: ReviewedSession) -> tuple[TimeSpent, ...]:
    """Return the time that decisions took, by role (the facilitator last) and by phase in the order of a turn."""
    seconds: dict[tuple[str, str], list[float]] = {}
    for line in session.standing:
        if is_decision(line):
            seconds.setdefault((line.role, line.phase), []).append(line.seconds)
    phases = list(dict.fromkeys(step.phase for step in session.table.program))
    order = {role: at for at, role in enumerate(session.table.roles)}
    keys = sorted(seconds, key=lambda key: (order.get(key[0], len(order)), phases.index(key[1])))
    return tuple(
        TimeSpent(role, session.find_role_name(role), phase, sum(seconds[role, phase]), len(seconds[role, phase]))
        for role, phase in keys
    )
