"""Make the outline of a map from public-domain coasts and borders: ``python -m docs.outline ATLAS [SCENARIO]``.

ATLAS is ``countries-50m.json`` of the npm package world-atlas 2.0.2 (``npm pack world-atlas@2.0.2``): Natural Earth's
countries, version 4.1.0 at 1:50m, as TopoJSON. Natural Earth's data are in the public domain (naturalearthdata.com).
The lines are cut to the part of the world that the map shows, projected, thinned, and printed as the key ``outline``.
With SCENARIO, the path of a YAML file, they replace this key there.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import hypot
from pathlib import Path
from textwrap import wrap
from typing import Any

WEST, NORTH = -125.22, 50.43
"""The north-west corner of the map of the shipped scenarios, in degrees."""
ACROSS, DOWN = 1.459, 2.007
"""How many units of the map, which has 100 across and 100 down, a degree of longitude and one of latitude take."""
COAST, BORDER = 0.55, 0.4
"""How far a thinned line may lie from the real one, in units of the map."""
SMALLEST = 2.2
"""The least extent of an island that is drawn, in units of the map."""

Point = tuple[float, float]
Line = list[Point]


def read_arcs(atlas: dict[str, Any]) -> Iterator[tuple[Line, int]]:
    """Yield each line of a TopoJSON file in degrees, with the number of countries that it bounds."""
    (wide, high), (west, south) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    used = Counter(_iter_uses(geometry.get("arcs", []) for geometry in atlas["objects"]["countries"]["geometries"]))
    for at, arc in enumerate(atlas["arcs"]):
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * wide + west, y * high + south))
        yield line, used[at]


def _iter_uses(arcs: Iterable[Any]) -> Iterator[int]:
    """Yield the index of each line as often as a shape uses it; ~i is line i backwards."""
    for arc in arcs:
        if isinstance(arc, int):
            yield arc if arc >= 0 else ~arc
        else:
            yield from _iter_uses(arc)


def project(point: Point) -> Point:
    """Return where a place, in degrees, lies on the map."""
    return (point[0] - WEST) * ACROSS, (NORTH - point[1]) * DOWN


def cut(line: Line) -> Iterator[Line]:
    """Yield the parts of a line that lie on the map; a part ends where it crosses the edge."""
    part: Line = []
    for one, other in pairwise(line):
        clipped = _clip(one, other)
        if clipped is None:
            continue
        start, end = clipped
        if part and part[-1] != start:
            yield part
            part = []
        if not part:
            part = [start]
        part.append(end)
    if len(part) > 1:
        yield part


def _clip(one: Point, other: Point) -> tuple[Point, Point] | None:
    """Return the part of a straight line that lies on the map, or None (Liang and Barsky)."""
    (x, y), (dx, dy) = one, (other[0] - one[0], other[1] - one[1])
    start, end = 0.0, 1.0
    for step, room in ((-dx, x), (dx, 100 - x), (-dy, y), (dy, 100 - y)):
        if not step and room < 0:
            return None
        if step < 0:
            start = max(start, room / step)
        elif step > 0:
            end = min(end, room / step)
    if start >= end:
        return None
    first = one if not start else (x + start * dx, y + start * dy)
    return first, other if end == 1 else (x + end * dx, y + end * dy)


def thin(line: Line, most: float) -> Line:
    """Return the line with as few points as it needs to lie nowhere further than ``most`` off (Douglas and Peucker)."""
    if len(line) < 3:
        return line
    far, at = max((_measure_distance(point, line[0], line[-1]), i) for i, point in enumerate(line[1:-1], start=1))
    if far <= most:
        return [line[0], line[-1]]
    return thin(line[: at + 1], most)[:-1] + thin(line[at:], most)


def _measure_distance(point: Point, start: Point, end: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = hypot(bx - ax, by - ay)
    if not length:
        return hypot(px - ax, py - ay)
    return abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length


def join_lines(lines: Sequence[Line]) -> list[Line]:
    """Join lines that meet at their ends, so that fewer points are written twice."""
    out = [list(line) for line in lines]
    joined = True
    while joined:
        joined = False
        for line in out:
            other = next((o for o in out if o is not line and line[-1] in (o[0], o[-1]) and line[0] != line[-1]), None)
            if other is not None:
                out = [o for o in out if o is not other]
                line += (other if other[0] == line[-1] else other[::-1])[1:]
                joined = True
                break
    return out


def build_outline(atlas: dict[str, Any]) -> list[Line]:
    """Return the outline in units of the map: first coasts, then borders."""
    out: list[Line] = []
    arcs = list(read_arcs(atlas))
    for countries, most in ((1, COAST), (2, BORDER)):
        parts = [part for line, used in arcs if used == countries for part in cut([*map(project, line)])]
        for part in join_lines(parts):
            wide = max(x for x, _ in part) - min(x for x, _ in part)
            high = max(y for _, y in part) - min(y for _, y in part)
            thinned = thin(part, most)
            if max(wide, high) >= SMALLEST and (part[0] != part[-1] or len(thinned) > 3):
                out.append(thinned)
    return out


def format_outline(outline: Sequence[Line]) -> str:
    """Return the outline as a key of a scenario in YAML."""
    rows = ["outline:"]
    for line in outline:
        points = ", ".join(f"[{round(x, 1):g}, {round(y, 1):g}]" for x, y in line).replace("], [", "],\0[")
        first, *more = wrap(points.replace(" ", "\1").replace("\0", " "), 112)
        rows += [f"  - [{first}", *(f"     {row}" for row in more)]
        rows[-1] += "]"
    return "\n".join(rows).replace("\1", " ") + "\n"


def main() -> None:
    """Print the outline, or put it into a scenario."""
    atlas, *scenario = sys.argv[1:]
    outline = build_outline(json.loads(Path(atlas).read_text("utf-8")))
    text = format_outline(outline)
    print(f"{len(outline)} lines, {sum(map(len, outline))} points", file=sys.stderr)
    if not scenario:
        print(text, end="")
        return
    path = Path(scenario[0])
    before, key, rest = path.read_text("utf-8").partition("outline:\n")
    kept = rest.splitlines(keepends=True)
    while kept and kept[0].startswith(" "):
        kept.pop(0)
    if not key:
        raise SystemExit(f"{path} has no key outline: write 'outline:' where it should stand")
    path.write_text(before + text + "".join(kept), "utf-8")


if __name__ == "__main__":
    main()
