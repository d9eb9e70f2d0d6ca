"""The formats of a report, in one list: file ending, name for people, and the functions that write a session or course.

What a format needs to write (charts, Word, templates) is imported when a file in it is asked for, not before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from wargame.review.course.model import Course
    from wargame.review.data.report import Report


class Format(NamedTuple):
    """A format of a report.

    ``ending`` is the ending of its files, in lower case with its full stop, and ``name`` what people call it. ``opens``
    completes *opens in ...*, ``holds`` says in brackets what stands in the file (empty where the ending says enough),
    and ``written`` is the sentence told after a file was written. ``of_report`` and ``of_course`` return the bytes.
    """

    ending: str
    name: str
    opens: str
    holds: str
    written: str
    of_report: Callable[[Report], bytes]
    of_course: Callable[[Course], bytes]


def find_format(ending: str) -> Format:
    """Return the format whose files have this ending. Raises `ValueError` if there is none."""
    for one in FORMATS:
        if one.ending == ending:
            return one
    raise ValueError(f"no report can be written as {ending!r}")


def list_endings() -> tuple[str, ...]:
    """Return the endings of all formats, in the order of the list."""
    return tuple(one.ending for one in FORMATS)


def format_endings(*, holds: bool = False) -> str:
    """*.html, .docx, .md, .csv or .json*, each with what it ``holds`` in brackets if that is asked for."""
    *some, last = [f"{one.ending} ({one.holds})" if holds and one.holds else one.ending for one in FORMATS]
    return f"{', '.join(some)} or {last}" if some else last


def _render_report_page(report: Report) -> bytes:
    from wargame.review.write.html import render_report_page

    return render_report_page(report).encode()


def _render_course_page(course: Course) -> bytes:
    from wargame.review.course.charts import draw_course_charts
    from wargame.review.course.outline import build_course_outline
    from wargame.review.write.outline_html import render_outline_page

    outline = build_course_outline(course, draw_course_charts(course))
    return render_outline_page(outline, course.reports[0].overview.program).encode()


def _dump_report_docx(report: Report) -> bytes:
    from wargame.review.write.charts.report_charts import draw_charts
    from wargame.review.write.docx_export import dump_docx
    from wargame.review.write.report_outline import build_report_outline

    over = report.overview
    outline = build_report_outline(report, draw_charts(report, png=True))
    return dump_docx(outline, over.ended or over.began, draft=not over.final)


def _dump_course_docx(course: Course) -> bytes:
    from wargame.review.course.charts import draw_course_charts
    from wargame.review.course.outline import build_course_outline
    from wargame.review.write.docx_export import dump_docx

    outline = build_course_outline(course, draw_course_charts(course, png=True))
    return dump_docx(outline, max(one.began for one in course.classes))


def _dump_report_pdf(report: Report) -> bytes:
    from wargame.review.write.charts.report_charts import draw_charts
    from wargame.review.write.pdf_export import dump_pdf
    from wargame.review.write.report_outline import build_report_outline

    over = report.overview
    outline = build_report_outline(report, draw_charts(report))
    roles = [seat.role for seat in over.seats]
    return dump_pdf(outline, over.ended or over.began, roles, draft=not over.final)


def _dump_course_pdf(course: Course) -> bytes:
    from wargame.review.course.charts import draw_course_charts
    from wargame.review.course.outline import build_course_outline
    from wargame.review.write.pdf_export import dump_pdf

    outline = build_course_outline(course, draw_course_charts(course))
    return dump_pdf(outline, max(one.began for one in course.classes))


def _dump_report_pptx(report: Report) -> bytes:
    from wargame.review.text.page_text import format_title, mark_private
    from wargame.review.write.pptx_export import dump_pptx
    from wargame.review.write.report_slides import build_report_slides, name_foot

    over = report.overview
    return dump_pptx(
        build_report_slides(report),
        format_title(over.title),
        over.ended or over.began,
        name_foot(report),
        [seat.role for seat in over.seats],
        alarm="" if over.ended else mark_private(),
    )


def _dump_course_pptx(course: Course) -> bytes:
    from wargame.review.course.slides import build_course_slides
    from wargame.review.text.course_text import format_title
    from wargame.review.write.pptx_export import dump_pptx

    title = format_title(len(course.classes), dict.fromkeys(one.title for one in course.classes))
    return dump_pptx(build_course_slides(course), title, max(one.began for one in course.classes), title)


def _format_report_markdown(report: Report) -> bytes:
    from wargame.review.write.markdown import format_markdown
    from wargame.review.write.report_outline import build_report_outline

    return format_markdown(build_report_outline(report)).encode()


def _format_course_markdown(course: Course) -> bytes:
    from wargame.review.course.outline import build_course_outline
    from wargame.review.write.markdown import format_markdown

    return format_markdown(build_course_outline(course)).encode()


def _dump_report_csv(report: Report) -> bytes:
    from wargame.review.write.csv_export import dump_csv

    return dump_csv([report]).encode()


def _dump_course_csv(course: Course) -> bytes:
    from wargame.review.write.csv_export import dump_csv

    return dump_csv(course.reports).encode()


def _dump_report_json(report: Report) -> bytes:
    from wargame.review.write.json_export import dump_report_json

    return dump_report_json(report).encode()


def _dump_course_json(course: Course) -> bytes:
    from wargame.review.course.json_export import dump_course_json

    return dump_course_json(course).encode()


FORMATS: tuple[Format, ...] = (
    Format(
        ".html", "Web page", "any browser, on paper too", "a page that needs nothing else",
        "Open it in a browser; it needs no network, and prints.",
        _render_report_page, _render_course_page,
    ),
    Format(
        ".docx", "Word", "Word or LibreOffice", "",
        "It opens in a word processor.",
        _dump_report_docx, _dump_course_docx,
    ),
    Format(
        ".pdf", "PDF", "any viewer, on paper too", "pages to print or to hand on",
        "It has contents and bookmarks, and prints.",
        _dump_report_pdf, _dump_course_pdf,
    ),
    Format(
        ".pptx", "Slides", "PowerPoint or LibreOffice", "five slides for the next lesson",
        "It has five slides for the next lesson, and notes to speak from.",
        _dump_report_pptx, _dump_course_pptx,
    ),
    Format(
        ".md", "Markdown", "any editor", "",
        "It is Markdown.",
        _format_report_markdown, _format_course_markdown,
    ),
    Format(
        ".csv", "CSV", "a spreadsheet: a row a decision", "a row a decision",
        "A row is a decision.",
        _dump_report_csv, _dump_course_csv,
    ),
    Format(
        ".json", "JSON", "programs: all of it", "",
        "It is the report as data.",
        _dump_report_json, _dump_course_json,
    ),
)  # fmt: skip
"""Every format, in the order people are shown them. The first is written where nothing else is asked for."""
