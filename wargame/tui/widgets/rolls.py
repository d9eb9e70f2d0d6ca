"""The dice of the last decision, drawn large, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from wargame.rules.told import KnownRoll
from wargame.tui.widgets.roll import HIGH, draw_roll

LEAST = 39
"""Width of one roll, two dice with words, in cells."""


class Rolls(Widget):
    """As many rolls side by side as fit. The news tells the others in words."""

    DEFAULT_CSS = """
    Rolls { width: 1fr; height: auto; }
    """

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._rolls: Sequence[tuple[Sequence[str], KnownRoll]] = ()

    def show(self, rolls: Sequence[tuple[Sequence[str], KnownRoll]]) -> None:
        """Show these rolls, each with its purpose in parts: the role and the rule."""
        self._rolls = rolls
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the rolls that fit."""
        width = self.content_size.width
        shown = self._rolls[: max(width // LEAST, 1)]
        if not shown:
            return Content("")
        each = width // len(shown)
        drawn = [draw_roll(roll, title, self._ascii, each - 2) for title, roll in shown]
        rows = (Content("").join(one[row].pad_right(each - one[row].cell_length) for one in drawn)
                for row in range(HIGH))  # fmt: skip
        return Content("\n").join(rows)
