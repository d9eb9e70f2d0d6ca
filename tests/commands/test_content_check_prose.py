"""deck check --content: the words of a deck, from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import TINY, Run

DECK = TINY / "tiny-deck.yaml"


def test_shipped_decks_pass(run: Run) -> None:
    code, out, err = run("deck", "check", "--content", "nolden-2011", "killebrew-irvine-2011")
    assert (code, err) == (0, "")
    assert "nolden-2011: no errors" in out


def test_a_breach_is_an_error_at_its_place_and_counted(run: Run) -> None:
    code, out, _ = run("deck", "check", "--content", DECK)
    assert code == 1
    assert f"{DECK}:10:11: card festival: the text has 16 words: fewer than 40 set no scene" in out
    assert "[length]" in out
    assert out.splitlines()[-1].startswith(f"{DECK}: 6 errors, ")


def test_without_content_the_same_deck_passes(run: Run) -> None:
    code, out, _ = run("deck", "check", DECK)
    assert code == 0
    assert "[length]" not in out


def test_a_breach_does_not_hide_the_next_deck(run: Run) -> None:
    code, out, err = run("deck", "check", "--content", DECK, "no-such", "nolden-2011")
    assert code == 2
    assert "no-such: no deck and no file is called that" in err
    assert "nolden-2011: no errors" in out


def test_words_are_held_against_every_paper_named(run: Run, tmp_path: Path) -> None:
    other, paper = tmp_path / "other.txt", tmp_path / "paper.txt"
    other.write_text("Nothing of the kind.", encoding="utf-8")
    paper.write_text("=== page 4 ===\nFor one night nobody counts,\nand everybody is seen", encoding="utf-8")
    code, out, _ = run("deck", "check", "--content", DECK, "--text", other, "--text", paper)
    assert code == 1
    assert f"{DECK}:10:33: card festival: nine words in a row stand in paper.txt, page 4: " in out


def test_a_paper_that_cannot_be_read_is_wrong_usage(run: Run) -> None:
    code, _, err = run("deck", "check", "--content", DECK, "--text", "no-such.txt")
    assert code == 2
    assert "no-such.txt: it cannot be read" in err
    Path("empty.txt").write_text(" \n", encoding="utf-8")
    code, _, err = run("deck", "check", "--content", DECK, "--text", "empty.txt")
    assert (code, "--text empty.txt: the file is empty" in err) == (2, True)
    assert run("deck", "check", DECK, "--scenario", "crosroads").code == 2


def test_a_paper_without_content_is_wrong_usage(run: Run) -> None:
    code, _, err = run("deck", "check", DECK, "--text", DECK)
    assert code == 2
    assert "add --content" in err
