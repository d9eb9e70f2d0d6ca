"""The scrubber: a whole session as one line, with its turns, cards, review rounds, bookmarks and undos marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from wargame.exercise.view.jump_points import KINDS, JumpPoint

GLYPHS: Mapping[str, str] = {"bookmark": "◆", "undo": "✗", "card": "■", "review": "○", "turn": "┼"}
ASCII_GLYPHS: Mapping[str, str] = {"bookmark": "*", "undo": "x", "card": "#", "review": "o", "turn": "+"}
STYLES = {
    "bookmark": "bold $accent",
    "undo": "bold $error",
    "card": "$primary",
    "review": "bold $secondary",
    "turn": "",
}
WORDS = {"bookmark": "bookmark", "undo": "undo", "card": "card", "review": "review round"}


def format_legend(ascii: bool) -> str:
    """Return what the glyphs mean, on one line."""
    glyphs = ASCII_GLYPHS if ascii else GLYPHS
    return "  ".join(f"{glyphs[kind]} {word}" for kind, word in WORDS.items())


class Scrubber(Widget):
    """Two rows: the numbers of the turns above their beginnings, and the line with its marks.

    A click goes to a line.
    """

    DEFAULT_CSS = """
    Scrubber { height: 2; width: 1fr; }
    """

    class Went(Message):
        """A line of the session was clicked on."""

        def __init__(self, n: int) -> None:
            super().__init__()
            self.n = n

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._at = self._last = 1
        self._word = "line"
        self._marks: Sequence[JumpPoint] = ()

    def show(self, at: int, last: int, marks: Sequence[JumpPoint], word: str = "line") -> None:
        """Draw the current line, the number of lines and the marks; ``word`` is for what is counted."""
        self._at, self._last, self._marks, self._word = at, max(last, 2), marks, word
        self.refresh()

    def find_cell(self, n: int) -> int:
        """Return the cell of line ``n``, from 0."""
        return _find_cell(n, self._last, max(self.size.width, 2))

    def find_line(self, cell: int) -> int:
        """Return the line for a cell; if the cell has a mark, the line of the mark."""
        here = [mark for mark in self._marks if self.find_cell(mark.n) == cell]
        if here:
            return min(here, key=lambda mark: KINDS.index(mark.kind)).n
        return max(1, min(self._last, 1 + round(cell * (self._last - 1) / max(self.size.width - 1, 1))))

    def on_click(self, event: events.Click) -> None:
        """Post the line of the clicked cell."""
        self.post_message(self.Went(self.find_line(event.x)))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show the line and the marks under the mouse."""
        here = [f"{WORDS.get(m.kind, 'turn')} {m.text}".strip() for m in self._marks if self.find_cell(m.n) == event.x]
        self.tooltip = Content(", ".join([f"{self._word} {self.find_line(event.x)}", *here]))

    def render(self) -> Content:
        """Return the session as a line with its marks, and their numbers below."""
        width = max(self.size.width, 2)
        glyphs = ASCII_GLYPHS if self._ascii else GLYPHS
        here = _find_cell(self._at, self._last, width)
        marks = [(mark, _find_cell(mark.n, self._last, width)) for mark in self._marks]
        numbers, free = [" "] * width, 0
        cells = [("-" if self._ascii else "─", "$foreground 60%")] * width
        cells[:here] = [("=" if self._ascii else "━", "$primary")] * here
        for mark, cell in sorted(marks, key=lambda one: -KINDS.index(one[0].kind)):
            cells[cell] = glyphs[mark.kind], STYLES[mark.kind]
        for mark, cell in marks:
            at = min(cell, width - len(mark.text))
            if mark.kind == "turn" and at >= free:
                numbers[at : at + len(mark.text)] = mark.text
                free = at + len(mark.text) + 1
        cells[here] = "@" if self._ascii else "●", "bold reverse"
        runs = (("".join(glyph for glyph, _ in run), style) for style, run in groupby(cells, key=itemgetter(1)))
        return Content.assemble(("".join(numbers), "bold"), "\n", *runs)


def _find_cell(n: int, last: int, width: int) -> int:
    """Return the cell of line ``n`` of ``last`` lines in ``width`` cells, from 0."""
    return round((min(n, last) - 1) * (width - 1) / (last - 1))
