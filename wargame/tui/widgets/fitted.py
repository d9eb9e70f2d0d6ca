"""Fitted: text laid out for the width it is given while the screen is laid out, so that its first frame is right."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widget import Widget
from textual.widgets import Static

Draw = Callable[[int], Content]
"""Lays a text out for so many columns."""


class Fitted(Visual):
    """A text that is laid out when its width is known, and anew for another width."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._drawn: tuple[int, Content] | None = None

    def at(self, width: int) -> Content:
        """The text at this width."""
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = width, self._draw(width)
        return self._drawn[1]

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        return self.at(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        return self.at(width).get_height(rules, width) if width else 0


class Sheet(Static):
    """Shows one such text. Another text of the same height is drawn without laying out the screen again.

    One that ``fills`` its pane at least takes all of it, so that most texts are of the same height.
    """

    DEFAULT_CSS = """
    Sheet { width: 1fr; height: auto; }
    Sheet.-fills { min-height: 100%; }
    """

    def __init__(self, *, fills: bool = False) -> None:
        super().__init__(markup=False, classes="-fills" if fills else None)
        self._fills = fills

    def fit(self, draw: Draw) -> None:
        """Show what this draws."""
        before, now = self._height(self.visual), Fitted(draw)
        self.update(now, layout=not self.size or before != self._height(now))

    def _height(self, text: Visual) -> int:
        """How many rows it takes for a text."""
        least = self.parent.size.height if self._fills and isinstance(self.parent, Widget) else 0
        return max(text.get_height({}, self.size.width), least) if self.size else 0
