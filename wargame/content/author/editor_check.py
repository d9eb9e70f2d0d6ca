"""Checks a deck as it stands in an editor: its cards, its problems, and one card for a preview."""

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
    """The result of a check.

    ``version`` is the caller's number of the text; ``cards`` is None if the text is no YAML.
    """

    version: int
    at: int | None
    """The index of the card that was asked for."""
    problems: tuple[Problem, ...]
    cards: tuple[CardSpan, ...] | None
    content: Content | None = None
    """What can be played: the whole deck or, if other cards are faulty, only the card that was asked for."""
    _views: dict[int, Card] = field(default_factory=dict)

    def find_card(self, at: int | None) -> Card | None:
        """Return the card at an index, or None if it is not part of the content."""
        return self._views.get(at) if at is not None else None


def check_editor_text(path: Path, text: str, version: int, at: int | None) -> EditorCheck:
    """Check a text as the content of a deck file.

    The card at index ``at`` is read even if other cards are faulty.
    """
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
    """Return the numbers of errors and warnings in words."""
    errors = sum(problem.level == "error" for problem in problems)
    parts = [_format_count(errors, "error"), _format_count(len(problems) - errors, "warning")]
    return ", ".join(part for part in parts if part) or "no errors"


def _format_count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}" if number else ""
