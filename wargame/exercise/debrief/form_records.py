"""The records that texts become which people write in the slots of the form of the debrief."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from wargame.exercise.debrief.parsing import parse_advice, parse_count, parse_observation, parse_rating
from wargame.exercise.debrief.stages import DebriefPrompt
from wargame.exercise.play.input_parsing import UnclearError
from wargame.session.text import debrief_form_text


class FormRecord(NamedTuple):
    """What a text that is written in a slot becomes: a record, to be handed to `Seat.do` of the facilitator."""

    verb: str
    args: Mapping[str, Any]
    because: str = ""


Put = Callable[[str], FormRecord]
"""Returns the record that a text becomes. Raises `UnclearError`."""


def build_answer(prompt: DebriefPrompt, text: str) -> FormRecord:
    """Return an answer to a question; an empty one is refused."""
    told = {"question": prompt.question, "prompt": prompt.text, "about": prompt.about, "text": text}
    return FormRecord("debrief", {"stage": prompt.stage, "kind": prompt.kind, "role": prompt.role, **told})


def build_correction(line: int, text: str) -> FormRecord:
    """Return an answer that replaces the one of this line; an empty one takes it back."""
    return FormRecord("debrief", {"text": text, "amends": line})


def build_rating(objective: str, tasks: Sequence[str], text: str) -> FormRecord:
    """Return the rating of a learning objective, or marks of its ``tasks`` alone. Raises `UnclearError`."""
    typed = parse_rating(text, tasks)
    args: dict[str, Any] = {"objective": objective}
    if typed.tasks:
        args["tasks"] = dict(typed.tasks)
    if typed.rating is not None:
        args |= {"rating": typed.rating, "lines": list(typed.lines)}
    return FormRecord("rating", args, typed.because)


def build_analysis(line: int, text: str) -> FormRecord:
    """Return the cause of the observation of this line."""
    return FormRecord("analysis", {"line": line, "text": text})


def build_observation(objective: str, text: str) -> FormRecord:
    """Return an observation on a learning objective, or on none. Raises `UnclearError`."""
    kind, words = parse_observation(text)
    return FormRecord("note", {"text": words, "kind": kind, "objective": objective})


def build_filing(line: int, text: str, objective: str, typed: str) -> FormRecord:
    """Return how the observation of this line is filed: a strength (+), or something to improve (-).

    ``text`` and ``objective`` are its own. Raises `UnclearError` for anything but a sign.
    """
    kind = {"+": "strength", "-": "improvement"}.get(typed.strip()[:1])
    if kind is None:
        raise UnclearError(debrief_form_text.format_slot_ask("filing"))
    return FormRecord("note", {"text": text, "kind": kind, "objective": objective, "amends": line})


def build_advice(roles: Mapping[str, str], line: int, text: str) -> FormRecord:
    """Return a row of the plan, for the row of this line if it is not 0; ``roles`` are the names by id.

    An empty text takes a row back. Raises `UnclearError`.
    """
    if line and not text.strip():
        return FormRecord("recommend", {"amends": line})
    row = parse_advice(text, roles)._asdict()
    del row["line"]
    return FormRecord("recommend", {**row, "lines": list(row["lines"]), "amends": line})


def build_detail(name: str, text: str) -> FormRecord:
    """Return a fact about the occasion."""
    return FormRecord("details", {name: text})


def build_count(role: str, text: str) -> FormRecord:
    """Return how many people played a role. Raises `UnclearError`."""
    return FormRecord("details", {"participants": {role: parse_count(text)}})


def build_final(text: str) -> FormRecord:
    """Return that the report is final. Raises `UnclearError` without the word for it."""
    word, _, why = text.strip().partition(" ")
    if word.lower().rstrip(",.:") != "final":
        raise UnclearError(debrief_form_text.format_final_needed())
    return FormRecord("final", {}, why)
