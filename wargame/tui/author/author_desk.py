"""What the actions on a deck ask of the screen they are done at. They know this protocol and not the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from textual.app import App
from textual.worker import Worker
from textual.worker_manager import WorkerManager

from wargame.content.author.deck_document import EditedDeck
from wargame.content.load.loader import Content
from wargame.content.load.problems import Problem
from wargame.content.model.deck import Card
from wargame.tui.author.card_form import Typed
from wargame.tui.author.source import SourceEditor


class AuthorDesk(Protocol):
    """The deck desk, for an action: the deck that is open, its editor, and what can be said and shown."""

    manuscript: EditedDeck | None
    """The deck that is open; None while the decks are listed."""
    shipped: bool
    """Is the deck one of the program's own, which is only read?"""
    folder: Path
    """The folder of new decks."""
    form: Typed
    """What was typed into the form for a new card that was left."""
    source: SourceEditor

    @property
    def app(self) -> App[Any]:
        """The app: questions are put over the desk with it."""

    @property
    def is_current(self) -> bool:
        """Is the desk on top, with nothing over it?"""

    @property
    def workers(self) -> WorkerManager:
        """What runs beside the screen."""

    @property
    def highlighted_deck(self) -> Path | None:
        """The deck of the list that the cursor is on."""

    @property
    def chosen_problem(self) -> Problem | None:
        """The finding that the cursor is on."""

    @property
    def understood_card(self) -> tuple[Card, Content] | None:
        """The card that is open, with its deck; None while anything is faulty."""

    @property
    def would_be_lost(self) -> bool:
        """Is there anything that is neither saved nor kept as a draft?"""

    def say(self, text: str, wrong: bool = False) -> None:
        """Show a sentence above the keys."""

    def apply_typed(self) -> None:
        """Take over what stands in the editor."""

    def keep_draft(self) -> None:
        """Keep what is not saved beside the file."""

    def move_draft(self) -> None:
        """Let the draft follow the deck to its new name."""

    def request_check(self) -> None:
        """Have the text checked as it is now."""

    def open_deck(self, path: Path, card: str | None = None) -> bool:
        """Open a deck, at a card if it is given; return False, and say why, if it cannot be read."""

    def show_shelf(self) -> None:
        """Close the deck and list those there are."""

    def show_pane(self, pane: str) -> None:
        """Bring a pane to the front and put the cursor there."""

    def show_replaced(self, said: str, at: int | None = None) -> None:
        """Draw the text that has replaced the one before, at a card by its place, and say something."""

    def jump(self, line: int, column: int, *, whole: bool = False) -> None:
        """Put the cursor on a line of the file."""

    def run_worker(
        self, work: Callable[[], None], *, group: str = ..., exclusive: bool = ..., thread: bool = ...
    ) -> Worker[None]:
        """Run a function beside the screen."""
