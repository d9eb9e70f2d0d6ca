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
from wargame.session.compiled_contents import CompiledContents
from wargame.session.fold import FoldedSession
from wargame.session.journal import read_session
from wargame.session.records import RULES, CommandLine, dump_events, is_command, load_events

HEADER = frozenset({"rules", "length", "paced", "seats", "dice", "seed", "digest", "content", "start"})
"""The fields of a header without which a session cannot be decided again."""

_MALFORMED = (LookupError, TypeError, ValueError, AttributeError)


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
    missing = HEADER - header.keys()
    if missing:
        return Verdict(VerifyStatus.DIVERGED, 1, f"the header does not say: {', '.join(sorted(missing))}", reading.head)
    try:
        folded = FoldedSession(header)
        if compiled is not None:
            compiled.fill(folded, digest)
        table = folded.table
    except ContentError as error:
        why = f"this program does not accept the pinned content: {error.problems[0].format_line()}"
        return Verdict(VerifyStatus.UNVERIFIED, 0, why, reading.head)
    except _MALFORMED as error:
        return Verdict(VerifyStatus.DIVERGED, 1, _format_mismatch(error), reading.head)
    for at, line in enumerate(reading.lines[1:], start=2):
        try:
            folded.add(line)
        except _MALFORMED as error:
            return Verdict(VerifyStatus.DIVERGED, at, _format_mismatch(error), reading.head)
    if list(folded.header["start"].items()) != [(c.name, c.start) for c in table.columns]:
        return Verdict(VerifyStatus.DIVERGED, 1, "the exercise did not start where its content says", reading.head)
    found = decide_again(folded, table)
    if found is not None:
        return Verdict(VerifyStatus.DIVERGED, *found, reading.head)
    if reading.torn:
        return Verdict(VerifyStatus.OPEN, 0, "the last line was cut while it was written", reading.head)
    last = reading.lines[-1]
    if last.get("record") != "closed":
        return Verdict(VerifyStatus.OPEN, 0, "", reading.head)
    if last.get("count") != len(reading.lines) - 1 or last.get("head") != reading.lines[-2]["sha"]:
        return Verdict(
            VerifyStatus.DIVERGED, last["n"], "the closing record does not fit the lines before it", reading.head
        )
    return Verdict(VerifyStatus.EXACT, 0, "", reading.head)


def decide_again(folded: FoldedSession, table: Table) -> tuple[int, str] | None:
    """The first line whose command does not lead to its recorded events again, and the reason; None if all do."""
    rows: list[tuple[int, Row]] = [(1, table.build_start_row())]
    epoch, seed, head = 0, folded.header["seed"], folded.header.get("sha")
    for expected, line in enumerate(folded.lines, start=2):
        if line["n"] != expected:
            return expected, f"it is numbered {line['n']}"
        if not is_command(line):
            if line["record"] == "undo":
                rows = [(n, row) for n, row in rows if n <= line["to"]]
                epoch += 1
            elif line["record"] == "branched":
                if (line.get("line"), line.get("head")) != (expected - 1, head):
                    return expected, "the record of branching does not fit the lines before it"
                seed = line.get("seed")
            head = line.get("sha")
            continue
        turn, phase = rows[-1][1][TURN], table.find_phase(rows[-1][1])
        if (line.get("turn"), line.get("phase")) != (turn, phase):
            said = f"it is dated turn {line.get('turn')}, {line.get('phase')}"
            return expected, f"{said}; play had come to turn {turn}, {phase}"
        try:
            recorded = load_events(table, line["events"])
            chance = _build_chance(folded.header["dice"], seed, table, epoch, recorded)
            outcome = decide(table, rows[-1][1], Command(line["role"], line["do"], line["args"]), chance)
        except _MALFORMED as error:
            return expected, _format_mismatch(error)
        if isinstance(outcome, Refusal):
            return expected, f"the rules refuse it: {outcome.text}"
        if outcome.events != recorded:
            return expected, _find_difference(table, recorded, outcome.events)
        rows.append((line["n"], outcome.row))
        head = line.get("sha")
    return None


def _format_mismatch(error: Exception) -> str:
    """Return what is wrong with a line that has another shape than this program writes."""
    if isinstance(error, KeyError):
        name = error.args[0]
        known = name == "record" or name in CommandLine.__annotations__
        return f"it has no {name!r}" if known else f"the pinned content has nothing called {name!r}"
    return str(error) if isinstance(error, LookupError) else f"it is not of the shape this program writes ({error})"


def _build_chance(dice: str, seed: int, table: Table, epoch: int, recorded: tuple[Event, ...]) -> Chance:
    """Return the chance for a line: from the seed, so that a changed draw is noticed; typed dice can only be taken as
    recorded.
    """
    if dice == "seeded":
        return SeededChance(seed, table.slots, epoch)
    return RecordedChance(event for event in recorded if isinstance(event, Drawn))


def _find_difference(table: Table, recorded: tuple[Event, ...], again: tuple[Event, ...]) -> str:
    was, now = dump_events(table, recorded), dump_events(table, again)
    for a, b in zip(was, now, strict=False):
        if a != b:
            return f"recorded {a}, decided again {b}"
    return f"{len(was)} events recorded, {len(now)} decided again"
