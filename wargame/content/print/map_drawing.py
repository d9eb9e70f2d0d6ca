"""The parts of maps in SVG, for printed sheets and for pages: outlines, links, shapes, and names with free places.

Positions in a scenario are from 0 to 100, y grows to the south. They are stretched to fill the picture, unless the map
has an outline of coasts and borders. Each name is put where it covers least.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import cos, pi, sin

from wargame.content.print.rect import Rect

WIDTH, HEIGHT = 180.0, 205.0
"""The size of the picture, in millimetres when it is printed at full width."""

_EDGE = 16.0
_RADIUS = 3.6
_LETTER = 1.95
"""The approximate width of a letter of a name, in the units of the picture."""
_LINE = 4.2

Spot = tuple[float, float]
Segment = tuple[Spot, Spot]
"""A link between two zones."""


def _find_true_spot(x: float, y: float) -> Spot:
    """Return where a position lies in the picture of a map with an outline, which is not stretched to its zones."""
    return 4 + (WIDTH - 8) * x / 100, 4 + (HEIGHT - 8) * y / 100


def compute_spots(places: Mapping[str, Sequence[float]], has_outline: bool) -> dict[str, Spot]:
    """Return the position of each zone in the picture."""
    if has_outline:
        return {name: _find_true_spot(*at) for name, at in places.items()}
    xs, ys = [at[0] for at in places.values()], [at[1] for at in places.values()]

    def stretch(value: float, values: Sequence[float], size: float, edge: float) -> float:
        low, high = min(values), max(values)
        return size / 2 if low == high else edge + (size - 2 * edge) * (value - low) / (high - low)

    return {
        name: (stretch(x, xs, WIDTH, 1.8 * _EDGE), stretch(y, ys, HEIGHT, 0.7 * _EDGE))
        for name, (x, y) in places.items()
    }


def draw_outline(outline: Iterable[Iterable[Sequence[float]]]) -> list[str]:
    """Return coasts and borders as faint lines behind everything else."""
    lines = ([_find_true_spot(x, y) for x, y in line] for line in outline)
    return [f'<polyline class="outline" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in line)}"/>' for line in lines]


def draw_links(segments: Iterable[Segment]) -> list[str]:
    """Return the links as lines."""
    return [f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}"/>' for a, b in segments]


# Shapes: a circle, polygons with an increasing number of corners, then all of them with a hole

_CORNERS = ((0, 0.0), (4, pi / 4), (3, -pi / 2), (4, 0.0), (6, 0.0), (3, pi / 2), (5, -pi / 2), (8, pi / 8))


SHAPES = range(2 * len(_CORNERS))
"""The shapes, by number."""


def draw_shape(which: int, x: float, y: float, size: float = 1.0) -> str:
    """Return a shape as SVG; ``size`` 1 is that of the printed map."""
    corners, turn = _CORNERS[which % len(_CORNERS)]
    if corners:
        radius = size * _RADIUS * (1.25 if corners < 5 else 1.08)
        at = [
            (x + radius * cos(turn + 2 * pi * i / corners), y + radius * sin(turn + 2 * pi * i / corners))
            for i in range(corners)
        ]
        drawn = f'<polygon points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in at)}"/>'
    else:
        drawn = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size * _RADIUS:g}"/>'
    hole = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.2"/>' if which >= len(_CORNERS) else ""
    return drawn + hole


# Names


def draw_names(
    names: Mapping[str, str], spots: Mapping[str, Spot], segments: Sequence[Segment], size: float = 1.0
) -> list[str]:
    """Return each zone's name right, left, above or below its shape, where it covers least of other things.

    ``size`` is that of the letters and of the shapes; 1 on the printed map.
    """
    radius, line = size * _RADIUS, size * _LINE
    taken = [Rect(x - radius, y - radius, x + radius, y + radius) for x, y in spots.values()]
    out: list[str] = []
    for zone, name in names.items():
        lines = _break_name(name)
        wide, high = size * _LETTER * max(map(len, lines)), line * len(lines)
        options = _list_places(*spots[zone], wide, high, size * (_RADIUS + 2.2))
        anchor, x, box = min(options, key=lambda option: _compute_cover(option[2], taken, segments))
        taken.append(box)
        for i, words in enumerate(lines):
            y = box.y + line * (i + 0.78)
            out.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>')
    return out


def _list_places(x: float, y: float, wide: float, high: float, gap: float) -> list[tuple[str, float, Rect]]:
    """Return where a name of this size can go: its anchor, its position, and the box it fills.

    ``gap`` is the distance from the middle of its shape.
    """
    return [
        ("start", x + gap, Rect(x + gap, y - high / 2, x + gap + wide, y + high / 2)),
        ("end", x - gap, Rect(x - gap - wide, y - high / 2, x - gap, y + high / 2)),
        ("middle", x, Rect(x - wide / 2, y + gap - 1, x + wide / 2, y + gap - 1 + high)),
        ("middle", x, Rect(x - wide / 2, y - gap + 1 - high, x + wide / 2, y - gap + 1)),
    ]


def _compute_cover(box: Rect, taken: Iterable[Rect], segments: Iterable[Segment]) -> float:
    """Return how bad a box for a name is: how much of it is outside the picture, on other things, or on links."""
    crossed = sum(
        box.x < x < box.right and box.y < y < box.far
        for a, b in segments
        for x, y in (((a[0] + (b[0] - a[0]) * i / 40), (a[1] + (b[1] - a[1]) * i / 40)) for i in range(41))
    )
    return (
        1000 * box.compute_overhang(WIDTH, HEIGHT)
        + 10 * sum(box.compute_overlap(other) for other in taken)
        + 6 * crossed
    )


def _break_name(name: str, most: int = 18) -> list[str]:
    """Return a long name in two lines, broken at the space nearest to its middle."""
    spaces = [i for i, letter in enumerate(name) if letter == " "]
    if len(name) <= most or not spaces:
        return [name]
    middle = min(spaces, key=lambda i: abs(i - len(name) / 2))
    return [name[:middle], name[middle + 1 :]]
