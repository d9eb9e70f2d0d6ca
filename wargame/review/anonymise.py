"""Anonymise: a report without the names given in its session, and a proof that no file written from it has one.

Names stand in a session file where people typed them: the name of the session, the details (course, sponsor, contact,
participants), what was said out of role, who spoke. Each is taken out of every text of the report, whole and by its
parts of three letters and more, whatever its case and accents; the role's label stands in its place.

A name can be an ordinary word as well (Will, Grace, Mark). A part that the scenario itself uses is taken out only of
what people wrote, and only where it begins with a capital; so is a part of two letters. The proof allows for it: a file
may hold such a word as often as the same file would with all that people wrote blanked out, and no more often.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from zipfile import ZipFile, is_zipfile

from wargame.exercise.debrief.stages import split_names
from wargame.exercise.play.seats import BOT, PEOPLE
from wargame.review.data.report import (
    Alternative,
    CardPlay,
    DebriefRemark,
    Decision,
    DecisionImpact,
    Die,
    Estimate,
    NumberChange,
    Overview,
    Recommendation,
    Report,
    ReportObservation,
    ReportRating,
    Seat,
    TrackMark,
)
from wargame.rules.model import FACILITATOR
from wargame.session.chain import read_session

T = TypeVar("T")

WRITTEN: dict[type, frozenset[str]] = {
    Overview: frozenset({"title", "session", "scope", "course", "sponsor", "contact", "file", "lineage", "faith"}),
    Seat: frozenset({"who", "names"}),
    NumberChange: frozenset({"why"}),
    Die: frozenset({"title", "outcome"}),
    Decision: frozenset({"by", "attempted", "happened", "because", "amended", "alternatives", "bookmark"}),
    TrackMark: frozenset({"why"}),
    Estimate: frozenset({"because"}),
    ReportObservation: frozenset({"text", "about", "reference", "analysis"}),
    ReportRating: frozenset({"because"}),
    Recommendation: frozenset({"issue", "recommendation", "by", "action", "owner", "start", "completion"}),
    CardPlay: frozenset({"target", "done"}),
    DebriefRemark: frozenset({"text", "prompt"}),
    Alternative: frozenset({"name"}),
    DecisionImpact: frozenset({"decided"}),
}
"""The fields that hold, or may hold, what people wrote. All others are the program's and the scenario's."""

_KEPT = frozenset({"head", "began", "ended", "program"})
"""Fields of the overview that no name is ever looked for in: a digest is hex, and `Ada` is hex."""

BLANK = "·"
WITHHELD = "(withheld)"
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
_LETTER = r"[^\W\d_]"
_BETWEEN = r"[\W_]{1,3}"
_NOISE = re.compile(r"base64,[A-Za-z0-9+/=]+|\b(?=[0-9a-z]*\d)[a-z]?[0-9a-f]{10,}\b")
"""Pictures, digests and made-up ids: their letters are nobody's name."""


class FoundName(NamedTuple):
    """A name or a part of one, what stands in its place, and whether it counts only where it begins with a capital."""

    text: str
    label: str
    proper: bool = False


class NamesLeft(Exception):
    """Names would be left in a file, so it was not written. ``names`` are they."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"these names would still stand in it: {', '.join(self.names)}")


# Which names were given


def find_names(path: Path) -> tuple[FoundName, ...]:
    """Every name given in a session file, each once. Raises `JournalError` where the file cannot be read."""
    lines = read_session(path).lines
    if not lines:
        return ()
    header = lines[0]
    scenario = header.get("content", {}).get("scenario", {})
    roles = {role: str(spec.get("name", role)) for role, spec in _read_mapping(scenario.get("roles")).items()}
    found = _NameFinder(roles, frozenset(_iter_words(header.get("content"))))
    found.add_office(str(header.get("name", "")), "[session]")
    found.add_office(path.name.removesuffix(".jsonl"), "[session]", parts=False)
    for line in lines[1:]:
        found.add_line(line)
    return found.list_names()


class _NameFinder:
    """The names found so far, with their labels; the first label of a name stays, unless another role has it too."""

    def __init__(self, roles: Mapping[str, str], vocabulary: frozenset[str]) -> None:
        self._roles = roles
        self._vocabulary = vocabulary
        self._own = frozenset(_iter_words([*roles, *roles.values(), FACILITATOR, PEOPLE, BOT]))
        self._labels: dict[str, str] = {}
        self._proper: dict[str, bool] = {}

    def add_line(self, line: Mapping[str, Any]) -> None:
        spoke = str(line.get("by", ""))
        if spoke and spoke not in (PEOPLE, FACILITATOR, *self._roles) and not spoke.startswith(f"{BOT}:"):
            self.add_person(spoke, self._find_label(str(line.get("role", ""))))
        match line.get("record"):
            case "details":
                self.add_office(str(line.get("course", "")), "[course]")
                self.add_office(str(line.get("sponsor", "")), "[sponsor]")
                self.add_person(str(line.get("contact", "")), "[contact]")
                for role, names in _read_mapping(line.get("names")).items():
                    for name in names if isinstance(names, list) else ():
                        self.add_person(str(name), self._find_label(role))
            case "debrief" if line.get("kind") == "name":
                self.add_person(str(line.get("text", "")), self._find_label(str(line.get("role", ""))))
            case "recommend":
                self.add_person(str(line.get("owner", "")), "[owner]")
            case "branched":
                for name in ("name", "parent"):
                    self.add_office(str(line.get(name, "")), "[session]", parts=False)

    def add_person(self, text: str, label: str) -> None:
        """One or several people's names."""
        self._add(text, label)
        for name in split_names(re.sub(r"@\S*|[()\[\]/|:]", ",", text)):
            self._add(name, label)
            words = re.findall(rf"{_LETTER}+", _flatten(name))
            spoken = any(word[0].isupper() for word in words) or len(words) > 3
            for word in words:
                if spoken and word[0].islower():
                    continue  # *played by Ana*, *van der Berg*
                if word.casefold() not in _TITLES:
                    self._add_part(word, label)

    def add_office(self, text: str, label: str, *, parts: bool = True) -> None:
        """The name of a course, a sponsor, a session: as a whole, and the words in it that are nobody else's."""
        words = re.findall(rf"{_LETTER}+", _flatten(text))
        if len(words) > 1 or not self._is_ordinary(words):
            self._add(text, label)
        for word in words if parts else ():
            if len(word) >= 3 and word.casefold() not in _TITLES and not self._is_ordinary([word]):
                self._add_part(word, label)

    def list_names(self) -> tuple[FoundName, ...]:
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
        words = re.findall(rf"{_LETTER}+|\d+", _flatten(text))
        if not any(word.isalpha() for word in words) or sum(map(len, words)) < 2:
            return
        if all(word.casefold() in self._own or word.isdigit() for word in words):
            return  # a role is not a name
        key = " ".join(words).casefold()
        self._proper[key] = self._is_ordinary(words) or len(key) < 3
        self._labels[key] = label if self._labels.get(key, label) == label else "[participant]"


def _iter_words(data: Any) -> Iterator[str]:
    """Every word in some data, keys too."""
    if isinstance(data, str):
        yield from re.findall(rf"{_LETTER}+", _flatten(data).casefold())
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _iter_words(key)
            yield from _iter_words(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _iter_words(value)


def _read_mapping(data: Any) -> Mapping[str, Any]:
    return data if isinstance(data, Mapping) else {}


# Taking them out


def anonymise_report(report: Report, given: Sequence[FoundName]) -> Report:
    """The report without these names; of its session, course, sponsor and contact nothing is left."""
    clean = _change_texts(report, lambda text, written: redact(text, given, written))
    over = clean.overview
    return replace(
        clean,
        overview=replace(
            over,
            session="anonymised",
            file=f"{over.head[:12] or 'session'}.jsonl",
            course=over.course and WITHHELD,
            sponsor=over.sponsor and WITHHELD,
            contact=over.contact and WITHHELD,
            seats=tuple(replace(seat, names=()) for seat in over.seats),
        ),
    )


def blank_report(report: Report) -> Report:
    """The report with all that people wrote blanked out: what it would say of anybody."""
    return _change_texts(report, lambda text, written: BLANK if written and text else text)


def redact(text: str, given: Sequence[FoundName], written: bool = True) -> str:
    """A text with these names replaced; in what nobody ``written``, ordinary words stay."""
    if not text or not given:
        return text
    flat, at = _flatten_with_places(text)
    out, done = [], 0
    for start, end, one in _iter_matches(flat, given):
        if one.proper and not written:
            continue
        out += [text[done : at[start]], one.label]
        done = at[end]
    return "".join((*out, text[done:]))


def _change_texts(part: T, change: Callable[[str, bool], str], written: bool = False) -> T:
    """The same data with every text changed; ``change`` is told whether people may have written it."""
    made: Any = part
    if isinstance(part, str):
        made = change(part, written)
    elif isinstance(part, tuple):
        made = tuple(_change_texts(one, change, written) for one in part)
    elif is_dataclass(part) and not isinstance(part, type):
        mine = WRITTEN.get(type(part), frozenset())
        new = {
            field.name: _change_texts(getattr(part, field.name), change, field.name in mine)
            for field in fields(part)
            if field.name not in _KEPT
        }
        made = replace(part, **new)
    result: T = made
    return result


# Proving that none is left


def dump_without_names(report: Report, given: Sequence[FoundName], write: Callable[[Report], bytes]) -> bytes:
    """The file that ``write`` makes of the report without names. Raises `NamesLeft` rather than let one through."""
    clean = anonymise_report(report, given)
    data = write(clean)
    prove_no_names(data, given, lambda: write(blank_report(clean)))
    return data


def prove_no_names(data: bytes, given: Sequence[FoundName], blank: Callable[[], bytes]) -> None:
    """Raises `NamesLeft` if a file holds one of these names more often than ``blank``, written of nobody's words."""
    counts = _count_names(data, given)
    if counts and (left := _list_excess(counts, _count_names(blank(), given))):
        raise NamesLeft(left)


def list_left_names(data: bytes, given: Sequence[FoundName], blank: bytes = b"") -> list[str]:
    """The names a file holds, in text or markup, more often than ``blank`` does: HTML, DOCX, Markdown, CSV, JSON."""
    return _list_excess(_count_names(data, given), _count_names(blank, given))


def _list_excess(counts: Counter[str], allowed: Counter[str]) -> list[str]:
    return [name for name, n in counts.items() if n > allowed[name]]


def _count_names(data: bytes, given: Sequence[FoundName]) -> Counter[str]:
    """How often each name stands in a file, in whichever reading of it shows it most often."""
    counts: Counter[str] = Counter()
    for text in _iter_readings(data):
        counts |= Counter(one.text for _, _, one in _iter_matches(_NOISE.sub(" ", _flatten(text)), given))
    return counts


def _iter_readings(data: bytes) -> Iterator[str]:
    """A file as text: as it is, with entities and escapes resolved, and with its tags taken out."""
    if is_zipfile(BytesIO(data)):
        with ZipFile(BytesIO(data)) as parts:
            texts = [parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if _is_xml(name)]
        text = "\n".join(texts)
    else:
        text = data.decode("utf-8", "replace")
    yield text
    plain = re.sub(r"\\[nrtbf]", " ", text).replace("\\", "")
    yield html.unescape(plain)
    if "<" in text:
        apart = re.sub(r"</?(?:w:(?:p|tc|tr|br|tab)|p|div|li|t[dhr]|h\d|br|text|dt|dd|section)\b[^>]*>", " ", text)
        yield html.unescape(re.sub(r"<[^>]*>", "", apart))


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


# Finding names in a text


def _iter_matches(flat: str, given: Sequence[FoundName]) -> Iterator[tuple[int, int, FoundName]]:
    """Where these names stand in a flat text, the longest first at each place."""
    lowered = flat.casefold()
    near = {one.text: one for one in given if one.text.split()[0] in lowered}  # most of them are nowhere
    for match in _build_pattern(near.values()).finditer(flat):
        key = " ".join(re.findall(rf"{_LETTER}+|\d+", match[0])).casefold()
        one = near.get(key)
        if one is not None and not (one.proper and match[0][0].islower()):
            yield match.start(), match.end(), one


def _build_pattern(given: Iterable[FoundName]) -> re.Pattern[str]:
    return re.compile("|".join(map(_build_name_pattern, given)) or r"(?!)", re.IGNORECASE)


def _build_name_pattern(one: FoundName) -> str:
    """A name as a pattern: its words, whatever parts them, and no letter before or after where words are parted."""
    words = _BETWEEN.join(map(re.escape, one.text.split()))
    if one.text.lower() == one.text.upper():
        return words  # a script without capitals, most of which do not part words
    return rf"(?<!{_LETTER}){words}(?!{_LETTER})"


def _flatten(text: str) -> str:
    """The text without accents and invisible characters."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text).replace("ß", "ss")
    for unseen in {c for c in set(text) if unicodedata.category(c) in ("Mn", "Cf")}:
        text = text.replace(unseen, "")
    return text


def _flatten_with_places(text: str) -> tuple[str, list[int]]:
    """The flat text, and for each of its places (and its end) the place in ``text`` where that begins."""
    if text.isascii():
        return text, list(range(len(text) + 1))
    flat, at = [], []
    for place, c in enumerate(text):
        for one in _flatten(c):
            flat.append(one)
            at.append(place)
    return "".join(flat), [*at, len(text)]


def merge_names(names: Iterable[Sequence[FoundName]]) -> tuple[FoundName, ...]:
    """The names given in several sessions; what is an ordinary word in one and a name in another is a name."""
    found: dict[str, FoundName] = {}
    for one in (one for given in names for one in given):
        other = found.get(one.text)
        if other is not None:
            label = one.label if one.label == other.label else "[participant]"
            one = FoundName(one.text, label, one.proper and other.proper)
        found[one.text] = one
    return tuple(sorted(found.values(), key=lambda one: (-len(one.text), one.text)))
