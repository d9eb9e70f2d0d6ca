"""Texts have no markup: a recorded session that has signs of emphasis shows quotation marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exercise.exercise_driver import FakeClock, shipped_content
from wargame.content.load.loader import pin, unpin
from wargame.content.model.emphasis import quote_emphasis
from wargame.exercise.debrief.form import list_parts
from wargame.exercise.debrief.form_parts import FormText
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat import Seat
from wargame.review.data.claim_page import build_claim_page
from wargame.review.data.reviewed_session import open_session
from wargame.rules.model import OBSERVER


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Without *Acting together* (the\nground)", 'Without "Acting together" (the\nground)'),
        ("It is **so**, and _so_.", 'It is "so", and "so".'),
        ("2 * 3 * 4, a_b_c, 5*6*7, n_guatemala", "2 * 3 * 4, a_b_c, 5*6*7, n_guatemala"),
    ],
)
def test_emphasised_words_stand_in_quotation_marks(text: str, shown: str) -> None:
    assert quote_emphasis(text) == shown


def test_no_viewer_reads_asterisks_in_what_a_recorded_session_teaches(tmp_path: Path) -> None:
    pinned = pin(shipped_content())
    pinned["scenario"]["teaches"] = "Without *Acting together* it gains three."
    content = unpin(pinned)
    seats = dict.fromkeys(content.scenario.roles, "bot:doctrine")
    exercise = Exercise.begin(content, "short", seats, 4, tmp_path, facilitated=False, clock=FakeClock())
    exercise.play_bots()
    exercise.close()
    assert exercise.path is not None
    shown = 'Without "Acting together" it gains three.'
    assert Seat(exercise, OBSERVER).find_briefing().teaches == shown
    assert shown in [part.text for part in list_parts(exercise, "why") if isinstance(part, FormText)]
    assert build_claim_page(open_session(exercise.path)).teaches == shown
