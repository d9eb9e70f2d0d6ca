"""Fills the places of sentence templates, in the language of the current catalogue.

A template is a literal string at the call, one for a whole sentence, with a named place for each thing that varies:
`fill("{number} rose from {before} to {after}: {cause}.", ...)`. A catalogue (as `gettext` has them) may replace a
template by its translation before it is filled. Only the modules in ``text/`` call these functions: every other
module handles data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

_CLOSING = "\"'”’»)]"
"""Marks that can follow the mark at the end of a sentence."""


class Catalogue(Protocol):
    """Translates templates; the translations of the standard library's ``gettext`` are catalogues."""

    def gettext(self, message: str, /) -> str:
        """Return the translation of a template, with the same places."""
        ...

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        """Return the translation of the template that fits the number ``n``, with the same places."""
        ...


class _English:
    """The catalogue of the language the templates are written in: every template stands for itself."""

    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        return msgid1 if n == 1 else msgid2


_catalogue: ContextVar[Catalogue] = ContextVar("catalogue")
ENGLISH: Catalogue = _English()
"""The catalogue of the language that templates are written in."""


@contextmanager
def use_catalogue(catalogue: Catalogue) -> Iterator[None]:
    """Fill templates from this catalogue while the context lasts, in the current thread or task."""
    token = _catalogue.set(catalogue)
    try:
        yield
    finally:
        _catalogue.reset(token)


def fill(template: str, /, **places: object) -> str:
    """Return the template of the current catalogue with its places filled.

    A full stop at the end is left out where the place before it ends with a mark of its own: *Card: Who pays?*. Raises
    KeyError if a place is not given.
    """
    return _fill(_catalogue.get(ENGLISH).gettext(template), places)


def fill_count(one: str, many: str, n: int, /, **places: object) -> str:
    """Return the template that fits the number ``n`` with its places filled; ``n`` itself fills the place ``{n}``."""
    return _fill(_catalogue.get(ENGLISH).ngettext(one, many, n), {"n": n, **places})


def join_list(parts: Iterable[object]) -> str:
    """Return a list inside a sentence: *Docks, Mill, Weir*."""
    return _catalogue.get(ENGLISH).gettext(", ").join(map(str, parts))


def join_with_and(parts: Sequence[object]) -> str:
    """Return a list with commas and a word before its last part: *Docks, Mill and Weir*."""
    if len(parts) < 2:
        return "".join(map(str, parts))
    return fill("{parts} and {last}", parts=join_list(parts[:-1]), last=parts[-1])


def join_clauses(parts: Iterable[object]) -> str:
    """Return a list of clauses, which may be lists themselves: *Docks 1, Mill 2; Weir 3*."""
    return _catalogue.get(ENGLISH).gettext("; ").join(map(str, parts))


def has_end_mark(text: str) -> bool:
    """Return whether a text ends with the mark of a sentence, quotes and brackets after it aside."""
    return text.rstrip(_CLOSING).endswith((".", "?", "!", "…"))


def _fill(template: str, places: dict[str, object]) -> str:
    text = template.format_map(places)
    return text[:-1] if template.endswith("}.") and has_end_mark(text[:-1]) else text
