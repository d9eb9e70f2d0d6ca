"""The protocol of what the actions on a deck use of their screen. They know this protocol and not the screen."""

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
from wargame.tui.author.deck_text_pane import SourceEditor


class AuthorDesk(Protocol):
    """The deck desk as an action knows it: the open deck, its editor, and the line for messages."""

    manuscript: EditedDeck | None
    """The open deck; None while the decks are listed."""
    shipped: bool
    """Is the deck a shipped one, which is read-only?"""
    folder: Path
    """The folder for new decks."""
    form: Typed
    """What was typed into a form for a new card that was left."""
    source: SourceEditor

    @property
    def app(self) -> App[Any]:
        """The app, which opens dialogs over the desk."""

    @property
    def is_current(self) -> bool:
        """Is the desk the top screen?"""

    @property
    def workers(self) -> WorkerManager:
        """The background workers."""

    @property
    def highlighted_deck(self) -> Path | None:
        """The highlighted deck of the list."""

    @property
    def chosen_problem(self) -> Problem | None:
        """The highlighted finding."""

    @property
    def understood_card(self) -> tuple[Card, Content] | None:
        """The open card, with its deck; None while anything is faulty."""

    @property
    def would_be_lost(self) -> bool:
        """Is there text that is neither saved nor kept as a draft?"""

    def say(self, text: str, wrong: bool = False) -> None:
        """Show a sentence above the keys."""

    def apply_typed(self) -> None:
        """Take over the text of the editor."""

    def keep_draft(self) -> None:
        """Keep unsaved text beside the file."""

    def move_draft(self) -> None:
        """Move the draft to the new name of the deck."""

    def request_check(self) -> None:
        """Request a check of the current text."""

    def open_deck(self, path: Path, card: str | None = None) -> bool:
        """Open a deck, at a card if given. If it cannot be read, show why and return False."""

    def show_shelf(self) -> None:
        """Close the deck and list all decks."""

    def show_pane(self, pane: str) -> None:
        """Bring a pane to the front and focus it."""

    def show_replaced(self, said: str, at: int | None = None) -> None:
        """Show the text after it was replaced, at a card by its index, and show a message."""

    def jump(self, line: int, column: int, *, whole: bool = False) -> None:
        """Put the cursor on a line of the file."""

    def run_worker(
        self, work: Callable[[], None], *, group: str = ..., exclusive: bool = ..., thread: bool = ...
    ) -> Worker[None]:
        """Run a function in the background."""
