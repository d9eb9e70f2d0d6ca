"""Debrief at the prompt: what a script says after the ending is written down; one that ends there ends well."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.tui.app_setup import StillClock, content
from wargame.exercise.debrief.ratings import list_advice, list_observations, list_ratings
from wargame.exercise.debrief.stages import is_final, list_entries, list_player_names
from wargame.exercise.play.exercise import Exercise
from wargame.plain import play
from wargame.plain.terminal_io import Talk
from wargame.session.verify import verify

SAID = """\
debrief
Ana and Ben

next
The cell hoped for more.

next
next
Ask [red]early[/].

next
back
next
Ask who pays.
edit {line} Ask who pays first.
next
- Nobody asked.

A
S
next
late -> ask first; by: cartel

POL 310


4


final
no
"""


def over(folder: Path) -> Exercise:
    """The shipped exercise, played to its end by bots."""
    loaded = content()
    seats = dict.fromkeys(loaded.scenario.roles, "bot:doctrine")
    exercise = Exercise.begin(loaded, "short", seats, 4, folder, facilitated=False, clock=StillClock())
    exercise.play_bots()
    return exercise


def talked(exercise: Exercise, script: str) -> str:
    """What is said to a script after the end."""
    out = io.StringIO()
    assert play(exercise, resumed=True, talk=Talk(io.StringIO(script), out)) == 0
    return out.getvalue()


def test_a_script_can_talk_it_over(tmp_path: Path) -> None:
    exercise = over(tmp_path)
    first = len(exercise.lines) + 2  # the file is sealed and reopened first
    out = talked(exercise, SAID.format(line=first + 5))
    assert exercise.path is not None
    assert verify(exercise.path).is_good
    assert list_player_names(exercise)[exercise.table.roles[exercise.table.roles.index("cartel")]] == ("Ana", "Ben")
    assert [one.text for one in list_entries(exercise)] == [
        "Ana and Ben", "The cell hoped for more.", "Ask [red]early[/].", "Ask who pays first.",
    ]  # fmt: skip
    assert [one.text for one in list_observations(exercise)] == ["Nobody asked."]
    assert "'A' is no rating" in out
    assert "say why it is rated S" in " ".join(out.split())
    assert not list_ratings(exercise)[0].rating
    assert list_advice(exercise)[0].by == "cartel"
    assert is_final(exercise)


@pytest.mark.parametrize("script", ["", "\n\n\n", "no\nquit\n", "debrief", "debrief\nstop\n", "debrief\nAna"])
def test_a_script_that_ends_here_ends_well(tmp_path: Path, script: str) -> None:
    exercise = over(tmp_path)
    out = talked(exercise, script)
    assert ("Debrief 1" in out) == script.startswith("debrief")
    assert exercise.path is not None
    assert verify(exercise.path).is_good


@pytest.mark.parametrize("answer", ["n\n", ""])
def test_before_it_is_offered_it_says_how_to_come_back(tmp_path: Path, answer: str) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    exercise, out = over(tmp_path), Terminal()
    assert play(exercise, resumed=True, talk=Talk(Terminal(answer), out)) == 0
    said, asked, after = out.getvalue().partition("Talk it over now, step by step? [y/N]")
    assert asked
    assert f"resume {exercise.path} --plain" in said.replace("'", "")
    assert "resume" not in after


def test_the_report_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    exercise = over(tmp_path)
    steps = "debrief\n" + "next\n" * 8
    out = talked(exercise, f"{steps}{tmp_path / 'r.csv'}\n")
    assert (tmp_path / "r.csv").exists()
    assert "Written:" in out
    assert exercise.path is not None
    out = talked(Exercise.resume(exercise.path), f"{steps}{exercise.path}\n")
    assert "Written:" not in out, "a report never takes the place of a session"
    out = talked(Exercise.resume(exercise.path), f"{steps}{tmp_path / ('x' * 300)}.csv\n")
    assert "it cannot be written (File name too long)." in " ".join(out.split())
    assert verify(exercise.path).is_good
