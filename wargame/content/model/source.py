"""The shape of a source and its facts, and the check that each term stands on the page its fact names.

The text of a source marks its pages with lines such as ``=== page 3 ===``. Line breaks, hyphens at line ends, kinds of
quotes, spaces and capitals do not matter. A term of a fact on pages ``3-4`` may run from one page to the next.
"""

import re
import unicodedata
from typing import Annotated, Literal

from pydantic import Field, model_validator

from wargame.content.model.claim import Claim, Page, list_single_pages
from wargame.content.model.notation import Fault, fail, format_value
from wargame.content.model.types import Id, Line, Model, Text, make_list, make_unique_check
from wargame.light_dataclass import dataclass

_MARK = re.compile(r"^=== *page +(.+?) *===\s*$", re.MULTILINE)
_LABEL = re.compile(r"(\d{1,4}|[ivxl]+)\b")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"})


class Fact(Model):
    """One claim of a document in our own words, with the figures and short terms that stand on its page."""

    id: Annotated[Id, make_unique_check("fact")]
    """Its name; a card cites it as SOURCE/FACT."""
    page: Page
    """The page it stands on, in quotes: "3", "3-4", "iv"."""
    claim: Text
    """What the document says there, in your own words."""
    terms: Annotated[list[Line], Field(min_length=1, max_length=12)]
    """Figures and short terms that stand on that page word for word, to prove it by."""
    stance: Literal["asserts", "reports", "rebuts"]
    """Whether the document asserts it, reports it, or reports it to argue against it."""


class Source(Model):
    """A document: its bibliography and its facts."""

    format: Literal[1]
    """The format of the file."""
    id: Id
    """Its name, the first half of every citation; best the name of the file."""
    author: Line
    """Who wrote it."""
    title: Line
    """What it is called."""
    publisher: Line
    """Who brought it out, and where."""
    year: int
    """When it came out."""
    date: Line | None = None
    """The date, where the year is not enough."""
    pages: int
    """How many pages it has."""
    short: Line
    """How it is named on cards and in reports: Nolden 2011."""
    note: Text | None = None
    """What a reader should know about it."""
    facts: Annotated[list[Fact], Field(min_length=1)]
    """What it says, fact by fact."""
    claims: Annotated[list[Claim], Field(max_length=20)] = Field(default_factory=make_list)
    """What it argues, the most important first: the report says of each claim what spoke for and against it."""

    @model_validator(mode="after")
    def _check_pages(self) -> "Source":
        pages = {fact.id: fact.page for fact in self.facts}
        for i, claim in enumerate(self.claims):
            stands = [pages[name] for name in claim.rests_on if name in pages]
            known = frozenset().union(*map(list_single_pages, stands))
            for j, page in enumerate(claim.pages):
                if not list_single_pages(page) <= known:
                    said = f"not all of page {format_value(page)} is a page of the facts that this claim rests on"
                    expected = f"pages among: {', '.join(dict.fromkeys(stands))}"
                    fail([Fault(("claims", i, "pages", j), said, expected, "name the fact that stands there, too")])
        return self


@dataclass(frozen=True, slots=True)
class UnprovenTerms:
    """Terms that do not stand where their fact says; ``elsewhere`` are the pages on which all of them stand.

    If these are all terms of the fact, its page is probably wrong. ``no_page``: the text marks no such page.
    """

    fact: str
    page: str
    terms: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()
    no_page: bool = False

    def format_line(self) -> str:
        """Return the finding in one line."""
        if self.no_page:
            return f"fact {self.fact}: the text marks no page {self.page}"
        pages = f"page{'s' * (len(self.elsewhere) > 1)} {', '.join(self.elsewhere)}"
        if len(self.terms) > 1:
            return f"fact {self.fact}: page {self.page}: none of its terms stands there; all of them stand on {pages}"
        found = f"it stands on {pages}" if self.elsewhere else "nor on any other page"
        return f"fact {self.fact}: page {self.page}: {self.terms[0]!r} does not stand there; {found}"


def check_against_text(source: Source, text: str) -> list[UnprovenTerms]:
    """Return every term of a source that the page-marked text does not prove; empty if all are proven."""
    pages = split_pages(text)
    single = {label: _Page(content) for label, content in pages.items()}
    unproven: list[UnprovenTerms] = []
    for fact in source.facts:
        span = _list_page_labels(fact.page, list(pages))
        if not span:
            unproven.append(UnprovenTerms(fact.id, fact.page, tuple(fact.terms), no_page=True))
            continue
        page = single[span[0]] if len(span) == 1 else _Page("\n".join(pages[label] for label in span))
        lost = {
            term: [label for label, other in single.items() if other.has_term(term)]
            for term in fact.terms
            if not page.has_term(term)
        }
        shared = tuple(label for label in single if all(label in found for found in lost.values()))
        if len(lost) == len(fact.terms) > 1 and shared:
            unproven.append(UnprovenTerms(fact.id, fact.page, tuple(lost), shared))
        else:
            unproven += [UnprovenTerms(fact.id, fact.page, (term,), tuple(found)) for term, found in lost.items()]
    return unproven


def split_pages(text: str) -> dict[str, str]:
    """Return the pages of a page-marked text by label, in order.

    A page without a number (*front matter*) has its name as label.
    """
    parts = _MARK.split(text.replace("\r\n", "\n"))
    pages: dict[str, str] = {}
    for name, content in zip(parts[1::2], parts[2::2], strict=True):
        label = found[1] if (found := _LABEL.match(name)) else name
        pages[label] = f"{pages[label]}\n{content}" if label in pages else content
    return pages


def _list_page_labels(wanted: str, labels: list[str]) -> list[str]:
    """Return the labels from the first to the last page of a fact; empty if one of them is not marked."""
    first, _, last = wanted.partition("-")
    if first not in labels or (last and last not in labels):
        return []
    start, end = labels.index(first), labels.index(last or first)
    return [label for label in labels[start : end + 1] if _LABEL.fullmatch(label)]


def _normalize_text(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return re.sub(r"\s+", " ", text).strip().casefold()


class _Page:
    """The text of a page in two readings: a word with a hyphen at a line end is joined, or keeps its hyphen."""

    def __init__(self, text: str) -> None:
        text = re.sub(r"[¬\xad]\s*", "", text)
        self.readings = (
            _normalize_text(re.sub(r"-[ \t]*\n\s*", "", text)),
            _normalize_text(re.sub(r"-[ \t]*\n\s*", "-", text)),
        )

    def has_term(self, term: str) -> bool:
        """Return whether a term stands on the page, at the beginning of a word; a figure only as a whole."""
        wanted = _normalize_text(term)
        before = r"(?<!\w)(?<!\d[.,])" if wanted[:1].isdigit() else r"(?<!\w)" if wanted[:1].isalpha() else ""
        after = r"(?!\w)(?![.,]\d)" if wanted[-1:].isdigit() else ""
        pattern = re.compile(before + re.escape(wanted) + after)
        return any(pattern.search(reading) for reading in self.readings)
