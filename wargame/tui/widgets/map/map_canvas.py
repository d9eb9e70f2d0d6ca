"""Draw the map on a grid of cells: zones as shapes, links as thin lines, and a label for each zone.

Positions in a scenario are 0 to 100, and y increases to the south. They are stretched to the grid, and crowded rows are
separated. Labels have as much detail as fits without an overlap. This module is pure: it knows no widget and no style.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from wargame.tui.widgets.map.label_placement import CellBox, Extent, MapGrid, Placement, build_grid, iter_line

SHAPES = "○●■□◆◇▣◉"
"""One shape for each kind of zone, in the order of the scenario; more kinds use the shapes again from the first."""
ASCII_SHAPES = "o@#=*+%&"

Span = tuple[str, str]
"""A piece of text and its look: zone, name, number, changed, link, coast, legend or an empty text."""
Text = tuple[Span, ...]


class ZoneReading(NamedTuple):
    """One number of a zone: its name, its value now, and its value when the turn began.

    ``at`` is the value that is drawn while it moves; None where it stands.
    """

    name: str
    now: int
    was: int
    at: int | None = None


class ZoneSpot(NamedTuple):
    """A zone to be drawn: its names from long to short, the index of its kind, its position, and its numbers.

    ``bare`` says that its name has no plate, though a number moved: it blinks so once, at the end of a movement.
    """

    names: tuple[str, ...]
    kind: int
    at: tuple[int, int]
    readings: tuple[ZoneReading, ...]
    bare: bool = False

    def clear_marks(self) -> ZoneSpot:
        """Return the zone as it is drawn if no number has moved."""
        return self._replace(readings=tuple(reading._replace(was=reading.now) for reading in self.readings))


STUBS = (8, 6, 4)
"""The numbers of letters that are tried for the names on a map that is too small for them."""

LOW = 12
"""The smallest height of a map with an outline."""

Detail = Callable[[ZoneSpot, bool], tuple[Text, ...]]
"""A function that writes the label of a zone, in ASCII or not."""


class MapCell(NamedTuple):
    """One cell of the map: its character and its look."""

    text: str = " "
    look: str = ""


class MapLabel(NamedTuple):
    """The lines of a label, and the box in which they are."""

    box: CellBox
    lines: tuple[Text, ...]


class MapPicture(NamedTuple):
    """The rows of the grid, the boxes of each zone's shape and label, and the number of label cells that overlap."""

    rows: list[list[MapCell]]
    spots: Mapping[str, tuple[int, int]]
    labels: Mapping[str, CellBox]
    overlap: int
    has_legend: bool = False

    def find_zone(self, x: int, y: int) -> str:
        """Return the zone whose shape or label covers a cell; an empty text if there is none."""
        if (x, y) in self.spots.values():
            return next(zone for zone, at in self.spots.items() if at == (x, y))
        cell = CellBox(x, y, x + 1, y + 1)
        return next((zone for zone, box in self.labels.items() if box.count_shared(cell)), "")


def draw_map(
    spots: Mapping[str, ZoneSpot],
    links: Iterable[tuple[str, str]],
    kinds: Sequence[str],
    width: int,
    height: int,
    *,
    ascii: bool = False,
    legend: bool = True,
    planned: bool = False,
    outline: tuple[tuple[tuple[float, float], ...], ...] = (),
) -> MapPicture:
    """Draw the map on a grid of ``width`` by ``height`` cells, with the most detail at which labels do not overlap.

    With ``planned`` the numbers are those after a plan that is looked at. ``outline`` are lines behind the zones. ASCII
    has none, nor has a map that is too low for them and the labels.
    """
    entries = build_legend(spots, kinds, ascii, planned=planned) if legend else []
    corner = max((_measure_line(line) for line in entries), default=0), len(entries)
    places = tuple((zone, spot.at) for zone, spot in spots.items())
    on = build_grid(places, tuple(links), max(width, 1), max(height, 1), () if ascii or height < LOW else outline)
    detail, placed = _fit_detail(on, spots, corner, ascii)
    labels = {zone: MapLabel(box, detail(spots[zone], ascii)) for zone, box in placed.boxes.items()}
    rows = _draw_rows(on, spots, labels.values(), ascii)
    if placed.corner is not None:
        _draw_label(rows, MapLabel(placed.corner, tuple(entries)))
    return MapPicture(rows, on.cells, placed.boxes, placed.overlap, placed.corner is not None)


def _fit_detail(on: MapGrid, spots: Mapping[str, ZoneSpot], legend: Extent, ascii: bool) -> tuple[Detail, Placement]:
    """Return the highest detail for which there is room, with its labels placed; else the one that overlaps least."""
    unmarked = {zone: spot.clear_marks() for zone, spot in spots.items()}

    def extents(detail: Detail, of: Mapping[str, ZoneSpot]) -> dict[str, Extent]:
        return {zone: _measure_label(detail(spot, ascii)) for zone, spot in of.items()}

    def placed(detail: Detail) -> Placement:
        return on.find_placement(extents(detail, unmarked), extents(detail, spots), legend)

    for detail in DETAILS:
        bare = extents(detail, unmarked)
        if not on.find_placement(bare, bare, legend).overlap and not (found := placed(detail)).overlap:
            return detail, found
    return min(((detail, placed(detail)) for detail in DETAILS), key=lambda tried: tried[1].overlap)


def _draw_rows(
    on: MapGrid, spots: Mapping[str, ZoneSpot], labels: Iterable[MapLabel], ascii: bool
) -> list[list[MapCell]]:
    """Draw links, then labels over the links, then shapes over both."""
    rows = [list(row) for row in _draw_links(on, ascii)]
    for label in labels:
        _draw_label(rows, label)
    for zone, (x, y) in on.cells.items():
        rows[y][x] = MapCell(find_shape(spots[zone].kind, ascii), "shape")
    return rows


@lru_cache(maxsize=4)
def _draw_links(on: MapGrid, ascii: bool) -> list[list[MapCell]]:
    """Draw only the outline, and the links over it."""
    rows = [[MapCell()] * on.width for _ in range(on.height)]
    for (x, y), dots in _draw_outline(on).items():
        rows[y][x] = MapCell(dots, "coast")
    for (x, y), dot in (_draw_ascii_dots if ascii else _draw_dots)(on.links, on.cells).items():
        rows[y][x] = MapCell(dot, "link")
    return rows


def _draw_label(grid: list[list[MapCell]], label: MapLabel) -> None:
    """Draw a label, with an empty cell at both sides of each line."""
    width, height = len(grid[0]), len(grid)
    for row, line in enumerate(label.lines):
        y, x = label.box.top + row, label.box.left
        if not 0 <= y < height:
            continue
        length = sum(len(text) for text, _ in line)
        for edge in (x - 1, x + length):
            if 0 <= edge < width:
                grid[y][edge] = MapCell()
        for text, look in line:
            for letter in text:
                if 0 <= x < width:
                    grid[y][x] = MapCell(letter, look)
                x += 1


def find_shape(kind: int, ascii: bool = False) -> str:
    """Return the shape of the kind with this index in the scenario."""
    shapes = ASCII_SHAPES if ascii else SHAPES
    return shapes[kind % len(shapes)]


# Texts of labels


def format_number(reading: ZoneReading, ascii: bool = False) -> Span:
    """Return a number, or from where to where it moved: *2→1*."""
    now = str(reading.now)
    if reading.at is not None:
        now = f"{reading.at:>{len(now)}}"
    if reading.now == reading.was:
        return now, "number"
    return f"{reading.was}{'>' if ascii else '→'}{now}", "changed"


def _mark_changed(spot: ZoneSpot, line: Iterable[Span]) -> Text:
    """Return a line of a label, all of it on the plate of what has just changed if a number of the zone moved."""
    if spot.bare or all(reading.now == reading.was for reading in spot.readings):
        return tuple(line)
    return tuple((text, "changed") for text, _ in line)


def _format_words(spot: ZoneSpot, ascii: bool) -> tuple[Text, ...]:
    """Return a label of two lines: the whole name, then each number with its name."""
    numbers: list[Span] = []
    for i, reading in enumerate(spot.readings):
        numbers += [("  " if i else "", ""), (f"{reading.name} ", "name"), format_number(reading, ascii)]
    head = _mark_changed(spot, ((spot.names[0], "zone"),))
    return (head, _mark_changed(spot, numbers)) if numbers else (head,)


def _format_pairs(spot: ZoneSpot, name: str, ascii: bool) -> tuple[Text, ...]:
    """Return a label of one line: a name, and the numbers with strokes between them."""
    line: list[Span] = [(name, "zone")]
    for i, reading in enumerate(spot.readings):
        line += [("/" if i else " ", "name"), format_number(reading, ascii)]
    return (_mark_changed(spot, line),)


def _format_long(spot: ZoneSpot, ascii: bool) -> tuple[Text, ...]:
    return _format_pairs(spot, spot.names[0], ascii)


def _format_short(spot: ZoneSpot, ascii: bool) -> tuple[Text, ...]:
    return _format_pairs(spot, spot.names[min(1, len(spot.names) - 1)], ascii)


def _format_shortest(spot: ZoneSpot, ascii: bool) -> tuple[Text, ...]:
    return _format_pairs(spot, spot.names[-1], ascii)


def _format_stub(letters: int, spot: ZoneSpot, ascii: bool) -> tuple[Text, ...]:
    """Return the first letters of the name and the numbers, for maps that are too small for names."""
    name = spot.names[0]
    return _format_pairs(spot, name if len(name) <= letters + 1 else f"{name[:letters].rstrip(' .')}.", ascii)


def _format_bare(spot: ZoneSpot, ascii: bool) -> tuple[Text, ...]:
    """Return the numbers alone; the place says which zone it is. A zone without numbers keeps its first letters."""
    if not spot.readings:
        return _format_stub(STUBS[-1], spot, ascii)
    (line,) = _format_pairs(spot, "", ascii)
    return ((*line[2:],),) if line[1][0] == " " else (line,)


def _measure_label(lines: tuple[Text, ...]) -> Extent:
    """Return the width and the height of a label."""
    return max(map(_measure_line, lines)), len(lines)


def _measure_line(line: Text) -> int:
    return sum(len(text) for text, _ in line)


DETAILS: Sequence[Detail] = (
    _format_words,
    _format_long,
    _format_short,
    _format_shortest,
    *(partial(_format_stub, letters) for letters in STUBS),
    _format_bare,
)
"""The details that a label can have, the richest first."""


# The legend


def build_legend(
    spots: Mapping[str, ZoneSpot], kinds: Sequence[str], ascii: bool, *, planned: bool = False
) -> list[Text]:
    """Return the legend: what each shape on the map stands for, and what the numbers are."""
    used = sorted({spot.kind for spot in spots.values()})
    lines: list[Text] = [((find_shape(kind, ascii), "shape"), (f" {kinds[kind]}", "legend")) for kind in used]
    names = [reading.name for reading in next(iter(spots.values())).readings] if spots else []
    if names:
        example = "/".join(str(n) for n in range(1, len(names) + 1))
        lines.append(((example, "number"), (f" {'/'.join(names)}", "legend")))
    moved = next((one for spot in spots.values() for one in spot.readings if one.now != one.was), None)
    if moved is not None:
        lines.append((format_number(moved, ascii), (" would move" if planned else " has just moved", "legend")))
    return lines


# Outline and links


RAISED = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each of the two by four dots of a braille character, by row and column."""


def _draw_outline(on: MapGrid) -> dict[tuple[int, int], str]:
    """Draw the outline in braille."""
    found: list[tuple[int, int]] = []
    for line in on.outline:
        dots = [(round(2 * x + 0.5), round(4 * y + 1.5)) for x, y in line]
        for one, other in pairwise(dots):
            for x, y in iter_line(*one, *other):
                if 0 <= x < 2 * on.width and 0 <= y < 4 * on.height:
                    found.append((x, y))
    return _draw_braille(found)


def _draw_dots(links: Sequence[tuple[str, str]], cells: Mapping[str, tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Draw thin lines between shapes in braille: two by four dots in a cell."""
    ends = ((*cells[one], *cells[other]) for one, other in links)
    return _draw_braille(
        dot for ax, ay, bx, by in ends for dot in iter_line(2 * ax + 1, 4 * ay + 2, 2 * bx + 1, 4 * by + 2)
    )


def _draw_braille(dots: Iterable[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Draw dots, two by four in a cell, as braille characters by cell."""
    found: dict[tuple[int, int], int] = {}
    for x, y in dots:
        cell = x // 2, y // 4
        found[cell] = found.get(cell, 0) | RAISED[y % 4][x % 2]
    return {cell: chr(0x2800 + raised) for cell, raised in found.items()}


def _draw_ascii_dots(
    links: Sequence[tuple[str, str]], cells: Mapping[str, tuple[int, int]]
) -> dict[tuple[int, int], str]:
    return {at: "." for one, other in links for at in iter_line(*cells[one], *cells[other])}
