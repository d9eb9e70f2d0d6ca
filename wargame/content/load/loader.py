"""Loads scenarios, decks and sources: from a name or a file to checked, immutable models.

All mistakes in the files are reported in one `ContentError`. Content in use is stored as *pinned* data, plain and
complete, so that a session does not change when somebody edits a file it was played with. The YAML reader is imported
only where a file is read, because a session needs none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any, NoReturn

from wargame.content.check import cross_references
from wargame.content.check.circles import check_circles
from wargame.content.check.contingency import check_contingency
from wargame.content.check.suppressions import check_silences
from wargame.content.load import library
from wargame.content.load.arrangement import arrange_decks, check_arrangement
from wargame.content.load.document import Document
from wargame.content.load.extends import ExtendedDocument, check_belonging, list_lineage, read_scenario
from wargame.content.load.file_kind import check_kind
from wargame.content.load.handouts import pin_handouts
from wargame.content.load.problems import ContentError, Problem
from wargame.content.load.raw_frames import iter_mappings
from wargame.content.load.switches import turn_off
from wargame.content.load.validation import build_problem, validate
from wargame.content.model.deck import Deck
from wargame.content.model.keys import find_inner_models
from wargame.content.model.known_names import collect_raw_names
from wargame.content.model.raw_data import iter_named_entries, list_ids, list_texts, read_mapping
from wargame.content.model.scenario import MOST_DECKS, Scenario
from wargame.content.model.source import Source
from wargame.content.model.types import KnownNames, Model, find_id_fault
from wargame.garbage_collection import pause_collection
from wargame.light_dataclass import dataclass
from wargame.suggestion import limit_suggestions


@dataclass(frozen=True)
class Content:
    """All that an exercise is played with: a scenario, its decks, and the sources they cite."""

    scenario: Scenario
    decks: tuple[Deck, ...]
    sources: tuple[Source, ...]
    handouts: Mapping[str, Path] = field(default_factory=dict)
    """The files of the handouts of cards, by digest; empty for content that was pinned."""

    @property
    def variant(self) -> str:
        """The id of the scenario, with the switches that are off: `crossroads without detection`."""
        off = [switch.id for switch in self.scenario.switches if switch.off]
        return " without ".join(filter(None, (self.scenario.id, ", ".join(off))))


def load_scenario(path: Path) -> Scenario:
    """Return the scenario in a file. Raises `ContentError`.

    Citations and injected cards stay unchecked (`load_content` checks them).
    """
    document = read_scenario(path)
    with limit_suggestions():
        scenario, problems = _validate_scenario(document, collect_raw_names(document.data))
    return scenario if scenario is not None and not problems else _refuse(problems)


def load_deck(path: Path, scenario: Scenario, facts: Iterable[str] | None = None) -> Deck:
    """Return the deck in a file, checked against a scenario, even one it is not written for. Raises `ContentError`.

    Without ``facts``, citations stay unchecked.
    """
    from wargame.content.load.yaml_reader import read_yaml

    document = read_yaml(path)
    if foreign := [*check_kind(document, "deck")]:
        _refuse(foreign)
    setting, cards = dump_model(scenario), list_ids(read_mapping(document.data).get("cards"))
    known = collect_raw_names(setting, cards, None if facts is None else frozenset(facts))
    with limit_suggestions():
        deck, problems = _validate_deck(document, known, setting)
    problems += [*check_circles([document]), *check_contingency([document])]
    return deck if deck is not None and not problems else _refuse(problems)


def load_source(path: Path) -> Source:
    """Return the source in a file. Raises `ContentError`."""
    from wargame.content.load.yaml_reader import read_yaml

    document = read_yaml(path)
    if foreign := [*check_kind(document, "source")]:
        _refuse(foreign)
    with limit_suggestions():
        source, problems = validate(document, Source, KnownNames())
    return source if source is not None and not problems else _refuse(problems)


def load_content(
    scenario: str | Path, decks: Sequence[str | Path] | None = None, without: Sequence[str] = ()
) -> Content:
    """Return a scenario with its decks and with every source they cite.

    Names are ids or files; without ``decks``, the list of the scenario itself is used. A scenario that extends another
    is loaded as a whole, and also plays with the decks of the other. ``without`` are the ids of switches that are off.
    Raises `ContentError` with all mistakes of all files.
    """
    return _arrange(gather(scenario, decks).build_content(without))


def _arrange(content: Content) -> Content:
    """Return the content with the turns that the scenario gives to cards, and without cards that others replace."""
    decks = arrange_decks(content.scenario, content.decks)
    return content if decks is content.decks else replace(content, decks=decks)


@dataclass(frozen=True)
class GatheredFiles:
    """The files an exercise would be played with, read but not checked; ``problems`` are those of reading."""

    setting: Document
    piles: tuple[Document, ...]
    sources: tuple[Document, ...]
    problems: tuple[Problem, ...]

    def build_content(self, without: Sequence[str] = ()) -> Content:
        """Return the checked content of the files, with these switches off.

        Raises `ContentError` with all mistakes of all files.
        """
        with pause_collection(), limit_suggestions():
            problems = [*self.problems, *check_arrangement(self.setting, self.piles)]
            content = _validate_content(self.setting, self.piles, self.sources, problems)
            return self.turn_off(without) if without else content

    def turn_off(self, names: Sequence[str]) -> Content:
        """Return the content of files without mistakes, with these switches off.

        Raises `ContentError`: for a name that no switch has, and for switches without which the rest is not whole.
        """
        setting, piles = turn_off(self.setting, self.piles, names)
        try:
            return _validate_content(setting, piles, self.sources, [])
        except ContentError as error:
            first = error.problems[0]
            switches = iter_named_entries(read_mapping(self.setting.data)["switches"])
            at = next(i for i, one in switches if one["id"] == names[-1])
            fault = ": ".join(part for part in (first.where, first.said) if part)
            said = f"without {', '.join(names)} the scenario is not whole: {fault}"
            hint = "leave out what needs it too, or change it"
            _refuse([build_problem(self.setting, ("switches", at), said, first.expected, hint, code="switch")])


def gather(
    scenario: str | Path, decks: Sequence[str | Path] | None = None, typed: Mapping[Path, str] | None = None
) -> GatheredFiles:
    """Read the files that `load_content` checks. Raises `ContentError` if there is no scenario to check them against.

    ``typed`` is the unsaved text of deck files that are being edited.
    """
    from wargame.content.load.yaml_reader import parse_yaml, read_yaml

    path = library.find_scenario(scenario)
    setting = read_scenario(path)
    problems: list[Problem] = []
    piles: list[Document] = []
    shelf = library.list_sources(near=path)
    listed = _list_decks(setting, path, problems) if decks is None else decks
    for name in listed:
        try:
            file = library.find_deck(name, near=path)
            deck = parse_yaml(typed[file], str(file)) if typed and file in typed else read_yaml(file)
        except ContentError as error:
            problems += error.problems
            continue
        if foreign := [*check_kind(deck, "deck")] or [*check_belonging(deck, list_lineage(setting))]:
            problems += foreign  # the deck is not checked further: its names would not fit
        else:
            piles.append(deck)
            shelf = shelf | library.list_sources(near=file)  # a deck may have sources of its own beside it
    sources: list[Document] = []
    cited = _list_cited_sources(setting, piles)
    for name in shelf if cited - set(shelf) else sorted(cited):  # all sources, to suggest one for a misspelt name
        try:
            sources.append(read_yaml(shelf[name]))
        except ContentError as error:
            problems += error.problems
    return GatheredFiles(setting, tuple(piles), tuple(sources), tuple(problems))


def pin(content: Content) -> dict[str, Any]:
    """Return the content as plain JSON-able data in the notation of the files, without defaults and silences."""
    return {
        "scenario": content.scenario.model_dump(mode="json", exclude_defaults=True, exclude=_TO_AUTHORS),
        "decks": [deck.model_dump(mode="json", exclude_defaults=True, exclude=_TO_AUTHORS) for deck in content.decks],
        "sources": [dump_model(source) for source in content.sources],
    }


def unpin(data: Any) -> Content:
    """Return the content in pinned data, checked as strictly as a file. Raises `ContentError` if it does not fit."""
    parts = read_mapping(data)
    if set(parts) != _PARTS or not isinstance(parts["decks"], list) or not isinstance(parts["sources"], list):
        said = "this is no pinned content"
        raise ContentError([Problem("pinned content", 0, 0, "", said, "a mapping of scenario, decks and sources")])
    return _validate_content(
        Document("pinned scenario", parts["scenario"]),
        [Document(f"pinned deck {_find_id(deck)}", deck) for deck in parts["decks"]],
        [Document(f"pinned source {_find_id(source)}", source) for source in parts["sources"]],
        [],
    )


def dump_model(model: Model) -> dict[str, Any]:
    """Return a model as JSON-able data in the notation of the files, without defaults."""
    return model.model_dump(mode="json", exclude_defaults=True)


def compute_digest(data: Any) -> str:
    """Return the SHA-256 of plain data in hexadecimal. The order of keys does not matter; everything else does."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


_QUIET: Any = {"__all__": {"silence"}}
_TO_AUTHORS: Any = {
    "silence": True,
    "switches": {"__all__": {"without", "changes"}},
    **{
        inner.key: _QUIET
        for model in (Deck, Scenario)
        for inner in find_inner_models(model)
        if "silence" in inner.model.model_fields
    },
}
"""What a file says only to its author or before play. Sessions do not need it, and digests do not change with it."""

_PARTS = {"scenario", "decks", "sources"}


def _refuse(problems: Iterable[Problem]) -> NoReturn:
    raise ContentError(sorted(dict.fromkeys(problems), key=lambda p: (p.file, p.line, p.column)))


def _validate_scenario(document: Document, known: KnownNames) -> tuple[Scenario | None, list[Problem]]:
    scenario, problems = validate(document, Scenario, known)
    problems += [*cross_references.check_scenario_references(document), *check_silences(document)]
    return scenario, _explain_base_problems(document, problems) if isinstance(document, ExtendedDocument) else problems


def _explain_base_problems(document: ExtendedDocument, problems: list[Problem]) -> list[Problem]:
    """Return the problems of a scenario that extends another, with a remedy for those in its base.

    Raises `ContentError` with one problem if the base is faulty by itself.
    """
    own = document.own.file
    if all(problem.file == own for problem in problems):
        return [*document.faults, *problems]
    base = document.base
    _, faults = _validate_scenario(base, collect_raw_names(base.data))
    if faults:
        first = min(faults, key=lambda p: (p.line, p.column)).format_line()
        said = f"the scenario it extends is faulty itself ({len(faults)} error{'s' if len(faults) > 1 else ''})"
        _refuse([build_problem(document, ("extends",), said, "a scenario without errors", f"mend it first: {first}")])
    remedy = f"{own} extends it: give this anew there, or leave it out with 'without'"
    return [*document.faults] + [
        problem if problem.file == own else replace(problem, hint="; ".join(filter(None, (problem.hint, remedy))))
        for problem in problems
    ]


def _validate_deck(document: Document, known: KnownNames, scenario: Any) -> tuple[Deck | None, list[Problem]]:
    deck, problems = validate(document, Deck, known)
    return deck, [*problems, *cross_references.check_deck_references(document, scenario), *check_silences(document)]


def _validate_content(
    setting: Document, piles: Sequence[Document], sources: Sequence[Document], problems: list[Problem]
) -> Content:
    """Check all documents together; a deck is checked even if its scenario is faulty."""
    read = [validate(document, Source, KnownNames()) for document in sources]
    facts, claims = (_list_source_names(sources, part) for part in ("facts", "claims"))
    cards = frozenset().union(*(list_ids(read_mapping(document.data).get("cards")) for document in piles))
    # A file that could not be read may declare cards and facts: then these names stay unchecked.
    beyond = (None, None, None) if problems else (cards, facts, claims)
    names = collect_raw_names(setting.data, *beyond)
    scenario, found = _validate_scenario(setting, names)
    problems = problems + found + [problem for _, faults in read for problem in faults]
    decks: list[Deck] = []
    handouts: dict[str, Path] = {}
    for document in piles:
        deck, found = _validate_deck(document, replace(names, seen={}), setting.data)
        if deck is not None:
            deck, files, faults_of_files = pin_handouts(document, deck)
            decks.append(deck)
            handouts |= files
            found += faults_of_files
        problems += found
    problems += [*cross_references.check_pile(piles), *check_circles(piles)]
    problems += check_contingency(piles, setting)
    if scenario is None or problems:
        _refuse(problems)
    cited = _list_cited_sources(setting, piles)
    return Content(
        scenario, tuple(decks), tuple(source for source, _ in read if source and source.id in cited), handouts
    )


def _list_decks(setting: Document, path: Path, problems: list[Problem]) -> list[Path]:
    """Return the files of the decks that a scenario lists. A name that no deck has becomes one of the ``problems``."""
    found = []
    named = list_texts(read_mapping(setting.data).get("decks"))
    fit = [one for one in named if find_id_fault(one[1]) is None]  # the check of the scenario reports the others
    for at, name in fit[:MOST_DECKS]:
        try:
            found.append(library.find_listed_deck(name, path))
        except ContentError as error:
            said, hint = f"no deck is called {name!r}", error.problems[0].hint
            problems.append(build_problem(setting, ("decks", at), said, "the id of a deck", hint, code="name"))
    return found


def _list_cited_sources(setting: Document, piles: Sequence[Document]) -> set[str]:
    """Return the ids of all sources that a scenario and its decks cite, or of whose claims a scenario names one."""
    cited = [*_iter_citations(setting.data, Scenario), *_iter_citations(setting.data, Scenario, "claims")]
    for document in piles:
        cited += _iter_citations(document.data, Deck)
    return {fact.partition("/")[0] for fact in cited}


def _iter_citations(data: Any, model: type[Model], key: str = "cites") -> Iterator[str]:
    """Yield every fact that the raw data of a scenario or a deck cites, or every claim that it names."""
    for _, part, _ in iter_mappings(data, model, key=key):
        yield from (text for _, text in list_texts(part.get(key)))


def _list_source_names(sources: Iterable[Document], part: str) -> frozenset[str]:
    """Return the names of all facts or claims: SOURCE/FACT, SOURCE/CLAIM."""
    data = [read_mapping(document.data) for document in sources]
    return frozenset(f"{_find_id(one)}/{name}" for one in data for name in list_ids(one.get(part)))


def _find_id(data: Any) -> str:
    name = read_mapping(data).get("id")
    return name if isinstance(name, str) else ""
