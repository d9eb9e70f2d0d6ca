"""A screen that covers everything while the terminal is too small, and tells the required size."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

LEAST = Size(60, 16)
"""The smallest terminal in which every screen can be used."""


def is_small(size: Size) -> bool:
    """Is a terminal of this size too small?"""
    return size.width < LEAST.width or size.height < LEAST.height


class SmallScreen(ModalScreen[None]):
    """Show the size of the terminal and the required size.

    Enlarging the window removes this screen; nothing on the screen below is lost. `SharedApp` keeps it over all other
    screens, and passes no key and no click on to them.
    """

    CSS = """
    SmallScreen { align: center middle; background: $background; }
    SmallScreen Static { width: 100%; max-width: 56; height: auto; text-align: center; }
    """

    def __init__(self, size: Size) -> None:
        super().__init__()
        self._size_found = size

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        yield Static(self._format_text(self._size_found), markup=False)

    def show_size(self, size: Size) -> None:
        """Show a new size."""
        self.query_one(Static).update(self._format_text(size))

    @staticmethod
    def _format_text(size: Size) -> str:
        return (
            f"This terminal is {size.width} by {size.height}.\n"
            f"wargame needs {LEAST.width} by {LEAST.height}.\n"
            "Enlarge the window, or make its letters smaller: it goes on where it was."
        )
