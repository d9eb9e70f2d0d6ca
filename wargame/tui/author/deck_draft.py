"""The draft of a deck: text that is not saved, kept in a small file beside the deck."""

from __future__ import annotations

import json
from pathlib import Path

from wargame.content.author.deck_document import EditedDeck
from wargame.tui.app.drafts import Drafts
from wargame.tui.author.card_form import Typed

_NAME = "deck"
"""The role name of the draft.

Its fields are the text, the digest of the file it was made from, and the form of a card.
"""


class DeckDraft:
    """The draft of one deck. Without a ``path`` it is in memory only."""

    def __init__(self, path: Path | None = None) -> None:
        self._drafts = Drafts(path)

    def restore(self, deck: EditedDeck) -> bool:
        """Put the text of the draft into the deck; return False if there is none, or if both are equal."""
        text = self._drafts.get(_NAME, "text")
        if not text or text == deck.text:
            return False
        deck.replace(text)
        deck.seen = self._drafts.get(_NAME, "seen")
        return True

    def read_form(self) -> Typed:
        """Return what was typed into the form for a new card."""
        kept = self._drafts.get(_NAME, "form")
        try:
            data = json.loads(kept) if kept else {}
        except ValueError:
            return {}
        return {name: text for name, text in data.items() if isinstance(text, str)} if isinstance(data, dict) else {}

    def keep(self, deck: EditedDeck, form: Typed) -> None:
        """Keep the text if it is not saved; else remove the draft."""
        self._drafts.keep(_NAME, "seen", deck.seen if deck.changed else "")
        self._drafts.keep(_NAME, "text", deck.text if deck.changed else "")
        begun = form.get("title") or form.get("text")
        self._drafts.keep(_NAME, "form", json.dumps(form, ensure_ascii=False) if begun else "")

    def forget(self) -> None:
        """Remove the draft."""
        self._drafts.forget(_NAME)


def is_kept(deck: EditedDeck) -> bool:
    """Does the draft file beside a deck have the current text of the deck?"""
    return Drafts(deck.path).get(_NAME, "text") == deck.text
