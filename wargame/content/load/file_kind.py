"""Tells which of the three kinds of file a document is, so that a file of the wrong kind gives one clear message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from wargame.content.load.document import Document
from wargame.content.load.problems import Problem
from wargame.content.load.validation import build_problem
from wargame.content.model.raw_data import read_mapping

Kind = Literal["deck", "scenario", "source"]

TELLING: Mapping[Kind, frozenset[str]] = {
    "deck": frozenset({"cards"}),
    "source": frozenset({"facts"}),
    "scenario": frozenset({"roles", "extends", "actions", "endings", "lengths"}),
}
"""The keys by which a kind is recognised; no other kind has them."""

_TAKERS: Mapping[Kind, str] = {"deck": "deck check", "scenario": "scenario check", "source": "sources check"}


def find_kind_by_keys(keys: Iterable[str]) -> Kind | None:
    """Return the kind of file that has these keys at its left edge; None if they do not decide it."""
    there = frozenset(keys)
    return next((kind for kind, telling in TELLING.items() if telling & there), None)


def check_kind(document: Document, wanted: Kind) -> Iterator[Problem]:
    """Yield one problem if a file is clearly of another kind than expected; no other problem is reported then."""
    keys = frozenset(key for key in read_mapping(document.data) if isinstance(key, str))
    found = find_kind_by_keys(keys)
    if found is not None and found != wanted and not TELLING[wanted] & keys:
        hint = f"'wargame {_TAKERS[found]}' takes it"
        yield build_problem(document, (), f"this is a {found}", f"a {wanted}", hint, code="file")
