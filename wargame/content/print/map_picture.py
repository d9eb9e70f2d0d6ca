"""Draws the map of a scenario as one SVG picture in black and white: links as lines, kinds of zone as shapes.

Positions in a scenario are from 0 to 100, y grows to the south. They are stretched to fill the picture, unless the map
has an outline of coasts and borders. Each name is put where it covers least.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import cos, pi, sin

from wargame.content.model.scenario import Scenario
from wargame.content.print.rect import Rect

WIDTH, HEIGHT = 180.0, 205.0
"""The size of the picture, in millimetres when it is printed at full width."""

_EDGE = 16.0
_RADIUS = 3.6
_LETTER = 1.95
"""The approximate width of a letter of a name, in the units of the picture."""
_LINE = 4.2


def draw_map_svg(scenario: Scenario) -> str:
    """Return the map as an ``<svg>`` element."""
    spots = _compute_spots(scenario)
    shapes = dict(zip(scenario.kinds, _list_shapes(), strict=False))
    parts = [
        f'<svg class="map" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" aria-label="Map of {len(spots)} zones">',
        *_draw_outline(scenario),
        *_draw_links(scenario, spots),
    ]
    parts += [_draw_shape(shapes.get(zone.kind, 0), *spots[name]) for name, zone in scenario.zones.items()]
    parts += _draw_names(
        {name: zone.name for name, zone in scenario.zones.items()}, spots, list(_list_segments(scenario, spots))
    )
    return "\n".join([*parts, "</svg>"])


def draw_key(scenario: Scenario) -> str:
    """Return what each shape on the map stands for, as HTML."""
    used = {zone.kind for zone in scenario.zones.values()}
    entries = [
        f'<span><svg class="shape" viewBox="-5 -5 10 10">{_draw_shape(shape, 0, 0)}</svg> {escape(title)}</span>'
        for shape, (kind, title) in zip(_list_shapes(), scenario.kinds.items(), strict=False)
        if kind in used
    ]
    return f'<p class="key">{" ".join(entries)}</p>' if entries else ""


Spot = tuple[float, float]


def _find_true_spot(x: float, y: float) -> Spot:
    """Return where a position lies in the picture of a map with an outline, which is not stretched to its zones."""
    return 4 + (WIDTH - 8) * x / 100, 4 + (HEIGHT - 8) * y / 100


def _draw_outline(scenario: Scenario) -> list[str]:
    """Return coasts and borders as faint lines behind everything else."""
    lines = ([_find_true_spot(x, y) for x, y in line] for line in scenario.outline)
    return [f'<polyline class="outline" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in line)}"/>' for line in lines]


def _compute_spots(scenario: Scenario) -> dict[str, Spot]:
    """Return the position of each zone in the picture."""
    if scenario.outline:
        return {name: _find_true_spot(*zone.at) for name, zone in scenario.zones.items()}
    xs = [zone.at[0] for zone in scenario.zones.values()]
    ys = [zone.at[1] for zone in scenario.zones.values()]

    def stretch(value: int, values: Sequence[int], size: float, edge: float) -> float:
        low, high = min(values), max(values)
        return size / 2 if low == high else edge + (size - 2 * edge) * (value - low) / (high - low)

    return {
        name: (stretch(zone.at[0], xs, WIDTH, 1.8 * _EDGE), stretch(zone.at[1], ys, HEIGHT, 0.7 * _EDGE))
        for name, zone in scenario.zones.items()
    }


def _list_segments(scenario: Scenario, spots: Mapping[str, Spot]) -> Iterable[tuple[Spot, Spot]]:
    """Return the links, each once, however often it is declared."""
    pairs = {tuple(sorted((name, other))) for name, zone in scenario.zones.items() for other in zone.links}
    return [(spots[one], spots[other]) for one, other in sorted(pairs)]


def _draw_links(scenario: Scenario, spots: Mapping[str, Spot]) -> list[str]:
    return [
        f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}"/>'
        for a, b in _list_segments(scenario, spots)
    ]


# Shapes: a circle, polygons with an increasing number of corners, then all of them with a hole

_CORNERS = ((0, 0.0), (4, pi / 4), (3, -pi / 2), (4, 0.0), (6, 0.0), (3, pi / 2), (5, -pi / 2), (8, pi / 8))


def _list_shapes() -> range:
    return range(2 * len(_CORNERS))


def _draw_shape(which: int, x: float, y: float) -> str:
    corners, turn = _CORNERS[which % len(_CORNERS)]
    if corners:
        radius = _RADIUS * (1.25 if corners < 5 else 1.08)
        at = [
            (x + radius * cos(turn + 2 * pi * i / corners), y + radius * sin(turn + 2 * pi * i / corners))
            for i in range(corners)
        ]
        drawn = f'<polygon points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in at)}"/>'
    else:
        drawn = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS:g}"/>'
    hole = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.2"/>' if which >= len(_CORNERS) else ""
    return drawn + hole


# Names


def _draw_names(names: Mapping[str, str], spots: Mapping[str, Spot], links: Sequence[tuple[Spot, Spot]]) -> list[str]:
    """Return each zone's name right, left, above or below its shape, where it covers least of other things."""
    taken = [Rect(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for x, y in spots.values()]
    out: list[str] = []
    for zone, name in names.items():
        lines = _break_name(name)
        wide, high = _LETTER * max(map(len, lines)), _LINE * len(lines)
        options = _list_places(*spots[zone], wide, high)
        anchor, x, box = min(options, key=lambda option: _compute_cover(option[2], taken, links))
        taken.append(box)
        for i, line in enumerate(lines):
            y = box.y + _LINE * (i + 0.78)
            out.append(f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(line)}</text>')
    return out


def _list_places(x: float, y: float, wide: float, high: float) -> list[tuple[str, float, Rect]]:
    """Return where a name of this size can go: its anchor, its position, and the box it fills."""
    gap = _RADIUS + 2.2
    return [
        ("start", x + gap, Rect(x + gap, y - high / 2, x + gap + wide, y + high / 2)),
        ("end", x - gap, Rect(x - gap - wide, y - high / 2, x - gap, y + high / 2)),
        ("middle", x, Rect(x - wide / 2, y + gap - 1, x + wide / 2, y + gap - 1 + high)),
        ("middle", x, Rect(x - wide / 2, y - gap + 1 - high, x + wide / 2, y - gap + 1)),
    ]


def _compute_cover(box: Rect, taken: Iterable[Rect], links: Iterable[tuple[Spot, Spot]]) -> float:
    """Return how bad a box for a name is: how much of it is outside the picture, on other things, or on links."""
    crossed = sum(
        box.x < x < box.right and box.y < y < box.far
        for a, b in links
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
