"""Sets how charts look, and writes them as SVG for a page (in its colours) or as PNG for a document.

matplotlib is imported when the first chart is drawn, not before; pyplot is not used, and settings are put back after
drawing. Colour alone tells nothing: each role has a mark too, and the numbers stand in a table beside the chart.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

from wargame.review.data.report import Report
from wargame.review.text.number_text import join_lines, strip_controls
from wargame.role_colours import PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Made = tuple["Figure", str, str] | None
"""A figure, its caption, and what it shows in words; None where there are no numbers for it."""

WIDTH = 7.0
"""Inches: what both A4 and Letter hold between margins."""

MARKS = ("s", "D", "o", "^", "v", "P")
"""The mark of each role, beside its colour."""


class Look(NamedTuple):
    """How a role looks in every chart: its colour and its mark."""

    colour: str
    mark: str


class Palette(NamedTuple):
    """The colours of a chart: of text, of lesser text, of grids, of the page, and of the roles in their order."""

    ink: str
    muted: str
    faint: str
    paper: str
    shades: tuple[str, ...]

    def find_look(self, at: int) -> Look:
        """Return the look of role number ``at``; -1 is no role. A seventh role looks like the first."""
        if at < 0:
            return Look(self.muted, "o")
        return Look(self.shades[at % len(self.shades)], MARKS[at % len(MARKS)])


PRINTED = Palette("#1a1a1a", "#5c5c5c", "#d8d8d8", "#ffffff", PAPER)
"""On white paper."""

STAND_IN = Palette(
    "#010000", "#020000", "#030000", "#040000", ("#100000", "#200000", "#300000", "#400000", "#500000", "#600000")
)
"""Stand for the page's own colours, which replace them in the SVG: a chart is light or dark as its page is."""

_VARIABLES = {
    STAND_IN.ink: f"var(--ink, {PRINTED.ink})",
    STAND_IN.muted: f"var(--muted, {PRINTED.muted})",
    STAND_IN.faint: f"var(--faint, {PRINTED.faint})",
    STAND_IN.paper: f"var(--paper, {PRINTED.paper})",
} | {s: f"var(--role{i}, {PRINTED.shades[i]})" for i, s in enumerate(STAND_IN.shades)}

_STYLE: dict[str, Any] = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 8.0,
    "axes.titlesize": 8.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 8.0,
    "axes.facecolor": "none",
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": "none",
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.6,
    "legend.fontsize": 8.0,
    "legend.frameon": False,
    "svg.fonttype": "none",
    "text.parse_math": False,
    "xtick.labelsize": 7.5,
    "xtick.major.size": 2.5,
    "ytick.labelsize": 7.5,
    "ytick.major.size": 2.5,
}


_INKED = {
    "ink": ("axes.labelcolor", "axes.titlecolor", "legend.labelcolor", "text.color", "xtick.labelcolor",
            "ytick.labelcolor"),
    "muted": ("axes.edgecolor", "xtick.color", "ytick.color"),
    "faint": ("grid.color",),
}  # fmt: skip


@contextmanager
def use_style(palette: Palette) -> Iterator[None]:
    """Sets matplotlib to the style of the charts, with the same ids every time, and afterwards back to what it was."""
    # Where its cache cannot be written, matplotlib says so at length; the charts are the same.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib

    inked = {key: getattr(palette, part) for part, keys in _INKED.items() for key in keys}
    style: Any = {**_STYLE, **inked, "svg.hashsalt": "wargame"}
    with matplotlib.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # the reader's own fonts are used
        yield


def build_figure(height: float, width: float = WIDTH) -> Figure:
    """Return an empty figure of this size in inches."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height))


def find_looks(report: Report, palette: Palette) -> dict[str, Look]:
    """Return the look of each role, by its name."""
    return {seat.name: palette.find_look(at) for at, seat in enumerate(report.overview.seats)}


def shorten(text: str, most: int) -> str:
    """Return the text on one line; of a longer one the beginning and an ellipsis, ``most`` characters in all."""
    text = join_lines(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def hide_sides(axes: Axes, *sides: str) -> None:
    """Hides these sides of the frame."""
    for side in sides:
        axes.spines[side].set_visible(False)


def dump_svg(figure: Figure, name: str, title: str, alt: str) -> str:
    """Return the figure as an ``<svg>`` for a page, with its title and what it shows. ``name`` begins its ids."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    FigureCanvasSVG(figure)
    out = StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _inline_svg(out.getvalue(), name, title, alt)


def dump_png(figure: Figure) -> bytes:
    """Return the figure on white paper as PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    FigureCanvasAgg(figure)
    out = BytesIO()
    figure.savefig(out, format="png", dpi=200, facecolor="white", metadata={"Software": None})
    return out.getvalue()


_COLOUR = re.compile("|".join(_VARIABLES))
_SIZE = re.compile(r'<svg [^>]*?viewBox="([^"]*)"[^>]*>')
_FONT = re.compile(r"font: ([^']*?) ?'[^;\"]*")


def _inline_svg(svg: str, name: str, title: str, alt: str) -> str:
    """Return matplotlib's SVG without what only a file of its own needs, with its own ids and the page's colours."""
    svg = svg[svg.index("<svg ") :]
    start, end = svg.find("<metadata>"), svg.find("</metadata>")
    if start >= 0:
        svg = svg[:start] + svg[end + len("</metadata>") :]
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'(xlink:href="|url\()#', rf"\1#{name}-", svg).replace("xlink:href", "href")
    svg = _COLOUR.sub(lambda found: _VARIABLES[found[0]], svg)
    svg = _FONT.sub(r"font: \1 var(--sans, sans-serif)", svg)
    head = (
        f'<svg viewBox="\\1" role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{_escape_literal(title)}</title><desc id="{name}-desc">{_escape_literal(alt)}</desc>'
    )
    return _SIZE.sub(head, svg, count=1).strip()


def _escape_literal(text: str) -> str:
    """Return a text escaped for XML and for the replacement of a pattern."""
    return escape(strip_controls(text)).replace("\\", "\\\\")
