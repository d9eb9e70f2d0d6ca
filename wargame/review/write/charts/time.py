"""Draws how long decisions took, by role and phase."""

from __future__ import annotations

from wargame.review.data.report import Report
from wargame.review.text import chart_text
from wargame.review.write.charts.style import Made, Palette, build_figure, find_looks, hide_sides, shorten


def draw(report: Report, palette: Palette) -> Made:
    """Return the figure, its caption and what it shows; None if there are no numbers."""
    spent = [one for one in report.spent if one.seconds >= 0.5]
    if not spent:
        return None
    names = list(dict.fromkeys(one.name for one in spent))
    phases = list(dict.fromkeys(one.phase for one in spent))
    figure = build_figure(0.34 * len(names) + 0.75)
    axes = figure.add_subplot()
    hatches = ("", "////", "||||", "\\\\\\\\", "xxxx", "----")
    for y, name in enumerate(names):
        how = find_looks(report, palette).get(name, palette.find_look(-1))
        left = 0.0
        for phase in phases:
            minutes = sum(one.seconds for one in spent if (one.name, one.phase) == (name, phase)) / 60
            if not minutes:
                continue
            hatch = hatches[phases.index(phase) % len(hatches)]
            solid = not hatch
            axes.barh(y, minutes, left=left, height=0.6, fc=how.colour if solid else "none", ec=how.colour, hatch=hatch)
            left += minutes
        axes.annotate(chart_text.label_minutes(left), (left, y), xytext=(4, 0), textcoords="offset points", va="center")
    from matplotlib.patches import Patch

    keys = [
        Patch(
            fc=palette.ink if not hatches[i % len(hatches)] else "none",
            ec=palette.ink,
            hatch=hatches[i % len(hatches)],
            label=phase,
        )
        for i, phase in enumerate(phases)
    ]
    axes.set_yticks(range(len(names)), [shorten(name, 24) for name in names])
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xticks([])
    axes.margins(x=0.12)
    axes.tick_params(length=0)
    hide_sides(axes, "bottom")
    figure.legend(handles=keys, loc="lower center", ncols=6, handlelength=1.8, handleheight=1.0, columnspacing=1.4)
    figure.subplots_adjust(left=0.2, right=0.98, top=0.99, bottom=0.42 / figure.get_figheight())
    whole = {name: sum(one.seconds for one in spent if one.name == name) / 60 for name in names}
    return figure, *chart_text.describe_time(whole.items())
