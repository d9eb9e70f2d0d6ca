"""Cards in the words that people read."""

from __future__ import annotations

from wargame.phrases import fill


def format_addressed(role: str, text: str) -> str:
    """Return the text of a card that speaks to another role: *To Cartel: Three letters wait for you.*"""
    return fill("To {role}: {text}", role=role, text=text)
