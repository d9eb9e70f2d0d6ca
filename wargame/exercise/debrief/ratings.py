"""Observations by learning objective, the ratings that they support, and the improvement plan.

The scale and the way to sum it up are HSEEP's (FEMA, *Homeland Security Exercise and Evaluation Program*, 2020,
exercise evaluation guides and after-action report): P, performed without challenges; S, with some; M, with major ones;
U, unable to be performed. HSEEP rates by what evaluators observed. The rule that counts observations, in
`compute_supported_rating`, is ours: no rating is better than its evidence unless somebody says why. The overall rating
is the worst of its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.sanitize import clean
from wargame.exercise.view.record_fields import read_number, read_numbers, read_text_field
from wargame.exercise.view.window import Window
from wargame.rules.refusal import Refusal

SCALE = {
    "P": "performed without challenges",
    "S": "performed with some challenges",
    "M": "performed with major challenges",
    "U": "unable to be performed",
}
"""The ratings with their meanings, from the best to the worst."""

UNABLE = 3
"""This many improvements without one strength support no rating better than *unable*."""

KINDS = ("note", "strength", "improvement")


class Observation(NamedTuple):
    """A note, with the analysis of its cause that was written last."""

    line: int
    turn: int
    kind: str
    objective: str
    text: str
    about: str
    analysis: str = ""


class Rating(NamedTuple):
    """The rating of one learning objective.

    ``rating`` is empty where nobody rated it, ``supported`` where the observations support none. ``lines`` are the
    evidence: the lines that the rating names, or else those of its observations. ``at`` is the line of the rating, or
    0.
    """

    objective: str
    text: str
    rating: str
    supported: str
    because: str
    lines: tuple[int, ...]
    observations: tuple[Observation, ...]
    at: int = 0


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
    """Return every note with its analysis, in order."""
    why = {
        read_number(line, "line"): read_text_field(line, "text")
        for line in window.lines
        if line.get("record") == "analysis"
    }
    return [
        Observation(
            line["n"],
            line["turn"],
            read_text_field(line, "kind") if line.get("kind") in KINDS else "note",
            read_text_field(line, "objective"),
            read_text_field(line, "text"),
            read_text_field(line, "about"),
            why.get(line["n"], ""),
        )
        for line in window.lines
        if line.get("record") == "note"
    ]


def compute_supported_rating(seen: Iterable[Observation]) -> str:
    """Return the best rating that the observations support; empty without a strength and without an improvement.

    Strengths only: P. As many strengths as improvements, or more: S. More improvements than strengths: M. Three
    improvements or more and no strength: U. Plain notes are evidence and do not count here.
    """
    kinds = [one.kind for one in seen]
    strengths, improvements = kinds.count("strength"), kinds.count("improvement")
    if not strengths and not improvements:
        return ""
    if not improvements:
        return "P"
    if strengths >= improvements:
        return "S"
    return "U" if not strengths and improvements >= UNABLE else "M"


def is_above(rating: str, support: str) -> bool:
    """Is a rating better than the supported one? Where none is supported, every rating is."""
    order = list(SCALE)
    return bool(rating) and (not support or order.index(rating) < order.index(support))


def list_ratings(window: Window) -> list[Rating]:
    """Return each learning objective with its last rating, in the order of the scenario."""
    seen = list_observations(window)
    last = {read_text_field(line, "objective"): line for line in window.lines if line.get("record") == "rating"}
    out = []
    for objective in window.table.scenario.learning_objectives:
        mine = tuple(one for one in seen if one.objective == objective.id)
        line: Mapping[str, Any] = last.get(objective.id, {})
        rating = read_text_field(line, "rating") if read_text_field(line, "rating") in SCALE else ""
        named = read_numbers(line, "lines") if rating else ()
        out.append(
            Rating(
                objective.id,
                objective.text,
                rating,
                compute_supported_rating(mine),
                read_text_field(line, "because") if rating else "",
                named or tuple(one.line for one in mine),
                mine,
                line.get("n", 0),
            )
        )
    return out


def compute_overall_rating(rated: Iterable[Rating]) -> str:
    """Return the worst of the ratings; empty without ratings."""
    order = list(SCALE)
    return max((one.rating for one in rated if one.rating), key=order.index, default="")


def rate(
    exercise: Exercise, objective: str, rating: str, because: str = "", lines: Sequence[int] = ()
) -> int | Refusal:
    """Rate a learning objective, or take its rating back with an empty one; the line. Raises `JournalError`.

    A rating that is better than the observations support is refused without a reason. Without ``lines`` the evidence is
    its observations.
    """
    now = next((one for one in list_ratings(exercise) if one.objective == objective), None)
    if now is None:
        return Refusal("unknown", f"the scenario has no learning objective {objective!r}")
    if rating and rating not in SCALE:
        return Refusal("unknown", f"{rating!r} is no rating; there is {', '.join(SCALE)}")
    because = clean(because, 1000)
    if is_above(rating, now.supported) and not because:
        return Refusal("reason", f"{format_support(now.supported)}: say why it is rated {rating}")
    last = exercise.lines[-1]["n"] if exercise.lines else 1
    evidence = [n for n in dict.fromkeys(lines) if 1 < n <= last] or [one.line for one in now.observations]
    return exercise.record("rating", objective=objective, rating=rating, because=because, lines=evidence)


def format_support(support: str) -> str:
    """Return what the observations support, as the beginning of a sentence."""
    if not support:
        return "no strength or improvement was noted for it"
    return f"the observations support {support} ({SCALE[support]}) at best"


def analyse(exercise: Exercise, line: int, text: str) -> int | Refusal:
    """Write the cause of an observation beside it; the line. Raises `JournalError`."""
    if all(one.line != line for one in list_observations(exercise)):
        return Refusal("unknown", f"line {line} is no observation")
    return exercise.record("analysis", line=line, text=clean(text, 1000))


def list_advice(window: Window) -> list[Advice]:
    """Return the improvement plan: every recommendation in its last form, without those that were taken back."""
    rows: dict[int, Advice] = {}
    for line in window.lines:
        if line.get("record") != "recommend":
            continue
        first = line.get("amends")
        n = first if isinstance(first, int) and first in rows else line["n"]
        rows[n] = Advice(
            n,
            read_text_field(line, "issue"),
            read_text_field(line, "recommendation"),
            read_text_field(line, "by"),
            read_numbers(line, "lines"),
            read_text_field(line, "action"),
            read_text_field(line, "owner"),
            read_text_field(line, "start"),
            read_text_field(line, "completion"),
        )
    return [one for one in rows.values() if one.issue or one.recommendation]


def recommend(exercise: Exercise, new: Advice) -> int | Refusal:
    """Add a row to the improvement plan, or change the row that begins at ``new.line``; the line.

    A row without issue and recommendation takes that row back. Raises `JournalError`.
    """
    if not new.line and not (new.issue.strip() and new.recommendation.strip()):
        return Refusal("argument", "say what the issue is and what you recommend")
    fields: dict[str, Any] = {
        name: clean(str(getattr(new, name)), 500)
        for name in ("issue", "recommendation", "by", "action", "owner", "start", "completion")
    }
    if new.line:
        fields["amends"] = new.line
    return exercise.record("recommend", lines=list(new.lines), **fields)
