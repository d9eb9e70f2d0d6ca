"""Preview a card: as players read and answer it, or with all that the facilitator sees."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content as Text

from wargame.content.load.loader import Content
from wargame.content.model.deck import Card
from wargame.content.text.card_text import iter_facilitator_view, iter_player_view
from wargame.tui.widgets.hanging_indent import Hanging, MarkedParagraph

View = Literal["players", "facilitator"]
TITLES: dict[View, str] = {"players": "As players see it", "facilitator": "As the facilitator sees it"}


class CardPreview(VerticalScroll):
    """One card in words. If its text cannot be understood now, the last version that could be is shown and marked."""

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        yield Hanging(id="said-on-it")

    def show(self, card: Card | None, content: Content | None, view: View, *, stale: bool = False) -> None:
        """Show a card; with ``stale``, its current text cannot be understood."""
        self.border_title = TITLES[view] + (", before the mistake" if stale and card is not None else "")
        if card is None or content is None:
            text = "It can be seen once its errors are mended." if stale else "Choose a card, to see it here."
            items: Iterable[MarkedParagraph] = [MarkedParagraph(Text(""), Text(text))]
        else:
            lines = iter_player_view(card, content) if view == "players" else iter_facilitator_view(card, content)
            items = [
                item
                for line in lines
                for item in [MarkedParagraph(Text(""), Text(""))] * line.apart
                + [MarkedParagraph(Text(" " * line.indent), Text(line.text))]
            ]
        self.query_one(Hanging).write(items)
