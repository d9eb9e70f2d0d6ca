"""Soft warnings: what is allowed but rarely meant."""

from __future__ import annotations

from typing import Any

import pytest

from wargame.content.checks import check_deck, check_scenario
from wargame.content.loader import Content, pin, unpin
from wargame.content.models import Deck


def deck(tiny: Content, **card: Any) -> Deck:
    """The tiny deck with its first card changed."""
    pinned = pin(tiny)
    pinned["decks"][0]["cards"] = [pinned["decks"][0]["cards"][0] | card, *pinned["decks"][0]["cards"][1:]]
    return unpin(pinned).decks[0]


def codes(found: Deck) -> set[str]:
    return {finding.code for finding in check_deck(found) if finding.place.startswith("card festival")}


GOOD = {"text": "word " * 40, "cites": ["tiny-paper/docks"]}


def test_good_card_has_no_findings(tiny: Content) -> None:
    assert codes(deck(tiny, **GOOD)) == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"cites": []}, "uncited"),
        ({"ask": []}, "no-question"),
        ({"expect": None}, "no-expectation"),
        ({"text": "word " * 91}, "long-text"),
        ({"text": "word " * 24}, "short-text"),
    ],
)
def test_one_thing_forgotten_is_one_finding(change: dict[str, Any], code: str, tiny: Content) -> None:
    assert codes(deck(tiny, **(GOOD | change))) == {code}


def test_options_that_do_the_same_are_no_choice(tiny: Content) -> None:
    options = [{"id": name, "title": name, "effects": {"fear": "+1"}} for name in ("one", "two")]
    response = {"role": "town", "prompt": "Which?", "options": options}
    (finding,) = check_deck(deck(tiny, **GOOD, response=response))[:1]
    assert (finding.code, finding.place) == ("same-options", "card festival, option two")
    assert finding.text == "it does the same as one: the choice makes no difference"


def test_tiny_scenario_has_no_idle_track(tiny: Content) -> None:
    assert check_scenario(tiny.scenario, tiny.decks) == []


def test_idle_track_is_found(tiny: Content) -> None:
    pinned = pin(tiny)
    pinned["scenario"]["tracks"]["weather"] = {"name": "Weather", "about": "Rain.", "start": 5}
    pinned["decks"][0]["cards"][0]["effects"] = {"weather": "+1"}
    content = unpin(pinned)
    found = {finding.code: finding for finding in check_scenario(content.scenario, content.decks)}
    assert set(found) == {"unread-track", "one-sided-track"}
    assert found["one-sided-track"].text.startswith("moved by the cards only")
