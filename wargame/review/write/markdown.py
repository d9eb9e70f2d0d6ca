"""Writes an outline as Markdown (CommonMark with tables) that reads well unrendered too.

All that people wrote is text: every character that could begin markup, HTML, a link or a table's next cell is escaped.
Charts are left out; the tables beside them hold their numbers. In place of other pictures stands what is on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wargame.review.text.number_text import join_lines
from wargame.review.text.page_text import format_no_rows
from wargame.review.write.blocks import Block, Bullets, Chart, FactTable, Heading, Outline, Paragraph, TextTable
from wargame.rules.text.rule_text import end_sentence

_MARKUP = re.compile(r"[\\`*_\[\]<>&|~#$@]|:(?=//)|(?<=[wW])\.")
_STARTS = re.compile(r"(?:[-+=:](?=[-+=:\s]|$)|\d{1,9}[.)](?=\s|$))")
"""What makes a line a list, a rule or an underline, if it begins with it."""


def format_markdown(outline: Outline) -> str:
    """Return the outline as Markdown."""
    shown = (block for block in outline if not isinstance(block, Chart) or block.instead)
    return "\n\n".join("\n".join(_iter_block_lines(block)) for block in shown) + "\n"


def escape(text: str) -> str:
    """Return Markdown on one line that renders as this text."""
    text = _MARKUP.sub(lambda found: "\\" + found[0], join_lines(text))
    if found := _STARTS.match(text):
        at = found.end() - 1  # the sign itself, or the full stop after a number
        text = f"{text[:at]}\\{text[at:]}"
    return text


def _iter_block_lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {escape(block.text)}"
        case Paragraph():
            yield _format_paragraph(block)
        case Bullets():
            yield from (f"- {_format_led_text(item.first, item.text)}" for item in block.items)
        case FactTable():
            yield from (f"- {_format_led_text(f'{name}:', text)}" for name, text in block.rows)
        case TextTable():
            yield from _iter_table_lines(block)
        case Chart():
            yield _format_led_text(end_sentence(block.caption), block.instead)


def _format_led_text(first: str, text: str) -> str:
    return " ".join(part for part in (f"**{escape(first)}**" if first else "", escape(text)) if part)


def _format_paragraph(block: Paragraph) -> str:
    text = _format_led_text(block.first, block.text)
    if block.kind == "draft":
        return f"> **{text}**"
    if block.kind == "quote":
        return f"> {text}"
    return text


def _iter_table_lines(block: TextTable) -> Iterator[str]:
    yield f"**{escape(block.caption)}**"
    yield ""
    yield _format_row(column.title for column in block.columns)
    yield _format_cells("--:" if column.number else "---" for column in block.columns)
    yield from (_format_row(row) for row in block.rows)
    if not block.rows:
        yield _format_row([format_no_rows(), *[""] * (len(block.columns) - 1)])


def _format_row(cells: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    return _format_cells(escape(cell) for cell in cells)


def _format_cells(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"
