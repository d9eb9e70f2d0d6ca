"""deck check and scenario check: folders, codes, silences, JSON, and checking again at every save."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run, copy_tiny, spoil
from wargame.cli import main


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The tiny scenario, its deck and its source, copied to where they may be spoilt."""
    copy_tiny(tmp_path / "port", "tiny*.yaml", without="pact")
    return tmp_path / "port" / "tiny-deck.yaml"


# Folders


def test_a_folder_is_checked_file_by_file_each_as_what_it_is(run: Run, mine: Path) -> None:
    code, out, err = run("deck", "check", "port")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert "port/scenarios/tiny.yaml: scenario, no errors, 13 warnings (7 actions, 1 deck)" in lines
    assert "port/sources/tiny-paper.yaml: source, no errors (3 facts)" in lines
    assert lines[-1] == "port: no errors, 27 warnings (1 scenario, 2 decks, 1 source)"
    assert len([line for line in lines if ": warning: " in line]) == 27  # what a scenario's deck shares is told once
    assert run("scenario", "check", "port").out == out


def test_errors_of_a_folder_are_counted(run: Run, mine: Path) -> None:
    spoil(mine, "effects:", "efects:")
    spoil(mine.parent / "sources" / "tiny-paper.yaml", "stance: asserts", "stance: says")
    (mine.parent / "notes.yaml").write_text("shopping: [bread]\n", encoding="utf-8")
    code, out, _ = run("deck", "check", "port")
    assert code == 1
    assert "notes.yaml" not in out
    assert out.splitlines()[-1].startswith("port: 2 errors in 2 files (")


def test_an_authors_source_beside_a_deck_for_a_shipped_scenario(run: Run, mine: Path) -> None:
    deck = mine.parent / "other.yaml"
    deck.write_text(
        "format: 1\nid: other\ntitle: Other\nabout: A card.\nscenario: impracticable-alliance\ncards:\n"
        "  - {id: rain, title: Rain, text: It rains., cites: [tiny-paper/docks]}\n",
        encoding="utf-8",
    )
    assert run("deck", "check", deck).code == 0


# Codes and silences


def test_each_line_ends_with_a_code_that_can_be_explained(run: Run, mine: Path) -> None:
    spoil(mine, "title:", "titel:")
    out = run("deck", "check", mine).out
    assert out.splitlines()[0].endswith("did you mean 'title'? [unknown-key]")
    code, out, err = run("deck", "check", "--explain", "unknown-key")
    assert (code, err) == (0, "")
    assert out.startswith("unknown-key: error\n\nThere is no such key here.\n")
    assert "titel: The alarm" in out
    assert run("scenario", "check", "--explain", "unknown-key").out == out


def test_a_code_there_is_not(run: Run) -> None:
    code, out, err = run("deck", "check", "--explain", "uncitet")
    assert (code, out) == (2, "")
    assert "there is no code 'uncitet'; did you mean 'uncited'?" in err
    assert "there are: file, yaml, " in run("deck", "check", "--explain", "zzz").err


def test_nothing_to_check_is_wrong_usage(run: Run) -> None:
    code, _, err = run("deck", "check")
    assert code == 2
    assert "name a deck or a folder to check, or a code to --explain" in err


def test_a_warning_is_silenced_with_a_reason(run: Run, mine: Path) -> None:
    before = run("deck", "check", mine).out
    assert "card cousin: it cites no fact" in before
    spoil(mine, "  - id: cousin\n", "  - id: cousin\n    silence: {uncited: It is invented.}\n")
    after = run("deck", "check", mine).out
    assert "card cousin: it cites no fact" not in after
    assert "card festival: it cites no fact" in after
    assert after.splitlines()[-1].endswith("12 warnings, 1 silenced (6 cards for tiny)")


def test_a_silence_on_the_deck_covers_all_of_it(run: Run, mine: Path) -> None:
    spoil(mine, "scenario: tiny\n", "scenario: tiny\nsilence:\n  short-text: They are for a test.\n")
    out = run("deck", "check", mine).out
    assert "[short-text]" not in out
    assert "6 silenced" in out


@pytest.mark.parametrize(
    ("silence", "said"),
    [
        ("{uncitet: Invented.}", "no warning has the code 'uncitet'; expected the code of a warning"),
        ("{unknown-key: Invented.}", "'unknown-key' is an error, and errors cannot be silenced"),
        ("{uncited: }", "'uncited' has no value; expected text"),
        ('{uncited: ""}', "the text is empty; expected some text"),
        ("[uncited]", "'silence' is a list; expected a mapping"),
    ],
)
def test_a_silence_needs_a_warning_and_a_reason(run: Run, mine: Path, silence: str, said: str) -> None:
    spoil(mine, "  - id: cousin\n", f"  - id: cousin\n    silence: {silence}\n")
    code, out, _ = run("deck", "check", mine)
    assert code == 1
    assert f"card cousin: {said}" in out


def test_a_silence_that_silences_nothing_is_a_warning(run: Run, mine: Path) -> None:
    spoil(mine, "  - id: fire\n", "  - id: fire\n    silence: {uncited: It is invented.}\n")
    out = run("deck", "check", mine).out
    assert ":17:15: warning: card fire: it silences 'uncited', and nothing of the kind is wrong here; " in out
    assert "[unused-silence]" in out


def test_a_silence_about_words_counts_when_words_are_checked(run: Run, mine: Path) -> None:
    spoil(mine, "  - id: fire\n", "  - id: fire\n    silence: {long: It is meant to be long.}\n")
    assert "unused-silence" not in run("deck", "check", mine).out
    assert "unused-silence" in run("deck", "check", "--content", mine).out


# JSON


def test_json_keeps_its_shape(run: Run, mine: Path) -> None:
    spoil(mine, "effects:", "efects:")
    code, out, err = run("deck", "check", "--json", mine)
    assert (code, err) == (1, "")
    assert json.loads(out) == {
        "format": 1,
        "files": [{"file": str(mine), "kind": "deck", "errors": 1, "warnings": 0, "silenced": 0}],
        "problems": [
            {
                "file": str(mine),
                "line": 12,
                "column": 5,
                "card": "festival",
                "where": "card festival",
                "code": "unknown-key",
                "level": "error",
                "message": "unknown key 'efects'",
                "expected": json.loads(out)["problems"][0]["expected"],
                "hint": "did you mean 'effects'?",
            }
        ],
    }


def test_json_is_json_whatever_is_wrong(run: Run, mine: Path) -> None:
    code, out, err = run("deck", "check", "--json", "no-such", "missing.yaml", "port")
    assert code == 2
    assert "no-such" in err
    data = json.loads(out)
    assert [one["kind"] for one in data["files"]] == ["deck", "scenario", "source", "deck", "deck"]
    assert data["problems"][0]["code"] == "file"
    assert run("deck", "check", "--json", "--watch", mine).code == 2


# A terminal


def test_on_a_terminal_the_line_is_shown_with_a_caret(
    mine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(mine, "effects:", "efects:")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    main(["deck", "check", str(mine)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:3] == ["    efects: {fear: -1}", "    ^"]
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm")
    main(["deck", "check", str(mine)])
    assert capsys.readouterr().out.startswith("\033[31m")


# Watching

Watching = Callable[..., Any]


@pytest.fixture
def saves(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Stands for people who save: each step changes files, then the watcher reports it; at the end comes Ctrl-C."""

    def plan(*steps: Callable[[], object]) -> None:
        left = list(steps)

        def watch(*folders: Path, watch_filter: Callable[[Any, str], bool], recursive: bool) -> Iterator[Any]:
            assert all(folder.is_dir() for folder in folders)
            assert not recursive
            while left:
                left.pop(0)()
                yield {(2, str(folders[0] / "tiny-deck.yaml"))}
            raise KeyboardInterrupt

        monkeypatch.setattr("watchfiles.watch", watch)

    return plan


def test_a_deck_is_checked_again_at_every_save(run: Run, mine: Path, saves: Callable[..., None]) -> None:
    whole = mine.read_text(encoding="utf-8")
    saves(
        lambda: spoil(mine, "effects:", "efects:"),
        lambda: mine.write_text(whole[:700], encoding="utf-8"),
        mine.unlink,
        lambda: mine.write_text(whole, encoding="utf-8"),
    )
    code, out, err = run("deck", "check", "--watch", mine)
    assert (code, err) == (0, "")
    parts = out.split("\nChanged: tiny-deck.yaml\n")
    assert len(parts) == 5
    assert "Watching 3 files: tiny-deck.yaml, tiny-paper.yaml, tiny.yaml. Ctrl+C ends." in parts[0]
    assert "did you mean 'effects'?" in parts[1]
    assert f"{mine}: 1 error" in parts[2]
    assert "there is no such file" in parts[3]
    assert "no errors, 13 warnings (6 cards for tiny)" in parts[4]
    assert out.endswith("\nNo longer watching.\n")


def test_a_new_file_in_a_watched_folder_is_checked(run: Run, mine: Path, saves: Callable[..., None]) -> None:
    def add() -> None:
        below = mine.parent / "more"
        below.mkdir()
        (below / "new.yaml").write_text("format: 1\ncards: []\n", encoding="utf-8")

    saves(add)
    code, out, _ = run("deck", "check", "--watch", "port")
    assert code == 0
    assert "port/more/new.yaml: deck, " in out


def test_nothing_there_is_nothing_to_watch(run: Run, saves: Callable[..., None]) -> None:
    saves()
    code, _, err = run("deck", "check", "--watch", "no-such")
    assert code == 2
    assert "there is nothing to watch" in err
