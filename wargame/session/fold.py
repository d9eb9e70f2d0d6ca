"""Fold: a session's lines as the state they lead to. No rules are asked: what was recorded is written down again.

An *undo* record names a line; the commands after it no longer stand. Nothing is deleted, so what was undone can still
be shown; each undo raises the *epoch*, so that undoing never shops for a better roll.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from wargame.content.load.loader import Content, unpin
from wargame.rules.compiler.compile import compile_table
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.row import Row
from wargame.session.records import is_command

Line = Mapping[str, Any]


@dataclass
class FoldedSession:
    """Where a session stands: the header, all lines after it, the commands that stand, and the row they lead to.

    ``lines[i]`` is line number i + 2 of the file; every line carries its own number as ``n``.
    """

    header: Line
    lines: list[Line] = field(default_factory=list)
    standing: list[Line] = field(default_factory=list)
    struck: set[int] = field(default_factory=set)
    epoch: int = 0
    row: Row = field(default_factory=list)
    closed: bool = False
    pinned: Content | None = None
    """The pinned content, where it is at hand; the header need not hold it then."""
    compiled: ContentTable | None = None
    """The pinned content compiled, where it is at hand."""
    branches: list[Line] = field(default_factory=list)
    """The `branched` records, oldest first: of which session, and from which line, this one is a branch."""

    def __post_init__(self) -> None:
        self.row = self.row or list(self.header["start"].values())

    @cached_property
    def index(self) -> dict[str, int]:
        """Columns by name, as the header lists them."""
        return {name: i for i, name in enumerate(self.header["start"])}

    @cached_property
    def content(self) -> Content:
        """The pinned content. Raises `ContentError` if it does not fit this program."""
        return self.pinned or unpin(self.header["content"])

    @cached_property
    def table(self) -> ContentTable:
        """The pinned content compiled. Raises as `content` does."""
        return self.compiled or compile_table(
            self.content.scenario, self.content.decks, self.header["length"], bool(self.header["paced"])
        )

    def drop_raw_content(self) -> None:
        """Keep the pinned content as models only: while people play, nobody asks for it as plain data."""
        self.pinned = self.content
        self.header = {name: value for name, value in self.header.items() if name != "content"}

    @property
    def seed(self) -> int:
        """The seed draws come from now: that of the last branching, or the one the session began with."""
        seed: int = (self.branches[-1] if self.branches else self.header)["seed"]
        return seed

    @property
    def name(self) -> str:
        """The name the session goes by: that of the last branching, or the one it began with."""
        return str((self.branches[-1] if self.branches else self.header)["name"])

    @property
    def next_number(self) -> int:
        return len(self.lines) + 2

    def add(self, line: Line) -> None:
        """Fold one more line."""
        if is_command(line):
            self._write(self.row, line)
        elif line["record"] == "undo":
            self._take_back(line["to"])
        self.lines.append(line)
        self.mark(line)

    def mark(self, line: Line) -> None:
        """Take note of one more line, for one who has the row it leads to."""
        if is_command(line):
            self.standing.append(line)
        elif line["record"] == "undo":
            kept = self._count_kept(line["to"])
            self.struck.update(struck["n"] for struck in self.standing[kept:])
            del self.standing[kept:]
            self.epoch += 1
        elif line["record"] == "branched":
            self.branches.append(line)
        elif line["record"] == "closed":
            self.closed = True
        elif line["record"] == "reopened":
            self.closed = False

    def _write(self, row: Row, line: Line) -> None:
        index = self.index
        for event in line["events"]:
            if "what" in event:
                row[index[event["what"]]] = event["to"]

    def _count_kept(self, to: int) -> int:
        """How many of the commands that stand are left by an undo to line ``to``."""
        return sum(line["n"] <= to for line in self.standing)

    def _take_back(self, to: int) -> None:
        # Changes carry what was before them, so undoing is writing that back, last first.
        for line in reversed(self.standing[self._count_kept(to) :]):
            for event in reversed(line["events"]):
                if "what" in event:
                    self.row[self.index[event["what"]]] = event["from"]

    def iter_rows(self) -> Iterator[tuple[Line, Row]]:
        """Each standing command with the row it led to, from the first on. The rows are copies."""
        row = list(self.header["start"].values())
        for line in self.standing:
            row = row[:]
            self._write(row, line)
            yield line, row

    def compute_row(self, n: int) -> Row:
        """The row after line ``n``, of the commands that stand; the start before the first."""
        row = list(self.header["start"].values())
        for line in self.standing:
            if line["n"] > n:
                break
            self._write(row, line)
        return row

    def list_records(self, kind: str) -> list[Line]:
        """All records of one kind, in order."""
        return [line for line in self.lines if line.get("record") == kind]


def fold(lines: Sequence[Line]) -> FoldedSession:
    """Fold a header and the lines after it. Raises `KeyError` or `TypeError` for lines of another shape."""
    folded = FoldedSession(lines[0])
    for line in lines[1:]:
        folded.add(line)
    return folded
