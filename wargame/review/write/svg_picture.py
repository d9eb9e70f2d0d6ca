"""Turns a drawing of the page (SVG) into what a document holds: a file of its own, or a picture in PNG by Typst."""

from __future__ import annotations

import re
from pathlib import Path

_VARIABLE = re.compile(r"var\(--[\w-]+, ([^()]*)\)")
_PAGE = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 17cm)
"""
_DOTS = 200
"""The dots an inch of a picture."""


def finish_svg(svg: str) -> str:
    """Return a picture of a page as a file of its own: in the colours of white paper, with the font of the charts."""
    svg = _VARIABLE.sub(r"\1", svg).replace("sans-serif", "'DejaVu Sans'")
    if svg.startswith("<svg ") and "xmlns=" not in svg[: svg.find(">")]:
        svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return svg


def find_fonts() -> Path:
    """Return the folder of the fonts that come with matplotlib, which the charts are written in."""
    from matplotlib import get_data_path

    return Path(get_data_path()) / "fonts" / "ttf"


def dump_svg_as_png(svg: str) -> bytes:
    """Return a drawing of ours as PNG, 17 cm wide on white paper."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[find_fonts()])
    return typst.compile(_PAGE, font_paths=fonts, format="png", ppi=_DOTS, sys_inputs={"svg": finish_svg(svg)})
