"""A whole decision on one line."""

from __future__ import annotations

import pytest

from wargame.exercise.play.input_parsing import UnclearError, parse_offer
from wargame.exercise.play.quick_entry import format_missing_slot, read_entry
from wargame.rules.offers import Offer, Slot

ZONES = Slot("zone", ("juarez", "tijuana"), ("Plaza Juárez", "Plaza Tijuana"))
OFFERS = {
    1: Offer("plan", "press", "Press for a crossing", args={"action": "press"}, slots=(ZONES,)),
    2: Offer("plan", "hold", "Hold", args={"action": "hold"}),
    3: Offer(
        "argue",
        "argue",
        slots=(
            Slot("effects", ("violence",), ("Violence",), effects=True, most=2, size=3),
            Slot("reasons", (1, 2, 3)),
            Slot("secret", (False, True)),
        ),
    ),
}


def test_number_zone_and_reason() -> None:
    entry = read_entry("1 juarez because the price is right", OFFERS)
    assert entry.args == {"action": "press", "zone": "juarez"}
    assert (entry.because, entry.missing) == ("the price is right", None)


def test_a_missing_zone_is_asked_for() -> None:
    entry = read_entry("press because why not", OFFERS)
    assert entry.missing == ZONES
    assert format_missing_slot(entry.offer, ZONES) == "Press for a crossing needs a zone: Plaza Juárez, Plaza Tijuana"


def test_an_argument_on_one_line() -> None:
    entry = read_entry("3 violence -1 because the mayors ask for it", OFFERS)
    assert entry.args == {"effects": {"violence": -1}, "reasons": 1, "secret": False}
    assert entry.said == {"action": "the mayors ask for it", "reasons": ["the mayors ask for it"]}


def test_an_estimate_in_words() -> None:
    offers = {1: Offer("estimate", "estimate", slots=(Slot("percent", tuple(range(1, 100))),))}
    assert read_entry("likely because of the price", offers).args == {"percent": 67}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9 because", "9 is not open now; open are 1, 2, 3"),
        pytest.param("9" * 5000, "is no offer; type the number of one in the list", id="5,000 digits"),
        ("2 juarez because", "'juarez' was not understood after Hold; write because before a reason"),
        ("3 violence -9 because", "effects must be 0 to 2 numbers, each changed by 1 to 3 either way"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, said: str) -> None:
    with pytest.raises(UnclearError, match=said):
        read_entry(text, OFFERS)


def test_nothing_is_asked() -> None:
    with pytest.raises(UnclearError, match="nothing is asked now"):
        read_entry("1", {})


def test_an_offer_is_found_by_its_id_and_after_its_verb() -> None:
    offers = {
        1: Offer("pass", "pass"),
        2: Offer("offer", "haven", "Safe haven"),
        3: Offer("offer", "service", "Service for hire"),
        4: Offer("plan", "preach", "Spread the message"),
    }
    for typed, wanted in (("preach", 4), ("offer haven", 2), ("offer service", 3), ("spread the", 4), ("pass", 1)):
        assert parse_offer(typed, offers) == (offers[wanted], "")
