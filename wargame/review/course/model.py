"""Holds a course as plain data: deals, choices, estimates, ratings and end of each of its sessions."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.review.data.report import Report
from wargame.review.data.reviewed_session import LeftOutFile


@dataclass(frozen=True, slots=True)
class StruckDeal:
    """A deal that was struck: its form, its turn, its partners, and whether it was secret.

    ``broken`` is the turn in which somebody broke it, ``ended`` the turn in which it ended in another way; 0 for
    neither.
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
    """How often a role chose actions of a group, undone turns left out."""

    role: str
    group: str
    times: int


@dataclass(frozen=True, slots=True)
class HeldEstimate:
    """A role's first and last estimate of the question, in percent, and its Brier score; None where there is none."""

    role: str
    first: int | None
    last: int | None
    brier: float | None


@dataclass(frozen=True, slots=True)
class EndNumber:
    """A number at the end: a track or a role's points. ``high`` is None where there is no limit."""

    name: str
    value: float
    low: float
    high: float | None


@dataclass(frozen=True, slots=True)
class RatedObjective:
    """A learning objective and its rating; the rating is empty if nobody rated it."""

    objective: str
    text: str
    rating: str


@dataclass(frozen=True, slots=True)
class CourseSession:
    """One session of a course. ``no`` is its number in the course.

    ``part`` says which part of a damaged file was read.
    """

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
    """The sessions in the order in which they began, and their ``reports`` in the same order."""

    classes: tuple[CourseSession, ...]
    left_out: tuple[LeftOutFile, ...]
    reports: tuple[Report, ...]


def group_finished(course: Course) -> list[tuple[CourseSession, ...]]:
    """Groups the finished sessions by scenario. Only sessions of one group can be compared."""
    kinds: dict[tuple[str, str], list[CourseSession]] = {}
    for one in course.classes:
        if one.over:
            kinds.setdefault((one.scenario, one.title), []).append(one)
    return [tuple(kind) for kind in kinds.values()]
