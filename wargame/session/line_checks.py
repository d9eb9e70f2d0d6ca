"""Checks, line by line, that a session file holds what was played: more than `records`, which checks each line alone.

Anybody can compute a chain again, so a right chain says nothing about what the lines hold. All that reads a session for
a person checks its lines here first. A view may then rely on them: on the columns of the content, on rows that play can
reach, on roles and lines that exist.

Each command is decided again. Where another version of the rules wrote the file, numbers of the content may have moved
otherwise: draws and changes are taken as they are recorded, if each change begins at the value before it and ends
within the bounds of its column. All else has to go as this program would have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wargame.content.load.loader import compute_digest
from wargame.rules.chance import Chance, RecordedChance, SeededChance, find_sum_draw, sum_dice
from wargame.rules.column import NUMBER_KINDS
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.decide import Command, Outcome, decide
from wargame.rules.model import Table
from wargame.rules.refusal import Refusal
from wargame.rules.row import TURN, Changed, Drawn, Event, Part, Row
from wargame.rules.text.refusal_text import format_refusal
from wargame.session.compiled_contents import CompiledContents
from wargame.session.events import dump_events, load_events, write_event
from wargame.session.fold import FoldedSession
from wargame.session.line_reading import read_header, read_lines
from wargame.session.records import (
    RULES,
    TASK_MARKS,
    Amendment,
    AnalysisGiven,
    Branched,
    Closed,
    CommandLine,
    DebriefAnswer,
    DetailsGiven,
    Header,
    Line,
    RatingGiven,
    RecommendationGiven,
    SeatChange,
    Undo,
)
from wargame.session.shape import DivergedLineError, JsonLine, MalformedLineError

DICE = ("seeded", "typed")
"""Where draws come from: from the seed, or from people who type what they threw."""

_PARTS = frozenset({"", *Part})

_SEAT = re.compile(r"people|bot:[a-z][a-z0-9_-]*(:[a-z][a-z0-9_-]*)?")


class LineChecker:
    """Checks the lines of one session in their order. Make it with the header, then call `check` for each later line.

    Raises `MalformedLineError` for a header that does not fit its own content.
    """

    def __init__(self, header: Header, table: ContentTable) -> None:
        self._table = table
        self._header = header
        _check_header(header, table)
        self._rows: list[tuple[int, Row]] = [(1, list(header.start.values()))]
        self._commands: list[int] = []
        """The commands that stand."""
        self._epoch = 0
        self._seed = header.seed
        self._head = header.sha
        self._number = 1
        self._decides = header.rules == RULES
        self._seeded = self._build_seeded()

    @property
    def row(self) -> Row:
        """The row after the last line that was checked. It must not be changed."""
        return self._rows[-1][1]

    def check(self, line: Line) -> None:
        """Check the next line. Raises `MalformedLineError`; no line may follow then."""
        n = self._number + 1
        if line.n != n:
            raise MalformedLineError(n, "n", f"the number {n}", str(line.n))
        row = self._rows[-1][1]
        here, phase = row[TURN], self._table.find_phase(row)
        if line.turn != here or line.phase != phase:
            said = f"it is dated turn {line.turn}, {line.phase}"
            raise DivergedLineError(n, f"{said}; play had come to turn {here}, {phase}")
        if isinstance(line, CommandLine):
            self._rows.append((n, self._decide(line, row)))
            self._commands.append(n)
        else:
            self._check_record(line)
        self._number, self._head = n, line.sha

    def _decide(self, line: CommandLine, row: Row) -> Row:
        """Return the row after a command, which has to lead to its recorded events again."""
        recorded = load_events(self._table, line.events)
        outcome = self._decide_again(line, row, recorded)
        if self._decides:
            if outcome.events != recorded and outcome.events != self._drop_sums(line.n, recorded):
                raise DivergedLineError(line.n, _find_difference(self._table, recorded, outcome.events))
            return outcome.row
        was = self._drop_numbers(self._drop_sums(line.n, recorded))
        now = self._drop_numbers(outcome.events)
        if was != now:
            said = f"it was played under rules {self._header.rules}, and this program has rules {RULES}"
            raise DivergedLineError(line.n, f"{said}: {_find_difference(self._table, was, now)}")
        return self._follow(line.n, row, recorded)

    def _decide_again(self, line: CommandLine, row: Row, recorded: tuple[Event, ...]) -> Outcome:
        try:
            outcome = decide(self._table, row, Command(line.role, line.do, line.args), self._build_chance(recorded))
        except LookupError as error:  # more was drawn than is recorded
            raise DivergedLineError(line.n, str(error)) from None
        except (TypeError, ValueError, AttributeError, ArithmeticError) as error:  # an argument of a wrong type
            raise MalformedLineError(line.n, "args", "what the command takes", f"such a value ({error})") from None
        if isinstance(outcome, Refusal):
            raise DivergedLineError(line.n, f"the rules refuse it: {format_refusal(outcome)}")
        return outcome

    def _build_chance(self, recorded: tuple[Event, ...]) -> Chance:
        """Return the chance for a line: from the seed, so that a changed draw is noticed; typed dice, and draws under
        other rules, can only be taken as recorded.
        """
        if self._header.dice == "seeded" and self._decides:
            return self._seeded
        return RecordedChance(event for event in recorded if isinstance(event, Drawn))

    def _drop_sums(self, n: int, recorded: tuple[Event, ...]) -> tuple[Event, ...]:
        """Return the events without the marks of typed sums, which are no part of what is decided.

        Raises `MalformedLineError` for a mark where no sum can have been typed.
        """
        if not any(isinstance(event, Drawn) and event.summed for event in recorded):
            return recorded
        return tuple(self._drop_sum(n, event) if isinstance(event, Drawn) else event for event in recorded)

    def _drop_sum(self, n: int, drawn: Drawn) -> Drawn:
        if not drawn.summed:
            return drawn
        good = self._header.dice == "typed" and bool(drawn.target) and drawn.got == find_sum_draw(sum_dice(drawn.got))
        _require(good, n, "events", "a list of draws as people can type them", "one with another typed sum")
        return drawn._replace(summed=False)

    def _build_seeded(self) -> SeededChance:
        return SeededChance(self._seed, self._table.slots, self._epoch)

    def _drop_numbers(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """Return the events without the changes of numbers of the content, which other rules may move otherwise."""
        columns = self._table.columns
        return tuple(
            event for event in events if not (isinstance(event, Changed) and columns[event.column].kind in NUMBER_KINDS)
        )

    def _follow(self, n: int, row: Row, recorded: tuple[Event, ...]) -> Row:
        """Return the row after recorded changes that are taken as they are."""
        row = row[:]
        for event in recorded:
            if not isinstance(event, Changed):
                continue
            column = self._table.columns[event.column]
            if row[event.column] != event.before:
                said = f"{column.name} changes from {event.before}, and it was {row[event.column]}"
                raise DivergedLineError(n, said)
            if not column.low <= event.after <= column.high:
                said = f"{column.name} changes to {event.after}, beyond {column.low} to {column.high}"
                raise DivergedLineError(n, said)
            if event.part not in _PARTS:
                raise MalformedLineError(n, "events", "a list of changes with parts of rules", repr(event.part))
            row[event.column] = event.after
        return row

    def _check_record(self, line: Line) -> None:
        n, roles = line.n, self._table.roles
        match line:
            case Undo():
                self._take_back(line)
            case Branched():
                if (line.line, line.head) != (n - 1, self._head):
                    raise DivergedLineError(n, "the record of branching does not fit the lines before it")
                self._seed = line.seed
                self._seeded = self._build_seeded()
            case Closed():
                if (line.count, line.head) != (n - 1, self._head):
                    raise DivergedLineError(n, "the closing record does not fit the lines before it")
            case SeatChange():
                _require(line.role in roles, n, "role", "a role of the pinned content", line.role)
                _require(_is_seat(line.seat), n, "seat", "people, or bot: and its name", line.seat)
            case Amendment() | AnalysisGiven():
                self._require_line(n, "line", line.line)
            case DebriefAnswer():
                _require(line.role in ("", *roles), n, "role", "a role of the pinned content", line.role)
                self._require_line(n, "about", line.about, or_none=True)
                self._require_line(n, "amends", line.amends, or_none=True)
            case RecommendationGiven():
                self._require_line(n, "amends", line.amends, or_none=True)
            case RatingGiven():
                for one in line.lines:
                    self._require_line(n, "lines", one)
                good = all(mark in TASK_MARKS for mark in (line.tasks or {}).values())
                _require(good, n, "tasks", f"an object of {', '.join(TASK_MARKS)}", line.tasks)
            case DetailsGiven():
                good = all(0 <= count < 1_000_000 for count in line.participants.values())
                _require(good, n, "participants", "an object of numbers of people", "one with another number")

    def _take_back(self, line: Undo) -> None:
        first = self._commands[0] if self._commands else self._number + 1
        _require(first <= line.to < line.n, line.n, "to", "the number of a line since play began", line.to)
        self._rows = [(n, row) for n, row in self._rows if n <= line.to]
        self._commands = [n for n in self._commands if n <= line.to]
        self._epoch += 1
        self._seeded = self._build_seeded()

    def _require_line(self, n: int, field: str, named: int, *, or_none: bool = False) -> None:
        _require(1 < named < n or (or_none and not named), n, field, "the number of an earlier line", named)


def check_lines(folded: FoldedSession, lines: Iterator[Line]) -> None:
    """Check each line and fold it. Raises `MalformedLineError`; the lines before the malformed one are folded."""
    checker = LineChecker(folded.header, folded.table)
    for line in lines:
        checker.check(line)
        folded.add(line)


def read_checked(lines: list[JsonLine], compiled: CompiledContents | None = None) -> FoldedSession:
    """Return the session of a header and the lines after it, all of them checked.

    Content that ``compiled`` holds already is not compiled again. Raises `ContentError`, `MalformedLineError`.
    """
    folded = open_header(lines[0], compiled)
    check_lines(folded, read_lines(lines[1:]))
    return folded


def open_header(line: JsonLine, compiled: CompiledContents | None = None) -> FoldedSession:
    """Return a session without lines after its header, whose content is the content that it gives the digest of.

    Raises `ContentError`, `MalformedLineError`.
    """
    header = read_header(line)
    digest = compute_digest(header.content)
    if header.digest != digest:
        raise DivergedLineError(1, "the pinned content does not have the digest the header gives")
    folded = FoldedSession(header)
    if compiled is not None:
        compiled.fill(folded, digest)
    return folded


def _check_header(header: Header, table: ContentTable) -> None:
    """Raise `MalformedLineError` unless the header fits its content."""
    if not _is_start(header, table):
        raise DivergedLineError(1, "the exercise did not start where its content says")
    seats = header.seats
    _require(set(seats) == set(table.roles), 1, "seats", "an object with a seat for each role", list(seats))
    odd = next((seat for seat in seats.values() if not _is_seat(seat)), "people")
    _require(_is_seat(odd), 1, "seats", "an object of people and bots", odd)
    _require(header.dice in DICE, 1, "dice", " or ".join(DICE), header.dice)
    scenario = table.scenario
    _require(header.scenario == scenario.id, 1, "scenario", "the id of the pinned scenario", header.scenario)


def _is_start(header: Header, table: ContentTable) -> bool:
    """Return whether the exercise starts where its content says.

    Under other rules it may start elsewhere in the same columns.
    """
    if header.rules == RULES:
        return list(header.start.items()) == [(column.name, column.start) for column in table.columns]
    return list(header.start) == [column.name for column in table.columns] and all(
        column.low <= header.start[column.name] <= column.high for column in table.columns
    )


def _is_seat(seat: str) -> bool:
    return _SEAT.fullmatch(seat) is not None


def _require(good: bool, line: int, field: str, expected: str, found: object) -> None:
    if not good:
        raise MalformedLineError(line, field, expected, f"{found!r:.80}")


def _find_difference(table: Table, recorded: tuple[Event, ...], again: tuple[Event, ...]) -> str:
    was, now = ([write_event(event) for event in dump_events(table, each)] for each in (recorded, again))
    for a, b in zip(was, now, strict=False):
        if a != b:
            return f"recorded {a}, decided again {b}"
    return f"{len(was)} events recorded, {len(now)} decided again"
