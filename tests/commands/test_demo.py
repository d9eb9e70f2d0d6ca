"""demo: one turn that plays itself, and the recorded exercises that come with the program."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run
from tests.exercise.exercise_driver import FakeClock
from tests.paths import ROOT
from wargame import EXERCISE
from wargame.commands import replay, shipped_files
from wargame.commands.lookup import find_content
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.view.past_session import PastSession
from wargame.plain.paced_talk import LONGEST, SHORTEST, PacedTalk
from wargame.plain.terminal_io import Talk
from wargame.plain.unattended import play_demo

EXAMPLES = sorted((ROOT / "sessions" / "examples").glob("*.jsonl"))


def test_the_turn_is_always_the_same_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    first, second = run("demo"), run("demo")
    assert first.code == 0
    assert first == second
    assert list(tmp_path.iterdir()) == []


def test_at_a_terminal_the_turn_is_paced_and_says_the_same() -> None:
    content = find_content(EXERCISE)
    waited: list[float] = []
    seats = dict.fromkeys(content.scenario.roles, "bot:doctrine")
    for talk in (Talk(StringIO(), out := StringIO()), PacedTalk(StringIO(), paced := StringIO(), waited.append)):
        play_demo(Exercise.begin(content, "short", seats, 2011, None), talk)
    assert out.getvalue() == paced.getvalue()
    assert len(waited) > 20
    assert all(SHORTEST <= seconds <= LONGEST for seconds in waited)


def test_after_the_turn_the_recorded_exercises_are_listed(run: Run) -> None:
    out = run("demo").out
    for path in EXAMPLES:
        assert f"\n  {path.stem}: " in out


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_recorded_exercise_is_printed_as_a_replay_of_its_file(run: Run, path: Path, tmp_path: Path) -> None:
    code, out, err = run("demo", path.stem, "--print")
    assert (code, err) == (0, "")
    assert out == run("replay", path, "--print").out
    assert list(tmp_path.iterdir()) == []


def test_on_a_screen_it_opens_and_what_is_played_on_goes_to_the_users_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[PastSession] = []

    def open_replay(sessions: Path, past: PastSession, **how: Any) -> int:
        shown.append(past)
        return 0

    monkeypatch.setattr("wargame.tui.run.open_replay", open_replay)
    monkeypatch.setattr(replay, "has_terminal", lambda: True)
    assert run("demo", "by-hand.jsonl").code == 0
    (past,) = shown
    past.go_to(5)
    new = past.branch("mine", FakeClock())
    assert new.parent == tmp_path / "data" / "wargame" / "sessions"
    assert sorted((ROOT / "sessions" / "examples").glob("*.jsonl")) == EXAMPLES


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("by-hand",), "there is no terminal here to show the session on; add --print"),
        (("byhand", "--print"), "there is no recorded exercise 'byhand'; did you mean 'by-hand'?"),
        (("xyzzy",), "there is no recorded exercise 'xyzzy'; there are: by-hand, "),
        (("s.jsonl",), "s.jsonl is none of the recorded exercises of the program; wargame replay s.jsonl shows"),
        (("--print",), "--print: name the recorded exercise to print"),
    ],
)
def test_wrong_usage_is_told(run: Run, argv: tuple[str, ...], said: str) -> None:
    Path("s.jsonl").touch()
    code, out, err = run("demo", *argv)
    assert (code, out) == (2, "")
    assert said in err


def test_a_copy_without_recorded_exercises_still_plays_its_turn(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped_files, "_PACKAGE", tmp_path / "wargame")
    code, out, err = run("demo")
    assert (code, err) == (0, "")
    assert "recorded" not in out.partition("That was one turn")[2]
    assert "came without them" in run("demo", "by-hand").err
