"""Finds names in a text, whatever their case and accents and whatever stands between their words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

LETTER = r"[^\W\d_]"
"""A letter of any script, as a pattern."""

_BETWEEN = r"[\W_]{1,3}"


class FoundName(NamedTuple):
    """A name or a part of one, and the label that replaces it.

    A ``proper`` one counts only where it begins with a capital.
    """

    text: str
    label: str
    proper: bool = False


def iter_matches(flat: str, given: Sequence[FoundName]) -> Iterator[tuple[int, int, FoundName]]:
    """Yield start, end and name of each place where one of these names stands in a flat text, the longest first."""
    lowered = flat.casefold()
    near = {one.text: one for one in given if one.text.split()[0] in lowered}  # most of them are nowhere
    for match in _build_pattern(near.values()).finditer(flat):
        key = " ".join(re.findall(rf"{LETTER}+|\d+", match[0])).casefold()
        one = near.get(key)
        if one is not None and not (one.proper and match[0][0].islower()):
            yield match.start(), match.end(), one


def _build_pattern(given: Iterable[FoundName]) -> re.Pattern[str]:
    return re.compile("|".join(map(_build_name_pattern, given)) or r"(?!)", re.IGNORECASE)


def _build_name_pattern(one: FoundName) -> str:
    """Return the pattern of a name: its words, what may stand between them, and no letter before or after."""
    words = _BETWEEN.join(map(re.escape, one.text.split()))
    if one.text.lower() == one.text.upper():
        return words  # a script without capitals, most of which do not part words
    return rf"(?<!{LETTER}){words}(?!{LETTER})"


def flatten(text: str) -> str:
    """Return the text without accents and invisible characters."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text).replace("ß", "ss")
    for unseen in {c for c in set(text) if unicodedata.category(c) in ("Mn", "Cf")}:
        text = text.replace(unseen, "")
    return text


def flatten_with_places(text: str) -> tuple[str, list[int]]:
    """Return the flat text, and for each of its characters and its end the place in ``text`` it comes from."""
    if text.isascii():
        return text, list(range(len(text) + 1))
    flat, at = [], []
    for place, c in enumerate(text):
        for one in flatten(c):
            flat.append(one)
            at.append(place)
    return "".join(flat), [*at, len(text)]
