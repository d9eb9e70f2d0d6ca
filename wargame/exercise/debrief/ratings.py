"""Observations by learning objective, the ratings that they support, and the improvement plan.

The scale and the way to sum it up are HSEEP's (FEMA, *Homeland Security Exercise and Evaluation Program*, 2020,
exercise evaluation guides and after-action report): P, performed without challenges; S, with some; M, with major ones;
U, unable to be performed. HSEEP rates by what evaluators observed. The rule that counts observations and
marked tasks, in `compute_supported_rating`, is ours: no rating is better than its evidence unless somebody says why.
The overall rating is the worst of its parts; there is none before all of them are rated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from wargame.exercise.debrief.critical_tasks import DONE, NOT_DONE, MarkedTask, list_marked_tasks
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.sanitize import clean
from wargame.exercise.view.window import Window
from wargame.rules.offers import Slot
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.session.line_reading import REDACTED
from wargame.session.records import TASK_MARKS, AnalysisGiven, Note, RatingGiven, RecommendationGiven

SCALE = ("P", "S", "M", "U")
"""The ratings, from the best to the worst; `rules/text/rating_text.py` has their meanings."""

UNABLE = 3
"""This many improvements without one strength support no rating better than *unable*."""

KINDS = ("note", "strength", "improvement")


class Observation(NamedTuple):
    """A note as it was put last, with the analysis of its cause that was written last.

    ``by`` is the evaluator who made it; empty for the facilitator. ``text`` is empty for one that was made in two taps.
    ``doubted``: it is filed as something to improve, reads like a strength, and nobody has said which it is.
    """

    line: int
    turn: int
    kind: str
    objective: str
    text: str
    about: str
    analysis: str = ""
    doubted: bool = False
    by: str = ""


class EarlierRating(NamedTuple):
    """A rating that was given before the last one of its objective and differs from the one that followed it."""

    rating: str
    line: int
    turn: int


class Rating(NamedTuple):
    """The rating of one learning objective.

    ``rating`` is empty where nobody rated it, ``supported`` where the observations support none. ``lines`` are the
    evidence: the lines that the rating names, or else those of its observations. ``at`` is the line of the rating, or
    0. ``tasks`` are its critical tasks, ``levels`` the descriptor of each rating by its letter; both are empty where
    the content has none. ``earlier`` are ratings that were given before and differ, in order.
    """

    objective: str
    text: str
    rating: str
    supported: str
    because: str
    lines: tuple[int, ...]
    observations: tuple[Observation, ...]
    at: int = 0
    tasks: tuple[MarkedTask, ...] = ()
    levels: tuple[tuple[str, str], ...] = ()
    earlier: tuple[EarlierRating, ...] = ()


class Advice(NamedTuple):
    """A row of the improvement plan. The last four fields are for organisations that use them."""

    line: int
    issue: str
    recommendation: str
    by: str
    lines: tuple[int, ...]
    action: str = ""
    owner: str = ""
    start: str = ""
    completion: str = ""


def list_observations(window: Window) -> list[Observation]:
    """Return every note that stands with its analysis, in order, each put and filed as it was last."""
    why = {line.line: clean(line.text) for line in window.list_records(AnalysisGiven)}
    notes = window.list_records(Note)
    last = {line.amends: line for line in notes if line.amends}
    return [
        _build_observation(line, last.get(line.n, line), why.get(line.n, ""))
        for line in notes
        if not line.amends and not is_withdrawal(last.get(line.n, line))
    ]


def is_withdrawal(line: Note) -> bool:
    """Does a note take another one back?"""
    return line.amends > 0 and line.kind == "note" and not line.text.strip()


def _build_observation(line: Note, last: Note, analysis: str) -> Observation:
    """Return a note as its ``last`` form puts it. Words that were redacted stay so."""
    text = clean(line.text if line.text == REDACTED else last.text or line.text)
    kind = last.kind if last.kind in KINDS else "note"
    doubted = kind == "improvement" and last is line and bool(text) and reads_like_strength(text)
    return Observation(
        line.n, line.turn, kind, clean(last.objective), text, clean(line.about), analysis, doubted, clean(line.by)
    )


_LACKS = re.compile(
    r"\b(no|not|nobody|none|never|nothing|nowhere|neither|without|cannot|too|only|fail\w*|fell|fall|lost|lose|late|later"
    r"|should|could|might|would|forg[eo]t\w*|miss\w*|ignor\w*|unclear|confus\w*|instead|little|few|fewer|less|lack\w*"
    r"|weak\w*|wrong\w*|bad\w*|poor\w*|hard|hardly|barely|un\w+|until|but|although|however|before anybody|gap|slow\w*"
    r"|vague\w*|hurr\w+|rush\w*|guess\w*|overlook\w*|alone|twice|again)\b|n't\b|n’t\b",
    re.IGNORECASE,
)
"""Words that name what was missing or went wrong."""


def reads_like_strength(text: str) -> bool:
    """Tell whether an observation names nothing that was missing or went wrong: no word of it says so."""
    return _LACKS.search(text) is None


def compute_supported_rating(seen: Iterable[Observation], tasks: Iterable[MarkedTask] = ()) -> str:
    """Return the best rating that observations and marked tasks support; empty where neither says anything.

    A task that was done counts as a strength, one that was not done as an improvement. Strengths only: P. As many
    strengths as improvements, or more: S. More improvements than strengths: M. Three improvements or more and no
    strength: U. Plain notes and tasks that nobody saw do not count here.
    """
    kinds = [*(one.kind for one in seen), *(_COUNTS_AS.get(task.mark, "") for task in tasks)]
    strengths, improvements = kinds.count("strength"), kinds.count("improvement")
    if not strengths and not improvements:
        return ""
    if not improvements:
        return "P"
    if strengths >= improvements:
        return "S"
    return "U" if not strengths and improvements >= UNABLE else "M"


_COUNTS_AS = {DONE: "strength", NOT_DONE: "improvement"}


def is_above(rating: str, support: str) -> bool:
    """Is a rating better than the supported one? Where none is supported, every rating is."""
    return bool(rating) and (not support or SCALE.index(rating) < SCALE.index(support))


def list_ratings(window: Window) -> list[Rating]:
    """Return each learning objective with its last rating, in the order of the scenario."""
    seen = list_observations(window)
    given = [line for line in window.list_records(RatingGiven) if line.rating or not line.tasks]
    out = []
    for objective in window.table.scenario.learning_objectives:
        mine = tuple(one for one in seen if one.objective == objective.id)
        lines = [line for line in given if clean(line.objective) == objective.id]
        line = lines[-1] if lines else None
        rated = line if line is not None and line.rating in SCALE else None
        named = tuple(rated.lines) if rated is not None else ()
        tasks = list_marked_tasks(window, objective)
        out.append(
            Rating(
                objective.id,
                objective.text,
                rated.rating if rated is not None else "",
                compute_supported_rating(mine, tasks),
                clean(rated.because) if rated is not None else "",
                named or tuple(one.line for one in mine),
                mine,
                line.n if line is not None else 0,
                tasks,
                tuple(objective.levels.model_dump().items()) if objective.levels is not None else (),
                tuple(_iter_earlier(lines)),
            )
        )
    return out


def _iter_earlier(lines: Sequence[RatingGiven]) -> Iterator[EarlierRating]:
    """Yield the ratings before the last one, of equal ones in a row the last; those that were taken back are none."""
    for line, after in pairwise(lines):
        if line.rating in SCALE and line.rating != after.rating:
            yield EarlierRating(line.rating, line.n, line.turn)


def compute_overall_rating(rated: Iterable[Rating]) -> str:
    """Return the worst of the ratings; empty while an objective is not rated."""
    given = [one.rating for one in rated]
    return max(given, key=SCALE.index) if given and all(given) else ""


def rate(
    exercise: Exercise,
    objective: str,
    rating: str,
    because: str = "",
    lines: Sequence[int] = (),
    tasks: Mapping[str, str] = {},
) -> int | Refusal:
    """Rate a learning objective, or take its rating back with an empty one; the line. Raises `JournalError`.

    A rating that is better than observations and marked tasks support is refused without a reason. Without ``lines``
    the evidence is its observations. ``tasks`` are marks of its critical tasks, by their ids; to mark them without a
    rating is `mark_tasks`.
    """
    now = _find_markable(exercise, objective, tasks)
    if isinstance(now, Refusal):
        return now
    if (rating or tasks) and rating not in SCALE:
        return Refusal(RefusalCode.NO_RATING, name=rating, known=SCALE)
    because = clean(because, 1000)
    supported = compute_supported_rating(
        now.observations, (task._replace(mark=tasks.get(task.id, task.mark)) for task in now.tasks)
    )
    if is_above(rating, supported) and not because:
        return Refusal(RefusalCode.UNSUPPORTED_RATING, name=rating, supported=supported)
    last = exercise.lines[-1].n if exercise.lines else 1
    evidence = [n for n in dict.fromkeys(lines) if 1 < n <= last] or [one.line for one in now.observations]
    return exercise.record(
        RatingGiven(objective=objective, rating=rating, because=because, lines=evidence, tasks=dict(tasks) or None)
    )


def mark_tasks(exercise: Exercise, objective: str, tasks: Mapping[str, str]) -> int | Refusal:
    """Mark critical tasks of a learning objective by their ids, and leave its rating as it is; the line.

    Raises `JournalError`.
    """
    now = _find_markable(exercise, objective, tasks)
    if isinstance(now, Refusal):
        return now
    if not tasks:
        return Refusal(RefusalCode.NO_WORDS)
    return exercise.record(RatingGiven(objective=objective, rating="", because="", lines=[], tasks=dict(tasks)))


def _find_markable(exercise: Exercise, objective: str, tasks: Mapping[str, str]) -> Rating | Refusal:
    """Return the rating of an objective that has these tasks; a refusal for other tasks, and for other marks."""
    now = next((one for one in list_ratings(exercise) if one.objective == objective), None)
    if now is None:
        return Refusal(RefusalCode.NO_OBJECTIVE, name=objective)
    known = tuple(task.id for task in now.tasks)
    for name, mark in tasks.items():
        if name not in known:
            return Refusal(RefusalCode.NO_TASK, name=name, known=known)
        if mark not in TASK_MARKS:
            return Refusal(RefusalCode.WRONG_VALUE, slot=Slot(name, TASK_MARKS))
    return now


def analyse(exercise: Exercise, line: int, text: str) -> int | Refusal:
    """Write the cause of an observation beside it; the line. Raises `JournalError`."""
    if all(one.line != line for one in list_observations(exercise)):
        return Refusal(RefusalCode.NO_OBSERVATION, line=line)
    return exercise.record(AnalysisGiven(line=line, text=clean(text, 1000)))


def list_advice(window: Window) -> list[Advice]:
    """Return the improvement plan: every recommendation in its last form, without those that were taken back."""
    rows: dict[int, Advice] = {}
    for line in window.list_records(RecommendationGiven):
        n = line.amends if line.amends in rows else line.n
        rows[n] = Advice(
            n,
            clean(line.issue),
            clean(line.recommendation),
            clean(line.by),
            tuple(line.lines),
            clean(line.action),
            clean(line.owner),
            clean(line.start),
            clean(line.completion),
        )
    return [one for one in rows.values() if one.issue or one.recommendation]


def recommend(exercise: Exercise, new: Advice) -> int | Refusal:
    """Add a row to the improvement plan, or change the row that begins at ``new.line``; the line.

    A row without issue and recommendation takes that row back. Raises `JournalError`.
    """
    if not new.line and not (new.issue.strip() and new.recommendation.strip()):
        return Refusal(RefusalCode.NO_ADVICE)
    if new.line and all(one.line != new.line for one in list_advice(exercise)):
        return Refusal(RefusalCode.NO_ADVICE_ROW, line=new.line)
    return exercise.record(
        RecommendationGiven(
            lines=list(new.lines),
            issue=clean(new.issue, 500),
            recommendation=clean(new.recommendation, 500),
            by=clean(new.by, 500),
            action=clean(new.action, 500),
            owner=clean(new.owner, 500),
            start=clean(new.start, 500),
            completion=clean(new.completion, 500),
            amends=new.line,
        )
    )
