"""deck try and deck sheet, as a teacher types them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.conftest import TINY, Run

DECK = TINY / "tiny-deck.yaml"
SCENARIO = TINY / "scenarios" / "tiny.yaml"


def test_a_card_is_tried_in_words(run: Run) -> None:
    code, out, err = run("deck", "try", DECK, "fire", "--games", "3", "--length", "short")
    assert (code, err) == (0, "")
    assert out.startswith("A warehouse burns (fire of tiny-deck)\nThe harbour ring, short: ")
    assert "It can be drawn when Fear 3 or more.\n" in out
    assert "Early: turn " in out
    assert "points at the end  without  with the card\n" in out
    assert "One of them, turn " in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_a_card_is_tried_in_numbers(run: Run) -> None:
    argv = ("deck", "try", DECK, "fire", "--scenario", SCENARIO, "--games", "2", "--length", "short", "--json")
    code, out, err = run(*argv)
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert (found["card"], found["deck"], found["games"]) == ("fire", "tiny-deck", 2)
    assert found["moments"][0]["when"] == "early"
    assert set(found["moments"][0]["sides"][0]) == {"role", "without", "more"}
    assert set(found["example"]) == {"turn", "before", "told", "came", "without"}
    assert run(*argv).out == out


def test_a_mistyped_card_is_guessed(run: Run) -> None:
    code, _, err = run("deck", "try", DECK, "fier")
    assert (code, err) == (2, "wargame: tiny-deck has no card 'fier'; did you mean 'fire'?\n")
    code, _, err = run("deck", "try", DECK, "zzz")
    assert code == 2
    assert "there are: festival, fire" in err


def test_a_mistyped_deck_and_length_are_told(run: Run) -> None:
    assert run("deck", "try", "partnres", "x").err.startswith("wargame: partnres: no deck and no file is called that; ")
    code, _, err = run("deck", "try", DECK, "fire", "--length", "shrt")
    assert code == 2
    assert "did you mean 'short'?" in err


def test_cards_are_written_for_paper(run: Run) -> None:
    code, out, err = run("deck", "sheet", DECK)
    assert (code, err) == (0, "")
    assert out == (
        "tiny-deck.html: 7 cards on 1 sheet. Open it in a browser and print it on both sides, turned on the long edge, "
        "at 100 %.\n"
    )
    assert "A warehouse burns" in Path("tiny-deck.html").read_text(encoding="utf-8")
    letter = run("deck", "sheet", DECK, "--paper", "letter", "-o", "-").out
    assert "size: 215.9mm 279.4mm" in letter


def test_a_sheet_that_cannot_be_written_is_told(run: Run) -> None:
    code, _, err = run("deck", "sheet", DECK, "-o", "no/where.html")
    assert code == 2
    assert "there is no folder no to write it to" in err
