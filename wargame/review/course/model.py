"""A course as plain data: what each of its sessions says of deals, choices, estimates, ratings, and where it ended."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.review.data.report import Report
from wargame.review.data.reviewed_session import LeftOutFile


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


def group_finished(course: Course) -> list[tuple[CourseSession, ...]]:
    """The finished sessions of each scenario, together: only they can be compared with one another."""
    kinds: dict[tuple[str, str], list[CourseSession]] = {}
    for one in course.classes:
        if one.over:
            kinds.setdefault((one.scenario, one.title), []).append(one)
    return [tuple(kind) for kind in kinds.values()]
