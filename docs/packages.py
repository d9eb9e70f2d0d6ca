"""Draw which package imports which: ``python -m docs.packages`` writes docs/architecture/packages.txt and a picture.

The edges are read from the import statements of every module, those inside functions and for types included. The text
lists them; the picture draws the packages in layers, so that every arrow goes down.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "wargame"
TEXT = ROOT / "docs" / "architecture" / "packages.txt"
PICTURE = ROOT / "docs" / "pictures" / "packages.svg"

Graph = Mapping[str, frozenset[str]]
"""For each package, the packages it imports."""

QUESTIONS = {
    "cli": "what was typed?",
    "commands": "what does each command do?",
    "tui": "the app",
    "plain": "the line mode",
    "review": "what did it mean?",
    "lab": "what if, ten thousand times?",
    "exercise": "one running exercise",
    "session": "what happened?",
    "bots": "who fills a seat?",
    "rules": "how does it work?",
    "content": "what do authors write?",
}
"""What each package answers, as the tree in ARCHITECTURE.md says it."""

LEAVES = "leaves"
"""The modules directly in ``wargame`` that import nothing of it, drawn as one box."""

BOX = (204, 46)
"""Width and height of a box in pixels."""
GAP = (34, 54)
"""Between boxes of a layer, and between layers, in pixels."""


def read_imports(path: Path) -> set[str]:
    """The modules of this program that a file imports, as dotted names without ``wargame.``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "wargame":
            found |= {f"wargame.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            found.add(node.module)
    return {name.removeprefix("wargame.") for name in found if name.startswith("wargame.")}


def build_graph(package: Path = PACKAGE) -> Graph:
    """Every package and top module of the program, with what it imports of the others."""
    graph: dict[str, set[str]] = {}
    for path in sorted(package.rglob("*.py")):
        top = path.relative_to(package).parts[0].removesuffix(".py")
        if top not in ("__init__", "__main__"):
            graph.setdefault(top, set()).update(name.partition(".")[0] for name in read_imports(path))
    return {top: frozenset(graph[top] & graph.keys() - {top}) for top in sorted(graph)}


def list_leaves(graph: Graph) -> list[str]:
    """The modules beside the packages that import no other: what everybody may use."""
    return [name for name, imported in graph.items() if not imported and not (PACKAGE / name).is_dir()]


def format_graph(graph: Graph) -> str:
    """The edges as text: a line for each package, a layer after the other, the highest first."""
    layers = find_layers(graph)
    lines = ["# Which package imports which. Made by `make packages` from the imports."]
    for layer in sorted(set(layers.values()), reverse=True):
        names = [name for name in graph if layers[name] == layer]
        lines += [f"{name}: {', '.join(sorted(graph[name])) or 'nothing'}" for name in names]
    return "\n".join(lines) + "\n"


def find_layers(graph: Graph) -> dict[str, int]:
    """The layer of each package: 0 if it imports none, else one above the highest it imports.

    Raises `ValueError` if packages import each other in a circle.
    """
    layers: dict[str, int] = {}
    left = dict(graph)
    while left:
        ready = [name for name, imported in left.items() if imported <= layers.keys()]
        if not ready:
            raise ValueError(f"these packages import each other: {', '.join(left)}")
        for name in ready:
            layers[name] = max((layers[below] + 1 for below in left[name]), default=0)
            del left[name]
    return layers


def reduce_graph(graph: Graph) -> Graph:
    """The graph without the edges that a longer way implies: fewer arrows say the same."""

    def reach(name: str) -> frozenset[str]:
        return graph[name].union(*(reach(below) for below in graph[name]))

    return {
        name: frozenset(
            below for below in imported if not any(below in reach(other) for other in imported if other != below)
        )
        for name, imported in graph.items()
    }


def merge_leaves(graph: Graph) -> Graph:
    """The graph with all leaf modules as one node."""
    leaves = set(list_leaves(graph))
    merged = {
        name: frozenset(LEAVES if below in leaves else below for below in imported)
        for name, imported in graph.items()
        if name not in leaves
    }
    return merged | {LEAVES: frozenset()}


def place_boxes(layers: Mapping[str, int], graph: Graph) -> dict[str, tuple[float, float]]:
    """The upper left corner of each box in pixels; boxes of a layer are sorted by what they import."""
    places: dict[str, tuple[float, float]] = {}
    highest = max(layers.values())
    width = measure_width(layers)
    for layer in range(highest + 1):
        names = [name for name in layers if layers[name] == layer]
        centre = {name: find_centre(graph[name], places, width) for name in names}
        names.sort(key=lambda name: (centre[name], name))
        row = len(names) * BOX[0] + (len(names) - 1) * GAP[0]
        for i, name in enumerate(names):
            x = (width - row) / 2 + i * (BOX[0] + GAP[0])
            places[name] = (x, 20 + (highest - layer) * (BOX[1] + GAP[1]))
    return places


def measure_width(layers: Mapping[str, int]) -> float:
    """The width of the picture in pixels: that of its widest layer, with a margin for arrows that pass."""
    most = max(list(layers.values()).count(layer) for layer in layers.values())
    return max(most, 3) * (BOX[0] + GAP[0]) + 160


def find_centre(imported: Iterable[str], places: Mapping[str, tuple[float, float]], width: float) -> float:
    """The mean of where imported boxes stand, in pixels from the left; the middle where there are none."""
    middles = [places[name][0] + BOX[0] / 2 for name in imported]
    return sum(middles) / len(middles) if middles else width / 2


def draw(graph: Graph) -> str:
    """The picture as SVG: boxes in layers, arrows down. Its ``desc`` lists the edges that are drawn."""
    whole = merge_leaves(graph)
    layers = find_layers(whole)
    shown = reduce_graph(whole)
    places = place_boxes(layers, shown)
    width, height = measure_width(layers), 40 + (max(layers.values()) + 1) * (BOX[1] + GAP[1]) - GAP[1]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'font-family="Helvetica, Arial, sans-serif">',
        "<title>The packages of wargame and what they import</title>",
        f"<desc>{escape('; '.join(f'{a} to {b}' for a in shown for b in sorted(shown[a])))}</desc>",
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 L8 4 L0 8 z" fill="#5b6b7b"/></marker></defs>',
        f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>',
    ]
    parts += [draw_arrow(name, below, layers, places, width) for name in shown for below in sorted(shown[name])]
    parts += [draw_box(name, places[name], graph) for name in sorted(places)]
    return "\n".join([*parts, "</svg>"]) + "\n"


def draw_arrow(
    name: str, below: str, layers: Mapping[str, int], places: Mapping[str, tuple[float, float]], width: float
) -> str:
    """An arrow from one box down to another. One that passes layers bends around the boxes between."""
    x, y = places[name][0] + BOX[0] / 2, places[name][1] + BOX[1]
    to_x, to_y = places[below][0] + BOX[0] / 2, places[below][1]
    passed = [places[other][0] + BOX[0] / 2 for other in places if layers[below] < layers[other] < layers[name]]
    straight = not any(abs(middle - x) < BOX[0] * 0.75 for middle in passed)
    if layers[name] - layers[below] == 1 or straight:
        bend = (to_y - y) / 2
        path = f"M{x:g} {y:g} C{x:g} {y + bend:g} {to_x:g} {to_y - bend:g} {to_x:g} {to_y - 2:g}"
    else:
        side = -1 if x + to_x <= width else 1
        edge = (min(passed) - BOX[0] / 2 - 40) if side < 0 else (max(passed) + BOX[0] / 2 + 40)
        path = f"M{x:g} {y:g} C{edge:g} {y + 40:g} {edge:g} {to_y - 60:g} {to_x:g} {to_y - 2:g}"
    return f'<path d="{path}" fill="none" stroke="#5b6b7b" stroke-width="1.5" marker-end="url(#head)"/>'


def draw_box(name: str, at: tuple[float, float], graph: Graph) -> str:
    """A box with the package's name and the question it answers."""
    x, y = at
    title = ", ".join(list_leaves(graph)) if name == LEAVES else name
    about = "used by all, import nothing" if name == LEAVES else QUESTIONS.get(name, "")
    middle = x + BOX[0] / 2
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{BOX[0]}" height="{BOX[1]}" rx="5" fill="#eef3f8" stroke="#34506b"/>'
        f'<text x="{middle:g}" y="{y + 20:g}" text-anchor="middle" font-size="14" font-weight="bold" '
        f'fill="#1d2d3d">{escape(title)}</text>'
        f'<text x="{middle:g}" y="{y + 36:g}" text-anchor="middle" font-size="11" fill="#43566a">{escape(about)}</text>'
    )


def main() -> None:
    """Write the text and the picture."""
    graph = build_graph()
    TEXT.write_text(format_graph(graph), "utf-8")
    PICTURE.write_text(draw(graph), "utf-8")
    print(TEXT)
    print(PICTURE)


if __name__ == "__main__":
    main()
