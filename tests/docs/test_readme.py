"""The README: what it says of the shipped content is so."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.paths import ROOT
from wargame.content.load import library

README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("deck", library.list_decks())
def test_every_deck_is_named_with_its_number_of_cards(deck: str) -> None:
    cards = yaml.safe_load(library.find_deck(deck).read_text("utf-8"))["cards"]
    assert f"`{deck}` ({len(cards)} cards)" in README


def test_the_card_it_shows_is_the_shipped_one() -> None:
    excerpt = re.search(r"^```yaml\n(- id: .*?)^```", README, re.DOTALL | re.MULTILINE)
    assert excerpt is not None
    (shown,) = yaml.safe_load(excerpt[1].replace(", ...}", "}"))
    deck = yaml.safe_load(library.find_deck("killebrew-irvine-2011").read_text("utf-8"))
    card = next(card for card in deck["cards"] if card["id"] == shown["id"])
    for key in ("title", "effects"):
        assert shown[key] == card[key]
    assert set(shown["cites"]) <= set(card["cites"])
    assert shown["response"]["prompt"] == card["response"]["prompt"]
    for mine, its in zip(shown["response"]["options"], card["response"]["options"], strict=True):
        assert mine.items() <= its.items()


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_what_it_points_to_is_there(link: str) -> None:
    assert (ROOT / link).exists()
