"""The sections before the appendices: what a reader in a hurry reads, then overview, ratings, analysis and plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from wargame.exercise.debrief.critical_tasks import DONE
from wargame.review.data.report import DecisionImpact, Report, ReportObservation, ReportRating
from wargame.review.text import front_text, table_text
from wargame.review.text.number_text import (
    NONE,
    format_date,
    format_number,
    format_percent,
    format_points,
    format_span,
)
from wargame.review.text.page_text import name_section
from wargame.review.write.blocks import (
    Block,
    BulletItem,
    Bullets,
    FactTable,
    Heading,
    LineNumber,
    Paragraph,
    RoleName,
    Spans,
    Styled,
    build_bullets,
    build_evidence,
    build_spans,
    build_table,
)
from wargame.review.write.charts.drawn_chart import Drawings, iter_chart
from wargame.review.write.report_text import format_question_result
from wargame.rules.text.rating_text import format_task_mark

MOST = 3
"""How many of the decisions that mattered are told before the appendices."""


def iter_brief(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield how it ended, the points, the question, and of which session this one is a branch."""
    yield Paragraph(report.ending_text, front_text.format_ending(report.ending), "lead")
    if report.question is not None:
        yield Paragraph(format_question_result(report.question), report.question.text)
        yield Paragraph(report.question.criterion)
    if report.scores:
        rows = []
        for one in report.scores:
            rows.append((RoleName(one.role, one.name), format_points(one.points, one.most)))
        yield build_table(table_text.title_scores(), ". #", rows)
    if report.overview.lineage:
        yield Heading(2, front_text.title_branch())
        yield from (Paragraph(text) for text in report.overview.lineage)


def _compare(impact: DecisionImpact) -> str:
    """Return what the alternative that promised the role most would have changed."""
    first = impact.alternatives[0]
    return front_text.format_compared(
        first.name,
        format_number(abs(first.difference), 1),
        format_percent(first.flips),
        more=first.difference > 0,
        sure=impact.sure,
    )


def iter_mattered(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the decisions that mattered most, with what their alternatives would have changed."""
    impact = report.impact
    if impact is None:
        return
    yield Paragraph(front_text.format_method(impact.bots, impact.pairs))
    leading = impact.decisions[:MOST]
    yield build_bullets(
        (
            build_spans(
                partial(front_text.format_mattered, turn=one.turn, compared=_compare(one)),
                RoleName(one.role, one.name),
                Styled(one.decided, "strong"),
                LineNumber(one.line),
            )
            for one in leading
        ),
        ordered=True,
    )


def iter_overview(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the facts of the exercise, its scenario and objectives, and who took part."""
    over = report.overview
    ended = over.ended and over.ended != over.began
    facts = {
        "exercise": over.title,
        "session": over.session,
        "dates": format_span(over.began, over.ended) if ended else format_date(over.began),
        "scope": over.scope,
        "length": front_text.format_played(over.length, over.played, over.turns),
        "course": over.course,
        "sponsor": over.sponsor,
        "contact": over.contact,
        "status": front_text.format_status(final=over.final),
        "file": front_text.format_file(over.file, over.faith),
    }
    yield FactTable(tuple((name, facts[fact]) for fact, name in front_text.name_facts().items() if facts[fact]))
    yield Heading(2, front_text.title_scenario())
    yield Paragraph(over.summary)
    if over.objectives:
        yield Heading(2, front_text.title_objectives())
        yield build_bullets(over.objectives, ordered=True)
    if report.scores:
        yield from iter_chart(drawn, "scores")
        yield build_table(
            table_text.title_objectives(),
            ". 3 6 # #",
            (
                (
                    RoleName(score.role, score.name),
                    front_text.format_objective(aim.title, secret=aim.secret),
                    aim.text,
                    format_number(aim.points),
                    format_number(aim.most),
                )
                for score in report.scores
                for aim in score.aims
            ),
        )
    yield Heading(2, front_text.title_participants())
    named = any(seat.names for seat in over.seats)
    rows = [
        (RoleName(s.role, s.name), s.who, str(s.people) if s.people else NONE, ", ".join(s.names)) for s in over.seats
    ]
    words = table_text.title_participants(named=named)
    yield build_table(words, ". . # 3" if named else ". . #", (row[: 3 + named] for row in rows))


def iter_ratings(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the rating of each objective with its evidence, and the worst of them."""
    if not report.ratings:
        yield Paragraph(front_text.format_nothing_to_rate())
        return
    rated = sum(bool(one.rating) for one in report.ratings)
    overall = front_text.format_overall(report.overall)
    if rated and not report.overall:
        overall = front_text.format_rated_part(rated, len(report.ratings))
    yield Paragraph(overall, front_text.lead_overall(), "lead")
    has_tasks = any(one.tasks for one in report.ratings)
    rows = (
        (
            Styled(r.rating or NONE, "grade"),
            Spans(r.text, *_iter_rating_reasons(r)),
            r.supported or NONE,
            *([_count_tasks(r)] if has_tasks else []),
            build_evidence(r.lines) or NONE,
        )
        for r in report.ratings
    )
    yield build_table(table_text.title_ratings(has_tasks=has_tasks), "1 8 2 2 2" if has_tasks else "1 8 2 2", rows)
    yield Paragraph(front_text.format_scale(), kind="note")
    if any(one.tasks or one.levels for one in report.ratings):
        yield Paragraph(front_text.format_levels_place(name_section("levels")), kind="note")
    else:
        yield Paragraph(front_text.format_no_levels(), kind="note")


def _iter_rating_reasons(rating: ReportRating) -> Iterator[str]:
    """Yield what stands below an objective: the reason of its rating, and that another one was given before."""
    if rating.because:
        yield from ("\n", Styled(rating.because, "slanted"))
    if rating.earlier:
        last = rating.earlier[-1]
        yield from ("\n", build_spans(partial(front_text.format_rated_before, last.rating), LineNumber(last.line)))


def _count_tasks(rating: ReportRating) -> str:
    done = sum(task.mark == DONE for task in rating.tasks)
    return front_text.format_tasks_done(done, len(rating.tasks)) if rating.tasks else NONE


def iter_levels(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield, by objective, its critical tasks with their marks, what each rating looks like, and earlier ratings."""
    for one in report.ratings:
        if not (one.tasks or one.levels or one.earlier):
            continue
        yield Heading(2, one.text)
        if one.tasks:
            yield build_table(
                table_text.title_tasks(),
                "2 8 4",
                (
                    (Styled(format_task_mark(task.mark), "strong"), task.text, build_evidence(task.lines) or NONE)
                    for task in one.tasks
                ),
            )
        if one.levels:
            yield build_table(
                table_text.title_levels(),
                "1 13",
                (
                    (Styled(letter, "grade") if letter == one.rating else letter,
                     Styled(level, "strong") if letter == one.rating else level)
                    for letter, level in one.levels
                ),
            )  # fmt: skip
        for earlier in one.earlier:
            yield Paragraph(
                build_spans(
                    partial(front_text.format_earlier_rating, earlier.rating, earlier.turn), LineNumber(earlier.line)
                )
            )


def iter_analysis(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield what was observed, by objective: strengths, areas for improvement, notes. Ratings stand above, once."""
    bare = [one for one in report.ratings if not one.observations]
    for one in report.ratings:
        if one in bare:
            continue
        yield Heading(2, one.text)
        yield from _iter_objective_notes(one)
    if bare:
        yield Paragraph(front_text.format_nothing_noted(everywhere=len(bare) == len(report.ratings)))
    if report.notes:
        yield Heading(2, front_text.title_unbound())
        yield _build_note_list(report.notes)


def _iter_objective_notes(one: ReportRating) -> Iterator[Block]:
    for kind, title in front_text.title_kinds().items():
        found = [note for note in one.observations if note.kind == kind]
        if found:
            yield Heading(3, title)
            yield _build_note_list(found)


def _build_note_list(notes: Iterable[ReportObservation]) -> Bullets:
    return Bullets(tuple(BulletItem(_format_observation(note)) for note in notes))


def _format_observation(note: ReportObservation) -> str:
    return front_text.format_observation(
        note.text, note.about, note.reference, note.analysis, note.turn, note.line, note.by, doubted=note.doubted
    )


def iter_plan(report: Report, drawn: Drawings) -> Iterator[Block]:
    """The improvement plan: a row for each recommendation, with HSEEP's further columns where they are filled in."""
    if not report.improvements:
        yield Paragraph(front_text.format_no_recommendation())
        return
    rows = report.improvements
    filled = any(r.action or r.owner or r.start or r.completion for r in rows)
    yield build_table(
        table_text.title_recommendations(filled_in=filled),
        "3 4 . ." + (" 2 . . ." if filled else ""),
        (
            (r.issue, r.recommendation, r.by or NONE, build_evidence(r.lines) or NONE)
            + ((r.action, r.owner, r.start, r.completion) if filled else ())
            for r in rows
        ),
    )
