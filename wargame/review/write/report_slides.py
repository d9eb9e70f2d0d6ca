"""Builds five slides from a report for the next lesson: what happened, what mattered, claims, estimates, take-aways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from wargame.review.data.play_record import Decision
from wargame.review.data.report import DecisionImpact, Report, ReportClaim, ReportQuestion
from wargame.review.text import chart_text, section_text, slide_text
from wargame.review.text.code_text import name_ending
from wargame.review.text.number_text import format_lines, format_number, format_points, format_whole_percent
from wargame.review.write.appendices import iter_debrief, iter_estimates
from wargame.review.write.blocks import Block, Paragraph, RoleName, build_spans
from wargame.review.write.claim_pages import iter_claims
from wargame.review.write.front_matter import iter_brief, iter_mattered, iter_plan, iter_ratings
from wargame.review.write.report_text import format_effects
from wargame.review.write.slide_text_fit import cut_words
from wargame.review.write.slides import (
    MOST_WORDS,
    Bar,
    BarChart,
    ChartLine,
    LineChart,
    Slide,
    SlideTable,
    format_notes,
)
from wargame.session.text import claim_text

_LEADING = 3
"""How many decisions are told."""
_DECIDED = 6
"""The most words of a decision in a point."""
_EFFECTS = 2
"""How many of a decision's effects on roles are told."""
_CLAIMS = 4
"""How many claims are told."""
_POINTS = 4
"""How many points a slide has at most."""
_POINT = 20
"""The most words of what people wrote in a point."""
_TITLE = 12
"""The most words of what people wrote in a title."""

SidedClaim = tuple[ReportClaim, tuple[int, int]]
"""A claim with the number of decisions for it and against it."""


def build_report_slides(report: Report) -> tuple[Slide, ...]:
    """Return the slides of a report."""
    return (
        _build_happened(report),
        _build_mattered(report),
        _build_claims(report),
        _build_estimates(report),
        _build_take_aways(report),
    )


# What happened


def _build_happened(report: Report) -> Slide:
    over = report.overview
    if over.ended:
        title = slide_text.format_ended(name_ending(report.ending), over.played)
    else:
        title = slide_text.format_goes_on(over.played, over.turns)
    bars = tuple(
        Bar(one.role, one.name, format_points(one.points, one.most), one.points, one.most) for one in report.scores
    )
    caption, alt = chart_text.describe_scores((one.name, one.points) for one in report.scores)
    told = cut_words(report.ending_text, MOST_WORDS - 4 * len(bars))
    notes = format_notes((*iter_brief(report, {}), *_iter_overview(report)))
    chart = BarChart(caption, alt, bars) if bars else None
    return Slide(title, (told,) if told else (), None, chart, notes)


def _iter_overview(report: Report) -> Iterator[Block]:
    yield Paragraph(report.overview.scope)
    for score in report.scores:
        for aim in score.aims:
            points = format_points(aim.points, aim.most)
            yield Paragraph(aim.text, slide_text.label_bar(f"{score.name}, {aim.title}", points))


# What mattered


def _build_mattered(report: Report) -> Slide:
    if report.impact is not None and report.impact.decisions:
        leading = report.impact.decisions[:_LEADING]
        first = leading[0]
        title = slide_text.format_mattered_most(first.name, cut_words(first.decided, _TITLE), first.turn)
        points = tuple(_tell_impact(one) for one in leading)
        told = {one.line for one in leading}
        notes = [format_notes(iter_mattered(report, {})), report.impact.caveat]
        return Slide(title, points, notes=_join_notes(*notes, *_iter_decision_notes(report, told)))
    moved = sorted(
        (one for one in report.decisions if not one.struck and _sum_effects(one)),
        key=lambda one: (-_sum_effects(one), one.line),
    )[:_LEADING]
    ask = slide_text.format_ask_mattered()
    if not moved:
        return Slide(slide_text.format_nothing_moved(), (ask,), notes=ask)
    first_moved = moved[0]
    title = slide_text.format_moved_most(first_moved.name, cut_words(first_moved.attempted, _TITLE), first_moved.turn)
    points = tuple(_tell_effect(report, one) for one in moved)
    return Slide(title, points, notes=_join_notes(ask, *_iter_decision_notes(report, {one.line for one in moved})))


def _sum_effects(one: Decision) -> float:
    return sum(abs(points) for _, points in one.effect)


def _tell_impact(one: DecisionImpact) -> str:
    other = one.alternatives[0]
    came = slide_text.format_instead(cut_words(other.name, _DECIDED), format_number(other.difference, 1, sign=True))
    return _tell_decision(one.role, one.name, one.turn, one.decided, came)


def _tell_effect(report: Report, one: Decision) -> str:
    largest = sorted(one.effect, key=lambda effect: -abs(effect[1]))[:_EFFECTS]
    told = [effect for effect in one.effect if effect in largest]
    came = slide_text.format_at_once(format_effects(report, told))
    return _tell_decision(one.role, one.name, one.turn, one.attempted, came)


def _tell_decision(role: str, name: str, turn: int, decided: str, came: str) -> str:
    told = partial(slide_text.format_decided_in, turn=turn, decided=cut_words(decided, _DECIDED).rstrip("."), came=came)
    return build_spans(told, RoleName(role, name))


def _iter_decision_notes(report: Report, lines: set[int]) -> Iterator[str]:
    for one in report.decisions:
        if one.line in lines:
            said = section_text.format_decision(one.name, one.attempted.rstrip("."), undone=one.struck)
            instead = section_text.join_alternatives(one.alternatives)
            yield slide_text.format_decision_note(said, one.because, instead, format_lines([one.line]))


# Claims


def _build_claims(report: Report) -> Slide:
    page = report.papers
    asked = [one.question for one in page.questions[: page.best]]
    told = choose_claims([(one, count_sides(one)) for one in page.claims])
    if not page.claims and not page.silent:
        return Slide(claim_text.format_no_documents(), tuple(choose_points(asked or [slide_text.format_ask_claim()])))
    shown = replace(report, papers=replace(page, claims=tuple(one for one, _ in told))) if told else report
    return build_claims_slide(told, asked, format_notes(iter_claims(shown, {})), stated=bool(page.claims))


def build_claims_slide(told: Sequence[SidedClaim], asked: Sequence[str], notes: str, *, stated: bool) -> Slide:
    """Return the slide of claims with the decisions for and against each; the questions ``asked`` if there are none.

    ``stated`` is whether the content states any claims.
    """
    if not told:
        title = slide_text.format_untested() if stated else slide_text.format_no_claims()
        return Slide(title, tuple(choose_points(asked)), notes=notes)
    rows = [(slide_text.name_claim(one.title, one.document), *(str(count) for count in sides)) for one, sides in told]
    (first, sides), *_ = told
    return Slide(
        slide_text.format_tested_claim(first.title, *sides),
        table=SlideTable((slide_text.title_sides(), *rows), (6, 1.2, 1.6)),
        notes=notes,
    )


def choose_claims(claims: Sequence[SidedClaim]) -> list[SidedClaim]:
    """Return the claims on which most was decided, those with most decisions first."""
    told = sorted((one for one in claims if any(one[1])), key=lambda one: -sum(one[1]))
    return told[:_CLAIMS]


def count_sides(one: ReportClaim) -> tuple[int, int]:
    """Return how many decisions speak for a claim, and how many against it; those on both sides count twice."""
    sides = [made.side for made in one.decisions]
    both = sides.count("both")
    return sides.count("for") + both, sides.count("against") + both


# Estimates


def _build_estimates(report: Report) -> Slide:
    question = report.question
    notes = format_notes(iter_estimates(report, {}))
    if question is None:
        return Slide(slide_text.format_no_question(), notes=notes)
    chart = _draw_estimates(report, question)
    asked = cut_words(slide_text.format_asked(question.text), MOST_WORDS - 8)
    return Slide(_name_estimates(question), (asked,), None, chart, notes)


def _name_estimates(question: ReportQuestion) -> str:
    last = [one.last for one in question.calibration if one.last is not None]
    verdict = section_text.format_verdict(question.came_true)
    if not last:
        return slide_text.format_unestimated(verdict)
    if question.came_true is None:
        return slide_text.format_still_open(format_whole_percent(min(last)), format_whole_percent(max(last)))
    scored = sorted((one.brier, at) for at, one in enumerate(question.calibration) if one.brier is not None)
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return slide_text.format_alike(verdict)
    best = question.calibration[scored[0][1]]
    first, final = format_whole_percent(best.first), format_whole_percent(best.last)
    return slide_text.format_nearest(verdict, best.name, first, final)


def _draw_estimates(report: Report, question: ReportQuestion) -> LineChart | None:
    """Return the lines of the estimates by turn; of several in one turn the last counts."""
    turns = sorted({one.turn for one in question.estimates})
    given = {(one.role, one.turn): one.percent for one in question.estimates}
    lines = tuple(
        ChartLine(seat.role, seat.name, tuple(given.get((seat.role, turn)) for turn in turns))
        for seat in report.overview.seats
        if any((seat.role, turn) in given for turn in turns)
    )
    if not lines:
        return None
    told = (
        (one.name, [(turn, value) for turn, value in zip(turns, one.values, strict=True) if value is not None])
        for one in lines
    )
    caption, alt = chart_text.describe_estimates(told, section_text.format_verdict(question.came_true))
    return LineChart(caption, alt, tuple(map(chart_text.label_turn, turns)), lines)


# Take-aways


def _build_take_aways(report: Report) -> Slide:
    page = report.papers
    asked = page.questions[page.best : page.best + _LEADING] or page.questions[:_LEADING]
    parts = iter_plan(report, {}), iter_ratings(report, {}), iter_debrief(report, {})
    return build_take_aways_slide(
        [one.text for one in report.debrief if one.kind == "take-away"],
        [one.recommendation for one in report.improvements],
        [one.question for one in asked],
        _join_notes(*map(format_notes, parts)),
    )


def build_take_aways_slide(said: Sequence[str], advised: Sequence[str], asked: Sequence[str], notes: str) -> Slide:
    """Return the slide of what was said and recommended; with the questions ``asked`` if there is nothing yet."""
    wanted = [
        *((one, slide_text.format_said) for one in said),
        *((one, slide_text.format_recommended) for one in advised),
    ]
    if not wanted:
        return Slide(slide_text.format_nothing_taken(), tuple(choose_points(asked)), notes=notes)
    (first, format_first), *left = wanted
    texts = [form(cut_words(one, _POINT).rstrip(".")) for one, form in left]
    title = format_first(cut_words(first, _TITLE).rstrip("."))
    return Slide(title, tuple(choose_points(texts, keep_last=bool(advised))), notes=notes)


def choose_points(texts: Sequence[str], *, keep_last: bool = False) -> list[str]:
    """Return the first texts that have few enough words together, at least one; with ``keep_last`` also the last."""
    cut = [cut_words(one, _POINT + 2) for one in texts]
    last = cut[-1:] if keep_last else []
    chosen: list[str] = []
    for one in cut[: len(cut) - len(last)]:
        words = sum(len(text.split()) for text in (*chosen, one, *last))
        if (chosen or last) and (words > MOST_WORDS or len(chosen) + len(last) >= _POINTS):
            break
        chosen.append(one)
    return [*chosen, *last]


def _join_notes(*notes: str) -> str:
    return "\n\n".join(note for note in notes if note)


def name_foot(report: Report) -> str:
    """Return what stands at the foot of each slide."""
    over = report.overview
    foot = slide_text.format_foot(over.title, over.session)
    return foot if over.final else slide_text.format_draft_foot(foot)
