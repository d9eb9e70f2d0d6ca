"""A chart as it was drawn, with what it shows in words, and how it takes its place among the blocks of an outline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from wargame.review.write.blocks import Block, Chart


class DrawnChart(NamedTuple):
    """A chart: ``name`` is its id in the page, ``alt`` what it shows in words; ``svg`` or ``png`` is empty."""

    name: str
    caption: str
    alt: str
    svg: str = ""
    png: bytes = b""


Drawings = Mapping[str, DrawnChart]
"""Charts by their name."""


def iter_chart(drawn: Drawings, name: str, note: str = "") -> Iterator[Block]:
    """Yield the chart of this name as a block, with a ``note`` on how to read it; nothing if there is no such chart."""
    if name in drawn:
        one = drawn[name]
        yield Chart(one.caption, one.alt, one.svg, one.png, note)
