"""Paragraphs with a hanging indent: further lines begin under the text, not under the mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from wargame.tui.widgets.row_diff_text import TextRows


class MarkedParagraph(NamedTuple):
    """One paragraph: its mark, and its text."""

    mark: Content
    text: Content


def wrap_paragraphs(items: Iterable[MarkedParagraph], width: int) -> list[Content]:
    """Wrap the paragraphs into lines of at most ``width`` cells."""
    lines: list[Content] = []
    for mark, text in items:
        indent = mark.cell_length
        room = max(width - indent, 8)
        fits = text.cell_length <= room and "\n" not in text.plain  # wrapping is slow, and most paragraphs are short
        first, *rest = [text] if fits else text.wrap(room)
        lines.append(Content.assemble(mark, first))
        lines += [Content.assemble(" " * indent, line) for line in rest]
    return lines


class Hanging(TextRows):
    """Paragraphs one below the other, as high as they need; with ``fills``, at least as high as the pane.

    When they change, only the rows that differ are drawn. The screen is laid out again only if the height changes.
    """

    DEFAULT_CSS = """
    Hanging { width: 1fr; height: auto; }
    Hanging.-fills { min-height: 100%; }
    """

    def __init__(self, *, fills: bool = False, id: str | None = None) -> None:
        super().__init__(id=id, classes="-fills" if fills else None)
        self._fills = fills
        self._items: Sequence[MarkedParagraph] = ()
        self._flowed: dict[int, list[Content]] = {}
        """The lines by width, so that measuring and drawing wrap the paragraphs only once."""

    def write(self, items: Iterable[MarkedParagraph]) -> None:
        """Replace the paragraphs."""
        self._items = list(items)
        self.rewrite()

    def rewrite(self) -> None:
        """Redraw what has changed, after `lay_out` has come to return other rows."""
        width, height = self.size
        before = self._flowed.get(width, [])
        self._flowed.clear()
        least = self.parent.size.height if self._fills and isinstance(self.parent, Widget) else 0
        if not self.size or max(len(self.list_rows(width)), least) != height:
            self.refresh(layout=True)
        else:
            self.redraw(before)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows of the paragraphs at a width."""
        return len(self.list_rows(width))

    def list_rows(self, width: int) -> Sequence[Content]:
        """Return the rows of all paragraphs at a width."""
        if width not in self._flowed:
            self._flowed[width] = self.lay_out(width)
        return self._flowed[width]

    def lay_out(self, width: int) -> list[Content]:
        """Return the rows of the paragraphs at a width, which are kept until the paragraphs change."""
        return wrap_paragraphs(self._items, width)
