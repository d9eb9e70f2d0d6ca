"""What an undo would take back is said before it is done, and tells nothing that is not everybody's."""

from __future__ import annotations

from pathlib import Path

from tests.tui.app_setup import exercise
from tests.tui.desk_setup import asked
from wargame.exercise.play.undoing import format_undone
from wargame.exercise.seat import Seat
from wargame.rules.model import FACILITATOR


def test_an_answer_to_a_card_is_named_and_a_plan_is_not(tmp_path: Path) -> None:
    played = asked(exercise(tmp_path), "plan", "cartel")
    first = next(line.n for line in played.standing if line.do == "offer" and line.role == "security")
    assert "Regional security offers" in format_undone(Seat(played, FACILITATOR), first - 1)
    chair, last = Seat(played, FACILITATOR), played.standing[-1].n
    played.execute("cartel", "plan", {"action": "show_force"})
    said = format_undone(chair, last)
    assert said == "Take back: Cartel, plan"
    assert format_undone(chair, last - 1).endswith(", and all after it")
