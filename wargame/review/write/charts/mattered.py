"""Draws what the deciding role would have gained or lost with each alternative, with its interval."""

from __future__ import annotations

from wargame.review.data.report import Report
from wargame.review.text import chart_text
from wargame.review.write.charts.style import Made, Palette, build_figure, find_looks, hide_sides, shorten

LEADING = 5
"""Decisions that lead the report."""

MOST = 4
"""Alternatives of each in the picture."""


def draw(report: Report, palette: Palette) -> Made:
    """Return the figure, its caption and what it shows; None if there are no numbers."""
    measured = report.impact.decisions[:LEADING] if report.impact is not None else ()
    leading = [one for one in measured if one.alternatives]
    if not leading:
        return None
    rows = sum(1 + len(one.alternatives[:MOST]) for one in leading) + 0.4 * len(leading)
    height = 0.21 * rows + 0.55
    figure = build_figure(height)
    axes = figure.add_subplot()
    known = find_looks(report, palette)
    axes.axvline(0, color=palette.ink, lw=0.9)
    y, ticks = 0.0, []
    for one in leading:
        how = known.get(one.name, palette.find_look(-1))
        head = chart_text.label_weighed_decision(one.turn, one.name, one.decided)
        axes.annotate(shorten(head, 100), (0.01, y), xycoords=("figure fraction", "data"), weight="bold", va="center",
                      color=how.colour, annotation_clip=False)  # fmt: skip
        for other in one.alternatives[:MOST]:
            y += 1
            axes.plot([other.low, other.high], [y, y], color=how.colour, lw=1.6)
            axes.plot([other.difference], [y], ls="", marker=how.mark, ms=5, color=how.colour)
            ticks.append((y, shorten(other.name, 48)))
        y += 1.4
    axes.set_yticks([tick for tick, _ in ticks], [text for _, text in ticks])
    axes.set_ylim(y - 0.8, -0.7)
    axes.set_xlabel(chart_text.label_points_axis())
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    hide_sides(axes, "left")
    figure.subplots_adjust(left=0.4, right=0.98, top=0.99, bottom=0.48 / height)
    return figure, *chart_text.describe_mattered((one.name, one.turn, one.decided) for one in leading)
