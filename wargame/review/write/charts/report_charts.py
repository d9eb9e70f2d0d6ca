"""Draws every chart of the report, with what it shows in words, as SVG for a page or as PNG for a document.

Each chart is drawn from a `Report` and nothing else. The numbers behind it stand in a table of the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from wargame.review.data.report import Report
from wargame.review.write.charts import effects, estimates, map, mattered, scores, time, tracks
from wargame.review.write.charts.drawn_chart import DrawnChart
from wargame.review.write.charts.style import PRINTED, STAND_IN, Made, Palette, dump_png, dump_svg, use_style
from wargame.review.write.model_page import draw_loops
from wargame.review.write.svg_picture import dump_svg_as_png

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_charts(report: Report, *, png: bool = False) -> tuple[DrawnChart, ...]:
    """Return every chart the report has numbers for: SVG in the colours of its page, or PNG on white paper."""
    out = []
    for name, figure, caption, alt in _iter_figures(report, PRINTED if png else STAND_IN):
        if png:
            out.append(DrawnChart(name, caption, alt, png=dump_png(figure)))
        else:
            out.append(DrawnChart(name, caption, alt, svg=dump_svg(figure, name, caption, alt)))
    loops = draw_loops(report.model) if report.model is not None else None
    if loops is not None and png:
        loops = loops._replace(svg="", png=dump_svg_as_png(loops.svg))
    return (*out, loops) if loops is not None else tuple(out)


def _iter_figures(report: Report, palette: Palette) -> Iterator[tuple[str, Figure, str, str]]:
    with use_style(palette):
        for name, draw in CHARTS.items():
            made = draw(report, palette)
            if made is not None:
                yield name, *made


CHARTS: dict[str, Callable[[Report, Palette], Made]] = {
    "mattered": mattered.draw,
    "scores": scores.draw,
    "effects": effects.draw,
    "tracks": tracks.draw,
    "estimates": estimates.draw,
    "map": map.draw,
    "time": time.draw,
}
"""How each chart is drawn, by its id in the page, in the order they are made."""
