"""Saying: wrapped text and warnings, as the commands print them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wargame.content.checks import Finding
from wargame.content.models import Deck

if TYPE_CHECKING:
    from wargame.content.prose.rules import Remark


def say(text: str, indent: int = 0) -> None:
    """Print a text, wrapped to eighty columns; a line break in it begins a new paragraph."""
    for paragraph in text.split("\n"):
        lead = " " * indent
        print(textwrap.fill(paragraph, 80, initial_indent=lead, subsequent_indent=lead + "  " * bool(indent)))


def say_findings(name: str, findings: Sequence[Finding], size: str, remarks: Sequence[Remark] = ()) -> None:
    """Print what a file without mistakes of form is warned of, the remarks on its words, and how many there are."""
    for finding in findings:
        print(f"{name}: {finding.level}: {finding.place}: {finding.text}")
    for remark in remarks:
        print(remark.text())
    errors = sum(remark.level == "error" for remark in remarks)
    warnings = len(findings) + len(remarks) - errors
    parts = [_count(errors, "error") if errors else "no errors", *([_count(warnings, "warning")] if warnings else [])]
    print(f"{name}: {', '.join(parts)} ({size})")


def count_cards(deck: Deck) -> str:
    """How many cards, copies included, a deck has, and whether they are drawn."""
    return _count(sum(card.copies for card in deck.cards), "contingency card" if deck.contingency else "card")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
