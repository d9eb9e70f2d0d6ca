"""A choice of one option on one line. If not all options fit, only the chosen one is shown, between arrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

LABEL = 19
"""Width of the label, in cells."""

GAP = "  "
"""The text between two options."""


class ChoiceLine(Widget, can_focus=True):
    """A label, and options as (value, text). Left, right and space change the option; a click chooses one."""

    DEFAULT_CSS = """
    ChoiceLine { height: 1; width: 1fr; }
    ChoiceLine:focus { background: $panel; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "Before", show=False),
        Binding("right,space", "move(1)", "After", show=False),
    ]

    class Changed(Message):
        """Another option was chosen."""

        def __init__(self, choice: ChoiceLine) -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> ChoiceLine:
            """The line whose option has changed."""
            return self.choice

    def __init__(
        self, label: str, options: Sequence[tuple[str, str]], value: str, *, id: str, ascii: bool = False
    ) -> None:
        super().__init__(id=id)
        self.label, self._ascii = label, ascii
        self._at = 0
        self.options: tuple[tuple[str, str], ...] = ()
        self._spots: list[tuple[int, int, int]] = []
        self.set_options(options, value)

    @property
    def value(self) -> str:
        """The chosen value."""
        return self.options[self._at][0]

    def set_options(self, options: Sequence[tuple[str, str]], value: str) -> None:
        """Replace the options, and choose ``value``, or the first option if ``value`` is not among them."""
        self.options = tuple(options)
        values = [one for one, _ in options]
        self._at = values.index(value) if value in values else 0
        self.refresh()

    def choose(self, at: int) -> None:
        """Choose an option by its index."""
        if at != self._at:
            self._at = at
            self.refresh()
            self.post_message(self.Changed(self))

    def action_move(self, by: int) -> None:
        """Choose the next or the previous option."""
        self.choose((self._at + by) % len(self.options))

    def render(self) -> Content:
        """Return the label and the options, with the chosen one marked."""
        chosen, other, here = ("(*)", "( )", ">") if self._ascii else ("●", "○", "→")
        lead = f"{here if self.has_focus else ' '} {self.label[: LABEL - 1]:{LABEL}}"
        parts = [f"{chosen if i == self._at else other} {text}" for i, (_, text) in enumerate(self.options)]
        room = self.size.width - len(lead)
        self._spots = []
        if len(GAP.join(parts)) > room:
            shown = self.options[self._at][1][: max(room - 14, 8)]
            text = f"{lead}< {shown} >  {self._at + 1} of {len(parts)}"
            last = len(self.options) - 1
            self._spots = [
                (len(lead), len(lead) + 2, (self._at - 1) % (last + 1)),
                (len(lead) + 2, len(text), (self._at + 1) % (last + 1)),
            ]
            return Content(text)
        content = Content(lead)
        for i, part in enumerate(parts):
            start = len(content.plain)
            content += Content.styled(part, "bold" if i == self._at else "") + Content(GAP)
            self._spots.append((start, start + len(part), i))
        return content

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked option."""
        self.focus()
        at = next((i for start, end, i in self._spots if start <= event.x < end), None)
        if at is not None:
            self.choose(at)
