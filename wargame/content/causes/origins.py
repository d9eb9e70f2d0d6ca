"""Says briefly where parts of a scenario are taken from: a letter for each document, and pages; else *ours*."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.content.model.source import Fact, Source
from wargame.content.text.wording import merge_pages

OURS = "ours"
AGAINST = "†"
"""Stands before pages on which a document reports something to argue against it."""


class OriginFinder:
    """Finds the pages that parts cite in these sources."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = {source.id: source for source in sources}
        self._facts = {f"{source.id}/{fact.id}": fact for source in sources for fact in source.facts}
        self._letters = _choose_letters(sources)

    def list_letters(self) -> tuple[tuple[str, str], ...]:
        """Return the letter of each document with its short name."""
        return tuple((self._letters[name], source.short) for name, source in self._sources.items())

    def format_origin(self, cites: Iterable[str], ours: bool) -> str:
        """Return *N 9-10; K 3*, *ours, after N 9*, or *ours* for a part that cites nothing.

        A fact that is not at hand is given by its name.
        """
        pages: dict[str, list[Fact]] = {}
        lost: list[str] = []
        for name in cites:
            if name in self._facts:
                pages.setdefault(name.partition("/")[0], []).append(self._facts[name])
            else:
                lost.append(name)
        said = "; ".join([*(f"{self._letters[one]} {_format_pages(facts)}" for one, facts in pages.items()), *lost])
        if not said:
            return OURS
        return f"{OURS}, after {said}" if ours else said


def _format_pages(facts: Iterable[Fact]) -> str:
    """Return the pages of facts, those that the document argues against at the end, marked."""
    own: list[str] = []
    against: list[str] = []
    for fact in facts:
        (against if fact.stance == "rebuts" else own).append(fact.page)
    return ", ".join([*merge_pages(own), *(f"{AGAINST}{page}" for page in merge_pages(against))])


def _choose_letters(sources: Sequence[Source]) -> dict[str, str]:
    """Return the shortest beginning of each document's name that no other has; numbers where there is none."""
    names = {source.id: source.short for source in sources}
    letters: dict[str, str] = {}
    for at, (one, short) in enumerate(names.items(), start=1):
        others = [other for name, other in names.items() if name != one]
        lengths = range(1, len(short) + 1)
        found = next((short[:n] for n in lengths if not any(other.startswith(short[:n]) for other in others)), "")
        letters[one] = found if 0 < len(found) <= 4 and found.isalpha() else f"{short[:1]}{at}"
    return letters
