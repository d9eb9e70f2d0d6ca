"""Reading: a session file as one who reviews it needs it, folded once: every line, undone ones too, with what it moved.

What is written here is written after play, so nothing is kept from the reader: all words are the facilitator's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from wargame.content.load.loader import Content
from wargame.content.load.problems import ContentError
from wargame.exercise.view.followed import MALFORMED
from wargame.exercise.view.narration import called
from wargame.exercise.view.session_view import Window
from wargame.review.data.report import Report
from wargame.rules.score import Standing, score, standings
from wargame.rules.table import FACILITATOR, TURN, Changed, Column, Drawn, Event, Row, Table
from wargame.rules.text.event_text import Told
from wargame.rules.text.rule_text import now_text
from wargame.rules.view import sees
from wargame.session.chain import JournalError, Reading, read
from wargame.session.fold import Folded, Line
from wargame.session.records import is_command, load_events

MOVABLE = frozenset({"track", "zone", "flag", "deal"})
"""The kinds of column a reader hears of; all others are the program's own."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not in a course, and why."""

    file: str
    why: str


Heard = Callable[[Sequence[Report], Sequence[LeftOut]], None]
"""Is told the reports that are about to be written, with the names of their files, and which files were left out."""


class NotReviewableError(JournalError):
    """A session file of which no line can be made sense of: the header, or the content pinned in it."""


class Move(NamedTuple):
    """A number that moved: in which line and turn, why, in words, and whether some role could not see it.

    ``worth`` is what it was worth to each role there and then, in points.
    """

    line: int
    turn: int
    event: Changed
    why: str
    hidden: bool
    worth: tuple[float, ...]


class Roll(NamedTuple):
    """A check that was rolled, with the role whose argument it judged, if it judged one."""

    line: int
    turn: int
    event: Drawn
    arguing: str


@dataclass(frozen=True, slots=True)
class Unread:
    """The first line that could not be read, and why; the report covers what stands before it."""

    line: int
    why: str


class Reviewed(Window):
    """A whole session: a `Window` at its end that also knows the row before every line, undone or not."""

    def __init__(self, path: Path, reading: Reading, table: Table, folded: Folded) -> None:
        super().__init__(folded, table)
        self.path = path
        self.head = reading.head
        self.torn_tail = bool(reading.torn)
        self.unread: Unread | None = None
        if reading.damaged is not None:
            self.unread = Unread(reading.damaged.line, reading.damaged.reason)
        self.events: dict[int, tuple[Event, ...]] = {}
        self.deciding: dict[int, str] = {}
        """The role whose argument was being judged when a line was given."""
        for at, line in enumerate(reading.lines[1:], start=2):
            try:
                self._take(line)
            except MALFORMED:
                self.unread = Unread(at, "is not of the shape this program writes")
                break

    def _take(self, line: Line) -> None:
        before = self.row[:]
        events = load_events(self.table, line["events"]) if is_command(line) else ()
        self._folded.add(line)
        if is_command(line):
            self._before[line["n"]] = before
            self.events[line["n"]] = events
            self.deciding[line["n"]] = self.arguing(line["n"])

    @property
    def row(self) -> Row:
        """The row at the end; not to be changed."""
        return self._folded.row

    @property
    def start(self) -> Row:
        """The row before the first line."""
        return list(self.header["start"].values())

    @property
    def struck(self) -> set[int]:
        """The lines that were undone."""
        return self._folded.struck

    @property
    def content(self) -> Content:
        """What the exercise was played with."""
        return self._folded.content

    @property
    def content_decks(self) -> dict[str, str]:
        """The title of the deck each card is from, by the card's id."""
        return {card.id: deck.title for deck in self._folded.content.decks for card in deck.cards}

    def records(self, kind: str) -> list[Line]:
        """All records of a kind, in order."""
        return self._folded.records(kind)

    @property
    def seed(self) -> int:
        """The seed that dice and cards came from last."""
        return self._folded.seed

    @property
    def session_name(self) -> str:
        """What the session is called; a branch has a name of its own."""
        return self._folded.name

    def name(self, who: str) -> str:
        """A role's name, or the facilitator's."""
        return called(self, who)

    def called(self, who: str) -> str:
        """The name of whoever spoke, if it is a role; else what was written, perhaps nothing."""
        return self.name(who) if who in (*self.table.roles, FACILITATOR) else who

    def standings_whole(self, who: str) -> list[Standing]:
        """A role's points by all there is to know, in the middle of play or after it."""
        return standings(self.table, self.row, self.table.roles.index(who))

    @cached_property
    def commands(self) -> list[Line]:
        """All commands in the order they were given, those undone later among them."""
        return [line for line in self.lines if is_command(line)]

    @cached_property
    def moves(self) -> dict[int, list[Move]]:
        """What each command moved, undone ones too, in order."""
        return {line["n"]: self._moves(line) for line in self.commands}

    @cached_property
    def rolls(self) -> dict[int, list[Roll]]:
        """What was rolled in each command."""
        out: dict[int, list[Roll]] = {}
        for line in self.commands:
            n = line["n"]
            turn = self._before[n][TURN]
            for event in self.events[n]:
                if isinstance(event, Changed):
                    turn = event.after if event.column == TURN else turn
                elif event.target:
                    out.setdefault(n, []).append(Roll(n, turn, event, "" if event.rule >= 0 else self.deciding[n]))
        return out

    def _moves(self, line: Line) -> list[Move]:
        n = line["n"]
        row, out = self.before(n), []
        told = iter([one for one in self.told(n, FACILITATOR) if one.kind in ("track", "zone", "flag")])
        had = self._scores(row)
        for event in self.events[n]:
            if not isinstance(event, Changed):
                continue
            column = self.table.columns[event.column]
            row[event.column] = event.after
            if column.kind not in MOVABLE:
                continue
            why = "" if column.kind == "deal" else _cause(next(told), column, event)
            hidden = not all(sees(self.table, row, event.column, role) for role in self.table.roles)
            has = self._scores(row)
            worth = tuple((now - before) / self.table.unit for before, now in zip(had, has, strict=True))
            had = has
            out.append(Move(n, row[TURN], event, why, hidden, worth))
        return out

    def _scores(self, row: Row) -> list[int]:
        return [score(self.table, row, role) for role in range(len(self.table.roles))]


def _cause(told: Told, column: Column, event: Changed) -> str:
    """Why a number moved, as the sentence that tells of it says; of a flag it stands in brackets."""
    if column.kind != "flag":
        return told.cause
    return told.text.removeprefix(f"{column.label}: {now_text(event.after)}").removesuffix(".").strip()[1:-1]


def open_session(path: Path) -> Reviewed:
    """Read a session file for review, the good part of a damaged one. Raises `JournalError`."""
    reading = read(path)
    if not reading.lines:
        damage = reading.damaged.reason if reading.damaged is not None else "is missing"
        raise NotReviewableError(
            path, f"line 1 {damage}, and without it no line means anything", "review another copy of the session"
        )
    try:
        folded = Folded(reading.lines[0])
        table = folded.table
        return Reviewed(path, reading, table, folded)
    except ContentError as error:
        said = f"this program does not accept the content pinned in it: {error.problems[0].text()}"
        raise NotReviewableError(path, said, "review it with the version of wargame that wrote it") from error
    except MALFORMED as error:
        said = "its header does not say what a session's header says"
        raise NotReviewableError(path, said, "review another copy of the session") from error
