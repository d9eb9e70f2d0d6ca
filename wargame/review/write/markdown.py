"""Markdown: an outline as text that reads well as it stands and better rendered (CommonMark with tables).

Whatever people wrote is text: every character that could begin markup, HTML, a link or a table's next cell is escaped.
Charts are left out; the tables beside them hold their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wargame.review.number_text import one_line
from wargame.review.write.blocks import Block, Bullets, Chart, Facts, Heading, Outline, Paragraph, Table

_MARKUP = re.compile(r"[\\`*_\[\]<>&|~#$@]|:(?=//)|(?<=[wW])\.")
_STARTS = re.compile(r"(?:[-+=:](?=[-+=:\s]|$)|\d{1,9}[.)](?=\s|$))")
"""What makes a line a list, a rule or an underline, if it begins with it."""


def markdown(outline: Outline) -> str:
    """The outline as Markdown."""
    return "\n\n".join("\n".join(_block(block)) for block in outline if not isinstance(block, Chart)) + "\n"


def escape(text: str) -> str:
    """A text as Markdown that renders as this text, on one line."""
    text = _MARKUP.sub(lambda found: "\\" + found[0], one_line(text))
    if found := _STARTS.match(text):
        at = found.end() - 1  # the sign itself, or the full stop after a number
        text = f"{text[:at]}\\{text[at:]}"
    return text


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {escape(block.text)}"
        case Paragraph():
            yield _paragraph(block)
        case Bullets():
            yield from (f"- {_led(item.first, item.text)}" for item in block.items)
        case Facts():
            yield from (f"- {_led(f'{name}:', text)}" for name, text in block.rows)
        case Table():
            yield from _table(block)


def _led(first: str, text: str) -> str:
    return " ".join(part for part in (f"**{escape(first)}**" if first else "", escape(text)) if part)


def _paragraph(block: Paragraph) -> str:
    text = _led(block.first, block.text)
    if block.kind == "draft":
        return f"> **{text}**"
    if block.kind == "quote":
        return f"> {text}"
    return text


def _table(block: Table) -> Iterator[str]:
    yield f"**{escape(block.caption)}**"
    yield ""
    yield _row(column.title for column in block.columns)
    yield _cells("--:" if column.number else "---" for column in block.columns)
    yield from (_row(row) for row in block.rows)
    if not block.rows:
        yield _row(["none", *[""] * (len(block.columns) - 1)])


def _row(cells: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    return _cells(escape(cell) for cell in cells)


def _cells(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"
