"""What an undo would take back is said before it is done, and tells nothing that is not everybody's."""

from __future__ import annotations

from pathlib import Path

from tests.tui.app_setup import exercise
from tests.tui.desk_setup import asked
from wargame.exercise.view.narration import format_undo


def test_an_answer_to_a_card_is_named_and_a_plan_is_not(tmp_path: Path) -> None:
    played = asked(exercise(tmp_path), "plan", "cartel")
    first = next(line.n for line in played.standing if line.do == "offer" and line.role == "security")
    assert "Regional security offers" in format_undo(played, first - 1)
    last = played.standing[-1].n
    played.execute("cartel", "plan", {"action": "show_force"})
    said = format_undo(played, last)
    assert said == "Take back: Cartel, plan"
    assert format_undo(played, last - 1).endswith(", and all after it")
