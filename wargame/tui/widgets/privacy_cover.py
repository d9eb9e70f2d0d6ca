"""A veil over a private part, until its reader confirms that nobody else is looking."""

from __future__ import annotations

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Button

from wargame.tui.app.first_moment import FirstMoment
from wargame.tui.app.screen import Prose
from wargame.tui.app.shared_app import SharedApp


class Veil(Vertical, can_focus=True):
    """Tell whose private part is next. Enter (after the first half second) or a click posts `Lifted`."""

    DEFAULT_CSS = """
    Veil { align: center middle; width: 1fr; height: 1fr; }
    Veil > Vertical { width: 60; max-width: 94%; height: auto; padding: 1 2; border: thick $warning;
                      background: $surface; }
    Veil .title { color: $warning; margin-bottom: 1; }
    Veil Button { margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "lift", "Show", show=False)]

    app = getters.app(SharedApp)

    class Lifted(Message):
        """The private part may be shown now."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text
        self._first: FirstMoment | None = None

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        with Vertical():
            yield Prose(self._title, classes="title")
            yield Prose(self._text)
            yield Button("Show (Enter)", variant="warning", compact=True)

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self._first = FirstMoment(self.app.read_seconds)
        self.query_one(Button).can_focus = False
        self.focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Lift the veil."""
        event.stop()
        self.post_message(self.Lifted())

    def action_lift(self) -> None:
        """Lift the veil, if it has lain long enough to be seen."""
        if self._first is not None and self._first.is_over:
            self.post_message(self.Lifted())
