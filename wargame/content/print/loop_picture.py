"""Draws the loops of a causal model as SVG: numbers on an ellipse, signed arrows, and the loops they belong to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from math import cos, hypot, pi, sin
from typing import NamedTuple

from wargame.content.causes.loops import Link, Loops
from wargame.content.print.rect import Rect

WIDTH, HEIGHT = 200, 165
_LINE, _LETTER = 4.3, 2.0
_HEAD = 2.6
_BENDS = (1, 1.8, 2.6, 3.6, -3.2, -4.6)
"""How far an arrow is bent, compared with its usual bend, so that it passes other numbers by; the first that does."""

_INK, _PAPER = "var(--ink, #000)", "var(--paper, #fff)"
"""The colours of the page around the picture; black on white where it has none."""
_STYLES = {
    "box": f"fill: {_PAPER}; stroke: {_INK}; stroke-width: 0.45",
    "link": f"fill: none; stroke: {_INK}; stroke-width: 0.5",
    "chosen": f"fill: none; stroke: {_INK}; stroke-width: 0.5; stroke-dasharray: 2 1.2",
    "head": f"fill: {_INK}",
    "name": f"fill: {_INK}; font: 3.6px sans-serif; text-anchor: middle",
    "halo": f"fill: {_PAPER}; stroke: {_PAPER}; stroke-width: 1.4; stroke-linejoin: round; "
    "font: bold 3.4px sans-serif; text-anchor: middle",
    "sign": f"fill: {_INK}; font: bold 3.4px sans-serif; text-anchor: middle",
}
"""How each piece is drawn. Each brings its style, so that the picture looks alike in a page, in PDF and by itself."""

Spot = tuple[float, float]


class _Curve(NamedTuple):
    """A cubic curve: two ends, and the two points that bend it."""

    start: Spot
    first: Spot
    second: Spot
    end: Spot

    def find_point(self, t: float) -> Spot:
        """Return the point of the curve at ``t``, from 0 to 1."""
        u = 1 - t
        weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        return (
            sum(weight * spot[0] for weight, spot in zip(weights, self, strict=True)),
            sum(weight * spot[1] for weight, spot in zip(weights, self, strict=True)),
        )


def draw_loops_svg(loops: Loops, find_name: Callable[[str], str], alt: str) -> str:
    """Return the picture of the main loops, of which there must be one.

    ``find_name`` returns what a number is called; ``alt`` says what the picture shows. It goes into a page; a file of
    its own needs the namespace of SVG as well.
    """
    links = loops.list_links()
    spots = _place_numbers(loops.list_numbers(), links)
    boxes = {number: _build_box(spot, find_name(number)) for number, spot in spots.items()}
    taken = [*boxes.values()]
    lines: list[str] = []
    labels: list[str] = []
    curves = [(link, _bend(link, links, spots, boxes)) for link in links]
    for link, curve in curves:
        lines += _draw_link(link, curve)
    for link, curve in sorted(curves, key=lambda one: -len(loops.list_names(one[0]))):
        sign = "+" if link.sign > 0 else "−"
        said = f"{sign} {' '.join(loops.list_names(link))}"
        x, y = _place_label(said, curve, taken, [other for _, other in curves if other is not curve])
        labels += [
            f'<text style="{_STYLES[one]}" x="{x:.1f}" y="{y + 1.2:.1f}">{escape(said)}</text>'
            for one in ("halo", "sign")
        ]
    nodes = [part for number, box in boxes.items() for part in _draw_number(find_name(number), box)]
    return "".join([
        f'<svg class="loops" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(alt)}">',
        *lines, *nodes, *labels,
        "</svg>",
    ])  # fmt: skip


# Numbers


def _place_numbers(numbers: Sequence[str], links: Sequence[Link]) -> dict[str, Spot]:
    """Return a place on an ellipse for each number, in an order in which links are short."""
    order = _order_numbers(numbers, links)
    at = {}
    for i, number in enumerate(order):
        turn = 2 * pi * i / len(order) - pi / 2
        at[number] = (WIDTH / 2 + (WIDTH / 2 - 27) * cos(turn), HEIGHT / 2 + (HEIGHT / 2 - 18) * sin(turn))
    return at


def _order_numbers(numbers: Sequence[str], links: Sequence[Link]) -> list[str]:
    """Return the numbers in an order around a circle; two are swapped as long as that makes the links shorter."""
    order = list(numbers)
    n = len(order)
    pairs = [(link.source, link.target) for link in links if link.source != link.target]

    def measure() -> int:
        place = {name: i for i, name in enumerate(order)}
        away = [abs(place[a] - place[b]) for a, b in pairs]
        return sum(min(one, n - one) ** 2 for one in away)

    best, better = measure(), True
    while better:
        better = False
        for i in range(n):
            for j in range(i + 1, n):
                order[i], order[j] = order[j], order[i]
                if (new := measure()) < best:
                    best, better = new, True
                else:
                    order[i], order[j] = order[j], order[i]
    return order


def _build_box(spot: Spot, name: str) -> Rect:
    lines = _break_name(name)
    wide, high = max(14.0, _LETTER * max(map(len, lines)) + 3.5), _LINE * len(lines) + 2.4
    return Rect(spot[0] - wide / 2, spot[1] - high / 2, spot[0] + wide / 2, spot[1] + high / 2)


def _draw_number(name: str, box: Rect) -> list[str]:
    middle = (box.x + box.right) / 2
    size = f'width="{box.right - box.x:.1f}" height="{box.far - box.y:.1f}"'
    out = [f'<rect x="{box.x:.1f}" y="{box.y:.1f}" {size} rx="1.6" style="{_STYLES["box"]}"/>']
    for i, line in enumerate(_break_name(name)):
        out.append(
            f'<text style="{_STYLES["name"]}" x="{middle:.1f}" y="{box.y + 4.4 + _LINE * i:.1f}">{escape(line)}</text>'
        )
    return out


def _break_name(name: str, most: int = 15) -> list[str]:
    """Return a long name in two lines, broken at the space nearest to its middle."""
    spaces = [i for i, letter in enumerate(name) if letter == " "]
    if len(name) <= most or not spaces:
        return [name]
    middle = min(spaces, key=lambda i: abs(i - len(name) / 2))
    return [name[:middle], name[middle + 1 :]]


# Arrows


def _bend(link: Link, links: Sequence[Link], spots: Mapping[str, Spot], boxes: Mapping[str, Rect]) -> _Curve:
    """Return the curve of a link from box to box; links between the same two numbers keep apart."""
    a, b = spots[link.source], spots[link.target]
    if link.source == link.target:
        return _bend_back(link, links, a, boxes[link.source])
    between = [one for one in links if {one.source, one.target} == {link.source, link.target}]
    # to the right of its own direction, and towards the middle of the picture, where there is room
    along = (b[0] - a[0], b[1] - a[1])
    away = hypot(*along) or 1.0
    side = (-along[1] / away, along[0] / away)
    alike = [one for one in between if one.source == link.source]
    push = (7.0 + 9.0 * alike.index(link)) if len(between) > 1 else 3.0
    inward = (WIDTH / 2 - (a[0] + b[0]) / 2, HEIGHT / 2 - (a[1] + b[1]) / 2)
    pull = 0.16 if len(between) == 1 else 0.05
    others = [box for number, box in boxes.items() if number not in (link.source, link.target)]

    def bend(times: float) -> _Curve:
        shift = (side[0] * push * times + inward[0] * pull, side[1] * push * times + inward[1] * pull)
        first = (a[0] + along[0] / 3 + shift[0], a[1] + along[1] / 3 + shift[1])
        second = (a[0] + along[0] * 2 / 3 + shift[0], a[1] + along[1] * 2 / 3 + shift[1])
        return _Curve(_find_edge(boxes[link.source], first), first, second, _find_edge(boxes[link.target], second))

    return min(map(bend, _BENDS), key=lambda curve: _count_hits(curve, others))


def _count_hits(curve: _Curve, boxes: Sequence[Rect]) -> int:
    """Return how much of a curve lies on other numbers."""
    points = [curve.find_point(i / 20) for i in range(1, 20)]
    return sum(box.x - 1 < x < box.right + 1 and box.y - 1 < y < box.far + 1 for x, y in points for box in boxes)


def _bend_back(link: Link, links: Sequence[Link], spot: Spot, box: Rect) -> _Curve:
    """Return the curve of a link that ends where it begins: outside the ellipse, a second one beside the first."""
    alike = [one for one in links if one.source == one.target == link.source]
    if abs(spot[0] - WIDTH / 2) > WIDTH / 5 and abs(spot[1] - HEIGHT / 2) < HEIGHT / 3:
        out = -1 if spot[0] < WIDTH / 2 else 1
        edge = box.x if out < 0 else box.right
        middle = spot[1] + (5.0 if alike.index(link) else -5.0) * (len(alike) > 1)
        top, bottom = middle - 2.2, middle + 2.2
        return _Curve(
            (edge, top), (edge + out * 11, top - 5), (edge + out * 11, bottom + 5), (edge + out * 0.4, bottom)
        )
    up = -1 if spot[1] <= HEIGHT / 2 else 1
    edge = box.y if up < 0 else box.far
    middle = spot[0] + (7.0 if alike.index(link) else -7.0) * (len(alike) > 1)
    left, right = middle - 3.5, middle + 3.5
    return _Curve((left, edge), (left - 4.5, edge + up * 12), (right + 4.5, edge + up * 12), (right, edge + up * 0.4))


def _find_edge(box: Rect, towards: Spot) -> Spot:
    """Return where the line from the middle of a box to a point leaves the box."""
    x, y = (box.x + box.right) / 2, (box.y + box.far) / 2
    dx, dy = towards[0] - x, towards[1] - y
    wide, high = (box.right - box.x) / 2 + 0.5, (box.far - box.y) / 2 + 0.5
    scale = min(wide / abs(dx) if dx else 1e9, high / abs(dy) if dy else 1e9, 1e9)
    return (x + dx * scale, y + dy * scale)


def _draw_link(link: Link, curve: _Curve) -> list[str]:
    start, first, second, end = curve
    back = (end[0] - second[0], end[1] - second[1])
    away = hypot(*back) or 1.0
    unit = (back[0] / away, back[1] / away)
    neck = (end[0] - unit[0] * _HEAD, end[1] - unit[1] * _HEAD)
    wing = (-unit[1] * _HEAD * 0.42, unit[0] * _HEAD * 0.42)
    corners = (end, (neck[0] + wing[0], neck[1] + wing[1]), (neck[0] - wing[0], neck[1] - wing[1]))
    style = _STYLES["link" if link.by_itself else "chosen"]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    bent = " ".join(f"{x:.1f},{y:.1f}" for x, y in (first, second, neck))
    return [
        f'<path style="{style}" d="M{start[0]:.1f},{start[1]:.1f} C{bent}"/>',
        f'<polygon style="{_STYLES["head"]}" points="{points}"/>',
    ]


def _place_label(said: str, curve: _Curve, taken: list[Rect], others: Sequence[_Curve]) -> Spot:
    """Return where on its curve a label covers least of other things, and mark that place as taken."""
    points = [other.find_point(i / 24) for other in others for i in range(25)]
    wide, high = 1.95 * len(said), 3.6
    best: tuple[float, Rect, Spot] | None = None
    for t in (0.5, 0.58, 0.42, 0.66, 0.34, 0.74, 0.26, 0.8, 0.2):
        x, y = curve.find_point(t)
        box = Rect(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        crossed = sum(box.x < one[0] < box.right and box.y < one[1] < box.far for one in points)
        cover = sum(box.compute_overlap(other) for other in taken) + 1.5 * crossed + 3 * abs(t - 0.5)
        if best is None or cover < best[0]:
            best = cover, box, (x, y)
    assert best is not None
    taken.append(best[1])
    return best[2]
