"""Builds the five slides of a course: what happened, where sessions differ, claims, estimates, take-aways.

Sessions are compared within one scenario: that of which most were finished.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import fmean

from wargame.review.course.model import Course, CourseSession, group_finished
from wargame.review.course.outline import iter_differences, iter_question, iter_sessions, list_spreads
from wargame.review.data.report import ReportClaim
from wargame.review.text import slide_text
from wargame.review.text.code_text import name_ending
from wargame.review.text.course_text import format_some_numbers
from wargame.review.text.number_text import format_number, format_whole_percent
from wargame.review.write.claim_pages import iter_claims
from wargame.review.write.report_slides import (
    build_claims_slide,
    build_take_aways_slide,
    choose_claims,
    count_sides,
)
from wargame.review.write.slide_text_fit import cut_words
from wargame.review.write.slides import Slide, SlideTable, format_notes

_ROWS = 7
"""How many sessions are listed."""
_LEADING = 3
"""How many differences are listed."""


def build_course_slides(course: Course) -> tuple[Slide, ...]:
    """Return the slides of a course."""
    kinds = group_finished(course)
    kind: Sequence[CourseSession] = max(kinds, key=len, default=())
    return (
        _build_happened(course),
        _build_differences(kind),
        _build_claims(course),
        _build_estimates(kind),
        _build_take_aways(course),
    )


def _build_happened(course: Course) -> Slide:
    over = [one for one in course.classes if one.over]
    (ending, times), *_ = Counter(name_ending(one.ending) for one in over).most_common(1) or [("", 0)]
    if times > 1:
        title = slide_text.format_course_ended(ending, times, len(over))
    else:
        title = slide_text.format_course_endings(len(course.classes))
    several = len({one.title for one in course.classes}) > 1
    rows = [
        (str(one.no), cut_words(one.title if several else one.name, 4), name_ending(one.ending))
        for one in course.classes[:_ROWS]
    ]
    if len(course.classes) > _ROWS:
        rows.append(("", slide_text.format_more_sessions(len(course.classes) - _ROWS), ""))
    table = SlideTable((slide_text.title_course_sessions(), *rows), (1, 4, 5))
    return Slide(title, table=table, notes=format_notes(iter_sessions(course)))


def _build_differences(kind: Sequence[CourseSession]) -> Slide:
    spreads = list_spreads(kind)[:_LEADING] if len(kind) > 1 else []
    if not spreads:
        return Slide(slide_text.format_no_difference(), (slide_text.format_how_to_compare(),))
    told = [(one, format_number(one.low), format_number(one.high)) for one in spreads]
    points = tuple(
        slide_text.format_difference(
            one.what, low, format_some_numbers(one.lowest), high, format_some_numbers(one.highest)
        )
        for one, low, high in told
    )
    first, low, high = told[0]
    title = slide_text.format_differed_most(first.what, low, high)
    return Slide(title, points, notes=format_notes(iter_differences(kind, {}, 0)))


def _build_claims(course: Course) -> Slide:
    """Return the claims with the decisions of all sessions."""
    counted: dict[tuple[str, str], tuple[ReportClaim, list[tuple[int, int]]]] = {}
    for report in course.reports:
        for one in report.papers.claims:
            counted.setdefault((one.document, one.claim), (one, []))[1].append(count_sides(one))
    summed = [
        (one, (sum(side[0] for side in sides), sum(side[1] for side in sides))) for one, sides in counted.values()
    ]
    asked = [one.question for report in course.reports for one in report.papers.questions[: report.papers.best]]
    notes = "\n\n".join(format_notes(iter_claims(report, {})) for report in course.reports[:1])
    return build_claims_slide(choose_claims(summed), asked[:_LEADING], notes, stated=bool(counted))


def _build_estimates(kind: Sequence[CourseSession]) -> Slide:
    held = [*_iter_means(kind)]
    if not held:
        return Slide(slide_text.format_course_unestimated())
    who, first, last = max(held, key=lambda one: abs(one[2] - one[1]))
    rows = [(name, format_whole_percent(one), format_whole_percent(two)) for name, one, two in held]
    title = slide_text.format_course_moved(who, format_whole_percent(first), format_whole_percent(last))
    table = SlideTable((slide_text.title_course_estimates(), *rows), (3, 2, 2))
    question = cut_words(slide_text.format_asked(kind[0].question), 32)
    return Slide(title, (question,), table, notes=format_notes(iter_question(kind, {}, 0)))


def _iter_means(kind: Sequence[CourseSession]) -> Iterator[tuple[str, int, int]]:
    """Yield each role with the means of its first and its last estimates, in whole per cent."""
    for role in dict.fromkeys(held.role for one in kind for held in one.estimates):
        mine = [held for one in kind for held in one.estimates if held.role == role]
        pairs = [(one.first, one.last) for one in mine if one.first is not None and one.last is not None]
        if pairs:
            yield role, round(fmean(one for one, _ in pairs)), round(fmean(two for _, two in pairs))


def _build_take_aways(course: Course) -> Slide:
    reports = course.reports
    said = [next((one.text for one in made.debrief if one.kind == "take-away"), "") for made in reports]
    advised = [made.improvements[0].recommendation if made.improvements else "" for made in reports]
    asked = [one.question for made in reports for one in made.papers.questions[:1]]
    notes = "\n".join(
        remark for made in reports for remark in _iter_said(made.overview.title, [one.text for one in made.debrief])
    )
    return build_take_aways_slide([one for one in said if one], [one for one in advised if one], asked, notes)


def _iter_said(title: str, remarks: Sequence[str]) -> Iterator[str]:
    if remarks:
        yield title
        yield from (f"• {one}" for one in remarks)
