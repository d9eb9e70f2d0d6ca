"""Texts that are drawn row by row and laid out for their real width, so that the first frame is correct."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget

Draw = Callable[[int], Content]
"""A function that lays out a text for a number of columns."""


class FittedVisual(Visual):
    """A text that is laid out when its width is known, and again for another width."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._drawn: tuple[int, list[Content]] | None = None

    def list_rows(self, width: int) -> list[Content]:
        """Return the rows of the text at a width."""
        if self._drawn is None or self._drawn[0] != width:
            lines = self._draw(width).split(allow_blank=True) if width else []
            fits = ([line] if line.cell_length <= width else line.wrap(width) for line in lines)
            self._drawn = width, [row for rows in fits for row in rows]
        return self._drawn[1]

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Return the rows as strips."""
        return Content("\n").join(self.list_rows(width)).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of the container, which the text fills."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of rows at a width."""
        return len(self.list_rows(width))


class TextRows(Widget):
    """A text that is drawn row by row. When it changes, only the rows that differ are drawn."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self.auto_links = False

    def list_rows(self, width: int) -> Sequence[Content]:
        """Return the rows of the text at a width; the same object until the text changes."""
        raise NotImplementedError

    def redraw(self, before: Sequence[Content]) -> None:
        """Draw the rows that differ from those ``before``; all of them later, while the widget has no size."""
        width = self.size.width
        if not self.size:  # it is hidden: at its size of before it has other rows than at none
            self.refresh()
            return
        if differ := list(_iter_differing(before, self.list_rows(width))):
            self.refresh(*(Region(0, y, width, 1) for y in differ))

    def render(self) -> Visual:
        """Return the rows as one visual."""
        return Content("\n").join(self.list_rows(self.size.width))

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        if self.text_selection is not None:  # a region may have several rows
            return super().render_line(y)
        width = self.size.width
        rows = self.list_rows(width)
        return Visual.to_strips(self, rows[y] if y < len(rows) else Content(), width, 1, self.visual_style)[0]


class FittedText(TextRows):
    """Show one text that fits itself to the width.

    When it changes, only the rows that differ are drawn; a new height means a new layout. With ``fills`` the text takes
    at least the height of its pane, so that most texts have the same height. With ``steady`` it never becomes lower at
    a width, so that the scroll bar does not jump from one text to the next.
    """

    DEFAULT_CSS = """
    FittedText { width: 1fr; height: auto; }
    FittedText.-fills { min-height: 100%; }
    """

    def __init__(self, *, fills: bool = False, steady: bool = False) -> None:
        super().__init__(classes="-fills" if fills else None)
        self._fills, self._steady = fills, steady
        self._text = FittedVisual(lambda width: Content())
        self._highest = 0, 0
        """The current width, and the greatest height at this width."""

    def fit(self, draw: Draw) -> None:
        """Show the text of this layout."""
        before, self._text, width = self._text, FittedVisual(draw), self.size.width
        least = self.parent.size.height if self._fills and isinstance(self.parent, Widget) else 0
        if not self.size or max(self._count_rows(self._text, width), least) != self.size.height:
            self.refresh(layout=True)
        else:
            self.redraw(before.list_rows(width))

    def list_rows(self, width: int) -> Sequence[Content]:
        """Return the rows of the text at a width."""
        return self._text.list_rows(width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows of the text at a width."""
        return self._count_rows(self._text, width)

    def _count_rows(self, text: FittedVisual, width: int) -> int:
        """Return the number of rows that the widget takes for a text."""
        height = len(text.list_rows(width))
        if not self._steady:
            return height
        before = self._highest[1] if self._highest[0] == width else 0
        self._highest = width, max(height, before)
        return self._highest[1]


def _iter_differing(before: Sequence[Content], now: Sequence[Content]) -> Iterator[int]:
    """Yield the indices of the rows in which the words or the styles of two texts differ."""
    for y, (was, row) in enumerate(zip_longest(before, now)):
        if was is None or row is None or was.plain != row.plain or was.spans != row.spans:
            yield y
