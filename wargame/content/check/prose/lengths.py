"""The rules *length* and *long*: a text that is read aloud must set a scene and must not be too long."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.content.check.prose.background import Background, Breach
from wargame.content.check.prose.passages import Passage

SHORT, LONG = 40, 90
"""Limits of a card's text, in words."""

MOST = {
    "title": 10,
    "invention": 20,
    "prompt": 20,
    "option title": 10,
    "option text": 25,
    "expect": 60,
    "question": 25,
    "notes": 60,
    "about": 60,
}
"""The most words of the other kinds of passage."""


def check_text_length(passage: Passage, known: Background) -> Iterator[Breach]:
    """Yield a card's text that is outside its limits."""
    if passage.kind != "text":
        return
    count = len(passage.text.split())
    if count < SHORT:
        said = f"the text has {count} words: fewer than {SHORT} set no scene"
        yield Breach("", said, "say who is concerned and what is at stake")
    elif count > LONG:
        said = f"the text has {count} words: more than {LONG} are not listened to"
        yield Breach("", said, "keep what the choice needs, and move the rest to the notes")


def check_other_length(passage: Passage, known: Background) -> Iterator[Breach]:
    """Yield any other passage that is above its limit."""
    count, most = len(passage.text.split()), MOST.get(passage.kind)
    if most is not None and count > most:
        yield Breach("", f"the {passage.kind} has {count} words, more than {most}", "say it in fewer, or in two")
