"""Schematic: a map laid out on a grid of cells: zones as shapes, links as thin lines, labels where they cover least.

Positions in a scenario are 0 to 100, y growing southward. They are stretched to the grid, rows that are crowded pulled
apart, and every label is written in as much detail as fits without one covering another. Pure: no widget, no style.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

SHAPES = "○●■□◆◇▣◉"
"""One shape for each kind of zone, in the scenario's order; after the last they begin anew."""
ASCII_SHAPES = "o@#=*+%&"

GAP = 10
"""How bad it is at least to hide a cell of a link, where a label above or below its shape is 14 or more."""

Span = tuple[str, str]
"""A piece of text and its *look*: name, number, risen, fallen, link, legend or an empty text."""
Text = tuple[Span, ...]


class Reading(NamedTuple):
    """One number of a zone: its name, what it is, and what it was when the turn began."""

    name: str
    now: int
    was: int


class Spot(NamedTuple):
    """A zone to be drawn: its names from long to short, the place of its kind in the list, where, and its numbers."""

    names: tuple[str, ...]
    kind: int
    at: tuple[int, int]
    readings: tuple[Reading, ...]


class Cell(NamedTuple):
    text: str = " "
    look: str = ""


class Box(NamedTuple):
    """Cells from ``left``, ``top`` up to and without ``right``, ``bottom``."""

    left: int
    top: int
    right: int
    bottom: int

    def shared(self, other: Box) -> int:
        """How many cells two boxes have in common."""
        if self.bottom <= other.top or other.bottom <= self.top:  # most boxes are in different rows
            return 0
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 else 0

    def aired(self) -> Box:
        """The box with an empty cell at each side, so that neighbours do not run together."""
        return Box(self.left - 1, self.top, self.right + 1, self.bottom)


class Label(NamedTuple):
    box: Box
    lines: tuple[Text, ...]


class Picture(NamedTuple):
    """The grid, row by row, where each zone's shape and its label stand, and how many cells of labels overlap (0)."""

    rows: list[list[Cell]]
    spots: Mapping[str, tuple[int, int]]
    labels: Mapping[str, Box]
    overlap: int

    def zone_at(self, x: int, y: int) -> str:
        """The zone whose shape or label stands in a cell; or an empty text."""
        if (x, y) in self.spots.values():
            return next(zone for zone, at in self.spots.items() if at == (x, y))
        cell = Box(x, y, x + 1, y + 1)
        return next((zone for zone, box in self.labels.items() if box.shared(cell)), "")


def draw(
    spots: Mapping[str, Spot],
    links: Iterable[tuple[str, str]],
    kinds: Sequence[str],
    width: int,
    height: int,
    *,
    ascii: bool = False,
    legend: bool = True,
) -> Picture:
    """The map on a grid of ``width`` by ``height`` cells, in the richest detail whose labels do not overlap."""
    entries = key_to(spots, kinds, ascii) if legend else []
    best: Picture | None = None
    for detail in (_words, _pairs_long, _pairs_short, _pairs_shortest):
        picture = _drawn(spots, list(links), entries, {z: detail(s, ascii) for z, s in spots.items()},
                         max(width, 1), max(height, 1), ascii)  # fmt: skip
        if best is None or picture.overlap < best.overlap:
            best = picture
        if not picture.overlap:
            break
    assert best is not None
    return best


def _drawn(
    spots: Mapping[str, Spot], links: Sequence[tuple[str, str]], legend: Sequence[Text],
    texts: Mapping[str, tuple[Text, ...]], width: int, height: int, ascii: bool,
) -> Picture:  # fmt: skip
    cells = _cells(spots, width, height)
    dots = _ascii_dots(links, cells) if ascii else _dots(links, cells)
    weights = _weights(links, cells)
    labels, overlap = _placed(texts, cells, weights, width, height)
    corner = _corner(legend, [*labels.values()], cells, weights, width, height)
    grid = [[Cell() for _ in range(width)] for _ in range(height)]
    for (x, y), dot in dots.items():
        grid[y][x] = Cell(dot, "link")
    for label in labels.values():
        _write(grid, label)
    for zone, (x, y) in cells.items():
        grid[y][x] = Cell(shape(spots[zone].kind, ascii), "shape")
    if corner is not None:
        _write(grid, corner)
    return Picture(grid, cells, {zone: label.box for zone, label in labels.items()}, overlap)


def _write(grid: list[list[Cell]], label: Label) -> None:
    """A label, with an empty cell at both sides of each line."""
    width, height = len(grid[0]), len(grid)
    for row, line in enumerate(label.lines):
        y, x = label.box.top + row, label.box.left
        if not 0 <= y < height:
            continue
        length = sum(len(text) for text, _ in line)
        for edge in (x - 1, x + length):
            if 0 <= edge < width:
                grid[y][edge] = Cell()
        for text, look in line:
            for letter in text:
                if 0 <= x < width:
                    grid[y][x] = Cell(letter, look)
                x += 1


# Where zones stand


def shape(kind: int, ascii: bool = False) -> str:
    """The shape of the kind at a place of the scenario's list."""
    shapes = ASCII_SHAPES if ascii else SHAPES
    return shapes[kind % len(shapes)]


def _cells(spots: Mapping[str, Spot], width: int, height: int) -> dict[str, tuple[int, int]]:
    """The cell of each zone. Half by place and half by rank, so that crowded rows come apart."""
    across = _spread([spot.at[0] for spot in spots.values()], width - 2, 0.25)
    down = _spread([spot.at[1] for spot in spots.values()], height - 1, 0.65)
    taken: dict[str, tuple[int, int]] = {}
    for zone, spot in spots.items():
        x, y = across[spot.at[0]], down[spot.at[1]]
        while (x, y) in taken.values() and x + 1 < width:
            x += 1
        taken[zone] = (x, y)
    return taken


def _spread(values: Sequence[int], last: int, evenly: float) -> dict[int, int]:
    """Values to 0..last, ``evenly`` (0 to 1) saying how far rank counts over distance."""
    ranks = sorted(set(values))
    if len(ranks) < 2:
        return {value: max(last, 0) // 2 for value in ranks}
    low, high = ranks[0], ranks[-1]
    out = {}
    for rank, value in enumerate(ranks):
        by_rank, by_place = rank / (len(ranks) - 1), (value - low) / (high - low)
        out[value] = round(max(last, 0) * (evenly * by_rank + (1 - evenly) * by_place))
    return out


# What is written beside them


def moved(now: int, was: int, ascii: bool = False) -> Span:
    """The mark of a number that moved: *▲+1*, *▼-2*; nothing for one that did not."""
    if now == was:
        return "", ""
    up, down = "^v" if ascii else "▲▼"
    return (f"{up}{now - was:+d}", "risen") if now > was else (f"{down}{now - was:+d}", "fallen")


def _words(spot: Spot, ascii: bool) -> tuple[Text, ...]:
    """In two lines: the whole name, then each number by name."""
    numbers: list[Span] = []
    for i, reading in enumerate(spot.readings):
        numbers += [("  " if i else "", ""), (f"{reading.name} ", "name"), *_number(reading, ascii)]
    head: Text = ((spot.names[0], "zone"),)
    return (head, tuple(numbers)) if numbers else (head,)


def _pairs(spot: Spot, name: str, ascii: bool) -> tuple[Text, ...]:
    """In one line: a name and the numbers with strokes between them."""
    line: list[Span] = [(name, "zone")]
    for i, reading in enumerate(spot.readings):
        line += [("/" if i else " ", "name"), *_number(reading, ascii)]
    return (tuple(line),)


def _pairs_long(spot: Spot, ascii: bool) -> tuple[Text, ...]:
    return _pairs(spot, spot.names[0], ascii)


def _pairs_short(spot: Spot, ascii: bool) -> tuple[Text, ...]:
    return _pairs(spot, spot.names[min(1, len(spot.names) - 1)], ascii)


def _pairs_shortest(spot: Spot, ascii: bool) -> tuple[Text, ...]:
    return _pairs(spot, spot.names[-1], ascii)


def _number(reading: Reading, ascii: bool) -> tuple[Span, ...]:
    return (str(reading.now), "number"), moved(reading.now, reading.was, ascii)


def _placed(
    texts: Mapping[str, tuple[Text, ...]], cells: Mapping[str, tuple[int, int]],
    covered: Mapping[tuple[int, int], float], width: int, height: int,
) -> tuple[dict[str, Label], int]:  # fmt: skip
    """A box for each label, and how many cells of labels and shapes overlap.

    Each label goes where it disturbs least; then all are moved again, now that the others stand.
    """
    shapes = {zone: Box(x, y, x + 1, y + 1) for zone, (x, y) in cells.items()}
    options: dict[str, list[Option]] = {}
    for zone, lines in texts.items():
        options[zone] = []
        for ugly, box in _places(*cells[zone], lines):
            bad = max(0, -box.left) + max(0, box.right - width) + max(0, -box.top) + max(0, box.bottom - height)
            bad += sum(box.aired().shared(other) for name, other in shapes.items() if name != zone)
            options[zone].append(Option(100 * bad + _hidden(box.aired(), covered) + ugly, bad, box))
        options[zone].sort()
    tried: list[tuple[int, dict[str, Box]]] = []
    for order in (list(texts), list(texts)[::-1], sorted(texts)):
        tried.append(_settled(options, order))
        if not tried[-1][0]:
            break
    total, chosen = min(tried, key=lambda one: one[0])
    return {zone: Label(box, texts[zone]) for zone, box in chosen.items()}, total


class Option(NamedTuple):
    """A box for a label: its cost and the cells it overlaps whatever the other labels do."""

    cost: float
    bad: int
    box: Box


def _settled(options: Mapping[str, Sequence[Option]], order: Sequence[str]) -> tuple[int, dict[str, Box]]:
    """Choose for each label in turn, and again until none would rather move: how many cells overlap, and the boxes."""
    chosen: dict[str, Option] = {}

    def overlap(zone: str, option: Option) -> int:
        aired = option.box.aired()
        return sum(aired.shared(other.box) for name, other in chosen.items() if name != zone)

    def best(zone: str) -> Option:
        least, found = math.inf, options[zone][0]
        for option in options[zone]:
            if option.cost >= least:  # so is that of all that follow
                break
            cost = option.cost + 100 * overlap(zone, option)
            if cost < least:
                least, found = cost, option
        return found

    for _ in range(5):
        before = dict(chosen)
        for zone in order:
            chosen[zone] = best(zone)
        if chosen == before:
            break
    total = sum(option.bad + overlap(zone, option) for zone, option in chosen.items())
    return total, {zone: option.box for zone, option in chosen.items()}


def _hidden(box: Box, covered: Mapping[tuple[int, int], float]) -> float:
    """How much of the links a box would hide."""
    return sum(covered.get((x, y), 0) for y in range(box.top, box.bottom) for x in range(box.left, box.right))


def _places(x: int, y: int, lines: tuple[Text, ...]) -> Iterator[tuple[float, Box]]:
    """Where a label can go, and how ugly it is there: right, left, below, above; the first choice first."""
    wide, high = max(_length(line) for line in lines), len(lines)
    for up in range(high):
        yield 2 * up, Box(x + 2, y - up, x + 2 + wide, y - up + high)
        yield 2 * up + 1, Box(x - 1 - wide, y - up, x - 1, y - up + high)
    # A label above or below its shape is easily taken for another's, the more so the further it stands to one side.
    for aside in range(wide):
        ugly = 14 + abs(aside - wide // 2) / 2
        yield ugly, Box(x - aside, y + 1, x - aside + wide, y + 1 + high)
        yield ugly + 1, Box(x - aside, y - high, x - aside + wide, y)


def _length(line: Text) -> int:
    return sum(len(text) for text, _ in line)


# The key to the shapes


def key_to(spots: Mapping[str, Spot], kinds: Sequence[str], ascii: bool) -> list[Text]:
    """What each shape on the map stands for, and what the numbers are."""
    used = sorted({spot.kind for spot in spots.values()})
    lines: list[Text] = [((shape(kind, ascii), "shape"), (f" {kinds[kind]}", "legend")) for kind in used]
    names = [reading.name for reading in next(iter(spots.values())).readings] if spots else []
    if names:
        example = "/".join(str(n) for n in range(1, len(names) + 1))
        lines.append(((example, "number"), (f" {'/'.join(names)}", "legend")))
    return lines


def _corner(
    legend: Sequence[Text], labels: Sequence[Label], cells: Mapping[str, tuple[int, int]],
    covered: Mapping[tuple[int, int], float], width: int, height: int,
) -> Label | None:  # fmt: skip
    """The legend in the corner where it covers the fewest lines; None where no corner is free."""
    wide, high = max((_length(line) for line in legend), default=0), len(legend)
    if not legend or wide > width or high > height:
        return None
    taken = [label.box for label in labels] + [Box(x, y, x + 1, y + 1) for x, y in cells.values()]
    free: list[tuple[float, int, Box]] = []
    for left in (0, width - wide):
        for top in (height - high, 0):
            box = Box(left, top, left + wide, top + high)
            if not any(box.aired().shared(other) for other in taken):
                free.append((_hidden(box, covered), len(free), box))
    return Label(min(free)[2], tuple(legend)) if free and min(free)[0] <= 10 else None


# Links


def _dots(links: Sequence[tuple[str, str]], cells: Mapping[str, tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Thin lines between shapes, in braille: two by four dots a cell."""
    raised = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
    found: dict[tuple[int, int], int] = {}
    for one, other in links:
        (ax, ay), (bx, by) = cells[one], cells[other]
        for x, y in _line(2 * ax + 1, 4 * ay + 2, 2 * bx + 1, 4 * by + 2):
            found[x // 2, y // 4] = found.get((x // 2, y // 4), 0) | raised[y % 4][x % 2]
    return {at: chr(0x2800 + dots) for at, dots in found.items()}


def _weights(links: Sequence[tuple[str, str]], cells: Mapping[str, tuple[int, int]]) -> dict[tuple[int, int], float]:
    """How bad it is to hide a cell: every gap is one, and a short link is lost by a cell or two."""
    found: dict[tuple[int, int], float] = {}
    for one, other in links:
        points = list(_line(*cells[one], *cells[other]))
        for at in points:
            found[at] = found.get(at, 0) + max(200 / len(points), GAP)
    return found


def _ascii_dots(links: Sequence[tuple[str, str]], cells: Mapping[str, tuple[int, int]]) -> dict[tuple[int, int], str]:
    return {at: "." for one, other in links for at in _line(*cells[one], *cells[other])}


def _line(ax: int, ay: int, bx: int, by: int) -> Iterator[tuple[int, int]]:
    """The points of a straight line, both ends included."""
    steps = max(abs(bx - ax), abs(by - ay), 1)
    for i in range(steps + 1):
        yield round(ax + (bx - ax) * i / steps), round(ay + (by - ay) * i / steps)
