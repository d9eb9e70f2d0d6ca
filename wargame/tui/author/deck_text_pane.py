"""The editor for the text of a card or a deck. Lines are numbered as in the file."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

_TAKEN = {"f6", "f7"}
"""Keys of the text area that the desk uses for its own commands."""

STEP = 2
"""The indentation of what belongs to a key, in columns."""


class SourceEditor(TextArea, inherit_bindings=False):
    """An editor of plain text. Tab and Enter keep the indentation; the cursor does not blink."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one for one in TextArea.BINDINGS if not (isinstance(one, Binding) and one.key in _TAKEN)
    ]
    DEFAULT_CSS = """
    SourceEditor { border: none; padding: 0; background: $background; color: $foreground; }
    SourceEditor:focus { border: none; }
    SourceEditor .text-area--gutter { color: $foreground 60%; }
    SourceEditor .text-area--cursor-gutter { color: $primary; text-style: bold; }
    SourceEditor .text-area--cursor-line { background: $panel; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=True, compact=True)
        self.cursor_blink = False

    @property
    def typed_into(self) -> bool:
        """Are letters text here, and no keys?"""
        return not self.read_only

    def show(self, text: str, line: int) -> None:
        """Show another text; its first line has this number in the file."""
        self.line_number_start = line
        self.load_text(text)
        self.scroll_home(animate=False)

    def move_to(self, line: int, column: int) -> None:
        """Move the cursor to a line of the file, and scroll the line to the upper part of the pane."""
        row = min(max(line - self.line_number_start, 0), self.document.line_count - 1)
        self.move_cursor((row, max(min(column - 1, len(self.document.get_line(row))), 0)))
        self.scroll_cursor_visible(animate=False)

    @property
    def line(self) -> int:
        """The line of the file in which the cursor is."""
        return self.cursor_location[0] + self.line_number_start

    async def _on_key(self, event: events.Key) -> None:  # Textual also calls that of the text area, unless prevented
        if self.read_only or event.key not in ("enter", "tab"):
            return
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        before = self.document.get_line(start[0])[: start[1]]
        if event.key == "tab":
            put = " " * (STEP - start[1] % STEP)
        else:
            put = "\n" + " " * _count_indent(before)
        self.replace(put, start, end, maintain_selection_offset=False)
        self.scroll_cursor_visible(animate=False)


def _count_indent(before: str) -> int:
    """Return the indentation of the next line: the same as of this line, or more if this line opens a block."""
    bare = before.lstrip(" ")
    column = len(before) - len(bare)
    if bare.startswith("- "):
        column += 2
    return column + (STEP if bare.rstrip().endswith((":", ": >-", ": |", ": >")) else 0)
