"""What the rules for words know beside a passage: facts, names that are no persons, words, and papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from wargame.content.check.prose.papers import Paper
from wargame.content.check.prose.passages import iter_passages
from wargame.content.check.prose.tokens import fold_word, iter_capital_runs, list_words
from wargame.content.load.yaml_reader import read_yaml
from wargame.content.model.deck import Deck
from wargame.content.model.scenario import Scenario
from wargame.content.model.source import Fact, Source


class Breach(NamedTuple):
    """A breach of a rule in a passage: its words (none for the whole passage), what is wrong, how to mend it."""

    found: str
    said: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of a deck, its scenario and its sources.

    ``facts`` by citation; ``years`` of the sources by id; ``names`` that are no persons, as `fold_word` writes them;
    ``ordinary`` words, which have a capital only at the start of a sentence; the ``papers`` that nothing may be copied
    from.
    """

    facts: Mapping[str, Fact]
    years: Mapping[str, int]
    names: frozenset[tuple[str, ...]]
    ordinary: frozenset[str]
    papers: tuple[Paper, ...]


def build_background(
    deck: Deck, scenario: Scenario, sources: tuple[Source, ...], papers: tuple[Paper, ...]
) -> Background:
    """Return the background for a deck that is checked against its scenario and sources."""
    facts = {f"{source.id}/{fact.id}": fact for source in sources for fact in source.facts}
    listed = (name for key in ("places", "adjectives", "institutions", "other") for name in load_word_list(key))
    named = [run.key for text in _iter_name_texts(scenario, sources) for run in iter_capital_runs(text)]
    prose = [scenario.model_dump_json(), *(passage.text for passage in iter_passages(deck))]
    prose += [fact.claim for fact in facts.values()]
    lower = (word for text in prose for word in re.findall(r"\b[a-zß-öø-ÿ]+", text))
    return Background(
        facts=facts,
        years={source.id: source.year for source in sources},
        names=frozenset((*named, *map(_shorten_name, named), *(tuple(list_words(name)) for name in listed))),
        ordinary=frozenset((*map(fold_word, lower), *load_word_list("openers"))),
        papers=papers,
    )


@cache
def load_word_list(key: str) -> tuple[str, ...]:
    """Return one of the lists of ``words.yaml``."""
    return tuple(read_yaml(Path(__file__).with_name("words.yaml")).data[key])


@cache
def list_institution_words() -> frozenset[str]:
    """Return the words that turn a run of capitalised words into the name of an institution or a place."""
    return frozenset(map(fold_word, load_word_list("institution_words")))


@cache
def list_titles() -> frozenset[str]:
    """Return the words after which a capitalised word is a person's name."""
    return frozenset(map(fold_word, load_word_list("titles")))


def _shorten_name(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return what people call an organisation: *Gulf* for *Gulf Cartel*."""
    kinds = list_institution_words()
    while len(name) > 1 and name[-1] in kinds:
        name = name[:-1]
    return name


def _iter_name_texts(scenario: Scenario, sources: tuple[Source, ...]) -> Iterator[str]:
    """Yield texts whose capitals belong to places, institutions, organisations, or authors of sources."""
    for source in sources:
        yield from (source.title, source.publisher, source.author, source.short)
        yield from (run.text.split()[-1] for run in iter_capital_runs(source.author))
        for fact in source.facts:
            yield from fact.terms
    yield scenario.title
    for named in (scenario.roles, scenario.tracks, scenario.flags, scenario.zones, scenario.zone_numbers):
        yield from (thing.name for thing in named.values())
    yield from scenario.kinds.values()
    yield from (deal.title for deal in scenario.deals)
    yield from (action.title for action in scenario.actions)
    for role in scenario.roles.values():
        yield from (member.name for member in role.members.values())
