"""A proof of a deck as it stands in an editor: its cards, what is wrong with it, and one card to be looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from wargame.content.author.deck_text import CardSpan, find_card_spans
from wargame.content.check.check_file import check_deck_file
from wargame.content.load.loader import Content
from wargame.content.load.problems import ContentError, Problem
from wargame.content.model.deck import Card


@dataclass(frozen=True)
class EditorCheck:
    """What a look at a text found. ``version`` is the caller's; ``cards`` are None where the text is no YAML."""

    version: int
    at: int | None
    """The card that was asked for, by its place."""
    problems: tuple[Problem, ...]
    cards: tuple[CardSpan, ...] | None
    content: Content | None = None
    """What can be played: all of it, or, where other cards are faulty, the one that was asked for."""
    _views: dict[int, Card] = field(default_factory=dict)

    def find_card(self, at: int | None) -> Card | None:
        """A card by its place, if it could be understood."""
        return self._views.get(at) if at is not None else None


def check_editor_text(path: Path, text: str, version: int, at: int | None) -> EditorCheck:
    """Check a text as the deck of a file. A card is understood even where others are not, if it is the one ``at``."""
    try:
        cards = find_card_spans(text, str(path))
    except ContentError as error:
        return EditorCheck(version, at, error.problems, None)
    checked = check_deck_file(path, text=text)
    if checked.content is not None:
        deck = checked.content.decks[0]
        return EditorCheck(version, at, checked.problems, cards, checked.content, dict(enumerate(deck.cards)))
    if at is not None and at < len(cards):
        alone = text[: cards[0].start] + text[cards[at].start : cards[at].end] + text[cards[-1].end :]
        content = check_deck_file(path, text=alone).content
        if content is not None and content.decks[0].cards:
            return EditorCheck(version, at, checked.problems, cards, content, {at: content.decks[0].cards[0]})
    return EditorCheck(version, at, checked.problems, cards)


def format_problem_count(problems: tuple[Problem, ...]) -> str:
    """How much is wrong, in words."""
    errors = sum(problem.level == "error" for problem in problems)
    parts = [_format_count(errors, "error"), _format_count(len(problems) - errors, "warning")]
    return ", ".join(part for part in parts if part) or "no errors"


def _format_count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}" if number else ""
