"""A text over another screen: a private briefing, or a role's log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen

from wargame.tui.app.screen import Prose


class PageScreen(ModalScreen[None]):
    """Show paragraphs that scroll. With ``end`` the last paragraph is visible first."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f10,enter,q", "leave", "Back", show=False)]
    CSS = """
    PageScreen { align: center middle; background: $background 60%; }
    .page { width: 88; max-width: 96%; height: auto; max-height: 92%; padding: 1 2; background: $surface;
            border: thick $primary; }
    .page .text { height: auto; max-height: 100%; }
    .page > .title { dock: top; }
    .page > .dim { dock: bottom; }
    .page VerticalScroll Prose { margin-bottom: 1; }
    .page.dense VerticalScroll Prose { margin-bottom: 0; }
    """

    def __init__(self, title: str, paragraphs: Sequence[str], *, end: bool = False) -> None:
        super().__init__()
        self._title, self._paragraphs, self._end = title, paragraphs, end

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        with Vertical(classes="page dense" if self._end else "page"):
            yield Prose(self._title, classes="title")
            with VerticalScroll(classes="text"):
                for paragraph in self._paragraphs:
                    yield Prose(paragraph)
            yield Prose("Enter, Esc or F10: back.", classes="dim")

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        text = self.query_one(VerticalScroll)
        text.focus()
        if self._end:
            text.scroll_end(animate=False)

    def on_click(self) -> None:
        """Leave the page."""
        if not self.query_one(".page").is_mouse_over:
            self.action_leave()

    def action_leave(self) -> None:
        """Leave the page."""
        self.dismiss(None)
