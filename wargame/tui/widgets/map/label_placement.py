"""Choose where the label of each zone stands on the map, so that no label covers another and few links are hidden.

A label keeps the place that it has when no number is marked as moved, unless its marks do not fit there: so labels stay
where they are from step to step. What depends only on the size of the map is computed once. This module is pure: it
knows no text and no style.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

GAP = 10
"""The lowest cost of hiding a cell of a link; a label above or below its shape costs 14 or more."""
COVERED = 100
"""The cost of covering a cell of another label, or of another zone's shape."""
MISTAKEN = 60
"""The cost of standing as near to another zone's shape as labels stand to their own: readers would take it for that."""
AWAY = 40
"""The cost of leaving the place without marks: more than hiding a link, less than covering a label."""

Cell = tuple[int, int]
"""Column and row."""
Links = Sequence[tuple[str, str]]
Outline = Sequence[Sequence[tuple[float, float]]]
"""Lines, each a series of points x, y."""
Extent = tuple[int, int]
"""Width and height of a label, in cells."""


class CellBox(NamedTuple):
    """A box of cells: ``right`` and ``bottom`` are not part of it."""

    left: int
    top: int
    right: int
    bottom: int

    def count_shared(self, other: CellBox) -> int:
        """Return the number of cells that two boxes share."""
        if self.bottom <= other.top or other.bottom <= self.top:  # most pairs of boxes have no row in common
            return 0
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 else 0

    def widen(self) -> CellBox:
        """Return the box with one more cell at each side. Boxes widened in this way do not touch each other."""
        return CellBox(self.left - 1, self.top, self.right + 1, self.bottom)

    def is_anchored(self, other: CellBox) -> bool:
        """Return whether both boxes have the same rows and the same left or right edge.

        This is the case if only the length of the label has changed.
        """
        return self.top == other.top and (self.left == other.left or self.right == other.right)


class LabelOption(NamedTuple):
    """A possible box of a label: its cost, and how many cells it covers apart from those of other labels."""

    cost: float
    bad: int
    box: CellBox


class Placement(NamedTuple):
    """The box of each label, the number of label and shape cells that overlap, and the box of the legend, if any."""

    boxes: Mapping[str, CellBox]
    overlap: int
    corner: CellBox | None


NOWHERE = Placement({}, 0, None)


class MapGrid:
    """The map at one size, without labels: the cell of each zone, and the cost of hiding each cell.

    `build_grid` makes it.
    """

    def __init__(
        self, places: Mapping[str, Cell], links: Links, width: int, height: int, outline: Outline = ()
    ) -> None:
        self.width, self.height = width, height
        self.links = links
        across, down = _build_axes(places.values(), width, height, is_drawn_true=bool(outline))
        self.cells = _place_zones(places, across, down, width)
        """The cell of each zone's shape."""
        self.outline = [[(across.find(x), down.find(y)) for x, y in line] for line in outline]
        """The lines behind the zones, in cells and parts of cells."""
        self._links = WeightSums(compute_weights(links, self.cells), width, height)
        self._shapes = WeightSums(dict.fromkeys(self.cells.values(), 1.0), width, height)
        self._options: dict[tuple[str, int, int], list[LabelOption]] = {}
        self._masks: dict[CellBox, int] = {}
        self._placed: dict[tuple[tuple[Extent, ...], tuple[Extent, ...], Extent], Placement] = {}

    def find_placement(self, bare: Mapping[str, Extent], marked: Mapping[str, Extent], legend: Extent) -> Placement:
        """Return the boxes of the labels and of the legend.

        ``marked`` has the size of each label by zone, ``bare`` its size without the marks of moved numbers. The
        ``legend`` gets a free corner; a legend without height gets none.
        """
        key = tuple(bare.values()), tuple(marked.values()), legend
        found = self._placed.get(key)
        if found is None:
            if len(self._placed) >= REMEMBERED:
                self._placed.clear()
            if len(self._masks) >= MOST:
                self._masks.clear()
                self._options.clear()
            found = self._placed[key] = self._place_labels(bare, marked, legend)
        return found

    def _place_labels(self, bare: Mapping[str, Extent], marked: Mapping[str, Extent], legend: Extent) -> Placement:
        before = self.find_placement(bare, bare, legend) if bare != marked else NOWHERE
        if before.overlap:
            before = NOWHERE
        overlap, boxes = self._settle_labels(marked, before.boxes)
        if overlap and before.boxes:
            overlap, boxes = min((overlap, boxes), self._settle_labels(marked, {}), key=itemgetter(0))
        return Placement(boxes, overlap, self._find_corner(legend, boxes.values(), before.corner))

    def _settle_labels(
        self, extents: Mapping[str, Extent], before: Mapping[str, CellBox]
    ) -> tuple[int, dict[str, CellBox]]:
        """Return the number of cells that overlap, and the boxes. A place that a label had ``before`` is preferred."""
        options = {}
        for zone, extent in extents.items():
            listed = self._list_options(zone, *extent)
            if (was := before.get(zone)) is not None:
                listed = sorted(o if o.box.is_anchored(was) else o._replace(cost=o.cost + AWAY) for o in listed)
            options[zone] = listed
        tried: list[tuple[int, dict[str, CellBox]]] = []
        for order in (list(extents), list(extents)[::-1], sorted(extents)):
            tried.append(self._choose_options(options, order))
            if not tried[-1][0]:
                break
        return min(tried, key=lambda one: one[0])

    def _choose_options(
        self, options: Mapping[str, Sequence[LabelOption]], order: Sequence[str]
    ) -> tuple[int, dict[str, CellBox]]:
        """Choose a box for each label in turn, until no label changes.

        Return the number of cells that overlap, and the boxes.
        """
        chosen: dict[str, LabelOption] = {}
        masks: dict[str, int] = {}

        def overlap(option: LabelOption, others: int) -> int:
            return (self._build_mask(option.box.widen()) & others).bit_count()

        def best(zone: str) -> LabelOption:
            others = _unite_masks(masks, zone)
            least, found = math.inf, options[zone][0]
            for option in options[zone]:
                if option.cost >= least:  # the options are sorted: all that follow cost as much or more
                    break
                cost = option.cost + COVERED * overlap(option, others)
                if cost < least:
                    least, found = cost, option
            return found

        for _ in range(5):
            before = dict(chosen)
            for zone in order:
                chosen[zone] = best(zone)
                masks[zone] = self._build_mask(chosen[zone].box)
            if chosen == before:
                break
        total = sum(option.bad + overlap(option, _unite_masks(masks, zone)) for zone, option in chosen.items())
        return total, {zone: option.box for zone, option in chosen.items()}

    def _build_mask(self, box: CellBox) -> int:
        """Return a bit mask of the cells of a box that are on the grid."""
        mask = self._masks.get(box)
        if mask is None:
            left, right = max(box.left, 0), min(box.right, self.width)
            row = (1 << max(right - left, 0)) - 1 << left
            mask = sum(row << y * self.width for y in range(max(box.top, 0), min(box.bottom, self.height)))
            self._masks[box] = mask
        return mask

    def _list_options(self, zone: str, wide: int, high: int) -> list[LabelOption]:
        """Return the possible places for a label of a zone, the best first."""
        listed = self._options.get((zone, wide, high))
        if listed is None:
            listed = []
            for ugly, box in _iter_around(*self.cells[zone], wide, high):
                bad = max(0, -box.left) + max(0, box.right - self.width)
                bad += max(0, -box.top) + max(0, box.bottom - self.height)
                bad += round(self._shapes.sum_within(box.widen()))
                cost = COVERED * bad + MISTAKEN * self._count_mistaken(zone, box) + ugly
                listed.append(LabelOption(cost + self._links.sum_within(box.widen()), bad, box))
            listed.sort()
            del listed[WORTH:]
            self._options[zone, wide, high] = listed
        return listed

    def _count_mistaken(self, zone: str, box: CellBox) -> int:
        """Return how many shapes of other zones stand beside a box at the distance of a label's own shape."""
        x, y = self.cells[zone]
        near = box.widen().widen()
        own = near.left <= x < near.right and near.top <= y < near.bottom
        return round(self._shapes.sum_within(near) - self._shapes.sum_within(box.widen())) - own

    def _find_corner(self, legend: Extent, labels: Iterable[CellBox], before: CellBox | None) -> CellBox | None:
        """Return the free corner where the legend covers the fewest lines, or None.

        Of equal corners, ``before`` is preferred.
        """
        wide, high = legend
        if not high or wide > self.width or high > self.height:
            return None
        taken = [*labels, *(CellBox(x, y, x + 1, y + 1) for x, y in self.cells.values())]
        free: list[tuple[float, int, CellBox]] = []
        for left in (0, self.width - wide):
            for top in (self.height - high, 0):
                box = CellBox(left, top, left + wide, top + high)
                if not any(box.widen().count_shared(other) for other in taken):
                    free.append((self._links.sum_within(box), -1 if box == before else len(free), box))
        return min(free)[2] if free and min(free)[0] <= GAP else None


MOST = 200
"""The number of boxes whose masks a grid remembers: those of a few placements, about a megabyte."""
WORTH = 16
"""The number of places that are tried for a label. Each further place costs more than covering a cell."""
REMEMBERED = 16
"""The number of placements a grid remembers: those of the last turns, because users step to and fro through them."""


@lru_cache(maxsize=4)
def build_grid(
    places: tuple[tuple[str, Cell], ...],
    links: tuple[tuple[str, str], ...],
    width: int,
    height: int,
    outline: tuple[tuple[tuple[float, float], ...], ...] = (),
) -> MapGrid:
    """Return the grid for a map of this size.

    ``places`` and the points of ``outline`` are 0 to 100 across and down; ``links`` are pairs of zones.
    """
    return MapGrid(dict(places), links, width, height, outline)


def _unite_masks(masks: Mapping[str, int], zone: str) -> int:
    """Return the mask of the cells of all labels except the one of ``zone``."""
    cells = 0
    for name, mask in masks.items():
        if name != zone:
            cells |= mask
    return cells


class WeightSums:
    """Sums of the weights of cells by row. The sum within a box then takes one step for each of its rows."""

    def __init__(self, weights: Mapping[Cell, float], width: int, height: int) -> None:
        self._width = width
        self._rows = [
            list(accumulate((weights.get((x, y), 0) for x in range(width)), initial=0.0)) for y in range(height)
        ]

    def sum_within(self, box: CellBox) -> float:
        """Return the weight of the cells of a box. Cells off the grid weigh nothing."""
        left, right = min(max(box.left, 0), self._width), min(max(box.right, 0), self._width)
        rows = self._rows[max(box.top, 0) : max(box.bottom, 0)]
        return round(sum(row[right] - row[left] for row in rows), 6)  # rounded, so that equal sums compare as equal


def _iter_around(x: int, y: int, wide: int, high: int) -> Iterator[tuple[float, CellBox]]:
    """Yield the boxes where a label can stand, each with a cost for its looks: right, left, then below and above."""
    for up in range(high):
        yield 2 * up, CellBox(x + 2, y - up, x + 2 + wide, y - up + high)
        yield 2 * up + 1, CellBox(x - 1 - wide, y - up, x - 1, y - up + high)
    # A reader may take a label above or below its shape for the label of another zone, above all if it is shifted.
    for aside in range(wide):
        ugly = 14 + abs(aside - wide // 2) / 2
        yield ugly, CellBox(x - aside, y + 1, x - aside + wide, y + 1 + high)
        yield ugly + 1, CellBox(x - aside, y - high, x - aside + wide, y)


# Places of zones


LARGE = 56, 18
"""The smallest width and height at which a map with an outline has room for zones where they lie."""


class Axis(NamedTuple):
    """Where values lie on the grid: the cells of the ``values``, which increase. Between them it is linear."""

    values: Sequence[int]
    cells: Sequence[float]

    def find(self, value: float) -> float:
        """Return where a value lies, in cells and parts of cells."""
        at = min(max(bisect_right(self.values, value), 1), len(self.values) - 1)
        (low, high), (start, end) = self.values[at - 1 : at + 1], self.cells[at - 1 : at + 1]
        return start + (end - start) * (value - low) / (high - low)


def _build_axes(places: Iterable[Cell], width: int, height: int, *, is_drawn_true: bool) -> tuple[Axis, Axis]:
    """Return the axes across and down. Crowded zones are separated: positions count in part by their rank.

    Where an outline is drawn (``is_drawn_true``) the map is not stretched to the zones, and on a large map ranks count
    for less, so that coasts keep their shape; zones and outline are moved together.
    """
    at = list(places)
    xs, ys = [x for x, _ in at], [y for _, y in at]
    if is_drawn_true:
        if width >= LARGE[0] and height >= LARGE[1]:
            return _spread([0, *xs, 100], width - 1, 0.1), _spread([0, *ys, 100], height - 1, 0.3)
        return _spread([0, *xs, 100], width - 1, 0.25), _spread([0, *ys, 100], height - 1, 0.8, 0.8)
    return _spread(xs, width - 2, 0.25), _spread(ys, height - 1, 0.65)


def _place_zones(places: Mapping[str, Cell], across: Axis, down: Axis, width: int) -> dict[str, Cell]:
    """Return the cell of each zone; of two in one cell the second is moved to the east."""
    taken: dict[str, Cell] = {}
    for zone, at in places.items():
        x, y = round(across.find(at[0])), round(down.find(at[1]))
        while (x, y) in taken.values() and x + 1 < width:
            x += 1
        taken[zone] = (x, y)
    return taken


def _spread(values: Sequence[int], last: int, evenly: float, margin: float = 0) -> Axis:
    """Map the values to 0..``last``. ``evenly`` (0 to 1) is the weight of the rank against the distance.

    The first and the last value count for ``margin`` (0 to 1) of a rank less: they are ends where nothing stands.
    """
    ranks = sorted(set(values))
    if len(ranks) < 2:
        middle = max(last, 0) // 2
        low = ranks[0] if ranks else 0
        return Axis((low, low + 1), (middle, middle))
    low, high = ranks[0], ranks[-1]
    cells = []
    for rank, value in enumerate(ranks):
        by_place = (value - low) / (high - low)
        by_rank = min(max((rank - margin) / (len(ranks) - 1 - 2 * margin), 0), 1)
        cells.append(max(last, 0) * (evenly * by_rank + (1 - evenly) * by_place))
    return Axis(ranks, cells)


# Links


def compute_weights(links: Iterable[tuple[str, str]], cells: Mapping[str, Cell]) -> dict[Cell, float]:
    """Return the cost of hiding each cell of a link.

    Cells of short links cost more: a short link is lost with a cell or two.
    """
    found: dict[Cell, float] = {}
    for one, other in links:
        points = list(iter_line(*cells[one], *cells[other]))
        for at in points:
            found[at] = found.get(at, 0) + max(200 / len(points), GAP)
    return found


def iter_line(ax: int, ay: int, bx: int, by: int) -> Iterator[Cell]:
    """Yield the points of a straight line, both ends included."""
    steps = max(abs(bx - ax), abs(by - ay), 1)
    for i in range(steps + 1):
        yield round(ax + (bx - ax) * i / steps), round(ay + (by - ay) * i / steps)
