"""An outline: headings, paragraphs, lists, tables and charts in their order, before a format is chosen.

What a report says and in which order is decided once (`aar`, `course_outline`); Markdown, Word and the page of a
course only write an outline down. Texts are plain: nothing in them is markup, and whoever writes a format escapes
them for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["", "lead", "note", "quote", "draft"]
"""How a paragraph stands: as text, as the first words of a part, small, as what somebody said, as the draft mark."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the title, of which there is one."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``first`` is set off at its beginning (*Why:*)."""

    text: str
    first: str = ""
    kind: Kind = ""


@dataclass(frozen=True, slots=True)
class BulletItem:
    """An entry of a list, with words set off at its beginning."""

    text: str
    first: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    items: tuple[BulletItem, ...]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its title, whether numbers stand in it (to the right), and its share of the width."""

    title: str
    number: bool = False
    share: int = 2


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table with one row of titles. Every row has a cell for each column. Landscape if it would not fit otherwise."""

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FactTable:
    """What is known, by name: a table of two columns without titles."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture as SVG and as PNG, with what it shows in words. A table of its numbers stands near it."""

    caption: str
    alt: str
    svg: str
    png: bytes


Block = Heading | Paragraph | Bullets | TextTable | FactTable | Chart
Outline = tuple[Block, ...]


def build_table(caption: str, columns: str, rows: Iterable[Sequence[object]]) -> TextTable:
    """A table from titles parted by ``|``: ``#Turn`` holds numbers, ``Why*3`` takes a share of 3 of the width."""
    made = []
    for text in columns.split("|"):
        title, _, share = text.strip().partition("*")
        made.append(
            TableColumn(title.removeprefix("#"), title.startswith("#"), int(share or (1 if title[0] == "#" else 2)))
        )
    return TextTable(caption, tuple(made), tuple(tuple(str(cell) for cell in row) for row in rows))


def build_bullets(items: Iterable[str | tuple[str, str]]) -> Bullets:
    """A list of texts, or of pairs: what is set off, and the rest."""
    return Bullets(tuple(BulletItem(one) if isinstance(one, str) else BulletItem(one[1], one[0]) for one in items))
