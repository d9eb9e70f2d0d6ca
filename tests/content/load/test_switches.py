"""Switches: an exercise is played without a part of its scenario, and says so; a switch that does not fit is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.conftest import FOLDER
from wargame.cli import main
from wargame.content.check.check_file import check_scenario_file
from wargame.content.load.loader import load_content, pin, unpin
from wargame.content.load.problems import ContentError

SWITCH = """
switches:
  - id: sight
    title: Sight
    text: Nobody collects anything.
    {parts}
"""


def write_scenario(folder: Path, parts: str) -> Path:
    """Return the file of the tiny scenario with one switch, beside copies of what it needs."""
    for path in FOLDER.rglob("*.yaml"):
        copy = folder / path.relative_to(FOLDER)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text("utf-8"), "utf-8")
    scenario = folder / "scenarios" / "tiny.yaml"
    scenario.write_text(scenario.read_text("utf-8") + SWITCH.format(parts=parts), "utf-8")
    return scenario


def test_a_switch_leaves_out_and_changes_what_it_names(tmp_path: Path) -> None:
    scenario = load_content(write_scenario(tmp_path, "without: {}")).scenario
    track, rule = next(iter(scenario.tracks)), scenario.upkeep[-1].id
    parts = f"without: {{upkeep: [{rule}]}}\n    changes: {{tracks: {{{track}: {{name: Renamed}}}}}}"
    path = write_scenario(tmp_path, parts)
    whole, less = load_content(path), load_content(path, without=["sight"])
    assert [one.id for one in less.scenario.upkeep] == [one.id for one in whole.scenario.upkeep if one.id != rule]
    assert less.scenario.tracks[track].name == "Renamed" != whole.scenario.tracks[track].name
    assert [(one.id, one.off) for one in less.scenario.switches] == [("sight", True)]
    pinned = pin(less)
    assert pinned["scenario"]["switches"] == [
        {"id": "sight", "title": "Sight", "text": "Nobody collects anything.", "off": True}
    ]
    assert pin(unpin(pinned)) == pinned


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ("without: {}", "nothing is different"),
        ("without: {upkep: [x]}", "cannot change 'upkep'"),
        ("without: {actions: [nothing-of-it]}", "no action 'nothing-of-it'"),
        ("changes: {cards: {no-card: {title: T}}}", "no card 'no-card'"),
        ("changes: {tracks: {TRACK: {start: many}}}", "the scenario is not whole"),
        ("without: {tracks: [TRACK]}", "the scenario is not whole"),
    ],
)
def test_a_switch_that_does_not_fit_is_named_at_its_place(tmp_path: Path, parts: str, said: str) -> None:
    track = next(iter(load_content(FOLDER / "scenarios" / "tiny.yaml").scenario.tracks))
    path = write_scenario(tmp_path, parts.replace("TRACK", track))
    problems = check_scenario_file(path).problems
    assert [problem.code for problem in problems] == ["switch"]
    assert said in problems[0].said
    assert problems[0].line > path.read_text("utf-8").count("\n") - 6
    with pytest.raises(ContentError):
        load_content(path, without=["sight"])


def test_a_session_says_what_it_is_played_without(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    played = ["play", "--headless", "--length", "short", "--seed", "1", "--sessions", str(tmp_path)]
    assert main([*played, "--without", "detection"]) == 0
    (path,) = tmp_path.glob("*.jsonl")
    assert main(["verify", str(path)]) == 0
    capsys.readouterr()
    assert main(["review", str(path), "-o", str(tmp_path / "report.md")]) == 0
    assert "Played without: Detection." in (tmp_path / "report.md").read_text("utf-8")
    capsys.readouterr()
    assert main([*played, "--without", "detectoin"]) == 2
    assert "did you mean 'detection'" in capsys.readouterr().err
