"""Papers as sequences of words, to find what was copied from them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from wargame.content.model.source import split_pages

RUN = 9
"""This many equal words in a row are no coincidence."""


class SpeltWord(NamedTuple):
    """A word in the form that is compared, and its place in the text."""

    plain: str
    start: int
    end: int


class Paper:
    """A paper that nothing may be copied from. Its text may mark pages (``=== page 3 ===``)."""

    def __init__(self, path: Path, text: str) -> None:
        self.name = path.name
        self._pages: dict[tuple[str, ...], str] = {}  # runs of words, and the page on which each begins
        for joint in ("", "-"):  # a hyphen at a line end may or may not be part of the word
            heard = [(word, label) for label, page in _list_pages(text) for word in _iter_plain_words(page, joint)]
            plain = [word for word, _ in heard]
            for i in range(len(plain) - RUN + 1):
                self._pages.setdefault(tuple(plain[i : i + RUN]), heard[i][1])

    def iter_copies(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield every run of nine words or more that a text has from this paper, with the page it begins on."""
        spelt = list(iter_spelt_words(text))
        starts = [i for i in range(len(spelt) - RUN + 1) if self._find_page(spelt, i) is not None]
        for i in starts:
            if i - 1 in starts:
                continue
            last = i
            while last + 1 in starts:
                last += 1
            yield text[spelt[i].start : spelt[last + RUN - 1].end], self._find_page(spelt, i) or ""

    def _find_page(self, spelt: list[SpeltWord], i: int) -> str | None:
        return self._pages.get(tuple(word.plain for word in spelt[i : i + RUN]))


def iter_spelt_words(text: str) -> Iterator[SpeltWord]:
    """Yield the words of a text with their places.

    Kinds of quotes, capitals, accents and hyphens make no difference.
    """
    # An apostrophe joins ("cartel's" is one word), and so does the comma of 35,000: both are dropped, places stay.
    for match in re.finditer(r"[^\W_]+(?:(?:['’]|(?<=\d),(?=\d))[^\W_]+)*", text):
        letters = unicodedata.normalize("NFKD", match[0].casefold())
        yield SpeltWord("".join(letter for letter in letters if letter.isalnum()), match.start(), match.end())


def _iter_plain_words(page: str, joint: str) -> Iterator[str]:
    page = re.sub(r"[¬\xad]\s*", "", page)
    page = re.sub(r"-[ \t]*\n\s*", joint, page)
    page = re.sub(r"(?<=[^\W\d][.,;:\"”’])\d{1,2}(?=\s)", "", page)  # a footnote number
    return (word.plain for word in iter_spelt_words(page))


def _list_pages(text: str) -> list[tuple[str, str]]:
    return list(split_pages(text).items()) or [("", text)]
