"""Draws the charts of a course: estimates before and after, and tracks and scores at the end of each session."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from wargame.review.course.model import Course, CourseSession, group_finished
from wargame.review.text import course_text
from wargame.review.text.chart_text import label_percent
from wargame.review.write.charts.drawn_chart import DrawnChart
from wargame.review.write.charts.style import (
    PRINTED,
    STAND_IN,
    Made,
    Palette,
    build_figure,
    dump_png,
    dump_svg,
    hide_sides,
    shorten,
    use_style,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LABELLED = 12
"""With more sessions than this, their numbers no longer fit beside their marks."""


def draw_course_charts(course: Course, *, png: bool = False) -> tuple[DrawnChart, ...]:
    """Return every chart the course has numbers for: SVG in the colours of the page, or PNG on white paper.

    The charts of the n-th scenario are called ``estimates-n`` and ``ends-n``, n from 0.
    """
    palette = PRINTED if png else STAND_IN
    with use_style(palette):
        return tuple(
            DrawnChart(name, caption, alt, png=dump_png(figure))
            if png
            else DrawnChart(name, caption, alt, svg=dump_svg(figure, name, caption, alt))
            for name, figure, caption, alt in _iter_figures(course, palette)
        )


def _iter_figures(course: Course, palette: Palette) -> Iterator[tuple[str, Figure, str, str]]:
    for at, kind in enumerate(group_finished(course)):
        if len(kind) == 1:
            continue
        for name, made in (("estimates", _draw_estimates(kind, palette)), ("ends", _draw_ends(kind, palette))):
            if made is not None:
                yield f"{name}-{at}", *made


def _draw_estimates(kind: Sequence[CourseSession], palette: Palette) -> Made:
    """Draw a panel for each role, and in it a line for each session, from its first estimate to its last."""
    roles = list(dict.fromkeys(held.role for one in kind for held in one.estimates if held.first is not None))
    if not roles:
        return None
    figure = build_figure(2.7)
    low, high = label_percent(0), label_percent(100)
    for at, role in enumerate(roles):
        axes = figure.add_subplot(1, len(roles), at + 1)
        look = palette.find_look(at)
        mine = [(one.no, held) for one in kind for held in one.estimates if held.role == role]
        ends: dict[int, list[int]] = {}
        for no, held in mine:
            if held.first is not None and held.last is not None:
                axes.plot([0, 1], [held.first, held.last], color=look.colour, marker=look.mark, ms=4, lw=1, alpha=0.8)
                ends.setdefault(held.last // 5, []).append(no)
        if len(kind) <= _LABELLED:
            for fifth, numbers in ends.items():
                said = course_text.format_numbers(sorted(numbers))
                axes.annotate(
                    said, (1, fifth * 5 + 2), xytext=(6, 0), textcoords="offset points", va="center", fontsize=7
                )
        axes.set_title(shorten(role, 22))
        axes.set_ylim(-3, 103)
        axes.set_xlim(-0.15, 1.55)
        axes.set_xticks([0, 1], [course_text.label_first(), course_text.label_last()])
        axes.set_yticks([0, 20, 45, 55, 80, 100], [low, "20", "45", "55", "80", high] if not at else [])
        axes.grid(axis="y")
        axes.tick_params(length=0)
        hide_sides(axes, "left")
    figure.subplots_adjust(left=0.07, right=0.98, top=0.88, bottom=0.1, wspace=0.1)
    return figure, *course_text.describe_estimates(numbered=len(kind) <= _LABELLED)


def _draw_ends(kind: Sequence[CourseSession], palette: Palette) -> Made:
    """Draw a row for each track and score, on its own scale, and in it a mark for each session."""
    rows: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for one in kind:
        for stood in one.tracks:
            rows.setdefault(("", course_text.label_track(stood.name, stood.low, stood.high)), []).append(
                (one.no, (stood.value - stood.low) / ((stood.high or 1) - stood.low or 1))
            )
        for stood in one.scores:
            if stood.high:
                rows.setdefault(("points", course_text.label_points(stood.name, stood.high)), []).append(
                    (one.no, stood.value / stood.high)
                )
    if not rows:
        return None
    figure = build_figure(0.27 * len(rows) + 0.35)
    axes = figure.add_subplot()
    for y, ((sort, _), values) in enumerate(sorted(rows.items(), key=lambda row: row[0][0])):
        _draw_strip(axes, y, values, palette, look=1 if sort else 0)
    axes.set_yticks(range(len(rows)), [shorten(name, 40) for _, name in sorted(rows, key=lambda row: row[0])])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(-0.03, 1.03)
    axes.set_xticks([0, 0.5, 1], [course_text.label_lowest(), "", course_text.label_highest()])
    axes.grid(axis="x")
    axes.tick_params(length=0)
    hide_sides(axes, "left", "bottom")
    figure.subplots_adjust(left=0.36, right=0.98, top=0.99, bottom=0.3 / figure.get_figheight())
    return figure, *course_text.describe_ends(len(rows))


def _draw_strip(axes: Axes, y: int, values: Sequence[tuple[int, float]], palette: Palette, look: int) -> None:
    how = palette.find_look(look)
    axes.plot([0, 1], [y, y], color=palette.faint, lw=0.8, zorder=0)
    stacked: dict[float, int] = {}
    for _, value in values:
        place = round(value, 2)
        nth = stacked[place] = stacked.get(place, -1) + 1
        lift = -0.11 * nth if nth < 4 else 0.0  # what stands on one spot stands one above the other
        axes.plot([value], [y + lift], ls="", marker=how.mark, ms=4, mfc="none", mec=how.colour, mew=0.9)
    mean = sum(value for _, value in values) / len(values)
    axes.plot([mean], [y], ls="", marker="|", ms=11, mew=1.6, color=palette.ink)
