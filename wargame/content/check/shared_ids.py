"""Finds equal ids in the decks of a folder: such decks cannot be played together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from wargame.content.check.cross_references import check_pile
from wargame.content.load.document import Document
from wargame.content.load.problems import ContentError, Problem
from wargame.content.load.validation import build_problem
from wargame.content.load.yaml_reader import read_yaml
from wargame.content.model.raw_data import read_mapping


def find_shared_ids(paths: Iterable[Path]) -> Mapping[str, list[Problem]]:
    """Return a warning for each id of a card or a deck that another deck for the same scenario has, by file.

    A file that cannot be read is left out: its own check says why.
    """
    decks: dict[str, list[Document]] = {}
    for path in paths:
        try:
            document = read_yaml(path)
        except ContentError:
            continue
        decks.setdefault(str(read_mapping(document.data).get("scenario")), []).append(document)
    found: dict[str, list[Problem]] = {}
    for together in decks.values():
        for problem in (*check_pile(together), *_check_deck_ids(together)):
            said = f"{problem.said}: the two decks cannot be played together"
            found.setdefault(problem.file, []).append(replace(problem, said=said, expected="", level="warning"))
    return found


def _check_deck_ids(decks: Iterable[Document]) -> Iterable[Problem]:
    owner: dict[str, str] = {}
    for document in decks:
        name = read_mapping(document.data).get("id")
        if isinstance(name, str) and owner.setdefault(name, document.file) != document.file:
            said = f"the deck id {name!r} is used in {owner[name]} too"
            yield build_problem(document, ("id",), said, "", "rename one of them", code="duplicate")
