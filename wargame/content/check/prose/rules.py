"""The table of rules for the words of a deck, and the check that applies them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from wargame.content.check.prose import copying, figures, lengths, names, operational
from wargame.content.check.prose.background import Background, Breach, build_background
from wargame.content.check.prose.papers import Paper
from wargame.content.check.prose.passages import Passage, find_position, iter_passages
from wargame.content.load.document import Document
from wargame.content.load.validation import format_location
from wargame.content.model.deck import Deck
from wargame.content.model.notation import Path
from wargame.content.model.scenario import Scenario
from wargame.content.model.source import Source


class ProseRule(NamedTuple):
    """One standard: its stable ``code``, its level, what it looks for, and the function that looks for it."""

    code: str
    level: Literal["error", "warning"]
    looks_for: str
    find: Callable[[Passage, Background], Iterator[Breach]]


RULES = (
    ProseRule("person", "error", "the name of a person; authors in citations excepted", names.check_persons),
    ProseRule("operational", "error", "a word of operational detail: how harm is done", operational.check_operational),
    ProseRule("figure", "error", "a figure that stands in no fact the card cites", figures.check_figures),
    ProseRule(
        "length", "error", "a card's text that is too short or too long to read aloud", lengths.check_text_length
    ),
    ProseRule("long", "warning", "any other text that is too long to read aloud", lengths.check_other_length),
    ProseRule("copied", "error", "a run of nine words that stands in a paper (needs --text)", copying.check_copying),
)


@dataclass(frozen=True, slots=True)
class Remark:
    """A breach of a rule at a place of a file; ``where`` names the card, ``remedy`` says what to do."""

    code: str
    level: Literal["error", "warning"]
    file: str
    line: int
    column: int
    where: str
    said: str
    remedy: str
    path: Path = ()

    def format_line(self) -> str:
        """Return the remark on one line: ``file:line:column: level: where: said; remedy [code]``."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        thing = f"{self.where}: " if self.where else ""
        return f"{place}: {self.level}: {thing}{self.said}; {self.remedy} [{self.code}]"


def check_prose(
    deck: Deck,
    document: Document,
    scenario: Scenario,
    sources: Iterable[Source],
    papers: Iterable[Paper] = (),
) -> list[Remark]:
    """Return every breach of a rule in a deck, in the order of its file.

    ``document`` is the file the deck was read from.
    """
    known = build_background(deck, scenario, tuple(sources), tuple(papers))
    remarks: list[Remark] = []
    for passage in iter_passages(deck):
        for rule in RULES:
            for spot in rule.find(passage, known):
                line, column = find_position(document, passage, spot.found)
                thing = format_location(document.data, passage.path)
                said, remedy = spot.said, spot.remedy
                remarks.append(
                    Remark(rule.code, rule.level, document.file, line, column, thing, said, remedy, passage.path)
                )
    return sorted(remarks, key=lambda remark: (remark.line, remark.column))
