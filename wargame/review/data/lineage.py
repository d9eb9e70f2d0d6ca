"""Finds of which session a branch is one, and, where the parent lies beside it, where and how the two parted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from wargame.exercise.view.narration import find_decision
from wargame.light_dataclass import dataclass
from wargame.review.data.reviewed_session import ReviewedSession, open_session
from wargame.rules.decisions import Decision
from wargame.rules.model import FACILITATOR
from wargame.rules.row import ENDING
from wargame.session.chain import JournalError
from wargame.session.records import Branched, CommandLine
from wargame.session.shape import MalformedLineError


@dataclass(frozen=True, slots=True)
class TurnPhase:
    """A turn with its phase; turn 0 is before the first."""

    turn: int
    phase: str


@dataclass(frozen=True, slots=True)
class BranchedOff:
    """The session is a branch of ``parent``, from line ``line`` on."""

    parent: str
    line: int
    at: TurnPhase


class WhyNotCompared(StrEnum):
    """Why a branch is not compared with its parent."""

    NO_FILE_NAME = "no-file-name"
    UNREADABLE = "unreadable"
    OTHER_HISTORY = "other-history"
    OTHER_SHAPE = "other-shape"


@dataclass(frozen=True, slots=True)
class NotCompared:
    """The branch is not compared with its parent.

    ``error`` is said by an unreadable file; ``line`` is the last that the two should share.
    """

    why: WhyNotCompared
    parent: str = ""
    line: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class DecisionAt:
    """A decision with its line."""

    line: int
    decision: Decision


@dataclass(frozen=True, slots=True)
class Parted:
    """The first decisions that differ, in the branch (``here``) and in its parent (``there``)."""

    at: TurnPhase
    here: DecisionAt
    there: DecisionAt


@dataclass(frozen=True, slots=True)
class FellOtherwise:
    """The last decision that is the same in both: what came of it differs."""

    last: DecisionAt


@dataclass(frozen=True, slots=True)
class GoesOn:
    """All that both hold is the same. ``longer`` counts the decisions that the branch has more than its parent."""

    longer: int


@dataclass(frozen=True, slots=True)
class SessionEnd:
    """How a session ended: the title of its ending, or, before an end, the ``turn`` in which it stands."""

    turn: int
    ending: str


@dataclass(frozen=True, slots=True)
class SessionEnds:
    """How the branch (``here``) and its parent (``there``) ended."""

    here: SessionEnd
    there: SessionEnd


@dataclass(frozen=True, slots=True)
class NumberEnd:
    """A track that ended at different values in the branch (``here``) and in its parent (``there``)."""

    label: str
    here: int
    there: int


@dataclass(frozen=True, slots=True)
class NumbersDiffer:
    """The tracks that ended at different values."""

    numbers: tuple[NumberEnd, ...]


LineageFact = BranchedOff | NotCompared | Parted | FellOtherwise | GoesOn | SessionEnds | NumbersDiffer
"""What is known of a branch and its parent; the sentences are in `review/text/lineage_text.py`."""


def find_lineage(session: ReviewedSession) -> tuple[LineageFact, ...]:
    """Return what is known of each branching, the first one first; empty for a session that is no branch."""
    branchings = session.list_records(Branched)
    out: list[LineageFact] = []
    for i, line in enumerate(branchings):
        out.append(BranchedOff(line.parent, line.line, TurnPhase(line.turn, line.phase)))
        if i == len(branchings) - 1:
            out += _compare_with_parent(session, line, line.parent)
    return tuple(out)


def _compare_with_parent(session: ReviewedSession, branched: Branched, parent: str) -> list[LineageFact]:
    """Return how the last branch and its parent differ, or why the two cannot be compared."""
    if not parent or "/" in parent or "\\" in parent:
        return [NotCompared(WhyNotCompared.NO_FILE_NAME)]
    try:
        other = open_session(session.path.parent / parent, session.compiled)
    except JournalError as error:
        return [NotCompared(WhyNotCompared.UNREADABLE, error=error.said)]
    try:
        at = int(branched.line)
        if len(other.lines) < at - 1 or (at > 1 and other.lines[at - 2].sha != branched.head):
            return [NotCompared(WhyNotCompared.OTHER_HISTORY, parent, at)]
        return _compare_sessions(session, other, branched.n, at)
    except MalformedLineError:
        return [NotCompared(WhyNotCompared.OTHER_SHAPE)]


def _compare_sessions(session: ReviewedSession, other: ReviewedSession, since: int, at: int) -> list[LineageFact]:
    mine, theirs = _list_commands_after(session, since), _list_commands_after(other, at)
    for a, b in zip(mine, theirs, strict=False):
        if _read_decision(a) != _read_decision(b):
            parted = Parted(TurnPhase(a.turn, a.phase), _build_decision(session, a), _build_decision(other, b))
            return [parted, *_compare_ends(session, other)]
        if a.events != b.events:
            return [FellOtherwise(_build_decision(session, a)), *_compare_ends(session, other)]
    longer = GoesOn(len(mine) - len(theirs))
    return [longer, *_compare_ends(session, other)] if longer.longer else [longer]


def _compare_ends(session: ReviewedSession, other: ReviewedSession) -> list[LineageFact]:
    """Return how each of the two ended, and the tracks that ended at different values."""
    differ = tuple(
        NumberEnd(column.label, session.row[i], other.row[i])
        for i, column in enumerate(session.table.columns)
        if column.is_track and session.row[i] != other.row[i]
    )
    ends = SessionEnds(_build_end(session), _build_end(other))
    return [ends, NumbersDiffer(differ)] if differ else [ends]


def _build_end(window: ReviewedSession) -> SessionEnd:
    reached = window.row[ENDING]
    return SessionEnd(window.turn, window.table.endings[reached - 1][0].title if reached else "")


def _build_decision(window: ReviewedSession, line: CommandLine) -> DecisionAt:
    return DecisionAt(line.n, find_decision(window, line, FACILITATOR))


def _list_commands_after(session: ReviewedSession, n: int) -> Sequence[CommandLine]:
    return [line for line in session.standing if line.n > n]


def _read_decision(line: CommandLine) -> tuple[object, ...]:
    return line.role, line.do, line.args
