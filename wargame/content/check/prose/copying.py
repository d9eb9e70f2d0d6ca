"""The rule *copied*: cards are written in our own words."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.content.check.prose.background import Background, Breach
from wargame.content.check.prose.papers import RUN
from wargame.content.check.prose.passages import Passage


def check_copying(passage: Passage, known: Background) -> Iterator[Breach]:
    """Yield runs of nine words or more that stand in a paper."""
    for paper in known.papers:
        for run, page in paper.iter_copies(passage.text):
            count = f"{len(run.split())} words" if len(run.split()) != RUN else "nine words"
            place = f"{paper.name}, page {page}" if page else paper.name
            yield Breach(run, f"{count} in a row stand in {place}: {' '.join(run.split())!r}", "say it in other words")
