"""A session file with everything in it, played once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exercise.exercise_driver import begin, file_of, turns_of, undo
from tests.playing import by_seed


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole exercise with an undo in its middle, rolls, records, and bots in one seat."""
    exercise = begin(tmp_path_factory.mktemp("played"), seed=5, seats={"town": "bot:doctrine"}, length="standard")
    exercise.play_bots()
    pick = by_seed(2)
    for i, _ in enumerate(turns_of(exercise, pick)):
        exercise.play_bots()
        if i == 9:
            undo(exercise, exercise.standing[-4].n)
            exercise.play_bots()
    exercise.close()
    return file_of(exercise)
