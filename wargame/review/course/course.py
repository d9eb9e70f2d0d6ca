"""A course: many sessions side by side: what was chosen, how each ended, what was estimated before and after.

Every session is reported as one alone would be; here stands what can be compared. A file that is no session, or of
which nothing can be read, is listed with the reason and stops nothing. A damaged one counts as far as it can be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from wargame.review.anonymise import (
    BLANK,
    FoundName,
    anonymise_report,
    blank_report,
    find_names,
    merge_names,
    prove_no_names,
)
from wargame.review.data.build import build_report
from wargame.review.data.report import Report
from wargame.review.data.reviewed_session import Heard, LeftOutFile, ReviewedSession, open_session
from wargame.review.write.json_export import dump_json
from wargame.session.chain import JournalError

KIND = "wargame-course"
SHAPE = 1
"""The version of the shape of a course as JSON."""

Progress = Callable[[int, int], None]
"""Is told how many of how many sessions are done."""


@dataclass(frozen=True, slots=True)
class StruckDeal:
    """A deal that was struck: its form, when, among whom, and whether in secret.

    ``broken`` is the turn in which somebody broke it, ``ended`` that in which it ended otherwise; 0 for neither.
    """

    form: str
    turn: int
    line: int
    among: tuple[str, ...]
    secret: bool
    broken: int = 0
    ended: int = 0


@dataclass(frozen=True, slots=True)
class ChoiceCount:
    """How often a role chose actions of a group, over the turns that stand."""

    role: str
    group: str
    times: int


@dataclass(frozen=True, slots=True)
class HeldEstimate:
    """What a role held of the question first and last, in percent, and its Brier score; None where there is none."""

    role: str
    first: int | None
    last: int | None
    brier: float | None


@dataclass(frozen=True, slots=True)
class EndNumber:
    """A number at the end: a track, or a role's points; ``high`` is None where it has no limit."""

    name: str
    value: float
    low: float
    high: float | None


@dataclass(frozen=True, slots=True)
class RatedObjective:
    """A learning objective and its rating, empty where it was not rated."""

    objective: str
    text: str
    rating: str


@dataclass(frozen=True, slots=True)
class CourseSession:
    """One session in the row of a course. ``no`` is its number there; ``part`` says how much of a file was readable."""

    no: int
    file: str
    head: str
    name: str
    scenario: str
    title: str
    length: str
    began: str
    turns: int
    played: int
    over: bool
    part: str
    branch: bool
    people: int
    seconds: float
    ending: str
    deals: tuple[StruckDeal, ...]
    choices: tuple[ChoiceCount, ...]
    scores: tuple[EndNumber, ...]
    tracks: tuple[EndNumber, ...]
    question: str
    came_true: bool | None
    estimates: tuple[HeldEstimate, ...]
    overall: str
    ratings: tuple[RatedObjective, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """Sessions side by side, in the order of their beginning; ``reports`` are theirs, in the same order."""

    classes: tuple[CourseSession, ...]
    left_out: tuple[LeftOutFile, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class _SessionData:
    """What of a session its report does not say."""

    report: Report
    deals: tuple[StruckDeal, ...]
    choices: tuple[ChoiceCount, ...]
    given: tuple[FoundName, ...]


def read_course(
    paths: Sequence[Path],
    *,
    names: bool = False,
    anonymous: bool = False,
    progress: Progress | None = None,
    heard: Heard | None = None,
) -> tuple[Course, tuple[FoundName, ...]]:
    """The course that these files make, and the names given in them, if it is to be ``anonymous``.

    Raises the `JournalError` of the first file if not one of them can be read.
    """
    told: list[_SessionData] = []
    left: list[LeftOutFile] = []
    first: JournalError | None = None
    for done, path in enumerate(paths):
        if progress is not None:
            progress(done, len(paths))
        try:
            one = _read_session(path, names and not anonymous, anonymous)
        except JournalError as error:
            first = first or error
            left.append(LeftOutFile(f"file {done + 1}" if anonymous else path.name, error.said))
            continue
        twin = next((other for other in told if other.report.overview.head == one.report.overview.head), None)
        if twin is not None:
            said = "it is the same session as another one" if anonymous else f"the same as {twin.report.overview.file}"
            left.append(LeftOutFile(f"file {done + 1}" if anonymous else path.name, said))
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
    return _build_course(sorted(told, key=lambda one: one.report.overview.began), left), given


def dump_course(
    paths: Sequence[Path],
    ending: str,
    *,
    names: bool = False,
    anonymise: bool = False,
    progress: Progress | None = None,
    heard: Heard | None = None,
) -> bytes:
    """The course as a file with this ending.

    Raises `JournalError` if not one file can be read, `NamesLeft` if a name would be left in it.
    """
    course, given = read_course(paths, names=names, anonymous=anonymise, progress=progress, heard=heard)
    data = _dump_as(course, ending)
    if anonymise:
        prove_no_names(data, given, lambda: _dump_as(_blank_course(course), ending))
    return data


def dump_course_json(course: Course) -> str:
    """The course as JSON: a row a session under ``classes``, and the files left out."""
    classes = [asdict(one) for one in course.classes]
    left = [asdict(one) for one in course.left_out]
    return dump_json({"kind": KIND, "shape": SHAPE, "classes": classes, "left_out": left})


def _dump_as(course: Course, ending: str) -> bytes:
    if ending == ".json":
        return dump_course_json(course).encode()
    if ending == ".csv":
        from wargame.review.write.csv_export import dump_csv

        return dump_csv(course.reports).encode()
    from wargame.review.course.outline import build_course_outline

    if ending == ".md":
        from wargame.review.write.markdown import format_markdown

        return format_markdown(build_course_outline(course)).encode()
    from wargame.review.course.charts import draw_course_charts

    if ending == ".docx":
        from wargame.review.write.docx_export import dump_docx

        return dump_docx(
            build_course_outline(course, draw_course_charts(course, png=True)), max(one.began for one in course.classes)
        )
    from wargame.review.write.outline_html import render_outline_page

    return render_outline_page(
        build_course_outline(course, draw_course_charts(course)), course.reports[0].overview.program
    ).encode()


def _blank_course(course: Course) -> Course:
    """The course with all that people wrote blanked out."""
    classes = tuple(
        replace(one, name=BLANK, file=BLANK) for one in course.classes
    )  # all else in it is the program's and the scenario's
    return replace(course, classes=classes, reports=tuple(map(blank_report, course.reports)))


# One session


def _read_session(path: Path, names: bool, anonymous: bool) -> _SessionData:
    session = open_session(path)
    given = find_names(path) if anonymous else ()
    return _SessionData(
        build_report(path, names=names), tuple(_iter_deals(session)), tuple(_iter_choices(session)), given
    )


def _iter_deals(session: ReviewedSession) -> Iterator[StruckDeal]:
    """Every deal struck and not undone, in order; a form renewed while it stands is told once."""
    stand: dict[str, StruckDeal] = {}
    made: list[str] = []
    for line in session.standing:
        whys = {event.get("why", "") for event in line["events"]}
        struck = {event["what"] for event in line["events"] if event.get("to") == 1 and "what" in event}
        gone = {event["what"] for event in line["events"] if event.get("to") == 0 and "what" in event}
        for deal in session.table.scenario.deals:
            stands = deal.id in stand and not (stand[deal.id].broken or stand[deal.id].ended)
            if stands and f"deal.{deal.id}.broken" in whys:
                stand[deal.id] = replace(stand[deal.id], broken=line["turn"])
            elif stands and f"deals.{deal.id}" in gone:
                stand[deal.id] = replace(stand[deal.id], ended=line["turn"])
            if deal.id not in stand and (f"deal.{deal.id}.now" in whys or f"dealt.{deal.id}" in struck):
                among = tuple(session.find_role_name(role) for role in deal.between)
                stand[deal.id] = StruckDeal(deal.title, line["turn"], line["n"], among, deal.secret)
                made.append(deal.id)
    return iter([stand[deal] for deal in made])


def _iter_choices(session: ReviewedSession) -> Iterator[ChoiceCount]:
    groups = {action.id: action.group for action in session.table.scenario.actions}
    times: Counter[tuple[str, str]] = Counter()
    for line in session.standing:
        if line["do"] == "plan":
            times[line["role"], groups.get(str(line["args"].get("action")), "") or "Other"] += 1
        elif line["do"] == "argue":
            times[line["role"], "Arguments"] += 1
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


def group_finished(course: Course) -> list[tuple[CourseSession, ...]]:
    """The finished sessions of each scenario, together: only they can be compared with one another."""
    kinds: dict[tuple[str, str], list[CourseSession]] = {}
    for one in course.classes:
        if one.over:
            kinds.setdefault((one.scenario, one.title), []).append(one)
    return [tuple(kind) for kind in kinds.values()]
