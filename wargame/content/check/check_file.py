"""Checks one file together with all it rests on: reports every error, or else every warning not silenced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.content.check.claim_use import check_claim_use
from wargame.content.check.inert import check_deck_inert, check_scenario_inert
from wargame.content.check.lint_rules import Finding, lint_deck, lint_scenario
from wargame.content.check.suppressions import find_silence, iter_silences
from wargame.content.check.unreachable import check_deck_logic, check_scenario_logic
from wargame.content.check.value_ranges import SCENARIO, ValueRanges
from wargame.content.load import library
from wargame.content.load.document import Document
from wargame.content.load.file_kind import Kind, find_kind_by_keys
from wargame.content.load.loader import Content, GatheredFiles, gather, load_source
from wargame.content.load.problems import ContentError, Problem
from wargame.content.load.validation import build_problem
from wargame.content.model.notation import Path as DataPath
from wargame.content.model.notation import format_value
from wargame.content.model.raw_data import read_mapping
from wargame.input_file import read_input_start
from wargame.suggestion import suggest_name

if TYPE_CHECKING:  # imported only if words are to be checked
    from wargame.content.check.prose.papers import Paper


@dataclass(frozen=True)
class CheckedFile:
    """The result of checking a file: the problems in it and in what it rests on, errors first.

    ``size`` says in words how much the file holds; ``silenced`` counts the warnings its author silenced; ``files`` are
    all files it depends on, as far as they could be read. ``content`` is the checked content, or None if it cannot be
    played.
    """

    file: str
    kind: Kind
    problems: tuple[Problem, ...]
    size: str = ""
    silenced: int = 0
    files: tuple[Path, ...] = ()
    content: Content | None = None

    @property
    def errors(self) -> int:
        """The number of problems that are errors."""
        return sum(problem.level == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """The number of problems that are warnings."""
        return len(self.problems) - self.errors


@dataclass(frozen=True)
class ProseOptions:
    """Asks for a check of the words of decks, perhaps against papers that nothing may be copied from."""

    papers: Sequence[Paper] = ()


def check_file(path: Path, kind: Kind, words: ProseOptions | None = None) -> CheckedFile:
    """Check a file as a deck, a scenario or a source."""
    if kind == "deck":
        return check_deck_file(path, words=words)
    return check_scenario_file(path) if kind == "scenario" else check_source_file(path)


def check_deck_file(
    path: Path, scenario: str | None = None, words: ProseOptions | None = None, text: str | None = None
) -> CheckedFile:
    """Check a deck against the scenario it names, or against ``scenario``.

    ``text`` is the unsaved text of the file.
    """
    typed = {path: text} if text is not None else None
    try:
        gathered = gather_deck(path, scenario, typed)
    except ContentError as error:
        return CheckedFile(str(path), "deck", error.problems, files=(path,))
    try:
        content = gathered.build_content()
    except ContentError as error:
        return CheckedFile(str(path), "deck", error.problems, files=_list_files(gathered))
    (deck,), (document,) = content.decks, gathered.piles
    findings = lint_deck(deck, content.scenario)
    findings += _check_logic_with_decks(path, gathered, content, typed)
    if words is not None:  # the check of words has its own, stricter limits
        findings = [finding for finding in findings if finding.code not in ("long-text", "short-text")]
    sifter = _SilenceFilter(gathered)
    problems = [*sifter.iter_unsilenced(findings)]
    if words is not None:
        problems += sifter.check_words(document, content, words)
    if scenario is None:
        problems += sifter.check_unused(document, document, words is not None)
    size = f"{_format_count(len(deck.cards), 'card')} for {deck.scenario}"
    return CheckedFile(
        str(path), "deck", _sort_problems(problems), size, sifter.silenced, _list_files(gathered), content
    )


def check_scenario_file(path: Path) -> CheckedFile:
    """Check a scenario with its decks and the sources they cite."""
    try:
        gathered = gather(path)
    except ContentError as error:
        return CheckedFile(str(path), "scenario", error.problems, files=(path,))
    try:
        content = gathered.build_content()
    except ContentError as error:
        return CheckedFile(str(path), "scenario", error.problems, files=_list_files(gathered))
    if broken := [*_check_switches(gathered, content)]:
        return CheckedFile(str(path), "scenario", _sort_problems(broken), files=_list_files(gathered))
    scenario = content.scenario
    reach = ValueRanges(scenario, content.decks)
    findings = [*lint_scenario(scenario, content.decks), *check_scenario_logic(reach)]
    findings += check_scenario_inert(scenario, content.decks)
    for home, deck in enumerate(content.decks):
        findings += [*lint_deck(deck, scenario, home), *check_deck_logic(reach, home)]
    sifter = _SilenceFilter(gathered)
    problems = [*sifter.iter_unsilenced(findings)]
    problems += sifter.check_unused(gathered.setting, gathered.setting.layers[-1], False)
    size = f"{_format_count(len(scenario.actions), 'action')}, {_format_count(len(content.decks), 'deck')}"
    return CheckedFile(
        str(path), "scenario", _sort_problems(problems), size, sifter.silenced, _list_files(gathered), content
    )


def check_source_file(path: Path) -> CheckedFile:
    """Check a source, and whether its claims are in use; facts are proven only against the text of the document."""
    try:
        source = load_source(path)
    except ContentError as error:
        return CheckedFile(str(path), "source", error.problems, files=(path,))
    size = _format_count(len(source.facts), "fact")
    if source.claims:
        size += f", {_format_count(len(source.claims), 'claim')}"
    return CheckedFile(str(path), "source", tuple(check_claim_use(path, source)), size, files=(path,))


def gather_deck(path: Path, scenario: str | None = None, typed: Mapping[Path, str] | None = None) -> GatheredFiles:
    """Read a deck with a scenario, the one it names or another, and the sources they cite. Raises `ContentError`."""
    if scenario is not None:
        return gather(scenario, [path], typed)
    known = library.list_scenarios(near=path)
    named = _peek_scenario_id(path, typed)
    if named not in known and (example := library.find_named_scenario(named, path)) is not None:
        return gather(example, [path], typed)
    if named not in known:
        from wargame.content.load.yaml_reader import parse_yaml, read_yaml

        document = parse_yaml(typed[path], str(path)) if typed and path in typed else read_yaml(path)
        said = read_mapping(document.data).get("scenario")
        if isinstance(said, str) and said not in known:
            expected, hint = f"one of: {', '.join(known)}", suggest_name(said, known) or "or name one with --scenario"
            what = f"no scenario is called {format_value(said)}"
            raise ContentError([build_problem(document, ("scenario",), what, expected, hint, code="name")])
        # A deck that names no scenario is checked against the first, so that its other errors are not hidden.
        named = said if isinstance(said, str) else next(iter(known))
    return gather(known[named], [path], typed)


def find_kind(path: Path) -> Kind | None:
    """Return what a file is, by the keys at its left edge; None for a file that is no content of ours."""
    try:
        keys = {found[1].decode() for found in _KEY.finditer(read_input_start(path, 5_000_000))}
    except OSError:
        return None
    if (kind := find_kind_by_keys(keys)) is not None:
        return kind
    return ("scenario" if path.parent.name == "scenarios" else "deck") if "format" in keys else None


_KEY = re.compile(rb"^([a-z_]+)[ ]*:", re.MULTILINE)
_SCENARIO = re.compile(rb"^scenario:[ ]+([a-z0-9_-]+)[ ]*(?:#.*)?\r?$", re.MULTILINE)


def _peek_scenario_id(path: Path, typed: Mapping[Path, str] | None) -> str:
    """Return the scenario a deck names near its top, or an empty text.

    Nearly all decks name it there, which spares reading the deck twice.
    """
    try:
        if typed and path in typed:
            found = _SCENARIO.search(typed[path].encode()[:65_536])
        else:
            found = _SCENARIO.search(read_input_start(path, 65_536))
    except OSError:
        return ""
    return found[1].decode() if found else ""


def _check_logic_with_decks(
    path: Path, gathered: GatheredFiles, content: Content, typed: Mapping[Path, str] | None
) -> list[Finding]:
    """Return what can never matter in a deck that is played with all decks of its scenario.

    The other decks are read only if something in this deck looks as if it could not matter, because more decks can only
    make more things possible and read more numbers.
    """
    found = _list_idle(content)
    if not found:
        return []
    setting = Path(gathered.setting.layers[-1].file)
    try:
        files = (library.find_listed_deck(name, setting) for name in content.scenario.decks)
        others = [file for file in files if file.resolve() != path.resolve()]
        if not others:
            return found
        whole = gather(setting, [path, *others], typed).build_content()
    except ContentError:  # the other decks are faulty, or this deck is a copy of one of them
        return [*check_deck_logic(ValueRanges(content.scenario, content.decks, open=True), 0)]
    return _list_idle(whole)


def _list_idle(content: Content) -> list[Finding]:
    """Return what can never matter in the first deck of some content, and what it changes without consequence."""
    scenario, decks = content.scenario, content.decks
    return [*check_deck_logic(ValueRanges(scenario, decks), 0), *check_deck_inert(scenario, decks)]


def _check_switches(gathered: GatheredFiles, content: Content) -> Iterator[Problem]:
    """Yield the mistakes that show when a switch is off: each by itself, then all together."""
    names = [switch.id for switch in content.scenario.switches]
    found: list[Problem] = []
    for off in (*([name] for name in names), names):
        if off and (len(off) == 1 or not found):
            try:
                gathered.turn_off(off)
            except ContentError as error:
                found += error.problems
    yield from found


class _SilenceFilter:
    """Converts findings to problems with a place in their file, and drops those that are silenced there."""

    def __init__(self, gathered: GatheredFiles) -> None:
        self._gathered = gathered
        self._used: set[tuple[int, DataPath]] = set()
        self.silenced = 0

    def iter_unsilenced(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        """Yield the findings as problems, without the silenced ones."""
        for one in findings:
            document = self._gathered.setting if one.home == SCENARIO else self._gathered.piles[one.home]
            if not self._is_silenced(document, one.path, one.code):
                found = build_problem(document, one.path, one.said, "", one.hint, key=one.key, code=one.code)
                yield replace(found, level="warning")

    def check_words(self, document: Document, content: Content, words: ProseOptions) -> Iterator[Problem]:
        """Yield what is wrong with the words of a deck."""
        from wargame.content.check.prose.rules import check_prose

        (deck,) = content.decks
        for one in check_prose(deck, document, content.scenario, content.sources, words.papers):
            if one.level == "error" or not self._is_silenced(document, one.path, one.code):
                place = (one.file, one.line, one.column, one.where)
                yield Problem(*place, one.said, hint=one.remedy, code=one.code, level=one.level)

    def check_unused(self, document: Document, own: Document, with_words: bool) -> Iterator[Problem]:
        """Yield silences in the file of ``own`` that silenced nothing; ``document`` is the whole it is part of."""
        for path, codes in iter_silences(document.data):
            for code in codes:
                if (id(document), (*path, code)) in self._used or document.find_home(path)[0] is not own:
                    continue
                if _is_unchecked(code, with_words):
                    continue
                said = f"it silences {code!r}, and nothing of the kind is wrong here"
                hint = "delete it, so that it hides no mistake to come"
                found = build_problem(document, (*path, code), said, "", hint, key=True, code="unused-silence")
                yield replace(found, level="warning")

    def _is_silenced(self, document: Document, path: DataPath, code: str) -> bool:
        silence = find_silence(document.data, path, code)
        if silence is None:
            return False
        self._used.add((id(document), silence))
        self.silenced += 1
        return True


def _is_unchecked(code: str, with_words: bool) -> bool:
    """Return whether a check of a file does not look for what has this code."""
    from wargame.content.check.codes import load_rules

    rule = load_rules()[code]
    return rule.measured or (rule.words and not with_words)


def _sort_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once: errors before warnings, in the order of files, lines and columns."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.level != "error", p.file, p.line, p.column)))


def _list_files(gathered: GatheredFiles) -> tuple[Path, ...]:
    documents = (*gathered.piles, *gathered.setting.layers, *gathered.sources)
    return tuple(dict.fromkeys(Path(document.file) for document in documents))


def _format_count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
