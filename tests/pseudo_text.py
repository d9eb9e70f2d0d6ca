"""A catalogue of pseudo-text: the letters and marks of every template are swapped, its places and its length stay."""

from __future__ import annotations

import codecs
import re
from typing import Any

OF_THE_CLOCK = frozenset({"sha", "at", "seconds", "created"})
"""The fields of a line that say when it was written, and the digest over them."""

_PLACE = re.compile(r"(\{[^}]*\})")
_LETTER = re.compile(r"[^\W\d_]")
_MARKS = str.maketrans(":;,()–", "¦¡¸‹›¬")
"""Marks at which nobody may take a sentence apart. Those that end a sentence stay: texts are ended by them."""
_BACK = {pseudo: mark for mark, pseudo in _MARKS.items()}


class PseudoText:
    """Translates templates into pseudo-text, without touching what fills their places."""

    def gettext(self, message: str, /) -> str:
        """Return the template with its letters and marks swapped, small letters for capitals."""
        return "".join(part if part[:1] == "{" else _swap(part) for part in _PLACE.split(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        """Return the template that fits the number, with its letters and marks swapped."""
        return self.gettext(msgid1 if n == 1 else msgid2)


class BlankText(PseudoText):
    """Translates templates into dots, without touching what fills their places."""

    def gettext(self, message: str, /) -> str:
        """Return the template with a dot for every letter."""
        return "".join(part if part[:1] == "{" else _LETTER.sub("·", part) for part in _PLACE.split(message))


def _swap(text: str) -> str:
    return codecs.encode(text.swapcase(), "rot13").translate(_MARKS)


def mask(text: str) -> str:
    """Return a text with ``x`` for every letter: the same for a sentence and its pseudo-text."""
    return _LETTER.sub("x", text.translate(_BACK))


def keep_comparable(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines of a session file as they are in every language, whenever they were written.

    What says when a line was written, and the digest over it, is left out; reasons, which bots give in the language of
    the room, are masked.
    """
    kept = [{key: value for key, value in line.items() if key not in OF_THE_CLOCK} for line in lines]
    return [{**line, "because": mask(line["because"])} if "because" in line else line for line in kept]
