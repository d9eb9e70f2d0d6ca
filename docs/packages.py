"""Draw which package imports which: ``python -m docs.packages`` writes docs/architecture/packages.txt and a picture.

The edges are read from the import statements of every module, those inside functions and for types included. The text
lists them; the picture draws the packages in layers, so that every arrow goes down.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise, permutations
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
    "rules.compiler": "content to integers",
    "rules": "how does it work?",
    "content": "what do authors write?",
}
"""What each package answers, as the tree in ARCHITECTURE.md says it."""

APART = ("rules.compiler",)
"""Folders inside a package that have a box of their own: the compiler alone knows content."""

LEAVES = "leaves"
"""The modules directly in ``wargame`` that import nothing of it, drawn as one box."""

BOX = (204, 46)
"""Width and height of a box in pixels."""
GAP = (34, 44)
"""Between boxes of a layer, and between layers, in pixels."""
LANE = 16
"""Width of an arrow where it passes a layer, in pixels."""


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


def find_part(module: str) -> str:
    """The package that a module belongs to, or the folder of it that has a box of its own."""
    return next((part for part in APART if f"{module}.".startswith(f"{part}.")), module.partition(".")[0])


def build_graph(package: Path = PACKAGE) -> Graph:
    """Every package and top module of the program, with what it imports of the others."""
    graph: dict[str, set[str]] = {}
    for path in sorted(package.rglob("*.py")):
        top = find_part(".".join(path.relative_to(package).with_suffix("").parts))
        if top not in ("__init__", "__main__"):
            graph.setdefault(top, set()).update(find_part(name) for name in read_imports(path))
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


def lift_layers(layers: Mapping[str, int], graph: Graph) -> dict[str, int]:
    """The layers with every package moved up to the one below the lowest that imports it: fewer arrows pass others."""
    lifted = dict(layers)
    for name in sorted(graph, key=lambda name: -layers[name]):
        above = [lifted[other] for other in graph if name in graph[other]]
        if above and name != LEAVES:
            lifted[name] = min(above) - 1
    return lifted


def split_arrows(layers: dict[str, int], graph: Graph) -> list[list[str]]:
    """The arrows as chains of nodes. Where one passes a layer, a node for it (``from>to@layer``) is added there."""
    chains = []
    for name in graph:
        for below in sorted(graph[name]):
            passed = [f"{name}>{below}@{layer}" for layer in range(layers[name] - 1, layers[below], -1)]
            layers.update((node, int(node.rpartition("@")[2])) for node in passed)
            chains.append([name, *passed, below])
    return chains


def place_nodes(layers: Mapping[str, int], chains: Sequence[Sequence[str]]) -> dict[str, float]:
    """The middle of each node in pixels from the picture's middle: in the order that makes the arrows shortest."""
    links = [pair for chain in chains for pair in pairwise(chain)]
    rows = [sorted(node for node in layers if layers[node] == layer) for layer in range(max(layers.values()) + 1)]
    middles = {node: x for row in rows for node, x in spread_row(row).items()}

    def measure_row(row: Sequence[str]) -> float:
        here = spread_row(row)
        ends = [(here.get(a, middles[a]), here.get(b, middles[b])) for a, b in links if a in here or b in here]
        return sum(abs(a - b) for a, b in ends)

    for _ in range(3):
        for row in (*rows, *reversed(rows)):
            middles |= spread_row(min(permutations(row), key=measure_row))
    return middles


def spread_row(row: Sequence[str]) -> dict[str, float]:
    """The middles of the nodes of one layer, side by side around 0. An arrow that passes is narrow."""
    widths = [LANE if "@" in node else BOX[0] for node in row]
    left = -(sum(widths) + GAP[0] * (len(row) - 1)) / 2
    middles = {}
    for node, width in zip(row, widths, strict=True):
        middles[node] = left + width / 2
        left += width + GAP[0]
    return middles


def draw(graph: Graph) -> str:
    """The picture as SVG: boxes in layers, arrows down. Its ``desc`` lists the edges that are drawn."""
    shown = reduce_graph(merge_leaves(graph))
    layers = lift_layers(find_layers(shown), shown)
    chains = split_arrows(layers, shown)
    middles = place_nodes(layers, chains)
    highest = max(layers.values())
    width = 2 * (max(abs(middles[name]) + measure_box(name, graph) / 2 for name in layers) + 20)
    height = 40 + highest * (BOX[1] + GAP[1]) + BOX[1]
    places = {node: (width / 2 + middles[node], 20 + (highest - layers[node]) * (BOX[1] + GAP[1])) for node in layers}
    edges = "; ".join(f"{name} to {below}" for name in shown for below in sorted(shown[name]))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'font-family="Helvetica, Arial, sans-serif">',
        "<title>The packages of wargame and what they import</title>",
        f"<desc>{escape(edges)}</desc>",
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 L8 4 L0 8 z" fill="#5b6b7b"/></marker></defs>',
        f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>',
        *(draw_arrow([places[node] for node in chain]) for chain in chains),
        *(draw_box(name, places[name], graph) for name in sorted(shown)),
    ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def draw_arrow(nodes: Sequence[tuple[float, float]]) -> str:
    """An arrow from the foot of the first box to the head of the last one, through the nodes between them."""
    x, y = nodes[0][0], nodes[0][1] + BOX[1]
    path = f"M{x:g} {y:g}"
    for i, (to_x, top) in enumerate(nodes[1:], 2):
        bend = (top - y) / 2
        path += f" C{x:g} {y + bend:g} {to_x:g} {top - bend:g} {to_x:g} {top - 2 if i == len(nodes) else top:g}"
        if i < len(nodes):
            path += f" V{top + BOX[1]:g}"
        x, y = to_x, top + BOX[1]
    return f'<path d="{path}" fill="none" stroke="#5b6b7b" stroke-width="1.5" marker-end="url(#head)"/>'


def build_title(name: str, graph: Graph) -> str:
    """The name on a box; that of the leaves lists them."""
    return ", ".join(list_leaves(graph)) if name == LEAVES else name


def measure_box(name: str, graph: Graph) -> float:
    """The width of a box in pixels: as wide as its title needs, and never less than `BOX`."""
    return max(BOX[0], 9 * len(build_title(name, graph)))


def draw_box(name: str, at: tuple[float, float], graph: Graph) -> str:
    """A box with the package's name and the question it answers; ``at`` is the middle of its upper edge."""
    title, width = build_title(name, graph), measure_box(name, graph)
    middle, y = at
    x = middle - width / 2
    about = "used by all, import nothing" if name == LEAVES else QUESTIONS.get(name, "")
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{BOX[1]}" rx="5" fill="#eef3f8" stroke="#34506b"/>'
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
