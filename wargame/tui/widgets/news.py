"""The news: the last events that everybody may know: what moved, from where to where, and why.

The news is a list of blocks. A block has what followed from one decision of people. They are drawn in the order in
which they happened, the newest at the end; plans that were revealed are a ledger (`ledger`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from textual.containers import VerticalScroll
from textual.content import Content

from wargame.exercise.seat import Seat
from wargame.exercise.view.entries import KnownEntry
from wargame.exercise.view.reveal import STAGES
from wargame.rules.text.decision_text import format_decision
from wargame.rules.text.event_text import find_changes, format_told
from wargame.rules.text.rule_text import end_sentence
from wargame.rules.told import (
    OF_CARDS,
    OF_DEALS,
    OF_ENDINGS,
    OF_PLANS,
    CardAnnounced,
    CardCame,
    Rolled,
    Told,
    TurnBegan,
    list_moves,
)
from wargame.tui.widgets.hanging_indent import Hanging, MarkedParagraph, wrap_paragraphs
from wargame.tui.widgets.ledger import is_told_by_ledger, iter_ledger, list_planned
from wargame.tui.widgets.role_look import list_role_looks
from wargame.tui.widgets.tracks import DIM

ASCII_MARKS = {"▲": "^", "▼": "v", "◆": "*", "■": "#", "●": "@", "□": "=", "·": "-"}
RECENT = 20
"""The most blocks that are shown. The log has all."""

_ELSEWHERE = (CardAnnounced, CardCame, TurnBegan)
"""What the screen shows in another place."""


class NewsPiece(NamedTuple):
    """One sentence and its mark: a rise, a fall, an action, or something else.

    ``start`` and ``end`` are the part of the sentence that says which numbers moved; both are 0 where none did.
    ``role`` is the role that decided it, empty without one; ``listed`` says that the ledger of the plans tells it.
    """

    mark: str
    text: str
    start: int = 0
    end: int = 0
    role: str = ""
    listed: bool = False


class NewsBlock(NamedTuple):
    """What followed from one decision: turn and phase, the sentences, and the rolls."""

    turn: int
    phase: str
    pieces: tuple[NewsPiece, ...]
    rolls: tuple[Rolled, ...] = ()


Begins = Callable[[KnownEntry | None, KnownEntry], bool]
"""Says of an entry, given the one before it (None: it is the first), whether a block begins with it."""


def follows_people(before: KnownEntry | None, entry: KnownEntry) -> bool:
    """Does this entry follow from a decision of people, and not from what bots decided by themselves?"""
    return entry.by_people


def list_blocks(seat: Seat, begins: Begins = follows_people) -> list[NewsBlock]:
    """Return what the viewer knows of as blocks, the newest first. ``begins`` says where a block begins.

    All stages of a reveal are in the block of the reveal.
    """
    found: dict[int, NewsBlock] = {}
    at, before, now, planned = 0, None, seat.find_position().turn, list_planned(seat)
    for _, entry in seat.list_log():
        is_stage = entry.decision is not None and entry.decision.verb in STAGES
        at += not is_stage and begins(before, entry)
        before = entry
        told = (one for one in entry.told if not isinstance(one, _ELSEWHERE))
        listed = planned if (entry.turn, entry.phase) == (now, "adjudicate") else frozenset[tuple[str, str]]()
        pieces = list(_iter_pieces(told, listed))
        if entry.announced and entry.decision is not None:
            said = end_sentence(format_decision(entry.decision))
            pieces.insert(0, NewsPiece("●", said, role=entry.decision.role))
        if pieces:
            # The opening of a turn is shown under that turn, although it was decided at the close of the turn before.
            opens = entry.decision is not None and entry.decision.verb in ("begin", "next")
            turn, phase = (entry.turn + 1, "inject") if opens else (entry.turn, entry.phase)
            block = found.get(at, NewsBlock(turn, phase, ()))
            rolls = (one for one in entry.told if isinstance(one, Rolled))
            found[at] = block._replace(pieces=(*block.pieces, *pieces), rolls=(*block.rolls, *rolls))
    return [found[at] for at in sorted(found, reverse=True)]


def _iter_pieces(told: Iterable[Told], planned: frozenset[tuple[str, str]]) -> Iterator[NewsPiece]:
    """Yield a piece for each sentence; plans that are revealed together are one piece."""
    for are_plans, same in groupby(told, key=lambda one: isinstance(one, OF_PLANS)):
        pieces = [build_piece(one)._replace(listed=is_told_by_ledger(one, planned)) for one in same]
        if are_plans:
            listed = all(piece.listed for piece in pieces)
            yield NewsPiece("●", " ".join(piece.text for piece in pieces), listed=listed)
        else:
            yield from pieces


def build_piece(told: Told) -> NewsPiece:
    """Return one thing that happened as a sentence with its mark."""
    text = format_told(told)
    moves = list_moves(told)
    if moves:
        ways = {move.after > move.before for move in moves}
        mark = "◆" if len(ways) > 1 else "▲" if True in ways else "▼"
        return NewsPiece(mark, text, *find_changes(told))
    return NewsPiece(next((mark for mark, classes in _MARKS.items() if isinstance(told, classes)), "·"), text)


_MARKS = {"■": OF_CARDS, "●": OF_PLANS, "□": (Rolled,), "◆": (*OF_DEALS, *OF_ENDINGS)}
"""The marks of what is no move of a number."""


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
