"""Writes slides as a PowerPoint file that teachers can change: its charts are PowerPoint's own, too.

The file names no person and no machine, and the same slides give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import ChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.slide import Slide as PowerPointSlide
from pptx.util import Cm, Pt

from wargame.review.text.number_text import join_lines
from wargame.review.write.office_file import parse_date
from wargame.review.write.slide_deck import BODY, GREY, INK, Box, SlideDeck
from wargame.review.write.slides import BarChart, LineChart, Slide
from wargame.role_colours import PAPER

_MARKERS = (
    XL_MARKER_STYLE.SQUARE,
    XL_MARKER_STYLE.DIAMOND,
    XL_MARKER_STYLE.CIRCLE,
    XL_MARKER_STYLE.TRIANGLE,
    XL_MARKER_STYLE.X,
    XL_MARKER_STYLE.PLUS,
)
"""The mark of each role, beside its colour."""
_CHART_TYPE = 20
"""Points: the size of type in a chart."""
_FAINT = (0xD8, 0xD0, 0xC4)
_REST = (0xE9, 0xE2, 0xD7)
"""The colour of what a bar leaves of the most it could reach."""


def dump_pptx(
    slides: Sequence[Slide], title: str, made: str, foot: str, roles: Sequence[str] = (), *, alarm: str = ""
) -> bytes:
    """Return slides as the bytes of a PowerPoint file.

    ``made`` is its date, ISO 8601. ``foot`` stands at the foot of each slide, and before it ``alarm``, which says for
    whom the slides are not. ``roles`` are the ids of the roles in their order, which gives each its colour and mark.
    """
    deck = SlideDeck(title, parse_date(made), roles, PAPER)
    for number, one in enumerate(slides, 1):
        new = deck.add(one.title, has_points=bool(one.points))
        _add_body(deck, new, one)
        deck.add_foot(new, foot, number, len(slides), alarm=alarm)
        deck.add_notes(new, one.notes)
    return deck.dump()


def _add_body(deck: SlideDeck, new: PowerPointSlide, one: Slide) -> None:
    """Add points, table and chart: bars beside the points, lines and tables below them."""
    box = below = BODY
    if one.points:
        if isinstance(one.chart, BarChart):
            box, below = BODY.split_sides(0.44)
        elif one.chart is not None or one.table is not None:
            box, below = BODY.split(0.22)
        deck.add_points(new, one.points, box)
    if one.table is not None:
        deck.add_table(new, one.table.rows, below, one.table.shares)
    match one.chart:
        case BarChart():
            _add_bars(deck, new, one.chart, below)
        case LineChart():
            _add_lines(deck, new, one.chart, below)


def _add_bars(deck: SlideDeck, new: PowerPointSlide, made: BarChart, box: Box) -> None:
    data = ChartData()
    data.categories = [f"{join_lines(bar.name)}\n{bar.said}" for bar in made.bars]
    data.add_series(join_lines(made.caption), [bar.value for bar in made.bars])
    data.add_series("", [max((bar.most or bar.value) - bar.value, 0) for bar in made.bars])
    chart = _add_chart(new, XL_CHART_TYPE.BAR_STACKED, data, box, made.alt)
    chart.has_legend = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, 100
    got, rest = plot.series
    _fill(rest.format, _REST)
    for at, bar in enumerate(made.bars):
        _fill(got.points[at].format, deck.find_colour(bar.role))
    chart.category_axis.reverse_order = True
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    chart.category_axis.format.line.color.rgb = RGBColor(*GREY)
    axis = chart.value_axis
    axis.visible = False
    axis.has_major_gridlines = False
    axis.minimum_scale = min(0, *(bar.value for bar in made.bars))
    axis.maximum_scale = max(1, *(max(bar.most or 0, bar.value) for bar in made.bars))


def _add_lines(deck: SlideDeck, new: PowerPointSlide, made: LineChart, box: Box) -> None:
    data = ChartData(number_format='0" %"')
    data.categories = [join_lines(column) for column in made.columns]
    for line in made.lines:
        data.add_series(join_lines(line.name), line.values)
    chart = _add_chart(new, XL_CHART_TYPE.LINE_MARKERS, data, box, made.alt)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.RIGHT, False
    chart.legend.font.size = Pt(_CHART_TYPE)
    for line, series in zip(made.lines, chart.plots[0].series, strict=True):
        colour = RGBColor(*deck.find_colour(line.role))
        series.smooth = False
        series.format.line.width, series.format.line.color.rgb = Pt(3), colour
        series.marker.style, series.marker.size = _MARKERS[deck.find_place(line.role) % len(_MARKERS)], 11
        _fill(series.marker.format, deck.find_colour(line.role))
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 100, 25
    axis.major_gridlines.format.line.color.rgb = RGBColor(*_FAINT)
    axis.format.line.fill.background()
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = '0" %"', False
    chart.category_axis.format.line.color.rgb = RGBColor(*GREY)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW


def _add_chart(new: PowerPointSlide, kind: XL_CHART_TYPE, data: ChartData, box: Box, alt: str) -> Any:
    frame: Any = new.shapes.add_chart(kind, Cm(box.left), Cm(box.top), Cm(box.width), Cm(box.height), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", join_lines(alt))
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(_CHART_TYPE), RGBColor(*INK)
    return chart


def _fill(look: Any, colour: tuple[int, int, int]) -> None:
    look.fill.solid()
    look.fill.fore_color.rgb = RGBColor(*colour)
    if hasattr(look, "line"):
        look.line.color.rgb = RGBColor(*colour)
