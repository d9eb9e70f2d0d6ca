"""The form of the debrief: in another language it has the same parts, and the same slots for the same lines."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.exercise.exercise_driver import FakeClock
from tests.paths import ROOT
from tests.pseudo_text import PseudoText
from wargame.exercise.debrief.form import FormSlot, FormText, list_parts, list_steps
from wargame.exercise.play.exercise import Exercise
from wargame.phrases import use_catalogue

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


def _put(exercise: Exercise, text: str) -> int:
    raise NotImplementedError
