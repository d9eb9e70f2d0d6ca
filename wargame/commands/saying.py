"""Saying: wrapped text and counts, as the commands print them."""

from __future__ import annotations

import textwrap

from wargame.content.models import Deck


def say(text: str, indent: int = 0) -> None:
    """Print a text, wrapped to eighty columns; a line break in it begins a new paragraph."""
    for paragraph in text.split("\n"):
        lead = " " * indent
        print(textwrap.fill(paragraph, 80, initial_indent=lead, subsequent_indent=lead + "  " * bool(indent)))


def count_cards(deck: Deck) -> str:
    """How many cards, copies included, a deck has, and whether they are drawn."""
    return _count(sum(card.copies for card in deck.cards), "contingency card" if deck.contingency else "card")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
