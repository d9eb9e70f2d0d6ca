"""The list at the left of the deck desk: the decks, or the cards of one deck with marks for what is wrong."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wargame.content.author.deck_folder import DeckFile
from wargame.content.author.deck_text import CardSpan, list_line_starts
from wargame.content.load.problems import Problem

WHOLE = "whole"
NEW = "new"


class DeckList(OptionList):
    """Ids of rows: ``deck:N`` and ``new`` in the list of decks; ``whole`` and ``card:N`` in a deck."""

    def __init__(self, *, id: str, ascii: bool) -> None:
        super().__init__(id=id, markup=False)
        self._error, self._warning = ("x", "!") if ascii else ("✗", "▲")

    def show_shelf(self, decks: Sequence[DeckFile]) -> None:
        """List the decks: first the user's own, then the shipped ones."""
        self.border_title = "Decks"
        self.clear_options()
        self.add_option(Option(Content.styled("New deck ...", "bold"), id=NEW))
        for shipped, heading in ((False, "Yours, in this folder"), (True, "Shipped, to read and copy")):
            rows = [Option(one.path.stem, id=f"deck:{i}") for i, one in enumerate(decks) if one.shipped == shipped]
            if rows:
                self.add_options([None, Option(Content.styled(heading, "dim"), disabled=True), *rows])
        self.highlighted = next((i for i, row in enumerate(self.options) if (row.id or "").startswith("deck:")), 0)

    def show_cards(
        self, title: str, text: str, cards: Sequence[CardSpan], problems: Sequence[Problem], file: str
    ) -> None:
        """List the cards of a deck. The highlighted row stays highlighted, if it still exists."""
        self.border_title = Content(title)
        marks = self._list_marks(text, cards, [one for one in problems if one.file == file and one.line])
        rows = [(WHOLE, Content.assemble((f"{marks[-1]} ", "bold"), ("Whole file", "italic")))]
        for i, card in enumerate(cards):
            rows.append(
                (f"card:{i}", Content.assemble((f"{marks[i]} ", "bold"), " ".join(card.title.split()) or card.id))
            )
        if [row.id for row in self.options] == [id for id, _ in rows]:
            for at, (_, row) in enumerate(rows):
                if self.get_option_at_index(at).prompt != row:
                    self.replace_option_prompt_at_index(at, row)
            return
        was = self.highlighted
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            self.add_options(Option(row, id=id) for id, row in rows)
            self.highlighted = min(was, len(rows) - 1) if was is not None else None

    def point_at(self, card: int | None) -> None:
        """Highlight a card by its index, or the whole file."""
        row = 0 if card is None else card + 1
        if self.highlighted != row and row < self.option_count:
            with self.prevent(OptionList.OptionHighlighted):
                self.highlighted = row

    def _list_marks(self, text: str, cards: Sequence[CardSpan], problems: Sequence[Problem]) -> list[str]:
        """Return a mark for each card, its worst one. The last mark is for problems outside cards."""
        marks = [" "] * (len(cards) + 1)
        lines = list_line_starts(text) if problems else [0]
        starts = [card.start for card in cards]
        for one in problems:
            offset = lines[min(one.line, len(lines)) - 1]
            at = bisect_right(starts, offset) - 1
            at = at if at >= 0 and offset < cards[at].end else len(cards)
            if marks[at] != self._error:
                marks[at] = self._error if one.level == "error" else self._warning
        return marks
