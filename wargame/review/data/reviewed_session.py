"""Reads a session file for review: every line, undone ones too, with what it moved.

A report is written after play, so nothing is hidden from its reader: all words are those the facilitator sees.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from wargame.content.load.loader import Content
from wargame.content.load.problems import ContentError
from wargame.exercise.view.narration import find_role_name
from wargame.exercise.view.window import Window
from wargame.review.data.report import Report
from wargame.rules.column import NAMED_KINDS, ColumnKind
from wargame.rules.model import FACILITATOR
from wargame.rules.row import TURN, Changed, Drawn, Event, Row
from wargame.rules.score import Standing, compute_score, list_standings
from wargame.rules.text.event_text import format_cause
from wargame.rules.told import FlagSet, Moved
from wargame.rules.view import may_see
from wargame.session.chain import JournalError, SessionFile, read_session
from wargame.session.compiled_contents import CompiledContents
from wargame.session.events import load_events
from wargame.session.fold import FoldedSession
from wargame.session.line_checks import LineChecker, open_header
from wargame.session.line_reading import read_lines
from wargame.session.records import CommandLine, Line
from wargame.session.shape import MalformedLineError
from wargame.session.shell_commands import format_repair


@dataclass(frozen=True, slots=True)
class LeftOutFile:
    """A file that is not in a course, and the reason."""

    file: str
    why: str


Heard = Callable[[Sequence[Report], Sequence[LeftOutFile]], None]
"""Is told the reports that are about to be written, with the names of their files, and which files were left out."""


Progress = Callable[[int, int], None]
"""Is told how many of how many are done."""


class NotReviewableError(JournalError):
    """Raised for a session file with a line that play did not lead to, or with content that cannot be used."""


class NumberMove(NamedTuple):
    """A number that moved: its line and turn, the reason in words, and whether it was hidden from some role.

    ``worth`` is what the change was worth to each role at that moment, in points, in the order of the roles.
    """

    line: int
    turn: int
    event: Changed
    why: str
    hidden: bool
    worth: tuple[float, ...]


class CheckRoll(NamedTuple):
    """A check that was rolled, with the role whose argument it judged, if it judged one."""

    line: int
    turn: int
    event: Drawn
    arguing: str


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """The first line that could not be read, and the reason. The report covers the lines before it."""

    line: int
    why: str


class ReviewedSession(Window):
    """A whole session: a `Window` at its end that also knows the row before every line, undone or not."""

    def __init__(self, path: Path, reading: SessionFile, folded: FoldedSession, compiled: CompiledContents) -> None:
        super().__init__(folded, folded.table)
        self.path = path
        self.compiled = compiled
        """Holds the content of this session compiled, for further readings of the same content."""
        self.head = reading.head
        self.torn_tail = bool(reading.torn)
        self.unread: UnreadLine | None = None
        if reading.damaged is not None:
            self.unread = UnreadLine(reading.damaged.line, reading.damaged.reason)
        self.events: dict[int, tuple[Event, ...]] = {}
        self.deciding: dict[int, str] = {}
        """The role whose argument was being judged when a line was given."""
        checker = LineChecker(folded.header, self.table)
        for line in read_lines(reading.lines[1:]):
            checker.check(line)
            self._add_line(line)

    def _add_line(self, line: Line) -> None:
        before = self.row[:]
        events = load_events(self.table, line.events) if isinstance(line, CommandLine) else ()
        self._folded.add(line)
        if isinstance(line, CommandLine):
            self._before[line.n] = before
            self.events[line.n] = events
            self.deciding[line.n] = self.find_arguing_role(line.n)

    @property
    def row(self) -> Row:
        """The row at the end. It must not be changed."""
        return self._folded.row

    @property
    def start(self) -> Row:
        """The row before the first line."""
        return list(self.header.start.values())

    @property
    def struck(self) -> set[int]:
        """The lines that were undone."""
        return self._folded.struck

    @property
    def content(self) -> Content:
        """The content the exercise was played with."""
        return self._folded.content

    @property
    def content_decks(self) -> dict[str, str]:
        """The title of each card's deck, by the card's id."""
        return {card.id: deck.title for deck in self._folded.content.decks for card in deck.cards}

    @property
    def seed(self) -> int:
        """The seed that cards and dice come from since the last branching."""
        return self._folded.seed

    @property
    def session_name(self) -> str:
        """The name of the session; a branch has a name of its own."""
        return self._folded.name

    def find_role_name(self, who: str) -> str:
        """Return the name of a role, or of the facilitator."""
        return find_role_name(self, who)

    def find_speaker_name(self, who: str) -> str:
        """Return the name of a role or the facilitator; any other text as it was written."""
        return self.find_role_name(who) if who in (*self.table.roles, FACILITATOR) else who

    def list_full_standings(self, who: str) -> list[Standing]:
        """Return a role's points by objective, hidden numbers counted too, during play or after it."""
        return list_standings(self.table, self.row, self.table.roles.index(who))

    @cached_property
    def commands(self) -> list[CommandLine]:
        """All commands in the order they were given, undone ones too."""
        return [line for line in self.lines if isinstance(line, CommandLine)]

    @cached_property
    def moves(self) -> dict[int, list[NumberMove]]:
        """The numbers that each command moved, by its line, undone commands too."""
        return {line.n: self._list_moves(line) for line in self.commands}

    @cached_property
    def rolls(self) -> dict[int, list[CheckRoll]]:
        """The checks that were rolled in each command, by its line."""
        out: dict[int, list[CheckRoll]] = {}
        for line in self.commands:
            n = line.n
            turn = self._before[n][TURN]
            for event in self.events[n]:
                if isinstance(event, Changed):
                    turn = event.after if event.column == TURN else turn
                elif event.target:
                    out.setdefault(n, []).append(CheckRoll(n, turn, event, "" if event.rule >= 0 else self.deciding[n]))
        return out

    def _list_moves(self, line: CommandLine) -> list[NumberMove]:
        n = line.n
        row, out = self.find_row_before(n), []
        told = iter([one for one in self.list_told(n, FACILITATOR) if isinstance(one, (Moved, FlagSet))])
        had = self._compute_scores(row)
        for event in self.events[n]:
            if not isinstance(event, Changed):
                continue
            column = self.table.columns[event.column]
            row[event.column] = event.after
            if column.kind not in NAMED_KINDS:
                continue
            why = "" if column.kind == ColumnKind.DEAL else format_cause(next(told).cause)
            hidden = not all(may_see(self.table, row, event.column, role) for role in self.table.roles)
            has = self._compute_scores(row)
            worth = tuple((now - before) / self.table.unit for before, now in zip(had, has, strict=True))
            had = has
            out.append(NumberMove(n, row[TURN], event, why, hidden, worth))
        return out

    def _compute_scores(self, row: Row) -> list[int]:
        return [compute_score(self.table, row, role) for role in range(len(self.table.roles))]


def open_session(path: Path, compiled: CompiledContents | None = None) -> ReviewedSession:
    """Read a session file for review, the good part of a damaged one.

    Calls that pass the same ``compiled`` compile content that several files hold once. Raises `JournalError`.
    """
    reading = read_session(path)
    if not reading.lines:
        if reading.rewriting and reading.damaged is not None:
            raise NotReviewableError(path, f"line 1 {reading.damaged.reason}", format_repair(path))
        damage = reading.damaged.reason if reading.damaged is not None else "is missing"
        raise NotReviewableError(
            path, f"line 1 {damage}, and without it no line means anything", "review another copy of the session"
        )
    try:
        compiled = compiled or CompiledContents()
        folded = open_header(reading.lines[0], compiled)
        return ReviewedSession(path, reading, folded, compiled)
    except ContentError as error:
        said = f"this program does not accept the content pinned in it: {error.problems[0].format_line()}"
        raise NotReviewableError(path, said, "review it with the version of wargame that wrote it") from error
    except MalformedLineError as error:
        raise NotReviewableError(path, error.format_shape(), "wargame verify says more") from error
