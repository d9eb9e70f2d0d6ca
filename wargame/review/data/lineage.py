"""Lineage: of which session a branch is one, and, where the parent lies beside it, where and how the two parted."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.exercise.view.followed import MALFORMED
from wargame.exercise.view.narration import said_by
from wargame.review.data.reviewed_session import Reviewed, open_session
from wargame.rules.table import ENDING, FACILITATOR
from wargame.rules.text.rule_text import ended
from wargame.session.chain import JournalError
from wargame.session.fold import Line


def lineage(session: Reviewed) -> tuple[str, ...]:
    """Sentences, one branching at a time; nothing for a session that is no branch."""
    branchings = session.records("branched")
    out = []
    for i, line in enumerate(branchings):
        parent, at = str(line.get("parent", "")), int(line.get("line", line["n"] - 1))
        where = f"turn {line['turn']}, {line['phase']}" if line["turn"] else "before the first turn"
        out.append(f"This is a branch of {parent}, from line {at} on ({where}); dice and cards fall anew from there.")
        if i == len(branchings) - 1:
            out += _parted(session, line, parent)
    return tuple(out)


def _parted(session: Reviewed, branched: Line, parent: str) -> list[str]:
    """How the last branch and its parent differ; the reason why that cannot be said, where it cannot."""
    if not parent or "/" in parent or "\\" in parent:
        return ["Its parent's name is no file name, so the two are not compared."]
    try:
        other = open_session(session.path.parent / parent)
    except JournalError as error:
        return [f"The two are not compared: {error.said}."]
    try:
        at = int(branched["line"])
        if len(other.lines) < at - 1 or (at > 1 and other.lines[at - 2].get("sha") != branched.get("head")):
            return [f"The file {parent} beside it has another history up to line {at}, so the two are not compared."]
        return _compared(session, other, int(branched["n"]), at)
    except MALFORMED:
        return ["The two are not compared: the parent's lines are not of the shape this program writes."]


def _compared(session: Reviewed, other: Reviewed, since: int, at: int) -> list[str]:
    mine, theirs = _after(session, since), _after(other, at)
    for a, b in zip(mine, theirs, strict=False):
        if _decided(a) != _decided(b):
            here, there = (ended(said_by(window, line, FACILITATOR)) for window, line in ((session, a), (other, b)))
            first = f"They parted in turn {a['turn']}, {a['phase']}: here (line {a['n']}) {here} "
            return [f"{first}There (line {b['n']}) {there}", *_ends(session, other)]
        if a["events"] != b["events"]:
            said = ended(said_by(session, a, FACILITATOR))
            first = f"Up to line {a['n']} the same was decided: {said} Then dice or cards fell otherwise."
            return [first, *_ends(session, other)]
    if len(mine) == len(theirs):
        return ["Nothing has gone otherwise than in its parent."]
    longer = "This branch" if len(mine) > len(theirs) else "Its parent"
    return [f"What both hold is the same; {longer[0].lower()}{longer[1:]} goes on.", *_ends(session, other)]


def _ends(session: Reviewed, other: Reviewed) -> list[str]:
    """How each came out, and the tracks that ended elsewhere."""
    table = session.table
    here, there = (_end(window) for window in (session, other))
    out = [f"This one {here}; its parent {there}."]
    differ = [
        f"{column.label} {session.row[i]} ({other.row[i]})"
        for i, column in enumerate(table.columns)
        if column.kind == "track" and session.row[i] != other.row[i]
    ]
    return [*out, *([f"Numbers at the end, the parent's in brackets: {', '.join(differ)}."] if differ else [])]


def _end(window: Reviewed) -> str:
    reached = window.row[ENDING]
    title = window.table.endings[reached - 1][0].title if reached else ""
    return f"ended with {title}" if title else f"stands in turn {window.turn}"


def _after(session: Reviewed, n: int) -> Sequence[Line]:
    return [line for line in session.standing if line["n"] > n]


def _decided(line: Line) -> tuple[object, ...]:
    return line["role"], line["do"], line["args"]
