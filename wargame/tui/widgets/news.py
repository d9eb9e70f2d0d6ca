"""The pane with the news (`wargame.exercise.room.news`), drawn in the order in which it happened, newest last.

Plans that were revealed are a ledger (`ledger`).
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content

from wargame.exercise.room.news import NewsBlock, NewsPiece
from wargame.exercise.seat import Seat
from wargame.tui.widgets.hanging_indent import Hanging, MarkedParagraph, wrap_paragraphs
from wargame.tui.widgets.ledger import iter_ledger
from wargame.tui.widgets.role_look import list_role_looks
from wargame.tui.widgets.tracks import DIM

ASCII_MARKS = {"▲": "^", "▼": "v", "◆": "*", "■": "#", "●": "@", "□": "=", "·": "-"}
RECENT = 20
"""The most blocks that are shown. The log has all."""


def format_news_title(legend: str, width: int) -> Content:
    """Return the title over the news. ``legend`` is that of the map, where the map itself has no room for it."""
    title = "What has just happened"
    both = f"{title}   {legend}"
    return Content(title if not legend else both if len(both) <= width - 4 else legend)


class NewsPane(Hanging):
    """The news, oldest first: the newest block is bright, those before it are dimmed above it."""

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._seat: Seat | None = None
        self._news: Sequence[NewsBlock] = ()
        self._newest: dict[int, int] = {}
        """The row at which the newest block begins, by width."""

    def show(self, seat: Seat, news: Sequence[NewsBlock]) -> None:
        """Redraw. The newest of the blocks is first; ``seat`` is the viewer's."""
        self._seat, self._news = seat, news[:RECENT]
        self._newest.clear()
        self.rewrite()
        self.call_after_refresh(self.show_newest)

    def on_resize(self) -> None:
        """Show what is newest, now that the rows have their place."""
        self.show_newest()

    def show_newest(self) -> None:
        """Scroll to the beginning of what is newest, or to the end if all of that fits."""
        if isinstance(self.parent, VerticalScroll):
            self.parent.scroll_to(y=self.find_newest_row(), animate=False)

    def find_newest_row(self) -> int:
        """Return the row at which the newest block begins; if it holds a ledger, the first row of that."""
        self.list_rows(self.size.width)
        return self._newest.get(self.size.width, 0)

    def lay_out(self, width: int) -> list[Content]:
        """Return the rows at a width."""
        if not self._news or self._seat is None:
            return [Content("Nothing has happened yet.")]
        rows: list[Content] = []
        before: NewsBlock | None = None
        plans_at = -1
        for block in reversed(self._news):
            newest = block is self._news[0]
            if plans_at >= 0 and all(piece.listed for piece in block.pieces):  # the ledger above says all of it
                self._newest[width] = plans_at
                continue
            items = []
            if before is None or newest or (block.turn, block.phase) != (before.turn, before.phase):
                items.append(self._draw_heading(block))
            if newest:
                self._newest[width] = len(rows)
            for piece in block.pieces:
                if not piece.listed:
                    items.append(self._draw_piece(piece, newest))
                elif plans_at < 0:
                    rows += wrap_paragraphs(items, width)
                    items, plans_at = [], len(rows)
                    if newest:
                        self._newest[width] = len(rows)
                    items += iter_ledger(self._seat, width, ascii=self._ascii)
            rows += wrap_paragraphs(items, width)
            before = block
        return rows

    def _draw_heading(self, block: NewsBlock) -> MarkedParagraph:
        when = f"Turn {block.turn}, {block.phase}" if block.turn else "Before the first turn"
        return MarkedParagraph(Content.styled("- " if self._ascii else "─ ", DIM), Content.styled(when, DIM))

    def _draw_piece(self, piece: NewsPiece, newest: bool) -> MarkedParagraph:
        looks = list_role_looks(self._seat) if self._seat is not None else {}
        if piece.role in looks:
            mark = looks[piece.role].draw_mark() + Content(" ")
        else:
            shown = ASCII_MARKS[piece.mark] if self._ascii else piece.mark
            mark = Content.styled(f"{shown} ", "bold" if newest else DIM)
        text = (
            Content(piece.text).stylize("bold", piece.start, piece.end) if newest else Content.styled(piece.text, DIM)
        )
        return MarkedParagraph(mark, text)
