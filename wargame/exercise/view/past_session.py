"""`PastSession`: a session file that is read once and shown as it was at any of its lines.

Undone lines are part of it: at each line the session is as it was when that line was the last one of the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

from wargame.exercise.play.clock import Clock
from wargame.exercise.play.sanitize import clean
from wargame.exercise.view.window import Window
from wargame.garbage_collection import pause_collection
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.row import ENDING, Row
from wargame.rules.text.rule_text import begin_sentence
from wargame.session.branch import branch
from wargame.session.chain import JournalError
from wargame.session.fold import FoldedSession
from wargame.session.journal import read_session
from wargame.session.line_checks import LineChecker, open_header
from wargame.session.line_reading import read_lines
from wargame.session.records import Branched, CommandLine, Line, Undo
from wargame.session.shape import MalformedLineError
from wargame.session.shell_commands import format_repair


class UnreadableLinesError(JournalError):
    """Not even the beginning of a session can be shown."""


class PastSession(Window):
    """A whole session, seen from one of its lines, at first the last one. It never changes the file.

    Every method of `Window` answers as of line ``at``: views, offers, sentences, log, standings. Line 1 is the header,
    before anything was decided. ``trouble`` is a sentence about what cannot be shown; empty if everything can.
    """

    branches_folder: Path | None = None
    """Where `branch` puts its files; None: beside the session file."""

    def __init__(
        self,
        whole: FoldedSession,
        table: ContentTable,
        lines: Iterable[Line],
        path: Path | None,
        trouble: str = "",
        checker: LineChecker | None = None,
    ) -> None:
        """Use `read` or `build_from_window`. ``whole`` must not have folded a line yet."""
        super().__init__(whole, table)
        self.path = path
        self.trouble = trouble
        self.malformed = ""
        """The first line that the program has not written, and why; empty if there is none. It is part of `trouble`."""
        self._rows: list[Row] = [whole.row[:]]
        try:
            for line in lines:
                if checker is not None:
                    checker.check(line)
                    whole.add_checked(line, checker.row)
                    self._rows.append(checker.row)
                else:
                    whole.add(line)
                    self._rows.append(whole.row[:] if isinstance(line, CommandLine | Undo) else self._rows[-1])
        except MalformedLineError as error:
            said = self.malformed = error.format_shape()
            self.trouble = f"{begin_sentence(said)}. What came before it is shown."
        self._whole = whole
        self.at = 0
        self.go_to(len(self._rows))

    @classmethod
    def read(cls, path: str | os.PathLike[str], branches: Path | None = None) -> Self:
        """Read a session file. What is damaged or torn is left out, and ``trouble`` says so.

        ``branches`` is the folder for the files that `branch` makes (None: beside the session file). Raises what
        `read_session` raises, `UnreadableLinesError` if nothing can be shown, `ContentError`.
        """
        reading = read_session(path)
        trouble = ""
        if reading.damaged is not None:
            if not reading.lines:
                remedy = format_repair(path) if reading.rewriting else "go back to a copy of it"
                raise UnreadableLinesError(path, str(reading.damaged), remedy)
            trouble = f"Line {reading.damaged.line} {reading.damaged.reason}. What came before it is shown."
        elif reading.torn:
            trouble = "The last line was cut while it was written. What came before it is shown."
        with pause_collection():
            try:
                whole = open_header(reading.lines[0])
                whole.drop_raw_content()
                checker = LineChecker(whole.header, whole.table)
            except MalformedLineError as error:
                raise UnreadableLinesError(path, error.format_shape(), "wargame verify says more") from None
            past = cls(whole, whole.table, read_lines(reading.lines[1:]), Path(path), trouble, checker)
        past.branches_folder = branches
        return past

    @classmethod
    def build_from_window(cls, window: Window, path: Path | None = None) -> Self:
        """Return the past of a session that is open already, up to now."""
        whole = FoldedSession(window.header, pinned=window.content)
        return cls(whole, window.table, window.lines, path)

    @property
    def last(self) -> int:
        """The number of the last line that can be shown."""
        return len(self._rows)

    @property
    def name(self) -> str:
        """The name of the session at the end of the file."""
        return self._whole.name

    @property
    def branches(self) -> Sequence[Branched]:
        """The ``branched`` records of the whole file: each parent session, and the line where this one leaves it."""
        return self._whole.branches

    @property
    def all_lines(self) -> Sequence[Line]:
        """Every line after the header that can be shown. Line ``n`` has the index n - 2."""
        return self._whole.lines

    @cached_property
    def finished(self) -> bool:
        """Is the exercise over at the end of the file?"""
        return bool(self._rows[-1][ENDING])

    def is_over_at(self, n: int) -> bool:
        """Was the exercise over when line ``n`` (1 to `last`) was the last one?"""
        return bool(self._rows[n - 1][ENDING])

    def find_line(self, n: int) -> Line | None:
        """Line ``n`` (from 2) of the whole file; None for the header and beyond the end."""
        return self._whole.lines[n - 2] if 2 <= n <= self.last else None

    def is_undone(self, n: int) -> bool:
        """Was the command of line ``n`` taken back by an undo further down the file?"""
        return n in self._whole.struck

    def list_step_lines(self, undone: bool = False) -> list[int]:
        """The lines at which a replay stops: the header and each command that stands; with ``undone`` all commands."""
        commands = (line for line in self._whole.lines if isinstance(line, CommandLine))
        return [1, *(line.n for line in commands if undone or not self.is_undone(line.n))]

    def branch(self, name: str, clock: Clock) -> Path:
        """Make a branch of the file that continues from here; its path.

        Raises what `session.branch.branch` raises, and `LookupError` for a session that is recorded nowhere.
        """
        if self.path is None:
            raise LookupError("this session is recorded nowhere")
        return branch(self.path, self.at, self.branches_folder, name=clean(name, 80), now=clock.read_time())

    def go_to(self, n: int) -> None:
        """Go to line ``n``, as if the file ended there. Raises `IndexError` if there is no such line."""
        if not 1 <= n <= self.last:
            raise IndexError(f"there is no line {n}; the lines are 1 to {self.last}")
        if n == self.at:
            return
        whole, rows = self._whole, self._rows
        lines = whole.lines[: n - 1]
        then = FoldedSession(whole.header, lines, row=rows[n - 1][:], pinned=whole.content)
        for line in lines:
            then.mark(line)
        self._folded = then
        self._before = {line.n: rows[line.n - 2] for line in then.standing}
        self.at = n
