"""The pros and cons of an argument. Each is a row that one key marks as strong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from wargame.tui.app.screen import Prose
from wargame.tui.widgets.role_look import RoleLook
from wargame.tui.widgets.tracks import DIM

MARKS = {False: ("□", "■"), True: ("[ ]", "[x]")}
"""The marks of a reason that is not strong and of a strong one; the key is whether only ASCII is drawn."""


class ReasonPoint(NamedTuple):
    """One reason: its number (0: none), the name of its mark (``p1``), its words, and who gave it.

    ``look`` is that of the role that gave it; None for the facilitator.
    """

    number: int
    mark: str
    text: str
    who: str
    look: RoleLook | None = None


class ReasonRow(Horizontal):
    """One reason. Posts `Chosen` when it is clicked."""

    DEFAULT_CSS = """
    ReasonRow { height: auto; width: 1fr; padding-right: 1; border-left: blank; }
    ReasonRow:focus { background: $panel; text-style: bold; border-left: thick $accent; }
    ReasonRow .tick { width: auto; padding-right: 1; }
    ReasonRow .words { width: 1fr; }
    ReasonRow.-strong { text-style: bold; }
    ReasonRow.-strong .tick { color: $accent; }
    """

    class Chosen(Message):
        """The reason was clicked on."""

        def __init__(self, row: ReasonRow) -> None:
            super().__init__()
            self.row = row

    def __init__(self, point: ReasonPoint, *, markable: bool, ascii: bool) -> None:
        super().__init__()
        self.point, self._marks = point, MARKS[ascii]
        self.can_focus = markable
        self._strong = False

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        yield Prose(self._format_tick(), classes="tick")
        mark = self.point.look.draw_mark() + Content(" ") if self.point.look is not None else Content("")
        said = Content.assemble(mark, self.point.text, " ", (f"({self.point.who})", DIM))
        yield Static(said, classes="words")

    def _format_tick(self) -> str:
        n = self.point.number
        number = f"{n % 10} " if 0 < n <= 10 else "  " if n else ""
        return f"{number}{self._marks[self._strong]}"

    @property
    def strong(self) -> bool:
        """Is the reason marked as strong?"""
        return self._strong

    @strong.setter
    def strong(self, strong: bool) -> None:
        self._strong = strong
        self.set_class(strong, "-strong")
        if self.is_mounted:
            self.query_one(".tick", Prose).update(self._format_tick())

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.strong = self._strong

    def on_click(self, event: events.Click) -> None:
        """Post that this reason was chosen."""
        event.stop()
        self.post_message(self.Chosen(self))


class ReasonList(Vertical):
    """The reasons of one side under a heading that does not scroll."""

    DEFAULT_CSS = """
    ReasonList { width: 1fr; height: 1fr; padding-right: 1; }
    ReasonList .heading { height: 1; }
    ReasonList.-asked .heading { text-style: bold reverse; }
    ReasonList VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    """

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = heading
        self.asked = ""
        """What is said after the heading while reasons are given: whether this side is asked for."""
        self.rows: list[ReasonRow] = []

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        yield Prose(self.heading, classes="heading")
        yield VerticalScroll(can_focus=False)

    def show(self, points: Sequence[ReasonPoint], strong: set[str], *, markable: bool, ascii: bool) -> None:
        """Show these reasons, the strong ones marked."""
        for row in self.rows:
            row.remove()
        self.rows = [ReasonRow(point, markable=markable, ascii=ascii) for point in points]
        for row in self.rows:
            row.strong = row.point.mark in strong
        self.query_one(VerticalScroll).mount_all(self.rows)
        self.show_count()

    def limit_height(self, rows: int) -> None:
        """Set the height from which on the reasons scroll, in lines."""
        self.query_one(VerticalScroll).styles.max_height = rows

    def show_count(self) -> None:
        """Show how many reasons there are, and how many of them are strong."""
        strong = sum(row.strong for row in self.rows)
        counted = f"{len(self.rows)}, {strong} strong" if strong else f"{len(self.rows)}"
        self.query_one(".heading", Prose).update(f"{self.heading} ({counted}){self.asked}")
