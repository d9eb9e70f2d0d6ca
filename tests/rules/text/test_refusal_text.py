"""Refusals in words: every code has a sentence, whatever a command named."""

from __future__ import annotations

import pytest

from wargame.rules.offers import Slot
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.text.refusal_text import format_refusal, format_refusal_sentence


@pytest.mark.parametrize("code", [code for code in RefusalCode if code is not RefusalCode.MEMBERS])
def test_every_code_has_a_sentence(code: RefusalCode) -> None:
    refusal = Refusal(code, name="fog", zone=3, verb="close", known=("a", "b"), slot=Slot("secret", (False,)), line=9)
    text, sentence = format_refusal(refusal), format_refusal_sentence(refusal)
    assert len(text) > 10
    assert "{" not in text
    assert sentence[1:] == f"{text[1:]}."
    assert sentence[0] == text[0].upper()


@pytest.mark.parametrize(
    ("refusal", "text"),
    [
        (Refusal(RefusalCode.NO_ACTION, name=["a"]), "there is no action ['a']"),
        (Refusal(RefusalCode.NOT_THERE, name="raid", zone=None), "there is no action 'raid' at None"),
        (Refusal(RefusalCode.WRONG_ARGUMENTS, given=("x",)), "the arguments must be: none; given: x"),
        (Refusal(RefusalCode.WRONG_VALUE, slot=Slot("percent", tuple(range(1, 100)))), "percent must be: 1 to 99"),
        (
            Refusal(RefusalCode.WRONG_VALUE, slot=Slot("effects", ("a", "b"), effects=True, most=2, size=3)),
            "effects must be: 0 to 2 numbers, each changed by 1 to 3 either way",
        ),
        (
            Refusal(RefusalCode.UNSUPPORTED_RATING, name="P", supported="S"),
            "what was noted supports S (performed with some challenges) at best: say why it is rated P",
        ),
        (
            Refusal(RefusalCode.UNSUPPORTED_RATING, name="P"),
            "no strength, improvement or task was noted for it: say why it is rated P",
        ),
    ],
)
def test_refusals_name_what_was_given(refusal: Refusal, text: str) -> None:
    assert format_refusal(refusal) == text
