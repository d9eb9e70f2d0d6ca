"""Lays out the map of the zones as a picture: where shapes, numbers and names stand, in the units of an SVG view box.

Each name goes with its numbers, where it covers least of other things. The layout rests on the zones alone, so that
nothing jumps when a number moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import NamedTuple

from wargame.exercise.view.zones import KnownMap, KnownZone

WIDTH, HEIGHT = 1048, 836
"""The size of the picture."""
SHAPES = ("circle open", "circle", "square", "square open", "diamond", "diamond open", "square holed", "circle holed")
"""The shape of each kind of zone, in the order of the kinds; the same as on the map of the terminal."""

_RADIUS = 10.0
_RING = 18.0
_LETTER, _LINE = 12.4, 26.0
"""The approximate width of a letter and the height of a line of a name."""
_BOX, _BOX_HIGH, _GAP = 27.0, 30.0, 3.0
"""The width and height of a number with one digit, and the gap between two."""
_DIGIT, _STEP = 13.0, 22.0
"""By how much a further digit, and the sign of a move, widen the box of a number."""
_EDGE = 34.0
_BREAK = 15
"""A name that is longer is broken into two lines."""
_PASSES = 3


class Box(NamedTuple):
    """A rectangle: its corner at the upper left and its size."""

    x: float
    y: float
    wide: float
    high: float

    def compute_overlap(self, other: Box) -> float:
        """Return the area that both cover."""
        across = min(self.x + self.wide, other.x + other.wide) - max(self.x, other.x)
        down = min(self.y + self.high, other.y + other.high) - max(self.y, other.y)
        return across * down if across > 0 and down > 0 else 0.0

    def compute_overhang(self) -> float:
        """Return by how much it stands out of the picture."""
        return (
            max(4 - self.x, 0.0)
            + max(4 - self.y, 0.0)
            + max(self.x + self.wide + 4 - WIDTH, 0.0)
            + max(self.y + self.high + 4 - HEIGHT, 0.0)
        )

    def holds(self, x: float, y: float) -> bool:
        """Does a point lie in it?"""
        return self.x < x < self.x + self.wide and self.y < y < self.y + self.high


@dataclass(frozen=True)
class DrawnNumber:
    """A number of a zone: its box, and the text in it; ``place`` is its place among the numbers of a zone."""

    box: Box
    text: str
    place: int
    moved: bool


@dataclass(frozen=True)
class DrawnName:
    """A line of a name: where it is anchored, and how (``start``, ``middle`` or ``end``)."""

    x: float
    y: float
    anchor: str
    text: str


@dataclass(frozen=True)
class DrawnShape:
    """The shape of a kind of zone: the points of its outline, empty for a circle."""

    x: float
    y: float
    points: str
    is_open: bool
    is_holed: bool


@dataclass(frozen=True)
class DrawnZone:
    """One zone. ``moved``: a number of it has changed in this turn."""

    shape: DrawnShape
    ring: float
    moved: bool
    numbers: tuple[DrawnNumber, ...]
    name: tuple[DrawnName, ...]


@dataclass(frozen=True)
class DrawnMap:
    """The whole picture. ``kinds`` are the shapes with the names of their kinds, for the key."""

    outline: tuple[str, ...]
    links: tuple[tuple[float, float, float, float], ...]
    zones: tuple[DrawnZone, ...]
    kinds: tuple[tuple[DrawnShape, str], ...]
    numbers: tuple[str, ...]
    """What the numbers of a zone are called, in their order."""


def draw_shape(kind: int, x: float, y: float, radius: float = _RADIUS) -> DrawnShape:
    """Return the shape of the kind of zone with this place among the kinds."""
    look = SHAPES[kind % len(SHAPES)]
    turn, wide = (0.0, 1.3) if look.startswith("diamond") else (pi / 4, 1.25)
    corners = [
        (x + radius * wide * cos(turn + quarter * pi / 2), y + radius * wide * sin(turn + quarter * pi / 2))
        for quarter in range(4)
    ]
    points = "" if look.startswith("circle") else " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)
    return DrawnShape(round(x, 1), round(y, 1), points, "open" in look, "holed" in look)


def draw_map(known: KnownMap) -> DrawnMap:
    """Return the picture of a map."""
    spots = _compute_spots(known)
    blocks = _place_blocks(known, spots)
    titles = {zone.kind: zone.kind_title for zone in known.zones}
    numbers = known.zones[0].numbers if known.zones else ()
    return DrawnMap(
        outline=tuple(" ".join(f"{x:.1f},{y:.1f}" for x, y in map(_stretch_whole, line)) for line in known.outline),
        links=tuple((*spots[one], *spots[other]) for one, other in known.list_links()),
        zones=tuple(_draw_zone(known, zone, spots[zone.id], blocks[zone.id]) for zone in known.zones),
        kinds=tuple((draw_shape(n, 0, 0, 7.5), titles[kind]) for n, kind in enumerate(known.kinds) if kind in titles),
        numbers=tuple(number.name for number in numbers),
    )


def _stretch_whole(point: tuple[float, float]) -> tuple[float, float]:
    """Return where a position from 0 to 100 lies on a map with an outline, which is not stretched to its zones."""
    x, y = point
    return round(_EDGE + (WIDTH - 2 * _EDGE) * x / 100, 1), round(_EDGE + (HEIGHT - 2 * _EDGE) * y / 100, 1)


def _compute_spots(known: KnownMap) -> dict[str, tuple[float, float]]:
    """Return where each zone lies in the picture."""
    if known.outline or not known.zones:
        return {zone.id: _stretch_whole((zone.x, zone.y)) for zone in known.zones}
    xs, ys = [zone.x for zone in known.zones], [zone.y for zone in known.zones]

    def stretch(value: int, values: Sequence[int], size: float, edge: float) -> float:
        low, high = min(values), max(values)
        return size / 2 if low == high else edge + (size - 2 * edge) * (value - low) / (high - low)

    return {
        zone.id: (round(stretch(zone.x, xs, WIDTH, 3 * _EDGE), 1), round(stretch(zone.y, ys, HEIGHT, 2 * _EDGE), 1))
        for zone in known.zones
    }


# Names and numbers


class _Block(NamedTuple):
    """Where name and numbers of a zone stand: its sides, and the box that they fill.

    ``side`` is ``right``, ``left``, ``below`` or ``above``; ``stacked`` says that the name stands under the numbers.
    """

    side: str
    stacked: bool
    box: Box


def _break_name(name: str) -> list[str]:
    """Return a long name in two lines, broken at the space nearest to its middle."""
    spaces = [at for at, letter in enumerate(name) if letter == " "]
    if len(name) <= _BREAK or not spaces:
        return [name]
    middle = min(spaces, key=lambda at: abs(at - len(name) / 2))
    return [name[:middle], name[middle + 1 :]]


def _measure_numbers(zone: KnownZone) -> float:
    """Return the width of the numbers of a zone, wherever they stand on their scales."""
    widths = [_BOX + _DIGIT * (len(str(number.high)) - 1) for number in zone.numbers]
    return sum(widths) + _GAP * max(len(widths) - 1, 0)


def _list_blocks(zone: KnownZone, spot: tuple[float, float]) -> Iterator[_Block]:
    """Yield where name and numbers can stand, the best place first."""
    x, y = spot
    lines = _break_name(zone.bare_name)
    name_wide, name_high = _LETTER * max(map(len, lines)), _LINE * len(lines)
    own_wide = _measure_numbers(zone)
    own_high = _BOX_HIGH if zone.numbers else 0.0
    flat, tall = own_wide + 9 + name_wide, max(name_high, own_high)
    wide, high = max(own_wide, name_wide), own_high + name_high
    away = _RADIUS + 10
    yield _Block("right", False, Box(x + away, y - tall / 2, flat, tall))
    yield _Block("left", False, Box(x - away - flat, y - tall / 2, flat, tall))
    yield _Block("right", True, Box(x + away, y - own_high / 2, wide, high))
    yield _Block("left", True, Box(x - away - wide, y - own_high / 2, wide, high))
    yield _Block("below", True, Box(x - wide / 2, y + away - 3, wide, high))
    yield _Block("above", True, Box(x - wide / 2, y - away + 3 - high, wide, high))


def _place_blocks(known: KnownMap, spots: dict[str, tuple[float, float]]) -> dict[str, _Block]:
    """Return where name and numbers of each zone stand, so that they cover little of one another."""
    shapes = [Box(x - _RING, y - _RING, 2 * _RING, 2 * _RING) for x, y in spots.values()]
    dots = list(_iter_link_dots(known, spots))
    options = {
        zone.id: [
            (block, n + 1000 * block.box.compute_overhang() + _cover(block.box, shapes) + 40 * _cross(block.box, dots))
            for n, block in enumerate(_list_blocks(zone, spots[zone.id]))
        ]
        for zone in known.zones
    }
    chosen: dict[str, _Block] = {}
    for _ in range(_PASSES):
        for zone, listed in options.items():
            others = [block.box for other, block in chosen.items() if other != zone]
            costs = [cost + 2 * _cover(block.box, others) for block, cost in listed]
            chosen[zone] = listed[costs.index(min(costs))][0]
    return chosen


def _iter_link_dots(known: KnownMap, spots: dict[str, tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield points along the links."""
    for one, other in known.list_links():
        (ax, ay), (bx, by) = spots[one], spots[other]
        count = max(int(max(abs(bx - ax), abs(by - ay)) // 30), 1)
        yield from ((ax + (bx - ax) * n / count, ay + (by - ay) * n / count) for n in range(1, count))


def _cover(box: Box, others: Iterable[Box]) -> float:
    return sum(map(box.compute_overlap, others))


def _cross(box: Box, dots: Sequence[tuple[float, float]]) -> int:
    return sum(box.holds(x, y) for x, y in dots)


def _draw_zone(known: KnownMap, zone: KnownZone, spot: tuple[float, float], block: _Block) -> DrawnZone:
    moved = any(number.change for number in zone.numbers)
    shape = draw_shape(known.kinds.index(zone.kind), *spot)
    texts = [_format_number(number.now, number.change) for number in zone.numbers]
    widths = [_BOX + _DIGIT * (len(str(number.now)) - 1) + _STEP * bool(number.change) for number in zone.numbers]
    own_wide = sum(widths) + _GAP * max(len(widths) - 1, 0)
    left = _find_left(block, own_wide)
    own_y = block.box.y if block.stacked else block.box.y + (block.box.high - _BOX_HIGH) / 2
    lines = _break_name(zone.bare_name)
    if block.side == "above":
        own_y = block.box.y + _LINE * len(lines)
    numbers = []
    for place, (number, text, wide) in enumerate(zip(zone.numbers, texts, widths, strict=True)):
        box = Box(round(left, 1), round(own_y, 1), round(wide, 1), _BOX_HIGH)
        numbers.append(DrawnNumber(box, text, place, bool(number.change)))
        left += wide + _GAP
    return DrawnZone(shape, _RING, moved, tuple(numbers), tuple(_draw_name(block, lines, own_wide, bool(numbers))))


def _format_number(now: int, change: int) -> str:
    """Return a number as it is drawn: after it the sign of a move in this turn."""
    return f"{now}▲" if change > 0 else f"{now}▼" if change < 0 else str(now)


def _find_left(block: _Block, own_wide: float) -> float:
    """Return where the numbers begin."""
    if block.side == "right":
        return block.box.x
    if block.side == "left":
        return block.box.x + block.box.wide - own_wide
    return block.box.x + (block.box.wide - own_wide) / 2


def _draw_name(block: _Block, lines: Sequence[str], own_wide: float, has_numbers: bool) -> Iterator[DrawnName]:
    own_high = _BOX_HIGH if has_numbers else 0.0
    top = block.box.y + (block.box.high - _LINE * len(lines)) / 2
    beside = own_wide + 9 if has_numbers and not block.stacked else 0.0
    if block.stacked:
        top = block.box.y if block.side == "above" else block.box.y + own_high
    if block.side == "right":
        anchor, x = "start", block.box.x + beside
    elif block.side == "left":
        anchor, x = "end", block.box.x + block.box.wide - beside
    else:
        anchor, x = "middle", block.box.x + block.box.wide / 2
    for n, line in enumerate(lines):
        yield DrawnName(round(x, 1), round(top + _LINE * n + 20, 1), anchor, line)
