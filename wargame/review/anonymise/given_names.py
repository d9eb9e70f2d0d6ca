"""Finds the names given in a session file, where people type them.

Names stand in the name of the session, the details (course, sponsor, contact, participants), what was said out of role,
and who spoke. A name counts whole and by its parts of three letters and more. A name can be an ordinary word as well
(Will, Grace, Mark): a part that the scenario itself uses, or one of two letters, counts only where it begins with a
capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from wargame.exercise.debrief.stages import split_names
from wargame.exercise.play.seats import BOT, PEOPLE
from wargame.review.anonymise.name_search import LETTER, FoundName, flatten
from wargame.rules.model import FACILITATOR
from wargame.session.chain import read_session
from wargame.session.line_reading import read_header, read_lines
from wargame.session.records import Branched, CommandLine, DebriefAnswer, DetailsGiven, Line, Note, RecommendationGiven
from wargame.session.shape import MalformedLineError

_TITLES = frozenset(
    re.findall(
        r"\w+",
        "mr mrs ms miss dr prof professor sir madam phd and the from with for our are was were this that who "
        "we my played name names speaker team group role",
    )
)
_OFFICES = frozenset(
    re.findall(
        r"\w+",
        "and the for from with class course seminar section term spring summer autumn fall winter week "
        "university college school faculty department dept institute academy centre center office studies "
        "study exercise session group team monday tuesday wednesday thursday friday saturday sunday edu org "
        "com net www mail",
    )
)
_PARTICLES = frozenset(
    re.findall(
        r"\w+",
        "al bin da de del der di du el en la le of st te the van von und zu or to in is it",
    )
)


def find_names(path: Path) -> tuple[FoundName, ...]:
    """Return every name given in a session file, each once. Raises `JournalError` if the file cannot be read."""
    lines = read_session(path).lines
    if not lines:
        return ()
    found = None
    with suppress(MalformedLineError):  # no report tells of a malformed line, nor of the lines after it
        header = read_header(lines[0])
        scenario = _read_mapping(header.content.get("scenario"))
        roles = {role: str(spec.get("name", role)) for role, spec in _read_mapping(scenario.get("roles")).items()}
        found = _NameFinder(roles, frozenset(_iter_words(header.content)))
        found.add_office(header.name, "[session]")
        found.add_office(path.name.removesuffix(".jsonl"), "[session]", parts=False)
        for line in read_lines(lines[1:]):
            found.add_line(line)
    return found.list_names() if found is not None else ()


def list_people(path: Path, names: Iterable[str]) -> tuple[FoundName, ...]:
    """Return these names of people, whole and by their parts, as they are searched for in the report of a session.

    Raises `JournalError` if the file cannot be read.
    """
    lines = read_session(path).lines
    content = lines[0].get("content", {}) if lines else {}
    found = _NameFinder({}, frozenset(_iter_words(content)))
    for name in names:
        found.add_person(name, "[left out]")
    return found.list_names()


class _NameFinder:
    """Collects the names found so far, with their labels.

    A name keeps its first label, unless it is given for another role too: then the label says *participant*.
    """

    def __init__(self, roles: Mapping[str, str], vocabulary: frozenset[str]) -> None:
        self._roles = roles
        self._vocabulary = vocabulary
        self._own = frozenset(_iter_words([*roles, *roles.values(), FACILITATOR, PEOPLE, BOT]))
        self._labels: dict[str, str] = {}
        self._proper: dict[str, bool] = {}

    def add_line(self, line: Line) -> None:
        """Add the names that one line of the session file gives."""
        match line:
            case CommandLine():
                self._add_speaker(line.by, line.role)
            case DetailsGiven():
                self.add_office(line.course, "[course]")
                self.add_office(line.sponsor, "[sponsor]")
                self.add_person(line.contact, "[contact]")
                for role, names in line.names.items():
                    for name in names:
                        self.add_person(name, self._find_label(role))
            case DebriefAnswer(kind="name"):
                self.add_person(line.text, self._find_label(line.role))
            case Note():
                self._add_speaker(line.by, "")
            case RecommendationGiven():
                self._add_speaker(line.by, "")
                self.add_person(line.owner, "[owner]")
            case Branched():
                self.add_office(line.name, "[session]", parts=False)
                self.add_office(line.parent, "[session]", parts=False)

    def _add_speaker(self, by: str, role: str) -> None:
        if by and by not in (PEOPLE, FACILITATOR, *self._roles) and not by.startswith(f"{BOT}:"):
            self.add_person(by, self._find_label(role))

    def add_person(self, text: str, label: str) -> None:
        """Add the names of one or several people, whole and by their parts."""
        self._add(text, label)
        for name in split_names(re.sub(r"@\S*|[()\[\]/|:]", ",", text)):
            self._add(name, label)
            words = re.findall(rf"{LETTER}+", flatten(name))
            spoken = any(word[0].isupper() for word in words) or len(words) > 3
            for word in words:
                if spoken and word[0].islower():
                    continue  # *played by Ana*, *van der Berg*
                if word.casefold() not in _TITLES:
                    self._add_part(word, label)

    def add_office(self, text: str, label: str, *, parts: bool = True) -> None:
        """Add the name of a course, sponsor or session: the whole, and its ``parts`` that are no ordinary words."""
        words = re.findall(rf"{LETTER}+", flatten(text))
        if len(words) > 1 or not self._is_ordinary(words):
            self._add(text, label)
        for word in words if parts else ():
            if len(word) >= 3 and word.casefold() not in _TITLES and not self._is_ordinary([word]):
                self._add_part(word, label)

    def list_names(self) -> tuple[FoundName, ...]:
        """Return the names that were added, the longest first."""
        longest = sorted(self._labels, key=lambda name: (-len(name), name))
        return tuple(FoundName(name, self._labels[name], self._proper[name]) for name in longest)

    def _find_label(self, role: str) -> str:
        return f"[{self._roles[role]}]" if role in self._roles else "[participant]"

    def _is_ordinary(self, words: Iterable[str]) -> bool:
        return all(word.casefold() in self._vocabulary or word.casefold() in _OFFICES for word in words)

    def _add_part(self, word: str, label: str) -> None:
        if len(word) >= 3 or (len(word) == 2 and word.casefold() not in _PARTICLES and not word[0].islower()):
            self._add(word, label)

    def _add(self, text: str, label: str) -> None:
        words = re.findall(rf"{LETTER}+|\d+", flatten(text))
        if not any(word.isalpha() for word in words) or sum(map(len, words)) < 2:
            return
        if all(word.casefold() in self._own or word.isdigit() for word in words):
            return  # a role is not a name
        key = " ".join(words).casefold()
        self._proper[key] = self._is_ordinary(words) or len(key) < 3
        self._labels[key] = label if self._labels.get(key, label) == label else "[participant]"


def _iter_words(data: Any) -> Iterator[str]:
    """Yield every word in some data, keys too."""
    if isinstance(data, str):
        yield from re.findall(rf"{LETTER}+", flatten(data).casefold())
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _iter_words(key)
            yield from _iter_words(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _iter_words(value)


def _read_mapping(data: Any) -> Mapping[str, Any]:
    return data if isinstance(data, Mapping) else {}


def merge_names(names: Iterable[Sequence[FoundName]]) -> tuple[FoundName, ...]:
    """Return the names given in several sessions, each once.

    A word that is ordinary in one session and a name in another counts as a name.
    """
    found: dict[str, FoundName] = {}
    for one in (one for given in names for one in given):
        other = found.get(one.text)
        if other is not None:
            label = one.label if one.label == other.label else "[participant]"
            one = FoundName(one.text, label, one.proper and other.proper)
        found[one.text] = one
    return tuple(sorted(found.values(), key=lambda one: (-len(one.text), one.text)))
