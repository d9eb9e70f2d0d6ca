"""Prints wrapped text, and formats counts."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.content.model.deck import Deck

if TYPE_CHECKING:
    from wargame.review.data.reviewed_session import UnreadLine


def say(text: str, indent: int = 0) -> None:
    """Print a text wrapped to 80 columns; a line break in it begins a new paragraph."""
    for paragraph in text.split("\n"):
        lead = " " * indent
        print(textwrap.fill(paragraph, 80, initial_indent=lead, subsequent_indent=lead + "  " * bool(indent)))


def tell_difference(said: str) -> None:
    """Print on standard error how the engines differ, which is a mistake of the program."""
    print(f"wargame: {said}. Please report this.", file=sys.stderr)


def tell_damage(file: Path, unread: UnreadLine | None) -> None:
    """Print on standard error from which line on a session could not be read, if there is such a line."""
    if unread is not None:
        print(f"wargame: {file}: line {unread.line} {unread.why}; what came before it is listed.", file=sys.stderr)


def format_card_count(deck: Deck) -> str:
    """Return the number of cards of a deck, with and without copies."""
    pile = sum(card.copies for card in deck.cards)
    copied = f", {pile} with copies" if pile > len(deck.cards) else ""
    return _format_count(len(deck.cards), "contingency card" if deck.contingency else "card") + copied


def _format_count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
