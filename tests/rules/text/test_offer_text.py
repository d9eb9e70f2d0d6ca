"""Offers in words: every verb has its own, from templates that a catalogue can replace."""

from __future__ import annotations

import pytest

from tests.pseudo_text import PseudoText
from wargame.phrases import use_catalogue
from wargame.rules.choices.codecs import VERBS
from wargame.rules.offers import Offer, OfferGroup, Slot
from wargame.rules.powers import POWERS
from wargame.rules.text.offer_text import format_text, format_title, format_verb, list_slot_labels
from wargame.rules.text.power_text import format_power_text, format_power_title

OF_CONTENT = frozenset({"plan", "respond", "offer", "break", "accept", "decline", "counter"})
"""The verbs of offers that are called after an action, an option or a deal."""


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_has_a_title_of_its_own(verb: str) -> None:
    title = format_title(Offer(verb, verb, "Raid" if verb in OF_CONTENT else ""))
    assert title
    others = {format_title(Offer(one, one, "Raid" if one in OF_CONTENT else "")) for one in VERBS if one != verb}
    assert title not in others - {"Raid"}


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_titles_and_texts_come_from_the_catalogue(verb: str) -> None:
    offer = Offer(verb, verb, "Raid" if verb in OF_CONTENT else "")
    with use_catalogue(PseudoText()):
        title, text = format_title(offer), format_text(offer)
    assert verb not in OF_CONTENT or "Raid" in title, "what content says stays as it is"
    assert (title == format_title(offer)) == (verb in ("plan", "respond", "offer"))
    assert not text or text != format_text(offer)


@pytest.mark.parametrize("verb", [power.do for power in POWERS])
def test_every_power_has_a_title_and_a_text(verb: str) -> None:
    offer = Offer(verb, verb, group=OfferGroup.POWERS, way="Heat")
    assert format_title(offer) == f"{format_power_title(verb)}: Heat"
    assert format_text(offer) == format_power_text(verb)
    said = format_title(offer), format_text(offer)
    with use_catalogue(PseudoText()):
        assert format_title(offer).endswith(" Heat"), "what content says stays as it is"
        assert not {format_title(offer), format_text(offer)} & set(said)


def test_a_verb_without_words_is_an_error() -> None:
    with pytest.raises(LookupError, match="dance"):
        format_verb("dance")
    with pytest.raises(LookupError, match="dance"):
        format_power_title("dance")


def test_values_that_content_gives_no_names_are_said() -> None:
    assert list_slot_labels(Slot("value", (0, 1), truth=True)) == ("no", "yes")
    assert list_slot_labels(Slot("zone", ("moss",), ("Moss",))) == ("Moss",)
    assert list_slot_labels(Slot("value", (3, 4))) == ()
