"""Blocks: headings, paragraphs, lists, tables and charts in order, which every document format writes down.

What a report says and in which order is decided once, in `sections` and `course.outline`; Markdown, Word and the pages
only write the blocks. Texts are plain: nothing in them is markup, and each format escapes them for itself. A text may
be one of the classes of this module that also say what it is (a role, line numbers, set off): a page shows that by
colour, links and type, and the other formats write the text alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["", "lead", "note", "quote", "draft"]
"""The kind of a paragraph: text, the first words of a part, small print, what somebody said, the mark of a draft."""

Style = Literal["strong", "slanted", "small", "code", "grade"]
"""How a page sets a text: bold, in italics, small, in fixed width, as a grade."""


class RoleName(str):
    """A role's name. ``role`` is its id, by which a page finds the role's colour and mark."""

    role: str

    def __new__(cls, role: str, name: str) -> RoleName:
        """Return the name of a role as a text."""
        made = super().__new__(cls, name)
        made.role = role
        return made


class LineNumbers(str):
    """A text that names lines of the session file. ``numbers`` are they; a page links each to its place."""

    numbers: frozenset[int]

    def __new__(cls, numbers: Iterable[int], text: str = "") -> LineNumbers:
        """Return the text, or the numbers parted by commas if there is none."""
        listed = tuple(numbers)
        made = super().__new__(cls, text or ", ".join(map(str, listed)))
        made.numbers = frozenset(listed)
        return made


class Styled(str):
    """A text that a page sets off in this ``style``."""

    style: Style

    def __new__(cls, text: str, style: Style) -> Styled:
        """Return the text, to be set in a style."""
        made = super().__new__(cls, text)
        made.style = style
        return made


class Spans(str):
    """A text of several ``parts``, each a plain text or one of the classes above."""

    parts: tuple[str, ...]

    def __new__(cls, *parts: str) -> Spans:
        """Return the parts, one after the other."""
        made = super().__new__(cls, "".join(parts))
        made.parts = parts
        return made


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 0 is the title, of which there is one, and level 1 heads a section."""

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
    """A list. A page numbers the items if they are ``ordered``; the other formats set a dot before each."""

    items: tuple[BulletItem, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its title, whether numbers stand in it (to the right), and its share of the width."""

    title: str
    number: bool = False
    share: int = 2


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table with one row of titles. Every row has a cell for each column.

    A page folds the table away under the words of ``fold``, if there are any: the chart before it shows the same.
    """

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    fold: str = ""


@dataclass(frozen=True, slots=True)
class FactTable:
    """Facts by name: a table of two columns without titles."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture as SVG and as PNG, with what it shows in words. A table of its numbers stands near it.

    ``note`` says under the picture of a page how to read it.
    """

    caption: str
    alt: str
    svg: str
    png: bytes
    note: str = ""


Block = Heading | Paragraph | Bullets | TextTable | FactTable | Chart
Outline = tuple[Block, ...]


def build_table(caption: str, columns: str, rows: Iterable[Sequence[object]], *, fold: str = "") -> TextTable:
    """A table from titles parted by ``|``: ``#Turn`` holds numbers, ``Why*3`` takes a share of 3 of the width."""
    made = []
    for text in columns.split("|"):
        title, _, share = text.strip().partition("*")
        made.append(
            TableColumn(title.removeprefix("#"), title.startswith("#"), int(share or (1 if title[0] == "#" else 2)))
        )
    cells = (tuple(cell if isinstance(cell, str) else str(cell) for cell in row) for row in rows)
    return TextTable(caption, tuple(made), tuple(cells), fold)


def build_bullets(items: Iterable[str | tuple[str, str]], *, ordered: bool = False) -> Bullets:
    """Return a list of texts, or of pairs: what is set off, and the rest."""
    made = (BulletItem(one) if isinstance(one, str) else BulletItem(one[1], one[0]) for one in items)
    return Bullets(tuple(made), ordered)
