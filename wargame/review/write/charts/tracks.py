"""Draws each track over the turns, small and side by side, with a mark for each role that raised or lowered it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.review.data.play_record import Series
from wargame.review.data.report import Report
from wargame.review.text import chart_text
from wargame.review.write.charts.style import Look, Made, Palette, build_figure, find_looks, shorten

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

ACROSS = 3
"""Tracks side by side."""

FEW = 4
"""Marks that stand side by side in one turn; more go into a second row."""


def draw(report: Report, palette: Palette) -> Made:
    """Return the figure, its caption and what it shows; None before the first turn."""
    if not report.series or len(report.series[0].values) < 2:
        return None
    rows = -(-len(report.series) // ACROSS)
    height = 1.32 * rows + 0.62
    figure = build_figure(height)
    known = find_looks(report, palette)
    for at, one in enumerate(report.series):
        _draw_track(figure.add_subplot(rows, ACROSS, at + 1), one, known, palette)
    movers = {mark.by for one in report.series for mark in one.marks}
    handles = [_build_key(name, known[name], known[name].colour) for name in known if name in movers]
    if movers - known.keys():
        handles.append(_build_key(chart_text.label_other_movers(), palette.find_look(-1), palette.paper))
    figure.legend(handles=handles, loc="lower center", ncols=4, handletextpad=0.3, columnspacing=1.4)
    figure.subplots_adjust(
        left=0.035, right=0.99, top=1 - 0.36 / height, bottom=0.66 / height, hspace=0.82, wspace=0.13
    )
    return figure, *chart_text.describe_tracks((one.name, one.values[0], one.values[-1]) for one in report.series)


def _build_key(name: str, how: Look, fill: str) -> Line2D:
    from matplotlib.lines import Line2D

    return Line2D([], [], ls="", marker=how.mark, ms=5, mec=how.colour, mfc=fill, label=name)


def _draw_track(axes: Axes, one: Series, known: dict[str, Look], palette: Palette) -> None:
    last = len(one.values) - 1
    span = one.high - one.low
    # Turn t lies between t - 1 and t; what it came to shows from its end on.
    turns, values = [*range(last + 1), last + 0.45], [*one.values, one.values[-1]]
    axes.step(turns, values, where="post", color=palette.ink, lw=1.3, clip_on=False)
    axes.fill_between(turns, one.low, values, step="post", color=palette.faint, lw=0)
    placed: dict[tuple[int, bool], int] = {}
    spots: dict[tuple[Look, str], list[tuple[float, float]]] = {}
    for mark in one.marks:
        up = mark.change > 0
        nth = placed[mark.turn, up] = placed.get((mark.turn, up), -1) + 1
        how = known.get(mark.by, palette.find_look(-1))
        fill = how.colour if mark.by in known else palette.paper
        x = mark.turn - 0.83 + 0.22 * (nth % FEW)
        y = 0.14 + 0.17 * (nth // FEW)
        spots.setdefault((how, fill), []).append((x, one.high + span * y if up else one.low - span * y))
    for (how, fill), at in spots.items():
        axes.plot(*zip(*at, strict=True), ls="", marker=how.mark, ms=3.4, mec=how.colour, mfc=fill, mew=0.8,
                  clip_on=False)  # fmt: skip
    axes.set_title(chart_text.label_track(shorten(one.name, 27), one.values[0], one.values[-1]), pad=14)
    axes.set_xlim(0, last + 0.45)
    axes.set_ylim(one.low, one.high)
    axes.set_yticks([one.low, one.high])
    axes.set_xticks([turn - 0.5 for turn in range(1, last + 1)], [str(turn) for turn in range(1, last + 1)])
    axes.tick_params(length=0)
    axes.tick_params(axis="x", pad=11)
