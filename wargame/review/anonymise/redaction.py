"""Takes names out of every text of a report; the label of a name (a role, a course) stands in its place.

A name is taken out whole and by its parts. A name that is also an ordinary word is taken out of what people wrote only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from wargame.review.anonymise.name_search import FoundName, flatten_with_places, iter_matches
from wargame.review.data.play_record import CardPlay, Decision, Die, NumberChange, TrackMark
from wargame.review.data.report import (
    Alternative,
    DebriefRemark,
    DecisionImpact,
    Estimate,
    Overview,
    Recommendation,
    Report,
    ReportObservation,
    ReportRating,
    Seat,
)

T = TypeVar("T")

WRITTEN: dict[type, frozenset[str]] = {
    Overview: frozenset({"title", "session", "scope", "course", "sponsor", "contact", "file", "lineage", "faith"}),
    Seat: frozenset({"who", "names"}),
    NumberChange: frozenset({"why"}),
    Die: frozenset({"title", "outcome"}),
    Decision: frozenset({"by", "attempted", "happened", "because", "amended", "alternatives", "bookmark"}),
    TrackMark: frozenset({"why"}),
    Estimate: frozenset({"because", "later"}),
    ReportObservation: frozenset({"text", "about", "reference", "analysis", "by"}),
    ReportRating: frozenset({"because"}),
    Recommendation: frozenset({"issue", "recommendation", "by", "action", "owner", "start", "completion"}),
    CardPlay: frozenset({"target", "done"}),
    DebriefRemark: frozenset({"text", "prompt"}),
    Alternative: frozenset({"name"}),
    DecisionImpact: frozenset({"decided"}),
}
"""The fields that hold, or may hold, what people wrote. All others are the program's and the scenario's."""

_KEPT = frozenset({"head", "began", "ended", "program"})
"""Fields of the overview in which names are not looked for: *Ada* could be part of a digest in hexadecimal."""

BLANK = "·"
WITHHELD = "(withheld)"


def anonymise_report(report: Report, given: Sequence[FoundName]) -> Report:
    """Return the report without these names, and without its session's name, course, sponsor and contact."""
    clean = _change_texts(report, lambda text, written: redact(text, given, written))
    over = clean.overview
    return replace(
        clean,
        overview=replace(
            over,
            session="anonymised",
            file=f"{over.head[:12] or 'session'}.jsonl",
            course=over.course and WITHHELD,
            sponsor=over.sponsor and WITHHELD,
            contact=over.contact and WITHHELD,
            seats=tuple(replace(seat, names=()) for seat in over.seats),
        ),
    )


LEFT_OUT = "[left out]"
"""Stands where people wrote something about a person who is left out."""


def leave_out_people(report: Report, given: Sequence[FoundName]) -> Report:
    """Return the report without what people wrote about somebody: each text in which one of these names stands."""

    def change(text: str, written: bool) -> str:
        if not written or not text:
            return text
        flat, _ = flatten_with_places(text)
        return LEFT_OUT if next(iter_matches(flat, given), None) is not None else text

    clean = _change_texts(report, change)
    seats = tuple(replace(seat, names=tuple(n for n in seat.names if n != LEFT_OUT)) for seat in clean.overview.seats)
    return replace(clean, overview=replace(clean.overview, seats=seats))


def is_written_of(report: Report, given: Sequence[FoundName]) -> bool:
    """Return whether people wrote one of these names anywhere in the report."""
    return leave_out_people(report, given) != report


def blank_out_report(report: Report) -> Report:
    """Return the report with all that people wrote blanked out."""
    return _change_texts(report, lambda text, written: BLANK if written and text else text)


def redact(text: str, given: Sequence[FoundName], written: bool = True) -> str:
    """Return a text with these names replaced.

    In a text that nobody has ``written``, names that are ordinary words stay.
    """
    if not text or not given:
        return text
    flat, at = flatten_with_places(text)
    out, done = [], 0
    for start, end, one in iter_matches(flat, given):
        if one.proper and not written:
            continue
        out += [text[done : at[start]], one.label]
        done = at[end]
    return "".join((*out, text[done:]))


def _change_texts(part: T, change: Callable[[str, bool], str], written: bool = False) -> T:
    """Return the same data with every text changed. ``change`` is told whether people may have written the text."""
    made: Any = part
    if isinstance(part, str):
        made = change(part, written)
    elif isinstance(part, tuple):
        made = tuple(_change_texts(one, change, written) for one in part)
    elif is_dataclass(part) and not isinstance(part, type):
        mine = WRITTEN.get(type(part), frozenset())
        new = {
            field.name: _change_texts(getattr(part, field.name), change, field.name in mine)
            for field in fields(part)
            if field.name not in _KEPT
        }
        made = replace(part, **new)
    result: T = made
    return result
