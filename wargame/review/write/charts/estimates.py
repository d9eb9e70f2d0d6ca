"""Draws how likely each role held the question to be, over the turns, and whether it came true."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from wargame.review.data.report import Report
from wargame.review.text import chart_text, section_text
from wargame.review.write.charts.style import Made, Palette, build_figure, find_looks, hide_sides


def draw(report: Report, palette: Palette) -> Made:
    """Return the figure, its caption and what it shows; None if there are no numbers."""
    question = report.question
    if question is None or not question.estimates:
        return None
    figure = build_figure(2.6)
    axes = figure.add_subplot()
    names = {seat.role: seat.name for seat in report.overview.seats}
    given: list[tuple[str, list[tuple[int, int]]]] = []
    ends = []
    for name, how in find_looks(report, palette).items():
        mine = [one for one in question.estimates if names.get(one.role) == name]
        if not mine:
            continue
        axes.plot([e.turn for e in mine], [e.percent for e in mine], color=how.colour, marker=how.mark, ms=5, lw=1.6)
        ends.append((mine[-1].percent, name, how.colour))
        given.append((name, [(e.turn, e.percent) for e in mine]))
    last = max(one.turn for one in question.estimates)
    first = min(one.turn for one in question.estimates)
    room = max(last - first, 1)
    for y, (_, name, colour) in zip(_spread([end[0] for end in ends], 8.0), ends, strict=True):
        axes.annotate(name, (last + room * 0.025, y), color=colour, va="center", annotation_clip=False)
    came = ""
    below = question.came_true is False  # the verdict stands below the line of 0 %
    if question.came_true is not None:
        y = 100 if question.came_true else 0
        came = section_text.format_verdict(question.came_true)
        axes.axhline(y, color=palette.ink, lw=1.2, ls=(0, (4, 2)), clip_on=False)
        label = chart_text.label_verdict(came_true=question.came_true)
        axes.annotate(label, (first, y), xytext=(0, 3 if y else -3), textcoords="offset points",
                      va="bottom" if y else "top", weight="bold", annotation_clip=False)  # fmt: skip
    axes.set_ylim(0, 100)
    axes.set_xlim(first - room * 0.02, last)
    low, high = chart_text.label_percent(0), chart_text.label_percent(100)
    axes.set_yticks([0, 20, 45, 55, 80, 95, 100], [low, "20", "45", "55", "80", "95", high])
    axes.set_xticks(range(first, last + 1), [chart_text.label_turn(turn) for turn in range(first, last + 1)])
    axes.grid(axis="y")
    hide_sides(axes, "left")
    axes.tick_params(length=0)
    figure.subplots_adjust(left=0.07, right=0.8, top=0.9, bottom=0.18 if below else 0.13)
    if below:
        axes.tick_params(axis="x", pad=14)
    return figure, *chart_text.describe_estimates(given, came)


def _spread(values: Sequence[float], gap: float) -> list[float]:
    """Return the same values moved apart so that no two are nearer than ``gap``, in their order."""
    order = sorted(range(len(values)), key=lambda at: values[at])
    out = [float(value) for value in values]
    for below, above in pairwise(order):
        out[above] = max(out[above], out[below] + gap)
    over = max(0.0, out[order[-1]] - 100) if order else 0.0
    for at in reversed(order):
        if over <= 0:
            break
        out[at] -= over
        over = max(0.0, max((out[b] + gap - out[at] for b in order[: order.index(at)][-1:]), default=0.0))
    return out
