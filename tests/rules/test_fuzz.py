"""Five hundred whole exercises, random from the first choice to the last (`python -m tests.fuzz` plays more)."""

from __future__ import annotations

import pytest

from tests import fuzz
from tests.playing import shipped


def test_five_hundred_exercises() -> None:
    report = fuzz.fuzz(500, seed=20261122)
    assert report.games == 500
    assert set(report.endings) >= {ending.id for ending, _ in shipped().endings if not ending.last}


def test_a_failure_names_the_game_and_its_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(table: object, row: object) -> None:
        raise AssertionError("two cards in one place")

    monkeypatch.setattr(fuzz, "check_row", broken)
    with pytest.raises(fuzz.Found) as found:
        fuzz.fuzz(4, seed=5)
    lines = str(found.value).splitlines()
    assert lines == [
        "game 0 of seed 5 (shipped short): AssertionError: two cards in one place",
        '["facilitator", "begin", {}]',
    ]
