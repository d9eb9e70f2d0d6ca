"""Finds words and runs of capitalised words in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_LETTER = r"[^\W\d_a-zß-öø-ÿ]"
_ABBREVIATED = rf"(?:{_LETTER}\.){{2,}}|(?:Mrs?|Ms|Dr|Gen|Col|Lt|Sen|St)\.|{_LETTER}\."
_CAPITALISED = rf"(?:{_ABBREVIATED}|{_LETTER}[^\W_]*(?:['’-][^\W_]+)*)"
# Small words inside a name. "Of" and "the" are not in the list, because they join names of things.
_PARTICLE = r"(?:(?:de la|de|del|la|el|bin|al|van|von|da|dos)\s)?"
_RUN = re.compile(rf"(?<![\w'’-]){_CAPITALISED}(?:\s{_PARTICLE}{_CAPITALISED})*")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


class CapitalRun(NamedTuple):
    """Capitalised words side by side, the word ``before`` them, and whether they open a sentence."""

    text: str
    before: str
    opens: bool

    @property
    def key(self) -> tuple[str, ...]:
        """The words as `fold_word` writes them."""
        return tuple(fold_word(word) for word in self.text.split())


def iter_capital_runs(text: str) -> Iterator[CapitalRun]:
    """Yield every run of one or more capitalised words, without a possessive *'s* at its end."""
    for match in _RUN.finditer(text):
        lead = text[: match.start()]
        before = _WORD.findall(lead)[-1] if re.search(r"\w\s$", lead) else ""
        yield CapitalRun(_POSSESSIVE.sub("", match[0]), before, _is_sentence_start(lead))


def list_words(text: str) -> list[str]:
    """Return the words of a text as `fold_word` writes them."""
    return [fold_word(word) for word in _WORD.findall(text)]


def fold_word(word: str) -> str:
    """Return a word in small letters, without accents, possessive or stop, so that spellings of a name are equal."""
    letters = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter) and letter != ".")


def _is_sentence_start(lead: str) -> bool:
    bare = lead.rstrip("'\"‘“(")
    return bare != lead or not bare.strip() or bare.rstrip().rstrip("'\"’”)").endswith((".", "!", "?", ":"))
