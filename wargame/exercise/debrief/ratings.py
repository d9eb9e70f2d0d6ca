"""Ratings: observations by learning objective, the rating they support, and the improvement plan.

The scale and the roll-up are HSEEP's (FEMA, *Homeland Security Exercise and Evaluation Program*, 2020, exercise
evaluation guides and after-action report): P, performed without challenges; S, with some; M, with major ones; U, unable
to be performed. HSEEP rates by what evaluators observed; the counting rule in `supported` is ours, so that no
rating stands above its evidence unless somebody says why. The whole is rated as its worst part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.sanitize import clean
from wargame.exercise.view.record_fields import read_number, read_numbers, read_text
from wargame.exercise.view.session_view import Window
from wargame.rules.refusal import Refusal

SCALE = {
    "P": "performed without challenges",
    "S": "performed with some challenges",
    "M": "performed with major challenges",
    "U": "unable to be performed",
}
"""From the best to the worst."""

UNABLE = 3
"""So many areas for improvement, and not one strength, support no more than *unable*."""

KINDS = ("note", "strength", "improvement")


class Observation(NamedTuple):
    """A note, with the analysis (why; the root cause) that was written beside it last."""

    line: int
    turn: int
    kind: str
    objective: str
    text: str
    about: str
    analysis: str = ""


class Rating(NamedTuple):
    """One learning objective. ``rating`` is empty where nobody rated it, ``supported`` where nothing supports one.

    ``lines`` are its evidence: those the rating names, or else its observations. ``at`` is its record's line, or 0.
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
    """A row of the improvement plan. The last four are for organisations that fill them in."""

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
    """Every note, in order, with its analysis."""
    why = {
        read_number(line, "line"): read_text(line, "text") for line in window.lines if line.get("record") == "analysis"
    }
    return [
        Observation(
            line["n"],
            line["turn"],
            read_text(line, "kind") if line.get("kind") in KINDS else "note",
            read_text(line, "objective"),
            read_text(line, "text"),
            read_text(line, "about"),
            why.get(line["n"], ""),
        )
        for line in window.lines
        if line.get("record") == "note"
    ]


def compute_supported_rating(seen: Iterable[Observation]) -> str:
    """The best rating that observations support; empty where they hold neither a strength nor an improvement.

    Strengths only: P. As many strengths as improvements, or more: S. More improvements than strengths: M. Three
    improvements or more and not one strength: U. Plain notes are evidence, and count for nothing here.
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
    """Is a rating better than what is supported? Where nothing is, every rating is."""
    order = list(SCALE)
    return bool(rating) and (not support or order.index(rating) < order.index(support))


def list_ratings(window: Window) -> list[Rating]:
    """Each learning objective of the scenario with its last rating, in the scenario's order."""
    seen = list_observations(window)
    last = {read_text(line, "objective"): line for line in window.lines if line.get("record") == "rating"}
    out = []
    for objective in window.table.scenario.learning_objectives:
        mine = tuple(one for one in seen if one.objective == objective.id)
        line: Mapping[str, Any] = last.get(objective.id, {})
        rating = read_text(line, "rating") if read_text(line, "rating") in SCALE else ""
        named = read_numbers(line, "lines") if rating else ()
        out.append(
            Rating(
                objective.id,
                objective.text,
                rating,
                compute_supported_rating(mine),
                read_text(line, "because") if rating else "",
                named or tuple(one.line for one in mine),
                mine,
                line.get("n", 0),
            )
        )
    return out


def compute_overall_rating(rated: Iterable[Rating]) -> str:
    """The worst of the ratings; empty if there is none."""
    order = list(SCALE)
    return max((one.rating for one in rated if one.rating), key=order.index, default="")


def rate(
    exercise: Exercise, objective: str, rating: str, because: str = "", lines: Sequence[int] = ()
) -> int | Refusal:
    """Rate a learning objective, or with an empty rating take that back; the line. Raises `JournalError`.

    A rating above what the observations support is refused unless a reason is given. Without ``lines`` the evidence is
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
    """What the observations support, as the beginning of a sentence."""
    if not support:
        return "no strength or improvement was noted for it"
    return f"the observations support {support} ({SCALE[support]}) at best"


def analyse(exercise: Exercise, line: int, text: str) -> int | Refusal:
    """Write beside an observation why it was so; the line. Raises `JournalError`."""
    if all(one.line != line for one in list_observations(exercise)):
        return Refusal("unknown", f"line {line} is no observation")
    return exercise.record("analysis", line=line, text=clean(text, 1000))


def list_advice(window: Window) -> list[Advice]:
    """The improvement plan: every recommendation as it was last put, without those taken back."""
    rows: dict[int, Advice] = {}
    for line in window.lines:
        if line.get("record") != "recommend":
            continue
        first = line.get("amends")
        n = first if isinstance(first, int) and first in rows else line["n"]
        rows[n] = Advice(
            n,
            read_text(line, "issue"),
            read_text(line, "recommendation"),
            read_text(line, "by"),
            read_numbers(line, "lines"),
            read_text(line, "action"),
            read_text(line, "owner"),
            read_text(line, "start"),
            read_text(line, "completion"),
        )
    return [one for one in rows.values() if one.issue or one.recommendation]


def recommend(exercise: Exercise, new: Advice) -> int | Refusal:
    """Add a row to the improvement plan, or put the row whose line it has otherwise. Raises `JournalError`.

    A row without issue and recommendation takes that one back.
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
