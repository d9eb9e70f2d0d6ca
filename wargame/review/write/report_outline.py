"""The after-action review as an outline, in HSEEP's order (docs/procedures.md §6): what Markdown and Word write down.

First what a dean reads: how it ended, what mattered most, the ratings. Then overview, analysis by objective,
improvement plan, and the appendices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.review.data.report import Impact, Report, ReportObservation, ReportRating
from wargame.review.number_text import (
    NONE,
    format_count,
    format_date,
    format_lines,
    format_number,
    format_percent,
    format_points,
    format_rating,
)
from wargame.review.write.appendices import Drawings, format_question_result, iter_appendices, iter_chart
from wargame.review.write.blocks import (
    Block,
    BulletItem,
    Bullets,
    FactTable,
    Heading,
    Outline,
    Paragraph,
    build_bullets,
    build_table,
)
from wargame.review.write.charts.report_charts import DrawnChart

DRAFT = "Draft. The facilitator has not declared this report final."
OPEN = "For the facilitator only: the exercise is not over, and roles may not know yet what stands here."

_MOST = 5
"""How many of the decisions that mattered lead the report."""


def build_report_outline(report: Report, drawn: Iterable[DrawnChart] = ()) -> Outline:
    """The whole report, with these charts (of `charts`), if any, where the numbers behind them stand."""
    return tuple(_iter_report(report, {one.name: one for one in drawn}))


def _iter_report(report: Report, drawn: Drawings) -> Iterator[Block]:
    over = report.overview
    yield Heading(0, f"After-action review: {over.title}")
    if not over.final:
        yield Paragraph(DRAFT, kind="draft")
    if not over.ended:
        yield Paragraph(OPEN, kind="draft")
    if over.missing:
        yield Paragraph(f"Read in part: {over.missing}.", kind="draft")
    yield from _iter_brief(report, drawn)
    yield from _iter_overview(report)
    yield from _iter_ratings(report)
    yield from _iter_analysis(report)
    yield from _iter_plan(report)
    yield from iter_appendices(report, drawn)


def _iter_brief(report: Report, drawn: Drawings) -> Iterator[Block]:
    yield Heading(1, "In brief")
    yield Paragraph(report.ending_text, f"{report.ending or 'Not over yet'}.", "lead")
    if report.question is not None:
        yield Paragraph(format_question_result(report.question), report.question.text)
    if report.scores:
        yield from iter_chart(drawn, "scores")
        yield build_table(
            "Scores", "Role|#Points|Objectives*6",
            ((s.name, format_points(s.points, s.most),
              "; ".join(f"{a.title} {format_points(a.points, a.most)}" + (" (secret)" if a.secret else "")
                        for a in s.aims))
             for s in report.scores),
        )  # fmt: skip
    if report.impact is not None:
        yield from _iter_mattered(report.impact, drawn)


def _iter_mattered(impact: Impact, drawn: Drawings) -> Iterator[Block]:
    yield Heading(2, "The decisions that mattered most")
    yield Paragraph(
        f"{format_count(impact.pairs, 'pair')} of playouts by {impact.bots} for each alternative. {impact.caveat}"
    )
    yield from iter_chart(drawn, "mattered")
    for one in impact.decisions[:_MOST]:
        sure = "" if one.sure else " Not sure: among so many comparisons, the first difference may be luck."
        yield Paragraph(f"Line {one.line}, turn {one.turn}.{sure}", f"{one.name}: {one.decided}.")
        yield build_table(
            f"Line {one.line}: how the end would have differed",
            "Alternative*4|#Points for the role|#95 % interval*2|#Ends otherwise",
            ((a.name, format_number(a.difference, 2, sign=True),
              f"{format_number(a.low, 2, sign=True)} to {format_number(a.high, 2, sign=True)}", format_percent(a.flips))
             for a in one.alternatives),
        )  # fmt: skip


def _iter_overview(report: Report) -> Iterator[Block]:
    over = report.overview
    yield Heading(1, "Overview")
    facts = [
        ("Exercise", over.title),
        ("Session", over.session),
        (
            "Dates",
            format_date(over.began)
            + (f" to {format_date(over.ended)}" if over.ended and over.ended != over.began else ""),
        ),
        ("Scope", over.scope),
        ("Length", f"{over.length}: {over.played} of {format_count(over.turns, 'turn')} played"),
        ("Course", over.course),
        ("Sponsor", over.sponsor),
        ("Point of contact", over.contact),
        ("Status", "Final" if over.final else "Draft"),
    ]
    yield FactTable(tuple((name, text) for name, text in facts if text))
    yield Heading(2, "Scenario")
    yield Paragraph(over.summary)
    yield Heading(2, "Objectives")
    yield build_bullets(over.objectives)
    yield Heading(2, "Participants")
    named = any(seat.names for seat in over.seats)
    rows = [(s.name, s.who, str(s.people) if s.people else NONE, ", ".join(s.names)) for s in over.seats]
    yield build_table(
        "Participants", "Role|Played by|#People" + ("|Names*3" if named else ""), (row[: 3 + named] for row in rows)
    )
    if over.lineage:
        yield Heading(2, "A branch of another session")
        yield from (Paragraph(text) for text in over.lineage)


def _iter_ratings(report: Report) -> Iterator[Block]:
    yield Heading(1, "Ratings")
    if not report.ratings:
        yield Paragraph("The scenario states no objectives, so there is nothing to rate.")
        return
    yield Paragraph(f"{format_rating(report.overall)}.", "In all, by the worst case:")
    yield build_table(
        "Ratings by objective",
        "Objective*8|Rating*1|What the observations support*4|Evidence*2",
        (
            (
                r.text,
                r.rating or NONE,
                format_rating(r.supported) if r.supported else NONE,
                format_lines(r.lines) or NONE,
            )
            for r in report.ratings
        ),
    )
    yield Paragraph(
        "P: performed without challenges. S: with some challenges. M: with major challenges. "
        "U: unable to be performed. The evidence is in the session file, on the lines named.",
        kind="note",
    )


def _iter_analysis(report: Report) -> Iterator[Block]:
    yield Heading(1, "Analysis by objective")
    bare = [one for one in report.ratings if not (one.rating or one.because or one.observations)]
    for one in report.ratings:
        if one in bare:
            continue
        yield Heading(2, one.text)
        yield Paragraph(format_rating(one.rating) + (f". {one.because}" if one.because else ""), "Rating:")
        yield from _iter_objective_notes(one)
    if bare:
        left = "any objective" if len(bare) == len(report.ratings) else "the other objectives"
        yield Paragraph(f"Nothing was noted or rated on {left}.")
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
    parts = [note.text]
    if note.about:
        parts.append(f"About: {note.about}.")
    if note.reference:
        parts.append(f"Reference: {note.reference}.")
    if note.analysis:
        parts.append(f"Analysis: {note.analysis}")
    return " ".join(parts) + f" (turn {note.turn}, line {note.line})"


def _iter_plan(report: Report) -> Iterator[Block]:
    yield Heading(1, "Improvement plan")
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
            (r.issue, r.recommendation, r.by, format_lines(r.lines) or NONE)
            + ((r.action, r.owner, r.start, r.completion) if filled else ())
            for r in rows
        ),
    )
    if not filled:
        yield Paragraph(
            "HSEEP's columns for corrective action, owner, start and completion appear when somebody fills them in.",
            kind="note",
        )
