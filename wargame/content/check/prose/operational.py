"""The rule *operational*: content stays at the level of strategy and policy, and never explains how to do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from wargame.content.check.prose.background import Background, Breach, load_word_list
from wargame.content.check.prose.passages import Passage


def check_operational(passage: Passage, known: Background) -> Iterator[Breach]:
    """Yield words of operational detail (the list *operational* of ``words.yaml``)."""
    told: set[str] = set()
    for match in _build_pattern().finditer(passage.text):
        word = " ".join(match[0].split())
        if word.casefold() not in told:
            told.add(word.casefold())
            said = f"{word!r} is a word of operational detail"
            yield Breach(word, said, "say what it meant for people and institutions, not how it is done")


@cache
def _build_pattern() -> re.Pattern[str]:
    entries = (
        re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+") for entry in load_word_list("operational")
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(entries)})(?!\w)", re.IGNORECASE)
