"""What teams and evaluators answer by themselves once the exercise is over, as data for the templates."""

from __future__ import annotations

from wargame.exercise.debrief.stages import LONGEST, STAGES
from wargame.exercise.record_verbs import END_STAGES
from wargame.exercise.seat import Seat
from wargame.exercise.seat_parts import EVALUATOR
from wargame.light_dataclass import dataclass
from wargame.session.text.debrief_text import describe_stage, name_stage

NAME = "who-played"
"""The question that is answered with names: only who wants to be named answers it."""


@dataclass(frozen=True, slots=True)
class EndQuestion:
    """A question with what was said to it: of each answer its line, the line with its words of now, and its text."""

    id: str
    text: str
    said: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class EndSheet:
    """The questions of one stage of the debrief. ``now``: the facilitator is at it."""

    stage: str
    title: str
    about: str
    now: bool
    questions: tuple[EndQuestion, ...]


@dataclass(frozen=True, slots=True)
class EndPart:
    """The sheets of all stages, ``here`` with what the room does now where no sheet is for it.

    ``changes`` says whether what was said can be changed here: evaluators share their answers, which bear no name.
    ``most`` is how many characters an answer may have.
    """

    out_of_role: str
    here: str
    sheets: tuple[EndSheet, ...]
    changes: bool
    most: int = LONGEST


def build_end_part(seat: Seat, stage: str) -> EndPart | None:
    """Return what the viewer of a seat is asked at the end; None while the exercise goes on.

    ``stage`` is where the facilitator is in the debrief; it is empty before.
    """
    if not seat.find_position().over:
        return None
    asked = {one: seat.list_own_answers(one) for one in END_STAGES}
    now = stage or (END_STAGES[0] if asked[END_STAGES[0]] else "")
    sheets = tuple(
        EndSheet(
            one,
            name_stage(one),
            describe_stage(one),
            one == now,
            tuple(
                EndQuestion(
                    prompt.question, prompt.text, tuple((entry.line, entry.written, entry.text) for entry in said)
                )
                for prompt, said in pairs
                if prompt.question
            ),
        )
        for one, pairs in asked.items()
        if pairs
    )
    here = ""
    if stage in {one.id for one in STAGES} - {sheet.stage for sheet in sheets}:
        here = f"{name_stage(stage)}. {describe_stage(stage)}"
    return EndPart(seat.find_briefing().out_of_role, here, sheets, changes=seat.viewer != EVALUATOR)


def has_answer(seat: Seat, line: int, written: int) -> bool:
    """Does the viewer of a seat have this answer, in the words that line ``written`` gave it?"""
    pairs = (pair for stage in END_STAGES for pair in seat.list_own_answers(stage))
    return any((entry.line, entry.written) == (line, written) for _, said in pairs for entry in said)


def find_question_kind(seat: Seat, stage: str, question: str) -> str:
    """Return the kind of the answers to a question of a stage. Raises `LookupError` if it is not asked here."""
    for prompt, _ in seat.list_own_answers(stage):
        if prompt.question == question and question:
            return prompt.kind
    raise LookupError(question)
