"""Decisions in words: every verb has a sentence of its own, with whoever decided as its subject."""

from __future__ import annotations

import pytest

from wargame.rules import powers
from wargame.rules.choices.codecs import VERBS
from wargame.rules.decisions import Decision
from wargame.rules.text.decision_text import format_decided, format_decision


@pytest.mark.parametrize("verb", sorted(VERBS | {one.do for one in powers.POWERS}))
def test_every_verb_has_a_sentence_of_its_own(verb: str) -> None:
    decision = Decision("", "", verb, title="Raid")
    said = format_decision(decision, "Ants")
    assert said.startswith("Ants ")
    assert said != f"Ants {verb}", "the verb of the file is no sentence"
    assert said == f"Ants {format_decided(decision)}"


def test_a_decision_names_its_role_or_the_facilitator() -> None:
    assert format_decision(Decision("ants", "The ants", "pass")) == "The ants makes no offer"
    assert format_decision(Decision("facilitator", "", "skip")) == "Facilitator skips the next card"


def test_a_power_without_words_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    new = powers.find_power("skip")
    assert new is not None
    monkeypatch.setitem(powers._BY_VERB, "shuffle", new._replace(do="shuffle"))
    with pytest.raises(LookupError, match="shuffle"):
        format_decision(Decision("facilitator", "", "shuffle"))
