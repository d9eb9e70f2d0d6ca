"""The form of the debrief: in another language it has the same parts, and the same slots for the same lines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.exercise.exercise_driver import FakeClock
from tests.paths import ROOT
from tests.pseudo_text import PseudoText
from wargame.exercise.debrief import stages
from wargame.exercise.debrief.form import list_parts, list_steps
from wargame.exercise.debrief.form_parts import FormSlot, FormText
from wargame.exercise.debrief.form_records import FormRecord
from wargame.exercise.debrief.ratings import SCALE, list_observations, list_ratings
from wargame.exercise.debrief.stages import is_final
from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.play.input_parsing import UnclearError
from wargame.exercise.seat import Seat
from wargame.exercise.seat_parts import EVALUATOR
from wargame.phrases import use_catalogue
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.text.refusal_text import format_refusal_sentence

DEBRIEFED = ROOT / "tests" / "corpus" / "sessions" / "03-after-play" / "people.jsonl"


def test_the_form_has_the_same_parts_in_pseudo_text(tmp_path: Path) -> None:
    exercise = Exercise.resume(Path(shutil.copy(DEBRIEFED, tmp_path)), FakeClock())

    def read() -> tuple[list[object], str]:
        parts = [part for step in list_steps(exercise) for part in list_parts(exercise, step.id)]
        shape = [
            part.kind if isinstance(part, FormText) else part._replace(says="", ask="", put=_put) for part in parts
        ]
        return list(shape), "\n".join(part.says if isinstance(part, FormSlot) else part.text for part in parts)

    shape, text = read()
    with use_catalogue(PseudoText()):
        other_shape, other_text = read()
    exercise.close()
    assert other_shape == shape
    assert other_text != text
    assert "{" not in other_text


def _put(text: str) -> FormRecord:
    raise NotImplementedError


def test_a_whole_debrief_is_written_through_the_seat_of_the_facilitator(tmp_path: Path) -> None:
    exercise = Exercise.resume(Path(shutil.copy(DEBRIEFED, tmp_path)), FakeClock())
    chair = Seat(exercise, FACILITATOR)
    for step in chair.list_debrief_steps():
        for key in [part.key for part in chair.list_debrief_parts(step.id) if isinstance(part, FormSlot)]:
            parts = chair.list_debrief_parts(step.id)
            slot = next(part for part in parts if isinstance(part, FormSlot) and part.key == key)
            said = {"rating": "U 2 because of it", "advice": "Late -> Early; by: nobody", "details": "3"}
            done = chair.do(*slot.put({"final": "final so it is", **said}.get(key.partition("/")[0], "Said")))
            assert isinstance(done, Done), (key, done)
    slots = [p for step in chair.list_debrief_steps() for p in chair.list_debrief_parts(step.id)]
    assert all(slot.start == "Said" for slot in slots if isinstance(slot, FormSlot) and slot.key.startswith("line "))
    assert is_final(exercise)
    before = len(exercise.lines)
    role = exercise.table.roles[0]
    last = stages.list_entries(exercise)[-1]
    for verb, args, code in (
        ("debrief", {"stage": "why", "question": "weather", "text": "Rain."}, RefusalCode.NO_QUESTION),
        ("debrief", {"stage": "lunch", "question": "why", "text": "Rain."}, RefusalCode.NO_QUESTION),
        ("debrief", {"stage": "take-aways", "question": "the-exercise", "text": " "}, RefusalCode.NO_WORDS),
        ("debrief", {"amends": 2, "text": "Rain."}, RefusalCode.NO_ANSWER),
        ("rating", {"objective": "x", "rating": "P", "lines": ["2"]}, RefusalCode.WRONG_TYPE),
        ("analysis", {"line": 9999, "text": "Rain."}, RefusalCode.NO_OBSERVATION),
        ("recommend", {"amends": 9999, "issue": "Rain"}, RefusalCode.NO_ADVICE_ROW),
        ("details", {}, RefusalCode.NO_WORDS),
        ("details", {"participants": {"nobody": 2}}, RefusalCode.NO_ROLE),
        ("details", {"participants": {role: -1}}, RefusalCode.WRONG_VALUE),
        ("details", {"names": {role: [3]}}, RefusalCode.WRONG_TYPE),
        ("final", {"text": "yes"}, RefusalCode.WRONG_ARGUMENTS),
    ):
        refusal = chair.do(verb, args)
        assert isinstance(refusal, Refusal), (verb, args)
        assert refusal.code == code
        assert format_refusal_sentence(refusal)
    for viewer, name in ((role, ""), (OBSERVER, ""), (EVALUATOR, "Ada")):
        seat = Seat(exercise, viewer, name)
        assert isinstance(seat.do("debrief", {"amends": last.line, "text": "No."}), Refusal)
        assert isinstance(seat.do("final"), Refusal)
        assert not seat.list_debrief_steps()
        assert not seat.list_debrief_parts("why")
    assert len(exercise.lines) == before
    exercise.close()


def test_something_to_improve_that_reads_like_a_strength_is_asked_about_once(tmp_path: Path) -> None:
    exercise = Exercise.resume(Path(shutil.copy(DEBRIEFED, tmp_path)), FakeClock())
    chair = Seat(exercise, FACILITATOR)
    objective = exercise.table.scenario.learning_objectives[0].id
    line = exercise.note("They named the price before they agreed.", kind="improvement", objective=objective)
    exercise.note("Nobody named the price.", kind="improvement", objective=objective)

    def list_filings() -> list[FormSlot]:
        parts = list_parts(exercise, "ratings")
        return [part for part in parts if isinstance(part, FormSlot) and part.key.startswith("filing/")]

    (slot,) = list_filings()
    assert slot.key == f"filing/{line}"
    with pytest.raises(UnclearError):
        slot.put("perhaps")
    supported = next(one for one in list_ratings(exercise) if one.objective == objective).supported
    assert isinstance(chair.do(*slot.put("+ it is one")), Done)
    assert list_filings() == []
    seen = next(one for one in list_observations(exercise) if one.line == line)
    assert (seen.kind, seen.text) == ("strength", "They named the price before they agreed.")
    rated = next(one for one in list_ratings(exercise) if one.objective == objective)
    assert SCALE.index(rated.supported) <= SCALE.index(supported)
    refused = chair.do("note", {"text": "Rain.", "amends": 9999})
    assert isinstance(refused, Refusal)
    assert refused.code == RefusalCode.NO_OBSERVATION
