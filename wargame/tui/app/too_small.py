"""A screen that covers everything while the terminal is too small, and tells the required size."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen

from wargame.tui.app.screen import Prose

LEAST = Size(60, 16)
"""The smallest terminal in which every screen can be used."""


class SmallScreen(ModalScreen[None]):
    """Show the size of the terminal and the required size.

    Enlarging the window removes this screen; nothing on the screen below is lost.
    """

    CSS = """
    SmallScreen { align: center middle; background: $background; }
    SmallScreen Prose { width: 100%; max-width: 56; height: auto; text-align: center; }
    """

    def __init__(self, size: Size) -> None:
        super().__init__()
        self._size_found = size

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        yield Prose(self._format_text(self._size_found))

    def show_size(self, size: Size) -> None:
        """Show a new size."""
        self.query_one(Prose).update(self._format_text(size))

    @staticmethod
    def _format_text(size: Size) -> str:
        return (
            f"This terminal is {size.width} by {size.height}.\n"
            f"wargame needs {LEAST.width} by {LEAST.height}.\n"
            "Enlarge the window, or make its letters smaller: it goes on where it was."
        )
