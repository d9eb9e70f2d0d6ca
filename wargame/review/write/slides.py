"""Slides as data: a title that says what was found, points, a table or a chart, and what to say to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wargame.review.text.number_text import strip_controls
from wargame.review.write.blocks import Block, Bullets, FactTable, Heading, Paragraph, TextTable

MOST_WORDS = 40
"""A slide has about as many words at most, beside its title: who reads does not listen."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a role, by its id and name: its value in words and as a number, and the most it could be, or None."""

    role: str
    name: str
    said: str
    value: float
    most: float | None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars one below the other. ``alt`` says in words what they show, ``caption`` what they are."""

    caption: str
    alt: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A line: the role whose it is, its name, and a value in per cent for each column, None where there is none."""

    role: str
    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over columns. ``alt`` says in words what they show, ``caption`` what they are."""

    caption: str
    alt: str
    columns: tuple[str, ...]
    lines: tuple[ChartLine, ...]


@dataclass(frozen=True, slots=True)
class SlideTable:
    """A table whose first row is its head; ``shares`` are the columns' parts of the width."""

    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide. ``notes`` say more than it shows."""

    title: str
    points: tuple[str, ...] = ()
    table: SlideTable | None = None
    chart: BarChart | LineChart | None = None
    notes: str = ""


def format_notes(blocks: Iterable[Block]) -> str:
    """Return blocks of a report as notes of a speaker: a paragraph a line. Pictures are left out."""
    return strip_controls("\n".join(line for block in blocks for line in _iter_lines(block)))


def _iter_lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"\n{block.text}"
        case Paragraph():
            yield " ".join(part for part in (block.first, block.text) if part)
        case Bullets():
            yield from (" ".join(part for part in ("•", item.first, item.text) if part) for item in block.items)
        case FactTable():
            yield from (f"{name}: {said}" for name, said in block.rows)
        case TextTable():
            yield block.caption
            yield from (" | ".join(cell.replace("\n", " ") for cell in row) for row in block.rows)
