"""Mattered: the decisions of a session file in the words of the report, with what bots cannot know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.exercise.exercise_driver import begin, do, objects, reseal, undo, until
from wargame.review.data.impact_summary import build_impact, measure_weights
from wargame.review.data.report import Impact
from wargame.review.data.reviewed_session import open_session
from wargame.session.chain import JournalError


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A first turn by people, with a slip that was undone and an argument; the rest has not been played."""
    exercise = until(begin(tmp_path_factory.mktemp("played"), length="standard"), "plan")
    to = exercise.lines[-1].n
    do(exercise, "town", "plan", action="inquire")
    undo(exercise, to)
    do(exercise, "town", "plan", action="patrol", zone="market")
    said = {"action": "Pay a chorus to sing in the market", "reasons": ["Everybody comes"]}
    exercise.execute("ring", "argue", {"effects": {"fear": 1}, "reasons": 1, "secret": False}, said=said)
    exercise.close()
    assert exercise.path is not None
    return exercise.path


def measure(path: Path, pairs: int) -> Impact:
    session = open_session(path)
    return build_impact(session, measure_weights(session, pairs))


def test_decisions_and_alternatives_are_told_in_words(played: Path) -> None:
    found = measure(played, 4)
    decided = {one.decided: one for one in found.decisions}
    patrol = decided["Patrol: The market"]
    assert (patrol.name, patrol.turn, patrol.line) == ("The council", 1, played.read_text().count("\n") - 1)
    assert {one.name for one in patrol.alternatives} == {"Inquire", "Hold a meeting"}
    argued = next(one for text, one in decided.items() if text.startswith("Argues: Pay a chorus to sing"))
    assert "Keep still" in {one.name for one in argued.alternatives}
    assert not any(text.startswith("Inquire") for text in decided), "what was undone is no decision that stands"
    assert found.pairs == 4
    assert found.bots == "doctrine"
    assert "What bots cannot know" in found.caveat
    arms = sum(len(one.alternatives) + 1 for one in found.decisions)
    said = f"Of {8 * arms} exercises that bots played on, 8 were played one by one until an argument in them was"
    assert said in found.caveat, "every arm on 4 pairs and 4 more, the argument among them"
    assert "by luck alone" not in found.caveat, "all were measured on fresh seeds: none was left out"


def test_a_longer_exercise_says_how_the_leading_were_chosen(tmp_path: Path) -> None:
    exercise = begin(tmp_path, length="short", seats=dict.fromkeys(("ring", "town"), "bot:doctrine"))
    while not exercise.over:
        exercise.play_bots()
        if not exercise.over:
            until(exercise, exercise.find_pending())
            do(exercise, "facilitator", exercise.find_pending())
    exercise.close()
    assert exercise.path is not None
    found = measure(exercise.path, 3)
    assert [one.fresh for one in found.decisions][4:6] == [True, False]
    assert "The 5 that lead were chosen on 3 pairs and measured on 3 others" in found.caveat


def test_what_this_program_cannot_play_on_is_refused_by_name(played: Path, tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = objects(played)
    lines[0]["rules"] += 1  # its commands are not decided again when it is read
    next(line for line in lines if line.get("args", {}).get("zone") == "market")["args"]["zone"] = "hill"
    with pytest.raises(JournalError, match=r"tampered\.jsonl.*refuse"):
        measure(reseal(tmp_path / "tampered.jsonl", lines), 4)
