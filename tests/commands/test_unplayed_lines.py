"""A session file with a line that was not played: every command names the line, exits 1 and writes nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.exercise.exercise_driver import begin, file_of, objects, play_out, reseal


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A whole exercise in which the command of line 5 begins at numbers that never were."""
    exercise = play_out(begin(tmp_path / "played"))
    exercise.close()
    lines = objects(file_of(exercise))
    lines[4]["events"][0]["from"] = 77
    (tmp_path / "odd").mkdir()
    return reseal(tmp_path / "odd" / "odd.jsonl", lines)


COMMANDS = [
    ("verify",),
    *(("replay", "--print", "--role", role) for role in ("facilitator", "observer", "ring", "town")),
    *(("review", "-o", ending) for ending in ("-", "r.html", "r.csv", "r.json", "r.docx", "r.pdf", "r.pptx")),
    ("review", "-o", "r.html", "--anonymise"),
    ("branch", "--at", "7"),
    ("resume", "--plain"),
    ("watch", "--role", "ring"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_names_the_line(
    run: Run, odd: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(odd.parent)
    before = odd.read_bytes()
    code, out, err = run(command[0], odd.name, *command[1:])
    assert code == 1
    assert re.search(r"\bline 5\b", out + err)
    assert "This is a bug" not in err
    assert odd.read_bytes() == before
    assert [path.name for path in odd.parent.iterdir()] == ["odd.jsonl"]


def test_a_replay_shows_what_came_before(run: Run, odd: Path) -> None:
    _, out, _ = run("replay", odd, "--print")
    assert "Turn 1 of" in out
    assert "What came before it is shown." in " ".join(out.split())


def test_a_branch_from_before_the_line_can_be_made(run: Run, odd: Path) -> None:
    code, out, _ = run("branch", odd, "--at", "4")
    assert code == 0
    assert "resume" in out
