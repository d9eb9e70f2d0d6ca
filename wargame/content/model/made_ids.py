"""Makes ids of what people write: titles, file names and the numbers of their lists, in any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator

LONGEST = 36
"""The most characters of a made id before the number that tells it from others."""


def spell_plainly(text: str) -> str:
    """Return a text in small ASCII letters: accents are left off, letters of other scripts are transliterated."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    if not plain.isascii():
        from anyascii import anyascii  # here: most texts need no table of other scripts

        plain = anyascii(plain)
    return plain.lower()


def build_id(text: str, taken: Container[str], otherwise: str) -> str:
    """Return an id made of a text that is not taken: *Wer fragt?* gives *wer-fragt*, *1.1* gives *card-1-1*.

    ``otherwise`` is the id of a text without letters and digits, and stands before one that begins with a digit. A long
    text is cut before the number that it ends in.
    """
    name = re.sub(r"[^a-z0-9]+", "-", spell_plainly(text)).strip("-")
    if not name:
        name = otherwise
    elif not name[0].isalpha():
        name = f"{otherwise}-{name}"
    if len(name) > LONGEST:
        end = re.search(r"-?[0-9]{1,8}$", name)
        tail = end[0] if end is not None else ""
        name = name[: LONGEST - len(tail)].rstrip("-") + tail
    return next(one for one in _iter_numbered_names(name) if one not in taken)


def _iter_numbered_names(name: str) -> Iterator[str]:
    yield name
    n = 2
    while True:
        yield f"{name}-{n}"
        n += 1
