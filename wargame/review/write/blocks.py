"""Blocks: headings, paragraphs, lists, tables and charts in order, which every document format writes down.

What a report says and in which order is decided once, in `sections` and `course.outline`; Markdown, Word, PDF and the
pages only write the blocks. Texts are plain: nothing in them is markup, and each format escapes them for itself. A text
may be one of the classes of this module that also say what it is (a role, line numbers, set off): a page and a PDF show
that by colour, links and type, and the other formats write the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from wargame.review.text.number_text import format_lines
from wargame.review.text.table_text import TableText

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


class LineNumber(str):
    """The ``number`` of a line of the session file; a page links it to its place."""

    number: int

    def __new__(cls, number: int) -> LineNumber:
        """Return the number as a text."""
        made = super().__new__(cls, number)
        made.number = number
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
    """A heading; level 0 is the title, of which there is one, and level 1 heads a section.

    ``line`` is the line of the session file that is told below it, 0 for none: numbers of lines lead there. With
    ``new_page`` it begins a new page on paper. Formats without links or pages leave these out.
    """

    level: int
    text: str
    line: int = 0
    new_page: bool = False


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

    ``note`` says under the picture of a page how to read it. ``instead``, if given, is what formats write in place of a
    picture that they cannot show and that has no table of numbers.
    """

    caption: str
    alt: str
    svg: str
    png: bytes
    note: str = ""
    instead: str = ""


Block = Heading | Paragraph | Bullets | TextTable | FactTable | Chart
Outline = tuple[Block, ...]


_FIRST_PLACE = 0xFDD0
"""The first of the characters that stand in for the parts of `build_spans`; they are no letters of any text."""


def build_spans(format_text: Callable[..., str], *parts: str) -> Spans:
    """Return the sentence that ``format_text`` makes of these parts, in which each of them stays what it is."""
    places = {chr(_FIRST_PLACE + n): part for n, part in enumerate(parts)}
    text = format_text(*places)
    return Spans(*(places.get(one, one) for one in re.split(f"([{''.join(places)}])", text) if one))


def build_evidence(lines: Sequence[int]) -> Spans:
    """Return *lines 7, 9 and 12*, each number with its link; no parts for no lines."""
    return build_spans(lambda *numbers: format_lines(numbers), *map(LineNumber, lines)) if lines else Spans()


def build_table(text: TableText, layout: str, rows: Iterable[Sequence[object]]) -> TextTable:
    """Return a table with the words of ``text``; ``layout`` has an entry for each of its columns.

    An entry is a column's share of the width, after ``#`` for a column of numbers; without a share a column of numbers
    has 1, and any other (``.``) has 2.
    """
    columns = []
    for title, entry in zip(text.titles, layout.split(), strict=True):
        number, share = entry.startswith("#"), entry.strip("#.")
        columns.append(TableColumn(title, number, int(share or (1 if number else 2))))
    cells = (tuple(cell if isinstance(cell, str) else str(cell) for cell in row) for row in rows)
    return TextTable(text.caption, tuple(columns), tuple(cells), text.fold)


def build_bullets(items: Iterable[str | tuple[str, str]], *, ordered: bool = False) -> Bullets:
    """Return a list of texts, or of pairs: what is set off, and the rest."""
    made = (BulletItem(one) if isinstance(one, str) else BulletItem(one[1], one[0]) for one in items)
    return Bullets(tuple(made), ordered)
