"""The report as an outline: title, draft marks and the blocks of every section, for Markdown, Word and PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.review.data.report import Report
from wargame.review.text import page_text
from wargame.review.text.front_text import format_read_in_part
from wargame.review.write.blocks import Block, Heading, Outline, Paragraph
from wargame.review.write.charts.drawn_chart import DrawnChart
from wargame.review.write.sections import list_sections


def build_report_outline(report: Report, drawn: Iterable[DrawnChart] = ()) -> Outline:
    """Return the whole report, with these charts (of `draw_charts`), if any, where the numbers behind them stand."""
    return tuple(_iter_report(report, {one.name: one for one in drawn}))


def _iter_report(report: Report, drawn: dict[str, DrawnChart]) -> Iterator[Block]:
    over = report.overview
    yield Heading(0, page_text.format_title(over.title))
    if not over.final:
        yield Paragraph(page_text.format_draft(), kind="draft")
    if not over.ended:
        yield Paragraph(page_text.format_private(), kind="draft")
    if over.missing:
        yield Paragraph(format_read_in_part(over.missing), kind="draft")
    for placed in list_sections(report):
        yield Heading(1, placed.heading, new_page=placed.section.new_page)
        yield from placed.section.blocks(report, drawn)
