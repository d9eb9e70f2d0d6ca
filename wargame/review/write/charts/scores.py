"""Draws the points of each objective, within the most it could give."""

from __future__ import annotations

from wargame.review.data.report import Report
from wargame.review.text import chart_text
from wargame.review.write.charts.style import Made, Palette, build_figure, find_looks, hide_sides, shorten


def draw(report: Report, palette: Palette) -> Made:
    """Return the figure, its caption and what it shows; None if there are no numbers."""
    aims = [(score.name, aim) for score in report.scores for aim in score.aims]
    if not aims:
        return None
    figure = build_figure(0.27 * (len(aims) + len(report.scores) * 0.9) + 0.45)
    axes = figure.add_subplot()
    y, ticks = 0.0, []
    for score in report.scores:
        how = find_looks(report, palette).get(score.name, palette.find_look(-1))
        total = chart_text.label_total(score.name, score.points, score.most)
        axes.annotate(total, (0, y + 0.1), weight="bold", va="center", annotation_clip=False, color=how.colour)
        y += 0.9
        for aim in score.aims:
            if aim.most is not None:
                axes.barh(y, aim.most, height=0.56, fc="none", ec=palette.muted, lw=0.7)
            axes.barh(y, aim.points, height=0.56, color=how.colour)
            most = max(aim.points, aim.most or 0)
            label = chart_text.label_points(aim.points, aim.most)
            axes.annotate(label, (most, y), xytext=(4, 0), textcoords="offset points", va="center")
            title = shorten(aim.title, 30)
            ticks.append((y, chart_text.label_secret(title) if aim.secret else title))
            y += 1
    axes.set_yticks([tick for tick, _ in ticks], [title for _, title in ticks])
    axes.set_ylim(y - 0.3, -0.4)
    low = min(0.0, *(aim.points for _, aim in aims))
    axes.set_xlim(low, max(max(aim.points, aim.most or 0) for _, aim in aims) * 1.14 or 1)
    axes.tick_params(length=0)
    axes.set_xticks([])
    hide_sides(axes, "bottom")
    figure.subplots_adjust(left=0.26, right=0.98, top=0.99, bottom=0.02)
    return figure, *chart_text.describe_scores((score.name, score.points) for score in report.scores)
