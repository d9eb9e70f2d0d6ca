"""Writes an outline as a PDF file for paper: contents, bookmarks, page numbers, tables that repeat their titles.

Typst sets the pages by the template `templates/report.typ`. It gets the blocks as JSON, in which every text is data,
and the charts as SVG. Its own fonts and those of matplotlib are embedded, so that the same outline gives the same
bytes; only for letters that these lack are the fonts of the machine searched. The file names no person and no machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.parsers import expat

from wargame.review.text import page_text
from wargame.review.text.number_text import join_lines, strip_controls
from wargame.review.write.blocks import (
    Block,
    Bullets,
    Chart,
    FactTable,
    Heading,
    LineNumber,
    Outline,
    Paragraph,
    RoleName,
    Spans,
    Styled,
    TextTable,
    build_spans,
)
from wargame.review.write.column_widths import compute_widths
from wargame.review.write.office_file import parse_date
from wargame.review.write.svg_picture import find_fonts, finish_svg
from wargame.role_colours import PAPER
from wargame.rules.text.rule_text import end_sentence

_TEMPLATE = Path(__file__).with_name("templates") / "report.typ"

_WIDTH, _HIGHEST = 170.0, 205.0
"""The width of the text on a page, and the greatest height of a picture, in mm."""

_WHOLE = 900
"""Characters: a row, a table or the facts of a decision with no more are not parted by the end of a page."""

_LONG = 40
"""Characters: a word of more is broken where a line ends. In a table it is a word that is wider than its column."""

_PIECE = 5
"""Characters between the places where a long word may be broken."""

_NAME = 26
"""Characters: a role's name of no more stays on one line in a table."""

_FEW = 3
"""A document with fewer sections has no list of contents."""

_BREAK = "\u200b"
"""A place where a line may end. It has no width."""


def dump_pdf(outline: Outline, made: str, roles: Sequence[str] = (), *, draft: bool = False) -> bytes:
    """Return the outline as the bytes of a PDF file.

    ``made`` is its date, ISO 8601. ``roles`` are the ids of the roles in their order, which gives each its colour and
    mark. A ``draft`` says so on every page.
    """
    import typst

    text = json.dumps(_PdfData(outline, roles).build(made, draft=draft), ensure_ascii=False)
    fonts = find_fonts()
    return typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=[fonts],
        ignore_system_fonts=_has_all_letters(text, fonts),
        format="pdf",
        sys_inputs={"report": text},
    )


def _has_all_letters(text: str, fonts: Path) -> bool:
    """Return whether the fonts that come with the program have every letter of a text."""
    from matplotlib.ft2font import FT2Font

    known = FT2Font(str(fonts / "DejaVuSans.ttf")).get_charmap()
    return all(ord(one) in known or one in f"\n{_BREAK}" for one in set(text))


class _PdfData:
    """The outline as plain data for the template."""

    def __init__(self, outline: Outline, roles: Sequence[str]) -> None:
        self._outline = outline
        self._places = {role: at for at, role in enumerate(roles)}
        self._lines = {one.line for one in outline if isinstance(one, Heading) and one.line}
        self._tables = self._figures = 0

    def build(self, made: str, *, draft: bool) -> dict[str, Any]:
        """Return all that the template reads."""
        date = parse_date(made)
        title = next((join_lines(one.text) for one in self._outline if isinstance(one, Heading) and not one.level), "")
        rest = [one for one in self._outline if not (isinstance(one, Heading) and not one.level)]
        first = next((at for at, one in enumerate(rest) if not _is_mark(one)), len(rest))
        short = title if len(title) <= 80 else f"{title[:79]}…"
        pages = build_spans(page_text.format_page_count, Styled("page", "code"), Styled("pages", "code"))
        return {
            "title": title,
            "date": {
                "year": date.year, "month": date.month, "day": date.day,
                "hour": date.hour, "minute": date.minute, "second": date.second,
            },
            "header": page_text.format_draft_header(short) if draft else short,
            "pages": [str(part) if isinstance(part, Styled) else {"text": str(part)} for part in pages.parts],
            "colours": PAPER,
            "contents": page_text.name_contents() if self._count_sections() >= _FEW else None,
            "marks": [made for one in rest[:first] for made in self._iter_block(one)],
            "blocks": [made for one in rest[first:] for made in self._iter_block(one)],
        }  # fmt: skip

    def _count_sections(self) -> int:
        return sum(isinstance(one, Heading) and one.level == 1 for one in self._outline)

    def _iter_block(self, block: Block) -> Iterator[dict[str, Any]]:
        match block:
            case Heading():
                text = _break_words(join_lines(block.text))
                yield {
                    "block": "heading",
                    "level": block.level,
                    "text": text,
                    "line": block.line,
                    "new_page": block.new_page,
                }
            case Paragraph():
                yield {"block": "paragraph", "kind": block.kind, **self._build_led(block.first, block.text)}
            case Bullets():
                items = [self._build_led(item.first, item.text) for item in block.items]
                yield {"block": "bullets", "ordered": block.ordered, "items": items}
            case FactTable():
                facts = [(join_lines(name), self._build_runs(said)) for name, said in block.rows]
                yield {"block": "facts", "whole": _is_short(*(said for _, said in block.rows)), "rows": facts}
            case TextTable():
                yield self._build_table(block)
            case Chart():
                yield self._build_chart(block)

    def _build_led(self, first: str, text: str) -> dict[str, Any]:
        return {"first": self._build_runs(first), "text": self._build_runs(text)}

    def _build_runs(self, text: str, most: int = _LONG) -> list[dict[str, Any]]:
        """Return a text as its parts, each with what it is. Words of more than ``most`` letters can be broken."""
        parts = text.parts if isinstance(text, Spans) else (text,)
        return [self._build_run(part, most) for part in parts if part]

    def _build_run(self, part: str, most: int) -> dict[str, Any]:
        run: dict[str, Any] = {"text": _clean(part, most)}
        match part:
            case RoleName():
                run["role"] = self._places.get(part.role, -1)
            case LineNumber() if part.number in self._lines:
                run["line"] = part.number
            case Styled():
                run["style"] = part.style
        return run

    def _build_table(self, block: TextTable) -> dict[str, Any]:
        self._tables += 1
        rows = block.rows or ((page_text.format_no_rows(), *[""] * (len(block.columns) - 1)),)
        letter = 150 if len(block.columns) > 6 else 165
        widths = _compute_widths(block, letter)
        most = [max(width // letter - 2, _PIECE) for width in widths]
        return {
            "block": "table",
            "caption": page_text.format_table_caption(str(self._tables), join_lines(block.caption)),
            "whole": _is_short(*(cell for row in rows for cell in row)),
            "columns": [
                {"title": _break_words(join_lines(one.title), room), "number": one.number, "width": max(width, 1)}
                for one, width, room in zip(block.columns, widths, most, strict=True)
            ],
            "rows": [{"whole": _is_short(*row), "cells": list(map(self._build_runs, row, most))} for row in rows],
        }

    def _build_chart(self, block: Chart) -> dict[str, Any]:
        svg = finish_svg(block.svg)
        if not _is_xml(svg):
            return {"block": "paragraph", "kind": "", **self._build_led(end_sentence(block.caption), block.instead)}
        self._figures += 1
        return {
            "block": "chart",
            "svg": svg,
            "alt": join_lines(block.alt),
            "height": _compute_height(svg),
            "caption": page_text.format_figure_caption(str(self._figures), join_lines(block.caption)),
            "note": strip_controls(block.note),
        }


def _is_mark(block: Block) -> bool:
    """Return whether a block is a mark below the title: that this is a draft, or for whom it is."""
    return isinstance(block, Paragraph) and block.kind == "draft"


def _is_short(*texts: str) -> bool:
    return sum(map(len, texts)) <= _WHOLE


def _compute_widths(block: TextTable, letter: int) -> list[int]:
    """Return the width of each column, in hundredths of a mm, as ``letter`` is: the width of a letter."""
    kept = [max((_count_kept(row[i]) for row in block.rows), default=0) for i in range(len(block.columns))]
    return compute_widths(block.columns, block.rows, _WIDTH * 100, letter=letter, padding=350, kept=kept)


def _count_kept(cell: str) -> int:
    """Return how many letters of a cell stay on one line: a role's name with its mark, unless it is very long."""
    return len(cell) + 4 if isinstance(cell, RoleName) and len(cell) <= _NAME else 0


def _clean(text: str, most: int) -> str:
    """Return a text without what no document may hold, with the spaces at its ends and places to break long words."""
    bare = text.strip(" \n")
    before, _, after = text.partition(bare) if bare else (text, "", "")
    return f"{before}{_break_words(strip_controls(bare), most)}{after}"


def _break_words(text: str, most: int = _LONG) -> str:
    """Return the text with places to break in words of more than ``most`` letters, each after a few letters."""
    return re.sub(rf"\S{{{most + 1},}}", lambda found: _BREAK.join(re.findall(rf".{{1,{_PIECE}}}", found[0])), text)


_SIZE = re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')


def _is_xml(text: str) -> bool:
    """Return whether a text is well-formed XML."""
    try:
        expat.ParserCreate().Parse(text, True)
    except expat.ExpatError:
        return False
    return True


def _compute_height(svg: str) -> float:
    """Return how high a picture is that is as wide as the text, in mm; a higher one is made smaller."""
    found = _SIZE.search(svg)
    wide, high = (float(found[1]), float(found[2])) if found else (4.0, 3.0)
    return min(_WIDTH * high / wide if wide else _HIGHEST, _HIGHEST)
