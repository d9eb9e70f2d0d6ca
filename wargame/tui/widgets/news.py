"""The news: the last events that everybody may know: what moved, from where to where, and why.

The news is a list of blocks, the newest on top. A block has what followed from one decision of people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from textual.content import Content

from wargame.exercise.seat import Seat
from wargame.exercise.view.entries import KnownEntry
from wargame.rules.text.decision_text import format_decision
from wargame.rules.text.event_text import find_changes, format_told, list_roll_purpose
from wargame.rules.text.rule_text import end_sentence
from wargame.rules.told import (
    OF_CARDS,
    OF_DEALS,
    OF_ENDINGS,
    OF_PLANS,
    CardAnnounced,
    CardCame,
    KnownRoll,
    Rolled,
    Told,
    TurnBegan,
    list_moves,
)
from wargame.tui.widgets.hanging_indent import Hanging, MarkedParagraph

ASCII_MARKS = {"▲": "^", "▼": "v", "◆": "*", "■": "#", "●": "@", "□": "=", "·": "-"}
DIM = "$foreground 80%"
RECENT = 20
"""The most blocks that are shown. The log has all."""

_ELSEWHERE = (CardAnnounced, CardCame, TurnBegan)
"""What the screen shows in another place."""


class NewsPiece(NamedTuple):
    """One sentence and its mark: a rise, a fall, an action, or something else.

    ``start`` and ``end`` are the part of the sentence that says which numbers moved; both are 0 where none did.
    """

    mark: str
    text: str
    start: int = 0
    end: int = 0


class NewsBlock(NamedTuple):
    """What followed from one decision: turn and phase, the sentences, and the rolls, each with its purpose."""

    turn: int
    phase: str
    pieces: tuple[NewsPiece, ...]
    rolls: tuple[tuple[tuple[str, ...], KnownRoll], ...] = ()


Begins = Callable[[KnownEntry | None, KnownEntry], bool]
"""Says of an entry, given the one before it (None: it is the first), whether a block begins with it."""


def follows_people(before: KnownEntry | None, entry: KnownEntry) -> bool:
    """Does this entry follow from a decision of people, and not from what bots decided by themselves?"""
    return entry.by_people


def list_blocks(seat: Seat, begins: Begins = follows_people) -> list[NewsBlock]:
    """Return what the viewer knows of as blocks, the newest first. ``begins`` says where a block begins."""
    found: dict[int, NewsBlock] = {}
    at, before = 0, None
    for _, entry in seat.list_log():
        at += begins(before, entry)
        before = entry
        pieces = list(_iter_pieces(one for one in entry.told if not isinstance(one, _ELSEWHERE)))
        if entry.announced and entry.decision is not None:
            pieces.insert(0, NewsPiece("●", end_sentence(format_decision(entry.decision))))
        if pieces:
            # The opening of a turn is shown under that turn, although it was decided at the close of the turn before.
            opens = entry.decision is not None and entry.decision.verb in ("begin", "next")
            turn, phase = (entry.turn + 1, "inject") if opens else (entry.turn, entry.phase)
            block = found.get(at, NewsBlock(turn, phase, ()))
            rolls = ((list_roll_purpose(one), one.roll) for one in entry.told if isinstance(one, Rolled))
            found[at] = block._replace(pieces=(*block.pieces, *pieces), rolls=(*block.rolls, *rolls))
    return [found[at] for at in sorted(found, reverse=True)]


def _iter_pieces(told: Iterable[Told]) -> Iterator[NewsPiece]:
    """Yield a piece for each sentence; plans that are revealed together are one piece."""
    for planned, same in groupby(told, key=lambda one: isinstance(one, OF_PLANS)):
        pieces = [build_piece(one) for one in same]
        yield from [NewsPiece("●", " ".join(each.text for each in pieces))] if planned else pieces


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


class NewsPane(Hanging):
    """The news: the newest block is bright, the others are dimmed."""

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii

    def show(self, news: Sequence[NewsBlock]) -> None:
        """Redraw."""
        self.write(
            self._iter_paragraphs(news)
            if news
            else [MarkedParagraph(Content(""), Content("Nothing has happened yet."))]
        )

    def _iter_paragraphs(self, news: Sequence[NewsBlock]) -> Iterator[MarkedParagraph]:
        for i, block in enumerate(news[:RECENT]):
            if i == 1 or (i and (block.turn, block.phase) != (news[i - 1].turn, news[i - 1].phase)):
                when = f"Turn {block.turn}, {block.phase}" if block.turn else "Before the first turn"
                line = Content.styled("- " if self._ascii else "─ ", DIM)
                yield MarkedParagraph(line, Content.styled(when, DIM))
            for mark, text, start, end in block.pieces:
                color = {"▲": "$accent", "▼": "$secondary"}.get(mark, "$primary")
                shown = ASCII_MARKS[mark] if self._ascii else mark
                told = Content.styled(text, DIM) if i else Content(text).stylize("bold", start, end)
                yield MarkedParagraph(Content.styled(f"{shown} ", f"bold {color}"), told)
