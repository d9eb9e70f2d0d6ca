"""The line mode in another language: the same answers make the same choices, whatever the sentences say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.exercise.exercise_driver import objects
from tests.plain.test_golden import played
from tests.playing import Game, shipped
from tests.pseudo_text import PseudoText, keep_comparable
from wargame.exercise.play.input_parsing import number_offers
from wargame.exercise.play.quick_entry import read_entry
from wargame.phrases import use_catalogue
from wargame.rules.decide import list_offers
from wargame.rules.text.offer_text import format_title


def recorded(folder: Path) -> list[dict[str, Any]]:
    (path,) = folder.glob("*.jsonl")
    return keep_comparable(objects(path))


def test_a_whole_exercise_is_the_same_in_pseudo_text(tmp_path: Path) -> None:
    english, pseudo = tmp_path / "english", tmp_path / "pseudo"
    english.mkdir()
    pseudo.mkdir()
    code, text = played(english)
    with use_catalogue(PseudoText()):
        other_code, other_text = played(pseudo)
    assert (code, other_code) == (0, 0)
    assert recorded(english) == recorded(pseudo)
    assert "Make no offer" in text
    assert "Make no offer" not in other_text


def test_offers_have_the_same_numbers_and_can_be_typed_in_pseudo_text() -> None:
    table = shipped()
    game = Game(table)
    while game.phase != "plan":
        offer = list_offers(table, game.row, game.asked[0])[0]
        game.do(game.asked[0], offer.do, **offer.args)
    for role in game.asked:
        english = number_offers(table, list_offers(table, game.row, role), role)
        titles = [format_title(offer) for offer in english.values()]
        typed = [f"{n}{zone(offer)} because it helps" for n, offer in english.items() if offer.do == "plan"]
        entries = [read_entry(text, english) for text in typed]
        with use_catalogue(PseudoText()):
            assert number_offers(table, list_offers(table, game.row, role), role) == english
            assert [format_title(offer) for offer in english.values()] != titles
            assert [read_entry(text, english) for text in typed] == entries


def zone(offer: Any) -> str:
    return f" {offer.slots[0].labels[-1]}" if offer.slots else ""
