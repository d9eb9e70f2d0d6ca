"""The report as one HTML page: its sections from their blocks, or from a template where a section has one."""

from __future__ import annotations

from functools import partial

from wargame.review.data.report import Report
from wargame.review.write.blocks import LineNumber
from wargame.review.write.charts.report_charts import draw_charts
from wargame.review.write.charts.style import MARKS
from wargame.review.write.model_page import format_model_matrix, iter_loops
from wargame.review.write.page import render_page
from wargame.review.write.report_text import format_changes, format_effects, format_question_result, list_role_names
from wargame.review.write.sections import list_sections

MINOR = frozenset({"pass", "decline", "estimate", "stand"})
"""Decisions that take one line in the timeline unless somebody gave a reason."""


def render_report_page(report: Report) -> str:
    """Return the report as a whole HTML document."""
    drawn = {one.name: one for one in draw_charts(report)}
    looks = {seat.role: f"r{at % len(MARKS)}" for at, seat in enumerate(report.overview.seats)}
    placed = list_sections(report)
    context = {
        "report": report,
        "over": report.overview,
        "ended": bool(report.overview.ended),
        "roles": list_role_names(report),
        "sections": placed,
        "blocks_of": {
            one.section.id: tuple(one.section.blocks(report, drawn)) for one in placed if not one.section.template
        },
        "drawn": drawn,
        "matrix": format_model_matrix(report.model) if report.model is not None else "",
        "loops": tuple(iter_loops(report, drawn)),
        "came": format_question_result,
        "changed": format_changes,
        "worth_of": partial(format_effects, report),
        "line_number": LineNumber,
        "minor": MINOR,
    }
    return render_page(
        "report.html.j2", context, find_mark=lambda role: looks.get(role, "none"), anchors=_list_anchors(report)
    )


def _list_anchors(report: Report) -> frozenset[int]:
    """Return the lines that have a place in the page: decisions in the timeline, observations in the analysis."""
    observed = [*report.notes, *(one for rating in report.ratings for one in rating.observations)]
    return frozenset([*(one.line for one in report.decisions), *(one.line for one in observed)])
