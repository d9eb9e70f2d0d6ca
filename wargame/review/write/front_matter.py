"""The sections before the appendices: what a reader in a hurry reads, then overview, ratings, analysis and plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.review.data.report import Report, ReportObservation, ReportRating
from wargame.review.number_text import (
    NONE,
    format_date,
    format_lines,
    format_number,
    format_percent,
    format_points,
    format_rating,
)
from wargame.review.text import section_text
from wargame.review.text.overview_text import format_no_ending
from wargame.review.write.blocks import (
    Block,
    BulletItem,
    Bullets,
    FactTable,
    Heading,
    LineNumbers,
    Paragraph,
    RoleName,
    Spans,
    Styled,
    build_bullets,
    build_table,
)
from wargame.review.write.charts.drawn_chart import Drawings, iter_chart
from wargame.review.write.charts.mattered import LEADING
from wargame.review.write.report_text import format_question_result


def iter_brief(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield how it ended, the points, the question, and of which session this one is a branch."""
    yield Paragraph(report.ending_text, f"{report.ending or format_no_ending()}.", "lead")
    if report.question is not None:
        yield Paragraph(format_question_result(report.question), report.question.text)
    if report.scores:
        yield from iter_chart(drawn, "scores")
        yield build_table(
            "Scores", "Role|#Points|Objectives*6",
            ((RoleName(s.role, s.name), format_points(s.points, s.most),
              "; ".join(f"{a.title} {format_points(a.points, a.most)}" + (" (secret)" if a.secret else "")
                        for a in s.aims))
             for s in report.scores),
        )  # fmt: skip
    if report.overview.lineage:
        yield Heading(2, "A branch of another session")
        yield from (Paragraph(text) for text in report.overview.lineage)


def iter_mattered(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the decisions that mattered most, with what their alternatives would have changed."""
    impact = report.impact
    if impact is None:
        return
    yield Paragraph(section_text.format_method(impact.bots, impact.pairs))
    note = "To the right of the line: the alternative would have served the role better."
    yield from iter_chart(drawn, "mattered", note)
    leading = impact.decisions[:LEADING]
    unsure = f" {section_text.format_unsure()}"
    yield build_bullets(
        (
            Spans(RoleName(one.role, one.name), " ", Styled(one.decided, "strong"), f" (turn {one.turn}, line ",
                  LineNumbers([one.line]), ").", "" if one.sure else unsure)
            for one in leading
        ),
        ordered=True,
    )  # fmt: skip
    yield Paragraph(impact.caveat)
    yield build_table(
        "How the end would have differed",
        "#Turn|Role*2|Decided*3|Instead*3|#Points for the role|#95 % interval|#Ends otherwise",
        (
            (one.turn, RoleName(one.role, one.name), one.decided, other.name,
             format_number(other.difference, 2, sign=True),
             section_text.format_interval(format_number(other.low, 2, sign=True),
                                          format_number(other.high, 2, sign=True)),
             format_percent(other.flips))
            for one in leading
            for other in one.alternatives
        ),
        fold="Their alternatives, as a table",
    )  # fmt: skip
    if len(impact.decisions) > LEADING:
        yield Paragraph(section_text.format_more_decisions(len(impact.decisions)), kind="note")


def iter_overview(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the facts of the exercise, its scenario and objectives, and who took part."""
    over = report.overview
    ended = f" to {format_date(over.ended)}" if over.ended and over.ended != over.began else ""
    facts = [
        ("Exercise", over.title),
        ("Session", over.session),
        ("Dates", format_date(over.began) + ended),
        ("Scope", over.scope),
        ("Length", section_text.format_played(over.length, over.played, over.turns)),
        ("Course", over.course),
        ("Sponsor", over.sponsor),
        ("Point of contact", over.contact),
        ("Status", "Final" if over.final else "Draft"),
        ("Session file", f"{over.file}: {over.faith}"),
    ]
    yield FactTable(tuple((name, text) for name, text in facts if text))
    yield Heading(2, "Scenario")
    yield Paragraph(over.summary)
    if over.objectives:
        yield Heading(2, "Objectives")
        yield build_bullets(over.objectives, ordered=True)
    yield Heading(2, "Participants")
    named = any(seat.names for seat in over.seats)
    rows = [
        (RoleName(s.role, s.name), s.who, str(s.people) if s.people else NONE, ", ".join(s.names)) for s in over.seats
    ]
    yield build_table(
        "Participants", "Role|Played by|#People" + ("|Names*3" if named else ""), (row[: 3 + named] for row in rows)
    )


def iter_ratings(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the rating of each objective with its evidence, and the worst of them."""
    if not report.ratings:
        yield Paragraph("The scenario states no objectives, so there is nothing to rate.")
        return
    yield Paragraph(f"{format_rating(report.overall)}.", "In all, by the worst case:", "lead")
    yield build_table(
        "Ratings by objective",
        "Rating*1|Objective*8|What the observations support*4|Evidence*2",
        (
            (
                Styled(r.rating or NONE, "grade"),
                Spans(r.text, *(["\n", Styled(r.because, "slanted")] if r.because else [])),
                format_rating(r.supported) if r.supported else NONE,
                _build_evidence(r.lines),
            )
            for r in report.ratings
        ),
    )
    yield Paragraph(
        "P: performed without challenges. S: with some challenges. M: with major challenges. "
        "U: unable to be performed. The evidence is in the session file, on the lines named; a rating above what the "
        "observations support has its reason beside it.",
        kind="note",
    )


def _build_evidence(lines: tuple[int, ...]) -> str:
    return LineNumbers(lines, format_lines(lines)) if lines else NONE


def iter_analysis(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield what was observed, by objective: strengths, areas for improvement, notes."""
    bare = [one for one in report.ratings if not (one.rating or one.because or one.observations)]
    for one in report.ratings:
        if one in bare:
            continue
        yield Heading(2, one.text)
        yield Paragraph(format_rating(one.rating) + (f". {one.because}" if one.because else ""), "Rating:")
        yield from _iter_objective_notes(one)
    if bare:
        yield Paragraph(section_text.format_nothing_noted(everywhere=len(bare) == len(report.ratings)))
    if report.notes:
        yield Heading(2, "Observations tied to no objective")
        yield _build_note_list(report.notes)


def _iter_objective_notes(one: ReportRating) -> Iterator[Block]:
    for kind, title in (("strength", "Strengths"), ("improvement", "Areas for improvement"), ("note", "Notes")):
        found = [note for note in one.observations if note.kind == kind]
        if found:
            yield Heading(3, title)
            yield _build_note_list(found)
    if not one.observations:
        yield Paragraph("Nothing was noted on this objective.")


def _build_note_list(notes: Iterable[ReportObservation]) -> Bullets:
    return Bullets(tuple(BulletItem(_format_observation(note)) for note in notes))


def _format_observation(note: ReportObservation) -> str:
    return section_text.format_observation(note.text, note.about, note.reference, note.analysis, note.turn, note.line)


def iter_plan(report: Report, drawn: Drawings) -> Iterator[Block]:
    """The improvement plan: a row for each recommendation, with HSEEP's further columns where they are filled in."""
    if not report.improvements:
        yield Paragraph("No recommendation was recorded.")
        return
    rows = report.improvements
    filled = any(r.action or r.owner or r.start or r.completion for r in rows)
    columns = "Issue*3|Recommendation to the region*4|Argued by|Evidence"
    yield build_table(
        "Recommendations",
        columns + ("|Corrective action*2|Owner|Start|Completion" if filled else ""),
        (
            (r.issue, r.recommendation, r.by or NONE, _build_evidence(r.lines))
            + ((r.action, r.owner, r.start, r.completion) if filled else ())
            for r in rows
        ),
    )
    if not filled:
        yield Paragraph(
            "HSEEP's columns for corrective action, owner, start and completion appear when somebody fills them in.",
            kind="note",
        )
