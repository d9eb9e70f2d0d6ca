"""Draws the points of each objective, within the most it could give."""

from __future__ import annotations

from wargame.review.data.report import Report
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
        total = f"{score.name}: {score.points:.1f}" + (f" of {score.most:g}" if score.most is not None else "")
        axes.annotate(total, (0, y + 0.1), weight="bold", va="center", annotation_clip=False, color=how.colour)
        y += 0.9
        for aim in score.aims:
            if aim.most is not None:
                axes.barh(y, aim.most, height=0.56, fc="none", ec=palette.muted, lw=0.7)
            axes.barh(y, aim.points, height=0.56, color=how.colour)
            of = f" of {aim.most:g}" if aim.most is not None else ""
            most = max(aim.points, aim.most or 0)
            axes.annotate(f"{aim.points:.1f}{of}", (most, y), xytext=(4, 0), textcoords="offset points", va="center")
            ticks.append((y, shorten(aim.title, 30) + (" (secret)" if aim.secret else "")))
            y += 1
    axes.set_yticks([tick for tick, _ in ticks], [title for _, title in ticks])
    axes.set_ylim(y - 0.3, -0.4)
    low = min(0.0, *(aim.points for _, aim in aims))
    axes.set_xlim(low, max(max(aim.points, aim.most or 0) for _, aim in aims) * 1.14 or 1)
    axes.tick_params(length=0)
    axes.set_xticks([])
    hide_sides(axes, "bottom")
    figure.subplots_adjust(left=0.26, right=0.98, top=0.99, bottom=0.02)
    said = "; ".join(f"{score.name} {score.points:.1f}" for score in report.scores)
    return (
        figure,
        "Points by objective",
        f"Points of each role by objective, and the most there could be. In all: {said}.",
    )
