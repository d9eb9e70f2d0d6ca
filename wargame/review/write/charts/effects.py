"""Draws what decisions were worth to each role at once; the bar of the deciding role is filled."""

from __future__ import annotations

from wargame.review.data.play_record import Decision
from wargame.review.data.report import Report
from wargame.review.text import chart_text
from wargame.review.write.charts.style import Made, Palette, build_figure, find_looks, hide_sides, shorten

MOST = 24
"""Decisions in one picture; the table has them all."""


def draw(report: Report, palette: Palette) -> Made:
    """Return the figure, its caption and what it shows; None if there are no numbers."""
    worth = [one for one in report.decisions if one.effect and not one.struck]
    shown = sorted(worth, key=_compute_weight, reverse=True)[:MOST]
    shown = [one for one in worth if one in shown]
    if not shown:
        return None
    figure = build_figure(0.2 * len(shown) + 0.6)
    known = find_looks(report, palette)
    names = {seat.role: seat.name for seat in report.overview.seats}
    most = 1.5 * max(abs(points) for one in shown for _, points in one.effect)
    for at, (role, name) in enumerate(names.items()):
        axes = figure.add_subplot(1, len(names), at + 1)
        axes.axvline(0, color=palette.muted, lw=0.7)
        for y in range(0, len(shown), 2):
            axes.axhspan(y - 0.5, y + 0.5, color=palette.faint, alpha=0.45, lw=0)
        for y, one in enumerate(shown):
            points = dict(one.effect).get(role, 0.0)
            if points:
                mine = one.role == role
                how = known[name]
                axes.barh(y, points, height=0.62, fc=how.colour if mine else "none", ec=how.colour, lw=0.9)
                side = 3 if points > 0 else -3
                axes.annotate(f"{points:+.1f}".replace("-", "−"), (points, y), xytext=(side, 0), fontsize=7,
                              textcoords="offset points", va="center", ha="left" if side > 0 else "right")  # fmt: skip
        axes.set_xlim(-most, most)
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_title(name, loc="center", color=known[name].colour)
        labels = (
            [f"{one.turn}  {shorten(chart_text.label_decision(one.name, one.attempted), 58)}" for one in shown]
            if not at
            else []
        )
        axes.set_yticks(range(len(shown)) if not at else [], labels, fontsize=7)
        axes.set_xticks([])
        axes.tick_params(length=0)
        hide_sides(axes, "bottom", "left")
    figure.subplots_adjust(left=0.44, right=0.99, top=1 - 0.3 / figure.get_figheight(), wspace=0.06)
    figure.subplots_adjust(bottom=0.05 / figure.get_figheight())
    strongest = max(shown, key=_compute_weight)
    return figure, *chart_text.describe_effects(
        len(shown), strongest.turn, strongest.name, strongest.attempted, left_out=len(worth) > MOST
    )


def _compute_weight(one: Decision) -> float:
    return sum(abs(points) for _, points in one.effect)
