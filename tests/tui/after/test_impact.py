"""Impact: from the end of play on it is measured in the background, and the report leads with what mattered."""

from __future__ import annotations

import csv
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.exercise.exercise_driver import begin, play_out
from tests.tui.pilot import Hands, run_hands, wait_until
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.widgets.line_input import Toggle


@pytest.fixture(autouse=True)
def _at_usual_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests keep every core busy."""
    monkeypatch.setattr("wargame.review.impact_process.NICENESS", 0)


def at_the_end(folder: Path, do: Callable[[Hands], Awaitable[None]], pairs: int) -> Path:
    """Open the end of a small exercise, do something there, and leave the app. Returns the session file."""
    exercise = play_out(begin(folder, length="short"))
    assert exercise.path is not None
    path = exercise.path

    app = WargameApp(Settings(), folder, exercise, "end", pairs=pairs)
    run_hands(app, do, "small")
    app.close_exercise()
    return path


def find_process(hands: Hands) -> int:
    impact = hands.wargame.impact
    assert impact is not None
    assert impact.pid is not None
    return impact.pid


async def only_csv(hands: Hands) -> None:
    for ending in ("html", "csv"):
        hands.app.screen.query_one(f"#as-{ending}", Toggle).on = ending == "csv"
    await hands.settle()


def test_it_is_shown_until_it_is_ready_and_then_the_report_leads_with_it(tmp_path: Path) -> None:
    async def do(hands: Hands) -> None:
        assert "What mattered: 0 %   1 of" in hands.text
        find_process(hands)
        await hands.press("d", "f6")
        assert "● 2 pairs" in hands.text
        await only_csv(hands)
        await hands.press("f5")
        await wait_until(lambda: "Written:" in hands.text, hands.app)
        await hands.press("escape", "escape")
        assert "What mattered: ready for the report   1 of" in hands.text
        exercise = hands.wargame.current_exercise
        exercise.undo(exercise.last_command - 1, "a slip", confirmed=True)
        assert hands.wargame.impact is None, "it is of decisions that do not all stand any more"

    path = at_the_end(tmp_path, do, pairs=2)
    with path.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as table:
        assert any(float(row["mattered"] or 0) for row in csv.DictReader(table))


def test_it_ends_with_the_exercise_and_with_the_app(tmp_path: Path) -> None:
    ends: list[int] = []

    async def go_home(hands: Hands) -> None:
        ends.append(find_process(hands))
        await hands.press("h")
        assert hands.where == "HomeScreen"
        with pytest.raises(ProcessLookupError):
            os.kill(ends[0], 0)

    async def stay(hands: Hands) -> None:
        ends.append(find_process(hands))

    at_the_end(tmp_path, go_home, pairs=50_000)
    at_the_end(tmp_path, stay, pairs=50_000)
    with pytest.raises(ProcessLookupError):
        os.kill(ends[1], 0)


def test_without_numpy_it_is_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.review.impact_process.find_spec", lambda _: None)

    async def do(hands: Hands) -> None:
        assert hands.wargame.impact is None
        assert "What mattered" not in hands.text
        await hands.press("d", "f6")
        assert "● no" in hands.text

    at_the_end(tmp_path, do, pairs=2)
