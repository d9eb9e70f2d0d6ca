"""The report as an outline: title, draft marks and the blocks of every section, for Markdown and Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wargame.review.data.report import Report
from wargame.review.text.section_text import format_read_in_part
from wargame.review.write.blocks import Block, Heading, Outline, Paragraph
from wargame.review.write.charts.drawn_chart import DrawnChart
from wargame.review.write.sections import list_sections

DRAFT = "Draft. The facilitator has not declared this report final."
OPEN = "For the facilitator only: the exercise is not over, and roles may not know yet what stands here."


def build_report_outline(report: Report, drawn: Iterable[DrawnChart] = ()) -> Outline:
    """Return the whole report, with these charts (of `draw_charts`), if any, where the numbers behind them stand."""
    return tuple(_iter_report(report, {one.name: one for one in drawn}))


def _iter_report(report: Report, drawn: dict[str, DrawnChart]) -> Iterator[Block]:
    over = report.overview
    yield Heading(0, f"After-action review: {over.title}")
    if not over.final:
        yield Paragraph(DRAFT, kind="draft")
    if not over.ended:
        yield Paragraph(OPEN, kind="draft")
    if over.missing:
        yield Paragraph(format_read_in_part(over.missing), kind="draft")
    for placed in list_sections(report):
        yield Heading(1, placed.heading)
        yield from placed.section.blocks(report, drawn)
