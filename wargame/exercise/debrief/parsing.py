"""Reads ratings, observations and recommendations that are typed in one line, and writes them in the same form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wargame.exercise.debrief.critical_tasks import SIGNS, letter_task
from wargame.exercise.debrief.ratings import SCALE, Advice
from wargame.exercise.play.input_parsing import UnclearError, fold_text, split_because
from wargame.rules.text.rating_text import format_rating_meaning

COLUMNS = ("by", "lines", "action", "owner", "start", "completion")
"""The columns that may follow a recommendation, each as ``; name: text``."""

_LINES = re.compile(r"(?:lines?\s+)?((?:\d{1,6}[\s,]+)*\d{1,6})\b[\s,]*", re.IGNORECASE)
_COLUMN = re.compile(rf"\s*({'|'.join(COLUMNS)})\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_MARK = re.compile(r"([a-f])\s?([+?-])(?=[\s,;.]|$)[\s,;.]*", re.IGNORECASE)
"""A task by its letter and its mark: *a+*, *b-*, *c?*."""
_RATING = re.compile(
    rf"(?:[PSMU](?:[\s,.:]+(?:(?:{_MARK.pattern})+|(?=\d|because\b))|$)|(?:{_MARK.pattern})+)"
    r"(?:\d[\d\s,]*)?(?:because\b.*)?",
    re.DOTALL,
)
"""A text that is a rating or marks of tasks, with lines as evidence, and no observation."""
_ARROW = re.compile(r"\s*(?:->|→|=>)\s*")


class TypedRating(NamedTuple):
    """A rating as it was typed: empty where it is taken back, None where only tasks are marked.

    ``lines`` are the evidence. ``tasks`` are the marks of critical tasks by their ids.
    """

    rating: str | None
    lines: tuple[int, ...]
    because: str
    tasks: Mapping[str, str]


def parse_rating(text: str, tasks: Sequence[str] = ()) -> TypedRating:
    """Return what ``S``, ``S a+ b-``, ``S 12, 14`` or ``S 12 because they asked first`` mean; ``a+ b-`` only marks.

    ``tasks`` are the ids of the critical tasks, in the order of their letters. ``-`` or ``none`` takes a rating back.
    Raises `UnclearError`.
    """
    text = text.strip()
    rating: str | None = None
    if not _MARK.match(text):
        word, _, text = text.partition(" ")
        rating = "" if word.lower() in ("-", "none") else word.upper().rstrip(",.:")
        if (rating and rating not in SCALE) or not word:
            listed = ", ".join(f"{letter} {format_rating_meaning(letter)}" for letter in SCALE)
            raise UnclearError(f"{word[:20]!r} is no rating; type {listed}; - takes it back")
    given = text.strip()
    marks, text = _split_marks(given, tasks)
    head, reason = split_because(text)
    if rating is None and text:
        typed = f"{given[: -len(text)].strip()} {text[:20]}"
        raise UnclearError(
            f"{text[:20]!r} belongs to a rating: type that before the marks, such as S {typed}; or type the marks alone"
        )
    if rating == "" and marks:
        raise UnclearError("take the rating back with - alone, and mark the tasks by themselves")
    found = _LINES.match(head)
    lines = tuple(map(int, re.findall(r"\d+", found[1]))) if found else ()
    head = head[found.end() :] if found else head
    return TypedRating(rating, lines, " ".join(filter(None, (head.strip(), reason))), marks)


def _split_marks(text: str, tasks: Sequence[str]) -> tuple[dict[str, str], str]:
    """Return the marks at the beginning of a text, and the rest of it. Raises `UnclearError` for other letters."""
    letters = {letter_task(at): task for at, task in enumerate(tasks)}
    marks: dict[str, str] = {}
    while found := _MARK.match(text):
        letter = found[1].lower()
        if letter not in letters:
            said = f"the tasks are {', '.join(letters)}" if letters else "this objective has no critical tasks"
            raise UnclearError(f"there is no task {letter}; {said}")
        marks[letters[letter]] = SIGNS[found[2]]
        text = text[found.end() :]
    return marks, text


def parse_observation(text: str) -> tuple[str, str]:
    """Return the kind and the text of an observation. Raises `UnclearError`.

    ``+ text`` is a strength, ``- text`` an improvement, any other text a note. A text that reads as a rating is asked
    about: with ``note:`` before it, it is a note.
    """
    text = text.strip()
    if _RATING.fullmatch(text):
        raise UnclearError(
            f"{text[:20]!r} looks like a rating, and this line is for what was seen; "
            f"type it on the line of the rating, or note: {text[:20]} to keep it as a note"
        )
    if text.lower().startswith("note:"):
        return "note", text[len("note:") :].strip() or text
    kind = {"+": "strength", "-": "improvement"}.get(text[:1], "note")
    words = text if kind == "note" else text[1:].strip()
    if not words:
        raise UnclearError("write what was seen: + a strength, - something to improve, or a note without a sign")
    return kind, words


def parse_advice(text: str, roles: Mapping[str, str], line: int = 0) -> Advice:
    """A row of the plan from ``issue -> recommendation; by: role; lines: 12; owner: ...``. Raises `UnclearError`."""
    columns: dict[str, str] = {}
    head: list[str] = []
    for part in text.split(";"):
        found = _COLUMN.fullmatch(part)
        if found:
            columns[found[1].lower()] = found[2].strip()
        elif columns:  # the text of the last column has a semicolon
            last = next(reversed(columns))
            columns[last] = f"{columns[last]};{part}"
        else:
            head.append(part)
    issue, arrow, advice = _split_at_arrow(";".join(head))
    if not arrow or not issue or not advice:
        raise UnclearError("write the issue, an arrow, and what you recommend: partners came late -> ask them first")
    lines = tuple(map(int, re.findall(r"\d{1,6}", columns.pop("lines", ""))))
    by = columns.pop("by", "")
    role = next((id for id, name in roles.items() if fold_text(by) in (fold_text(id), fold_text(name))), by)
    return Advice(line, issue, advice, role, lines, **columns)


def _split_at_arrow(head: str) -> tuple[str, str, str]:
    found = _ARROW.search(head)
    if found is None:
        return head.strip(), "", ""
    return head[: found.start()].strip(), found[0].strip(), head[found.end() :].strip()


def format_advice(one: Advice, roles: Mapping[str, str]) -> str:
    """Return a row of the plan as people type it."""
    columns = {"by": roles.get(one.by, one.by), "lines": ", ".join(map(str, one.lines))}
    columns |= {name: getattr(one, name) for name in COLUMNS[2:]}
    return f"{one.issue} -> {one.recommendation}" + "".join(f"; {n}: {text}" for n, text in columns.items() if text)


def parse_count(text: str) -> int:
    """Return a number of people. Raises `UnclearError`."""
    number = text.strip()  # also strips characters that `int` does not
    if not re.fullmatch(r"\d{1,3}", number):
        raise UnclearError(f"{text[:20]!r} is no number of people; type 0 to 999")
    return int(number)
