"""Verifies that a session file is what was played.

The chain is checked, every command is decided again, and the events are compared with the recorded ones.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import NamedTuple

from wargame.content.load.loader import compute_digest
from wargame.content.load.problems import ContentError
from wargame.rules.chance import Chance, RecordedChance, SeededChance
from wargame.rules.decide import Command, decide
from wargame.rules.model import Table
from wargame.rules.refusal import Refusal
from wargame.rules.row import TURN, Drawn, Event, Row
from wargame.rules.text.refusal_text import format_refusal
from wargame.session.compiled_contents import CompiledContents
from wargame.session.events import dump_events, load_events, write_event
from wargame.session.fold import FoldedSession
from wargame.session.journal import read_session
from wargame.session.records import RULES, Branched, Closed, CommandLine, Undo, read_header, read_lines
from wargame.session.shape import MalformedLineError


class VerifyStatus(Enum):
    """How far a file is what was played."""

    EXACT = "exact"
    OPEN = "exact, open"
    UNVERIFIED = "unverified"
    DIVERGED = "diverged"
    DAMAGED = "damaged"


class Verdict(NamedTuple):
    """The result of verifying a file: ``faith`` is its status, ``line`` the line that is wrong (0: none), ``why`` the
    reason, and ``head`` the digest of the last line.
    """

    faith: VerifyStatus
    line: int
    why: str
    head: str

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with the file."""
        return self.faith in (VerifyStatus.EXACT, VerifyStatus.OPEN)

    def format_line(self) -> str:
        """Return the verdict in one line: *diverged at line 7: the rules refuse it: ...*."""
        place = f" at line {self.line}" if self.line else ""
        return f"{self.faith.value}{place}" + (f": {self.why}" if self.why else "")


def verify(path: Path, compiled: CompiledContents | None = None) -> Verdict:
    """Verify a session file. Raises `JournalError` for a file that is no session.

    Content that ``compiled`` holds already is not compiled again.
    """
    reading = read_session(path)
    if reading.damaged is not None:
        return Verdict(VerifyStatus.DAMAGED, reading.damaged.line, f"it {reading.damaged.reason}", reading.head)
    header = reading.lines[0]
    if header.get("rules") != RULES:
        why = f"played under rules {header.get('rules')}; this program has rules {RULES}"
        return Verdict(VerifyStatus.UNVERIFIED, 0, why, reading.head)
    digest = compute_digest(header.get("content"))
    if header.get("digest") != digest:
        return Verdict(
            VerifyStatus.DIVERGED, 1, "the pinned content does not have the digest the header gives", reading.head
        )
    try:
        folded = FoldedSession(read_header(header))
        if compiled is not None:
            compiled.fill(folded, digest)
        table = folded.table
        for line in read_lines(reading.lines[1:]):
            folded.add(line)
    except ContentError as error:
        why = f"this program does not accept the pinned content: {error.problems[0].format_line()}"
        return Verdict(VerifyStatus.UNVERIFIED, 0, why, reading.head)
    except MalformedLineError as error:
        return Verdict(VerifyStatus.DIVERGED, error.line, _format_shape(error), reading.head)
    if list(folded.header.start.items()) != [(c.name, c.start) for c in table.columns]:
        return Verdict(VerifyStatus.DIVERGED, 1, "the exercise did not start where its content says", reading.head)
    found = decide_again(folded, table)
    if found is not None:
        return Verdict(VerifyStatus.DIVERGED, *found, reading.head)
    if reading.torn:
        return Verdict(VerifyStatus.OPEN, 0, "the last line was cut while it was written", reading.head)
    last = folded.lines[-1] if folded.lines else None
    if not isinstance(last, Closed):
        return Verdict(VerifyStatus.OPEN, 0, "", reading.head)
    if last.count != len(reading.lines) - 1 or last.head != reading.lines[-2]["sha"]:
        return Verdict(
            VerifyStatus.DIVERGED, last.n, "the closing record does not fit the lines before it", reading.head
        )
    return Verdict(VerifyStatus.EXACT, 0, "", reading.head)


def decide_again(folded: FoldedSession, table: Table) -> tuple[int, str] | None:
    """The first line whose command does not lead to its recorded events again, and the reason; None if all do."""
    rows: list[tuple[int, Row]] = [(1, table.build_start_row())]
    epoch, seed, head = 0, folded.header.seed, folded.header.sha
    for expected, line in enumerate(folded.lines, start=2):
        if line.n != expected:
            return expected, f"it is numbered {line.n}"
        if not isinstance(line, CommandLine):
            if isinstance(line, Undo):
                rows = [(n, row) for n, row in rows if n <= line.to]
                epoch += 1
            elif isinstance(line, Branched):
                if (line.line, line.head) != (expected - 1, head):
                    return expected, "the record of branching does not fit the lines before it"
                seed = line.seed
            head = line.sha
            continue
        turn, phase = rows[-1][1][TURN], table.find_phase(rows[-1][1])
        if (line.turn, line.phase) != (turn, phase):
            said = f"it is dated turn {line.turn}, {line.phase}"
            return expected, f"{said}; play had come to turn {turn}, {phase}"
        try:
            recorded = load_events(table, line.events)
            chance = _build_chance(folded.header.dice, seed, table, epoch, recorded)
            outcome = decide(table, rows[-1][1], Command(line.role, line.do, line.args), chance)
        except MalformedLineError as error:
            return expected, _format_shape(error)
        except LookupError as error:  # more was drawn than is recorded
            return expected, str(error)
        except (TypeError, ValueError, AttributeError) as error:  # an argument of a type that no verb takes
            return expected, f"it is not of the shape this program writes ({error})"
        if isinstance(outcome, Refusal):
            return expected, f"the rules refuse it: {format_refusal(outcome)}"
        if outcome.events != recorded:
            return expected, _find_difference(table, recorded, outcome.events)
        rows.append((line.n, outcome.row))
        head = line.sha
    return None


def _format_shape(error: MalformedLineError) -> str:
    """Return what is wrong with a line that has another shape than this program writes."""
    return f"it is not of the shape this program writes ({error.reason})"


def _build_chance(dice: str, seed: int, table: Table, epoch: int, recorded: tuple[Event, ...]) -> Chance:
    """Return the chance for a line: from the seed, so that a changed draw is noticed; typed dice can only be taken as
    recorded.
    """
    if dice == "seeded":
        return SeededChance(seed, table.slots, epoch)
    return RecordedChance(event for event in recorded if isinstance(event, Drawn))


def _find_difference(table: Table, recorded: tuple[Event, ...], again: tuple[Event, ...]) -> str:
    was, now = ([write_event(event) for event in dump_events(table, each)] for each in (recorded, again))
    for a, b in zip(was, now, strict=False):
        if a != b:
            return f"recorded {a}, decided again {b}"
    return f"{len(was)} events recorded, {len(now)} decided again"
