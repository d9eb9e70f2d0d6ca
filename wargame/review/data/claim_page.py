"""Builds the page of the report about what the documents claim, and what happened here for and against it."""

from __future__ import annotations

from wargame.exercise.debrief.claims import BEST, ClaimHere, build_claim_sheet
from wargame.review.data.report import (
    ClaimDecision,
    ClaimMeasure,
    ClaimPage,
    ClaimRule,
    ClaimSwitch,
    ClaimWeakness,
    ReportCardQuestion,
    ReportClaim,
)
from wargame.review.data.reviewed_session import ReviewedSession


def build_claim_page(session: ReviewedSession) -> ClaimPage:
    """Return the claims of all documents that the exercise cites, and the questions of the cards that came."""
    sheet = build_claim_sheet(session)
    return ClaimPage(
        tuple(_build_claim(session, one) for one in sheet.claims),
        tuple(source.short for source in sheet.silent),
        tuple(ReportCardQuestion(*question) for question in sheet.questions),
        min(BEST, len(sheet.questions)),
        sheet.pairs,
        session.table.scenario.lessons,
    )


def _build_claim(session: ReviewedSession, here: ClaimHere) -> ReportClaim:
    return ReportClaim(
        document=here.source.short,
        document_title=here.source.title,
        claim=here.claim.id,
        title=here.claim.title,
        text=here.claim.text,
        pages=here.pages,
        decisions=tuple(
            ClaimDecision(
                one.line, one.turn, one.role, session.find_role_name(one.role), one.verb, one.cited.title, one.side
            )
            for one in here.decisions
        ),
        may_fail=tuple(
            ClaimWeakness(weak.text, tuple(here.list_weak_pages(weak)), weak.document or "")
            for weak in here.claim.may_fail
        ),
        rules=tuple(ClaimRule(*rule) for rule in here.rules),
        switches=tuple(ClaimSwitch(*switch) for switch in here.switches),
        measures=tuple(
            ClaimMeasure(
                measure.experiment.title,
                session.find_role_name(margin.role),
                margin.soon,
                margin.soon_error,
                margin.end,
                margin.end_error,
            )
            for measure in here.measures
            if (margin := measure.margin) is not None
        ),
    )
