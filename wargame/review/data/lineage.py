"""Says of which session a branch is one, and, where the parent lies beside it, where and how the two parted."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.exercise.view.narration import format_decision
from wargame.review.data.reviewed_session import ReviewedSession, open_session
from wargame.rules.model import FACILITATOR
from wargame.rules.row import ENDING
from wargame.rules.text.rule_text import end_sentence
from wargame.session.chain import JournalError
from wargame.session.records import Branched, CommandLine
from wargame.session.shape import MalformedLineError


def explain_lineage(session: ReviewedSession) -> tuple[str, ...]:
    """Return sentences on each branching, the first one first; none for a session that is no branch."""
    branchings = session.list_records(Branched)
    out = []
    for i, line in enumerate(branchings):
        parent, at = line.parent, line.line
        where = f"turn {line.turn}, {line.phase}" if line.turn else "before the first turn"
        out.append(f"This is a branch of {parent}, from line {at} on ({where}); dice and cards fall anew from there.")
        if i == len(branchings) - 1:
            out += _compare_with_parent(session, line, parent)
    return tuple(out)


def _compare_with_parent(session: ReviewedSession, branched: Branched, parent: str) -> list[str]:
    """Return how the last branch and its parent differ, or why the two cannot be compared."""
    if not parent or "/" in parent or "\\" in parent:
        return ["Its parent's name is no file name, so the two are not compared."]
    try:
        other = open_session(session.path.parent / parent, session.compiled)
    except JournalError as error:
        return [f"The two are not compared: {error.said}."]
    try:
        at = int(branched.line)
        if len(other.lines) < at - 1 or (at > 1 and other.lines[at - 2].sha != branched.head):
            return [f"The file {parent} beside it has another history up to line {at}, so the two are not compared."]
        return _compare_sessions(session, other, branched.n, at)
    except MalformedLineError:
        return ["The two are not compared: the parent's lines are not of the shape this program writes."]


def _compare_sessions(session: ReviewedSession, other: ReviewedSession, since: int, at: int) -> list[str]:
    mine, theirs = _list_commands_after(session, since), _list_commands_after(other, at)
    for a, b in zip(mine, theirs, strict=False):
        if _read_decision(a) != _read_decision(b):
            here, there = (
                end_sentence(format_decision(window, line, FACILITATOR)) for window, line in ((session, a), (other, b))
            )
            first = f"They parted in turn {a.turn}, {a.phase}: here (line {a.n}) {here} "
            return [f"{first}There (line {b.n}) {there}", *_compare_ends(session, other)]
        if a.events != b.events:
            said = end_sentence(format_decision(session, a, FACILITATOR))
            first = f"Up to line {a.n} the same was decided: {said} Then dice or cards fell otherwise."
            return [first, *_compare_ends(session, other)]
    if len(mine) == len(theirs):
        return ["Nothing has gone otherwise than in its parent."]
    longer = "This branch" if len(mine) > len(theirs) else "Its parent"
    return [f"What both hold is the same; {longer[0].lower()}{longer[1:]} goes on.", *_compare_ends(session, other)]


def _compare_ends(session: ReviewedSession, other: ReviewedSession) -> list[str]:
    """Return how each of the two ended, and the tracks that ended at different values."""
    table = session.table
    here, there = (_format_end(window) for window in (session, other))
    out = [f"This one {here}; its parent {there}."]
    differ = [
        f"{column.label} {session.row[i]} ({other.row[i]})"
        for i, column in enumerate(table.columns)
        if column.is_track and session.row[i] != other.row[i]
    ]
    return [*out, *([f"Numbers at the end, the parent's in brackets: {', '.join(differ)}."] if differ else [])]


def _format_end(window: ReviewedSession) -> str:
    reached = window.row[ENDING]
    title = window.table.endings[reached - 1][0].title if reached else ""
    return f"ended with {title}" if title else f"stands in turn {window.turn}"


def _list_commands_after(session: ReviewedSession, n: int) -> Sequence[CommandLine]:
    return [line for line in session.standing if line.n > n]


def _read_decision(line: CommandLine) -> tuple[object, ...]:
    return line.role, line.do, line.args
