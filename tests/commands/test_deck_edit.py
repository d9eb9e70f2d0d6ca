"""``deck edit`` on the command line: what it refuses, before the app is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.cli import main
from wargame.commands import deck_edit


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str | None]]:
    """A terminal, and what the app was opened with."""
    opened: list[tuple[Path, str | None]] = []
    monkeypatch.setattr(deck_edit, "has_terminal", lambda: True)

    def open_decks(sessions: Path, path: Path, card: str | None, *, ascii: bool = False) -> int:
        opened.append((path, card))
        return 0

    monkeypatch.setattr("wargame.tui.run.open_decks", open_decks)
    return opened


def test_without_a_terminal_it_says_what_to_do_instead(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deck", "edit", "nolden-2011"]) == 2
    assert "wargame deck check nolden-2011 --watch" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["noldn-2011"], "did you mean 'nolden-2011'"),
        (["no/such.yaml"], "wargame deck new such"),
        (["nolden-2011", "leter"], "did you mean 'letter'"),
    ],
)
def test_what_there_is_not_is_wrong_usage(
    typed: list[str], said: str, at_terminal: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["deck", "edit", *typed]) == 2
    assert said in capsys.readouterr().err
    assert not at_terminal


def test_what_is_no_text_is_told(tmp_path: Path, at_terminal: list[object], capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(b"id: caf\xe9\n")
    assert main(["deck", "edit", str(path)]) == 1
    assert "not UTF-8" in capsys.readouterr().err


def test_it_opens_at_the_card(tmp_path: Path, at_terminal: list[tuple[Path, str | None]]) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("cards: [")
    assert main(["deck", "edit", "nolden-2011", "letter"]) == 0
    assert main(["deck", "edit", str(path), "any"]) == 0
    assert [(one.name, card) for one, card in at_terminal] == [("nolden-2011.yaml", "letter"), ("broken.yaml", "any")]
