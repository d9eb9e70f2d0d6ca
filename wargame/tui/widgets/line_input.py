"""One line of typed text with a greatest length, without border and blinking; and a toggle with a mark."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static


class LineInput(Input):
    """An input of one row. Its cursor does not blink, so that nothing is redrawn without an event."""

    DEFAULT_CSS = """
    LineInput, LineInput:focus { border: none; height: 1; padding: 0 1; background: $panel; color: $foreground; }
    LineInput:focus { background: $primary 25%; text-style: bold; }
    """

    def __init__(self, placeholder: str = "", value: str = "", *, limit: int, id: str | None = None) -> None:
        super().__init__(value, placeholder, max_length=limit, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False


class Toggle(Static, can_focus=True):
    """A yes or no: ``[x]`` or ``[ ]`` before its label. Space, Enter or a click changes it."""

    DEFAULT_CSS = """
    Toggle { height: 1; width: 1fr; padding: 0 1; }
    Toggle:focus { background: $primary 25%; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "turn", "Turn", show=False)]

    on: reactive[bool] = reactive(False)

    class Changed(Message):
        """The toggle was turned on or off."""

        def __init__(self, on: bool) -> None:
            super().__init__()
            self.on = on

    def __init__(self, label: str, *, on: bool = False, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._label = label
        self.set_reactive(Toggle.on, on)

    def render(self) -> Content:
        """Return the mark and the label."""
        return Content(f"[{'x' if self.on else ' '}] {self._label}")

    def on_click(self) -> None:
        """Change the toggle."""
        self.action_turn()

    def action_turn(self) -> None:
        """Change the toggle."""
        self.on = not self.on
        self.post_message(self.Changed(self.on))
