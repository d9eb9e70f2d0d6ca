"""Checks that the claims of a source can reach a class: some scenario or deck cites the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from wargame.content.load import library
from wargame.content.load.problems import Problem
from wargame.content.load.validation import build_problem
from wargame.content.model.source import Source
from wargame.input_file import read_input_start

_MOST_BYTES = 5_000_000


def check_claim_use(path: Path, source: Source) -> Iterator[Problem]:
    """Yield a problem if a source in this file has claims, and no scenario or deck beside it or shipped cites it.

    Reports and debriefs speak only of sources that an exercise cites.
    """
    if not source.claims or _is_cited(path, source.id):
        return
    from wargame.content.load.yaml_reader import read_yaml

    said = f"no scenario and no deck cites {source.id}, so that no report says what it claims"
    hint = f"cite one of its facts on a card, such as {source.id}/{source.facts[0].id}, or leave the claims out"
    yield build_problem(read_yaml(path), ("claims",), said, "a source in use", hint, key=True, code="unused-claims")


def _is_cited(path: Path, name: str) -> bool:
    cited = re.compile(rb"(?<![\w/-])" + re.escape(name.encode()) + rb"/[a-z]")
    return any(cited.search(_read_quietly(file)) for file in _iter_files(path))


def _iter_files(path: Path) -> Iterator[Path]:
    yield from library.list_scenarios(near=path).values()
    yield from library.list_decks(near=path).values()
    yield from library.list_examples().values()


def _read_quietly(file: Path) -> bytes:
    """Return the content of a file; none of one that cannot be read, which its own check reports."""
    try:
        return read_input_start(file, _MOST_BYTES)
    except OSError:
        return b""
