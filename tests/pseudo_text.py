"""A catalogue of pseudo-text: the letters of every template are swapped, its places and marks stay."""

from __future__ import annotations

import codecs
import re

_PLACE = re.compile(r"(\{[^}]*\})")


class PseudoText:
    """Translates templates into pseudo-text, without touching what fills their places."""

    def gettext(self, message: str, /) -> str:
        """Return the template with its letters swapped."""
        return "".join(part if part[:1] == "{" else codecs.encode(part, "rot13") for part in _PLACE.split(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        """Return the template that fits the number, with its letters swapped."""
        return self.gettext(msgid1 if n == 1 else msgid2)
