"""`RecordedSession`: a session that is being written: its file, its clocks, and the records beside the commands."""

from __future__ import annotations

from pathlib import Path

from wargame.exercise.play.clock import Clock, Stopwatch
from wargame.exercise.play.sanitize import clean
from wargame.exercise.play.seats import parse_seat
from wargame.exercise.view.window import Window
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.row import TURN, Row
from wargame.session.fold import FoldedSession
from wargame.session.journal import Journal
from wargame.session.line_reading import place_line, write_line
from wargame.session.records import (
    Amendment,
    Bookmark,
    Closed,
    Line,
    Note,
    PageTurned,
    Pause,
    Record,
    Reopened,
    Resume,
    SeatChange,
    is_paused,
    iter_timed,
)


class RecordedSession(Window):
    """A session that is being written, to a file or to memory only. A line is in the file before the state changes."""

    def __init__(self, folded: FoldedSession, table: ContentTable, journal: Journal | None, clock: Clock) -> None:
        super().__init__(folded, table)
        self._journal = journal
        self._is_new = False
        self._clock = clock
        self._watch = Stopwatch(clock)
        self._seats: dict[str, str] = dict(super().seats)
        if is_paused(folded.lines):
            self._watch.pause()

    def close(self) -> None:
        """Close the session file: first write the `closed` record if the exercise is over."""
        if self._journal is None:
            return
        try:
            self.seal()
        finally:
            self._journal.close()

    @property
    def is_unbegun(self) -> bool:
        """Was this session file made here, and is nothing in it yet but its first line?"""
        return self._is_new and self._journal is not None and not self.lines

    def discard(self) -> None:
        """Close the session file, and delete it if nothing is in it yet. Raises `JournalError`."""
        if self._journal is not None and self.is_unbegun:
            self._journal.remove()
        else:
            self.close()

    def seal(self) -> None:
        """Write the `closed` record if the exercise is over.

        `head` is final then, until a later record reopens the file.
        """
        if self._journal is not None and self.over and not self._folded.closed:
            self.record(Closed(count=len(self._folded.lines) + 1, head=self._journal.head))

    @property
    def is_sealed(self) -> bool:
        """Was the session file closed, by a record, and not reopened?"""
        return self._folded.closed

    # The file and the clock

    @property
    def path(self) -> Path | None:
        """The session file; None for an exercise that is recorded nowhere."""
        return self._journal.path if self._journal is not None else None

    @property
    def head(self) -> str:
        """The digest of the last line; empty for an exercise that is recorded nowhere."""
        return self._journal.head if self._journal is not None else ""

    @property
    def recorded(self) -> bool:
        """Is the exercise recorded in a file?"""
        return self._journal is not None

    @property
    def paused(self) -> bool:
        """Do the clocks stand still?"""
        return self._watch.paused

    @property
    def seats(self) -> dict[str, str]:
        """Who plays each role: people or a bot."""
        return self._seats

    def compute_seconds_spent(self) -> float:
        """Return the seconds of play so far without pauses: of every decision, and since the last one."""
        return sum(line.seconds for line in iter_timed(self._folded.lines)) + self._watch.compute_elapsed()

    # Records

    def note(
        self,
        text: str,
        *,
        kind: str = "note",
        objective: str = "",
        about: str = "",
        hat: str = "",
        by: str = "",
        amends: int = 0,
        key: str = "",
    ) -> int:
        """Write an observation down; the number of its line.

        ``kind`` is ``note``, ``strength`` or ``improvement``; ``objective`` is the id of a learning objective; ``by``
        is the evaluator's name (empty: the facilitator's observation); ``amends`` is the line of the observation that
        is put or filed otherwise by it (0: a new one); ``key`` is that of a device. Raises `JournalError`.
        """
        text, about, by = clean(text, 2000), clean(about, 500), clean(by, 80)
        note = Note(
            text=text,
            kind=kind,
            objective=objective,
            about=about,
            hat=hat,
            by=by,
            amends=amends,
            key=clean(key, 64),
        )
        return self.record(note)

    def bookmark(self, text: str = "") -> int:
        """Mark this moment for the debrief; the number of the line. Raises `JournalError`."""
        return self.record(Bookmark(text=clean(text, 500)))

    def amend(self, n: int, because: str) -> int | Refusal:
        """Put a better rationale beside line ``n``; the first one stays in the file. Raises `JournalError`."""
        if not any(line.n == n for line in self._folded.standing):
            return Refusal(RefusalCode.NO_DECISION, line=n)
        return self.record(Amendment(line=n, because=clean(because, 2000)))

    def turn_page(self, page: str) -> int:
        """Turn to a page after the end, for who watches; the number of the line. Raises `JournalError`."""
        return self.record(PageTurned(page=page))

    def pause(self) -> int:
        """Stop the clocks; the number of the line. Raises `JournalError`."""
        n = self.record(Pause())
        self._watch.pause()
        return n

    def go_on(self) -> int:
        """Let the clocks run again; the number of the line. Raises `JournalError`."""
        n = self.record(Resume())
        self._watch.resume()
        return n

    def hand_over(self, role: str, seat: str, because: str = "") -> int:
        """Give a role to a bot, or back to people; the number of the line.

        Raises `SeatError`, `KeyError` if there is no such role, `JournalError`.
        """
        seat = parse_seat(seat)
        if role not in self.seats:
            raise KeyError(role)
        n = self.record(SeatChange(role=role, seat=seat, because=clean(because, 500)))
        self._seats[role] = seat
        return n

    def record(self, record: Record) -> int:
        """Write a record; its line number. Raises `JournalError` when it could not be recorded."""
        if self._folded.closed and not isinstance(record, Reopened):
            self.record(Reopened())
        return self._append(record, None)

    def _append(self, line: Line, before: Row | None) -> int:
        """Write the line first and change the state afterwards: what a screen shows is always in the file."""
        row, n = self._folded.row, self._folded.next_number
        line = place_line(line, n, row[TURN], self.table.find_phase(row), self._clock.read_time())
        if self._journal is not None:
            self._journal.append(write_line(line))
        if before is not None:
            self._before[n] = before
            self._watch.restart()
        self._folded.add(line)
        return n
