"""Hanging: paragraphs whose further lines stand under their text, not under their mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Item(NamedTuple):
    """One paragraph: what stands before it, and its text."""

    mark: Content
    text: Content


def flow(items: Iterable[Item], width: int) -> list[Content]:
    """The paragraphs as lines of at most ``width`` cells."""
    lines: list[Content] = []
    for mark, text in items:
        indent = mark.cell_length
        first, *rest = text.wrap(max(width - indent, 8)) or [Content("")]
        lines.append(Content.assemble(mark, first))
        lines += [Content.assemble(" " * indent, line) for line in rest]
    return lines


class Hanging(Widget):
    """Paragraphs one below the other, as high as they need to be."""

    DEFAULT_CSS = """
    Hanging { width: 1fr; height: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._items: Sequence[Item] = ()
        self._flowed: dict[int, list[Content]] = {}
        """The lines by width: measuring and drawing wrap the paragraphs once between them."""

    def write(self, items: Iterable[Item]) -> None:
        """Show these paragraphs instead."""
        self._items = list(items)
        self._flowed.clear()
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        if width not in self._flowed:
            self._flowed[width] = flow(self._items, width)
        return self._flowed[width]
