"""The step *Ratings* of the debrief, and the same for one learning objective, to rate it during play.

Of each objective: what was observed, its critical tasks with their marks and where they can be read, the descriptors of
the four ratings, and a slot for rating and marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from wargame.exercise.debrief import form_records, ratings
from wargame.exercise.debrief.form_parts import FormSlot, FormText, Part
from wargame.exercise.debrief.ratings import SCALE, Observation, Rating
from wargame.exercise.view.window import Window
from wargame.session.text import debrief_form_text as form_text
from wargame.session.text import debrief_text


def iter_ratings(window: Window) -> Iterator[Part]:
    """Yield the parts of the step: the rating of the whole, then each learning objective, then what belongs to none."""
    rated = ratings.list_ratings(window)
    whole = ratings.compute_overall_rating(rated)
    given = sum(bool(one.rating) for one in rated)
    if not rated:
        yield FormText("text", debrief_text.format_nothing_to_rate())
    elif whole:
        yield FormText("heading", debrief_text.format_overall(whole))
    elif given:
        yield FormText("heading", debrief_text.format_rated_part(given, len(rated)))
    else:
        yield FormText("dim", debrief_text.format_unrated())
    yield FormText("dim", debrief_text.format_scale(SCALE))
    for at, one in enumerate(rated, start=1):
        yield from _iter_objective(at, one)
    known = {one.objective for one in rated}
    others = [one for one in ratings.list_observations(window) if one.objective not in known]
    yield FormText("heading", form_text.format_form_heading("others"))
    yield from _iter_observations(others)
    yield _build_note_slot("")


def list_rating_parts(window: Window, objective: str) -> list[Part]:
    """Return the parts of one learning objective, to rate it during play; nothing for an id that there is not."""
    rated = enumerate(ratings.list_ratings(window), start=1)
    return [part for at, one in rated if one.objective == objective for part in _iter_objective(at, one)]


def _iter_objective(at: int, one: Rating) -> Iterator[Part]:
    yield FormText("heading", form_text.format_numbered(at, one.text))
    for task in one.tasks:
        where = "" if task.heard else debrief_text.format_task_lines(task.lines, task.bare)
        yield FormText("close", debrief_text.format_task(task.letter, task.mark, task.text, where))
    yield from _iter_observations(one.observations)
    yield _build_note_slot(one.objective)
    for letter, level in one.levels:
        given = letter == one.rating
        yield FormText("close" if given else "dim", debrief_text.format_level(letter, level, given=given))
    for earlier in one.earlier:
        yield FormText("dim", debrief_text.format_earlier_rating(earlier.rating, earlier.turn, earlier.line))
    yield FormSlot(
        f"rating/{one.objective}",
        _format_rating(one),
        form_text.format_slot_ask("rating-and-tasks" if one.tasks else "rating"),
        partial(form_records.build_rating, one.objective, [task.id for task in one.tasks]),
    )


def _format_rating(one: Rating) -> str:
    above = ratings.is_above(one.rating, one.supported)
    return debrief_text.format_rating(one.rating, one.supported, one.lines, one.because, is_above=above)


def _iter_observations(seen: Iterable[Observation]) -> Iterator[FormSlot]:
    for one in seen:
        yield FormSlot(
            f"analysis/{one.line}",
            debrief_text.format_observation(one.kind, one.turn, one.line, one.text, one.analysis, one.by),
            form_text.format_slot_ask("analysis"),
            partial(form_records.build_analysis, one.line),
            start=one.analysis,
            line=one.line,
            written=one.line,
        )
        if one.doubted:
            yield FormSlot(
                f"filing/{one.line}",
                form_text.format_slot_label("filing"),
                form_text.format_slot_ask("filing"),
                partial(form_records.build_filing, one.line, one.text, one.objective),
                line=one.line,
                limit=20,
            )


def _build_note_slot(objective: str) -> FormSlot:
    return FormSlot(
        f"observation/{objective}",
        form_text.format_slot_label("observation"),
        form_text.format_slot_ask("observation"),
        partial(form_records.build_observation, objective),
        many=True,
    )
