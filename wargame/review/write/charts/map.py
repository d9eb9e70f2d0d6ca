"""Draws the map at the end: the places with their numbers, each label where it covers least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot
from typing import NamedTuple

from wargame.content.print.rect import Rect
from wargame.review.data.play_record import EndMap, MapPoint
from wargame.review.data.report import Report
from wargame.review.text import chart_text
from wargame.review.write.charts.style import WIDTH, Made, Palette, build_figure

HEIGHT = 5.4
"""Inches, the key under the map included."""

SHAPES = ("o", "s", "^", "D", "v", "P", "X", "h")
"""One a kind of place."""

_LETTER = 0.062
"""How wide a letter of a label is, about, in inches; a line is twice as high."""
_GAP = 0.12


def draw(report: Report, palette: Palette) -> Made:
    """Return the figure, its caption and what it shows; None for a scenario without a map."""
    from matplotlib.lines import Line2D

    points = report.map.points
    if not points:
        return None
    figure = build_figure(HEIGHT)
    axes = figure.add_axes((0, 0, 1, 1))
    frame = _build_frame(report.map)
    at = {point.id: frame.find_spot(point.x, point.y) for point in points}
    for line in report.map.outline:
        axes.plot(*zip(*(frame.find_spot(x, y) for x, y in line), strict=True), color=palette.faint, lw=0.8, zorder=0)
    route = palette.muted if report.map.outline else palette.faint  # coasts are fainter than routes
    for one, other in report.map.links:
        if one in at and other in at:
            axes.plot(*zip(at[one], at[other], strict=True), color=route, lw=1.4, zorder=1)
    kinds = list(dict.fromkeys(point.kind for point in points))
    labels = {point.id: (point.name, _format_numbers(point)) for point in points}
    for point, (x, y, side) in zip(points, _iter_label_places(points, at, labels, report.map.links), strict=True):
        shape = SHAPES[kinds.index(point.kind) % len(SHAPES)]
        fill = palette.ink if _has_moved(point) else palette.paper
        axes.plot(*at[point.id], ls="", marker=shape, ms=8, mfc=fill, mec=palette.ink, mew=0.9, zorder=3)
        name, numbers = labels[point.id]
        axes.text(x, y + _LETTER * 1.1, name, ha=side, va="center", weight="bold", fontsize=7.5, zorder=4)
        axes.text(x, y - _LETTER * 1.1, numbers, ha=side, va="center", fontsize=7.5, zorder=4)
    keys = [
        Line2D([], [], ls="", marker=SHAPES[i % len(SHAPES)], ms=6, mfc=palette.paper, mec=palette.ink, label=kind)
        for i, kind in enumerate(kinds)
    ]
    keys.append(
        Line2D(
            [], [], ls="", marker="o", ms=6, mfc=palette.ink, mec=palette.ink, label=chart_text.label_changed_place()
        )
    )
    figure.legend(handles=keys, loc="lower center", ncols=6, handletextpad=0.2, columnspacing=1.2)
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(0, HEIGHT)
    axes.set_axis_off()
    moved = (
        (point.name, name.lower(), start, end) for point in points for name, start, end in point.numbers if start != end
    )
    return figure, *chart_text.describe_map(len(points), moved)


def _has_moved(point: MapPoint) -> bool:
    return any(start != end for _, start, end in point.numbers)


def _format_numbers(point: MapPoint) -> str:
    return chart_text.label_place_numbers((name.lower(), start, end) for name, start, end in point.numbers)


class _Frame(NamedTuple):
    """The part of the map that fills the picture: its least and most x and y, and the margins around it in inches."""

    left: float
    right: float
    top: float
    bottom: float
    margins: tuple[float, float, float]
    """At each side, below and above."""

    def find_spot(self, x: float, y: float) -> tuple[float, float]:
        """Return where a position of the map lies, in inches."""
        across = (x - self.left) / (self.right - self.left) if self.right > self.left else 0.5
        up = (self.bottom - y) / (self.bottom - self.top) if self.bottom > self.top else 0.5
        side, foot, head = self.margins
        return side + (WIDTH - 2 * side - 0.2) * across, foot + (HEIGHT - foot - head) * up


def _build_frame(drawn: EndMap) -> _Frame:
    """Return the frame: the places, or the whole map where it has an outline."""
    xs, ys = [point.x for point in drawn.points], [point.y for point in drawn.points]
    if not drawn.outline:
        return _Frame(min(xs), max(xs), min(ys), max(ys), (0.9, 0.75, 0.35))
    return _Frame(0.0, 1.0, 0.0, 1.0, (0.1, 0.45, 0.1))


def _iter_label_places(
    points: Sequence[MapPoint],
    at: dict[str, tuple[float, float]],
    labels: dict[str, tuple[str, str]],
    links: Sequence[tuple[str, str]],
) -> Iterator[tuple[float, float, str]]:
    """Yield for each place the position and alignment of its label: where it covers least of what is drawn already."""
    taken = [Rect(x - 0.09, y - 0.09, x + 0.09, y + 0.09) for x, y in at.values()]
    for one, other in links:
        taken += _list_link_boxes(at[one], at[other]) if one in at and other in at else []
    for point in points:
        x, y = at[point.id]
        wide = _LETTER * max(len(text) for text in labels[point.id])
        best: tuple[float, int, Rect, tuple[float, float, str]] | None = None
        for order, (dx, dy, side) in enumerate(_SIDES):
            left = {"left": x + dx, "right": x + dx - wide, "center": x + dx - wide / 2}[side]
            box = Rect(left, y + dy - 2.3 * _LETTER, left + wide, y + dy + 2.3 * _LETTER)
            worth = sum(box.compute_overlap(other) for other in taken) + 5 * box.compute_overhang(WIDTH, HEIGHT)
            if best is None or (worth, order) < best[:2]:
                best = worth, order, box, (x + dx, y + dy, side)
        assert best is not None
        taken.append(best[2])
        yield best[3]


def _list_link_boxes(one: tuple[float, float], other: tuple[float, float]) -> list[Rect]:
    """Return small boxes along a link."""
    (x1, y1), (x2, y2) = one, other
    steps = max(1, round(hypot(x2 - x1, y2 - y1) / 0.06))
    spots = ((x1 + (x2 - x1) * k / steps, y1 + (y2 - y1) * k / steps) for k in range(steps + 1))
    return [Rect(x - 0.03, y - 0.03, x + 0.03, y + 0.03) for x, y in spots]


_SIDES = (
    (_GAP, 0.0, "left"),
    (-_GAP, 0.0, "right"),
    (0.0, 2.6 * _GAP, "center"),
    (0.0, -2.6 * _GAP, "center"),
    (_GAP, 1.6 * _GAP, "left"),
    (_GAP, -1.6 * _GAP, "left"),
    (-_GAP, 1.6 * _GAP, "right"),
    (-_GAP, -1.6 * _GAP, "right"),
)
"""Where a label may stand, in inches from its place, the best first."""
