"""Reads silences: warnings that an author has looked at and found not to apply, each with a reason.

A key ``silence`` on a card, a deck, a track ... maps the code of a warning to the reason, and covers everything inside.
Errors cannot be silenced. A silence that silences nothing gives a warning itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wargame.content.check.codes import load_levels
from wargame.content.load.document import Document
from wargame.content.load.problems import Problem
from wargame.content.load.validation import build_problem
from wargame.content.model.deck import Deck
from wargame.content.model.keys import find_inner_models
from wargame.content.model.notation import Path
from wargame.content.model.raw_data import read_mapping
from wargame.content.model.scenario import Scenario
from wargame.suggestion import suggest_name

KEY = "silence"
_HOLDERS = tuple(
    inner.key for model in (Deck, Scenario) for inner in find_inner_models(model) if KEY in inner.model.model_fields
)
"""The parts whose entries may have silences of their own."""


def check_silences(document: Document) -> Iterator[Problem]:
    """Yield silences of unknown codes, and silences of errors."""
    for path, codes in iter_silences(document.data):
        level = load_levels()
        for code in codes:
            if code not in level:
                warnings = [one for one, how in level.items() if how == "warning"]
                said, expected = f"no warning has the code {code!r}", "the code of a warning, as [brackets] show it"
                hint = suggest_name(code, warnings) or f"there are: {', '.join(warnings)}"
                yield build_problem(document, (*path, code), said, expected, hint, key=True, code="silence")
            elif level[code] == "error":
                said, hint = f"{code!r} is an error, and errors cannot be silenced", "mend what it complains of"
                yield build_problem(
                    document, (*path, code), said, "the code of a warning", hint, key=True, code="silence"
                )


def iter_silences(data: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield every silence in a file, with its path."""
    whole = read_mapping(data)
    if KEY in whole:
        yield (KEY,), read_mapping(whole[KEY])
    for part in _HOLDERS:
        inside = whole.get(part)
        steps: Iterable[tuple[str | int, Any]] = ()
        if isinstance(inside, dict):
            steps = inside.items()
        elif isinstance(inside, list):
            steps = enumerate(inside)
        for step, thing in steps:
            if isinstance(thing, dict) and KEY in thing:
                yield (part, step, KEY), read_mapping(thing[KEY])


def find_silence(data: Any, path: Path, code: str) -> Path | None:
    """Return the path of the silence that covers a warning at ``path``, or None."""
    node = data
    for depth, step in enumerate((*path, None)):
        if code in read_mapping(read_mapping(node).get(KEY)):
            return (*path[:depth], KEY, code)
        if isinstance(node, dict):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            return None
    return None
