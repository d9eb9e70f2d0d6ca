"""Reads the sessions of a course and builds what can be compared: choices, endings, estimates before and after.

Each session is reported as it would be alone. A file that is no session, or of which nothing can be read, is listed
with the reason; the others are read all the same. A damaged file counts as far as it can be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wargame.review.anonymise.given_names import find_names, list_people, merge_names
from wargame.review.anonymise.name_search import FoundName
from wargame.review.anonymise.redaction import anonymise_report, leave_out_people
from wargame.review.course.model import (
    ChoiceCount,
    Course,
    CourseSession,
    EndNumber,
    HeldEstimate,
    RatedObjective,
    StruckDeal,
)
from wargame.review.data.build import build_session_report
from wargame.review.data.report import Report
from wargame.review.data.reviewed_session import Heard, LeftOutFile, Progress, ReviewedSession, open_session
from wargame.review.text.course_text import format_same_session, name_file
from wargame.session.chain import JournalError
from wargame.session.compiled_contents import CompiledContents


@dataclass(frozen=True, slots=True)
class _SessionData:
    """A session as a course needs it: its report, and what the report does not hold."""

    report: Report
    deals: tuple[StruckDeal, ...]
    choices: tuple[ChoiceCount, ...]
    given: tuple[FoundName, ...]


def read_course(
    paths: Sequence[Path],
    *,
    names: bool = False,
    anonymous: bool = False,
    leave_out: Sequence[str] = (),
    progress: Progress | None = None,
    heard: Heard | None = None,
) -> tuple[Course, tuple[FoundName, ...]]:
    """Return the course of these files, and the names given in them if it is to be ``anonymous``.

    Files of the same content share one compiled table. Raises the `JournalError` of the first file if no file can be
    read.
    """
    told: list[_SessionData] = []
    left: list[LeftOutFile] = []
    first: JournalError | None = None
    compiled = CompiledContents()
    for done, path in enumerate(paths):
        if progress is not None:
            progress(done, len(paths))
        name = name_file(done + 1) if anonymous else path.name
        try:
            one = _read_session(path, compiled, names and not anonymous, anonymous, leave_out)
        except JournalError as error:
            first = first or error
            left.append(LeftOutFile(name, error.said))
            continue
        twin = next((other for other in told if other.report.overview.head == one.report.overview.head), None)
        if twin is not None:
            left.append(LeftOutFile(name, format_same_session("" if anonymous else twin.report.overview.file)))
            continue
        told.append(one)
    if progress is not None:
        progress(len(paths), len(paths))
    if not told and first is not None:
        raise first
    if heard is not None:
        heard([one.report for one in told], left)
    given = merge_names(one.given for one in told)
    if anonymous:
        told = [replace(one, report=anonymise_report(one.report, given)) for one in told]
    elif leave_out:
        told = [replace(one, report=leave_out_people(one.report, given)) for one in told]
    return _build_course(sorted(told, key=lambda one: one.report.overview.began), left), given


# One session


def _read_session(
    path: Path, compiled: CompiledContents, names: bool, anonymous: bool, leave_out: Sequence[str]
) -> _SessionData:
    session = open_session(path, compiled)
    given = list_people(path, leave_out) if leave_out else find_names(path) if anonymous else ()
    report = build_session_report(session, names=names)
    return _SessionData(report, tuple(_iter_deals(session)), tuple(_iter_choices(session)), given)


def _iter_deals(session: ReviewedSession) -> Iterator[StruckDeal]:
    """Return every deal that was struck and not undone, in order.

    A deal that is renewed while it stands is listed once.
    """
    table = session.table
    stand: dict[str, StruckDeal] = {}
    made: list[str] = []
    for line in session.standing:
        whys = {event.why for event in line.events}
        struck = {change.what for change in line.events.iter_changes() if change.after == 1}
        gone = {change.what for change in line.events.iter_changes() if change.after == 0}
        for deal, in_force, dealt in zip(table.scenario.deals, table.at.deal, table.at.dealt, strict=True):
            stands = deal.id in stand and not (stand[deal.id].broken or stand[deal.id].ended)
            if stands and f"deal.{deal.id}.broken" in whys:
                stand[deal.id] = replace(stand[deal.id], broken=line.turn)
            elif stands and table.columns[in_force].name in gone:
                stand[deal.id] = replace(stand[deal.id], ended=line.turn)
            if deal.id not in stand and (f"deal.{deal.id}.now" in whys or table.columns[dealt].name in struck):
                among = tuple(session.find_role_name(role) for role in deal.between)
                stand[deal.id] = StruckDeal(deal.title, line.turn, line.n, among, deal.secret)
                made.append(deal.id)
    return iter([stand[deal] for deal in made])


def _iter_choices(session: ReviewedSession) -> Iterator[ChoiceCount]:
    """Yield how often each role chose actions of each group, by role and group."""
    groups = {action.id: action.group for action in session.table.scenario.actions}
    times: Counter[tuple[str, str]] = Counter()
    for line in session.standing:
        if line.do == "plan":
            times[line.role, groups.get(str(line.args.get("action")), "") or "Other"] += 1
        elif line.do == "argue":
            times[line.role, "Arguments"] += 1
    roles = list(session.table.roles)
    for (role, group), n in sorted(times.items(), key=lambda one: (roles.index(one[0][0]), one[0][1])):
        yield ChoiceCount(session.find_role_name(role), group, n)


def _build_course(told: Sequence[_SessionData], left: Sequence[LeftOutFile]) -> Course:
    classes = tuple(_build_session(number, one) for number, one in enumerate(told, 1))
    return Course(classes, tuple(left), tuple(one.report for one in told))


def _build_session(number: int, told: _SessionData) -> CourseSession:
    report = told.report
    over, question = report.overview, report.question
    return CourseSession(
        no=number,
        file=over.file,
        head=over.head,
        name=over.session,
        scenario=over.scenario,
        title=over.title,
        length=over.length,
        began=over.began,
        turns=over.turns,
        played=over.played,
        over=bool(over.ended),
        part=over.missing,
        branch=bool(over.lineage),
        people=sum(seat.people for seat in over.seats),
        seconds=sum(one.seconds for one in report.spent),
        ending=report.ending,
        deals=told.deals,
        choices=told.choices,
        scores=tuple(EndNumber(one.name, one.points, 0.0, one.most) for one in report.scores),
        tracks=tuple(EndNumber(one.name, one.values[-1], one.low, one.high) for one in report.series if one.values),
        question=question.text if question is not None else "",
        came_true=question.came_true if question is not None else None,
        estimates=tuple(HeldEstimate(c.name, c.first, c.last, c.brier) for c in question.calibration)
        if question
        else (),
        overall=report.overall,
        ratings=tuple(RatedObjective(one.objective, one.text, one.rating) for one in report.ratings),
    )
