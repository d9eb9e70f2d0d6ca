"""Folds the lines of a session file into the state that they lead to, from the recorded changes alone.

No rules are applied. An ``undo`` record names a line; the commands after that line no longer stand. No line is deleted,
so what was undone can still be shown. Each undo raises the *epoch*, which is part of the address of every draw: the
dice fall differently after an undo, so nobody gains by repeating one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import TypeVar

from wargame.content.load.loader import Content, unpin
from wargame.rules.compiler.compile import compile_table
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.row import ENDING, PC, TURN, Row
from wargame.session.line_reading import blank_words, drop_content, read_header, read_lines
from wargame.session.records import (
    INSTEAD,
    STAGED,
    Branched,
    Closed,
    CommandLine,
    Header,
    Line,
    Record,
    Redacted,
    Reopened,
    Undo,
)
from wargame.session.shape import JsonLine, MalformedLineError

R = TypeVar("R", bound=Record)


@dataclass
class FoldedSession:
    """A session as far as it was read: the header, all lines after it, the commands that stand, and the row they lead
    to.

    ``lines[i]`` is line i + 2 of the file, and each line holds its own number as ``n``. ``standing`` are the commands
    that stand, ``struck`` the numbers of those that were undone, ``epoch`` the number of undos, ``row`` the current
    state, ``closed`` whether the session was closed.
    """

    header: Header
    lines: list[Line] = field(default_factory=list)
    standing: list[CommandLine] = field(default_factory=list)
    struck: set[int] = field(default_factory=set)
    epoch: int = 0
    row: Row = field(default_factory=list)
    closed: bool = False
    pinned: Content | None = None
    """The pinned content if it is loaded already; the header need not hold it then."""
    compiled: ContentTable | None = None
    """The compiled content if it is at hand already."""
    branches: list[Branched] = field(default_factory=list)
    """The ``branched`` records, oldest first: the session and the line that this one is a branch of."""

    def __post_init__(self) -> None:
        if len(self.header.start) <= max(PC, TURN, ENDING):
            raise MalformedLineError(
                1, "start", "an object with every column", "one without the columns of the program"
            )
        self.row = self.row or list(self.header.start.values())

    @cached_property
    def index(self) -> dict[str, int]:
        """The columns by name, in the order in which the header lists them."""
        return {name: i for i, name in enumerate(self.header.start)}

    @cached_property
    def content(self) -> Content:
        """The content that the header pins. Raises `ContentError` if it does not fit this program."""
        return self.pinned or unpin(self.header.content)

    @cached_property
    def table(self) -> ContentTable:
        """The pinned content, compiled.

        Raises what `content` raises, and `MalformedLineError` for an unknown length, reveal or counter.
        """
        if self.compiled is not None:
            return self.compiled
        header, scenario = self.header, self.content.scenario
        if header.length not in scenario.lengths:
            raise MalformedLineError(1, "length", "a length of the pinned scenario", repr(header.length))
        if header.reveal not in ("", STAGED):
            raise MalformedLineError(1, "reveal", f"{STAGED!r}, or nothing", repr(header.reveal))
        if header.counter not in ("", INSTEAD):
            raise MalformedLineError(1, "counter", f"{INSTEAD!r}, or nothing", repr(header.counter))
        staged, instead = header.reveal == STAGED, header.counter == INSTEAD
        return compile_table(scenario, self.content.decks, header.length, header.paced, staged, instead)

    def drop_raw_content(self) -> None:
        """Keep the pinned content as models only, which saves memory: no play needs it as plain data."""
        self.pinned = self.content
        self.header = drop_content(self.header)

    @property
    def seed(self) -> int:
        """The seed of the draws from now on: that of the last ``branched`` record, or else that of the header."""
        return (self.branches[-1] if self.branches else self.header).seed

    @property
    def name(self) -> str:
        """The name of the session: that of the last ``branched`` record, or else that of the header."""
        return (self.branches[-1] if self.branches else self.header).name

    @property
    def next_number(self) -> int:
        """The number that the next line of the file will have."""
        return len(self.lines) + 2

    def add(self, line: Line) -> None:
        """Fold the next line: change the row and the lists.

        Raises `MalformedLineError` for a command that changes a number which the header does not list; nothing is
        folded then.
        """
        if isinstance(line, CommandLine):
            self._write(self.row, line)
        elif isinstance(line, Undo):
            self._take_back(line.to)
        self.lines.append(line)
        self.mark(line)

    def add_checked(self, line: Line, row: Row) -> None:
        """Fold the next line, for a caller that has the row it leads to."""
        self.row = row
        self.lines.append(line)
        self.mark(line)

    def mark(self, line: Line) -> None:
        """Fold the next line without changing the row, for a caller that has the row already."""
        if isinstance(line, CommandLine):
            self.standing.append(line)
            return
        match line:
            case Undo():
                kept = self._count_kept(line.to)
                self.struck.update(struck.n for struck in self.standing[kept:])
                del self.standing[kept:]
                self.epoch += 1
            case Branched():
                self.branches.append(line)
            case Closed():
                self.closed = True
            case Reopened():
                self.closed = False
            case Redacted():
                self._redact(line.line)

    def _redact(self, n: int) -> None:
        """Blank the words of a line that was folded; a line that was read from a file has lost them already."""
        if 2 <= n < len(self.lines) + 2:
            old = self.lines[n - 2]
            new = self.lines[n - 2] = blank_words(old)
            self.standing = [new if one is old and isinstance(new, CommandLine) else one for one in self.standing]
            self.branches = [new if one is old and isinstance(new, Branched) else one for one in self.branches]

    def _write(self, row: Row, line: CommandLine) -> None:
        index = self.index
        events = vars(line)["events"]  # as JSON: a long file has ten thousand events
        try:
            for event in events:
                if "what" in event:
                    row[index[event["what"]]] = event["to"]
        except KeyError as error:
            written = takewhile(lambda event: event.get("what") in (None, *index), events)
            for event in reversed([event for event in written if "what" in event]):
                row[index[event["what"]]] = event["from"]
            expected = "a list of events that name numbers of this session"
            raise MalformedLineError(line.n, "events", expected, f"one that names {error}") from None

    def _count_kept(self, to: int) -> int:
        """Return how many of the standing commands remain after an undo to line ``to``."""
        return sum(line.n <= to for line in self.standing)

    def _take_back(self, to: int) -> None:
        # A change holds the value before it, so to undo changes is to write these values back, the last change first.
        for line in reversed(self.standing[self._count_kept(to) :]):
            for event in reversed(vars(line)["events"]):
                if "what" in event:
                    self.row[self.index[event["what"]]] = event["from"]

    def iter_rows(self) -> Iterator[tuple[CommandLine, Row]]:
        """Yield each standing command with the row after it, in order. Each row is a copy."""
        row = list(self.header.start.values())
        for line in self.standing:
            row = row[:]
            self._write(row, line)
            yield line, row

    def list_records(self, kind: type[R]) -> list[R]:
        """Return all records of one kind, in order."""
        return [line for line in self.lines if isinstance(line, kind)]


def fold(lines: Sequence[JsonLine]) -> FoldedSession:
    """Fold a header and the lines after it. Raises `MalformedLineError` for lines of another shape."""
    folded = FoldedSession(read_header(lines[0]))
    for line in read_lines(lines[1:]):
        folded.add(line)
    return folded
