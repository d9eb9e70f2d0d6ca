"""Proves that no file written from an anonymised report holds a name that was given in its session.

A name can be an ordinary word of the scenario. So a file may hold a word as often as the same file would with all that
people wrote blanked out, and no more often.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from wargame.review.anonymise.name_search import FoundName, flatten, iter_matches
from wargame.review.anonymise.redaction import anonymise_report, blank_out_report, leave_out_people
from wargame.review.data.report import Report

_NOISE = re.compile(r"base64,[A-Za-z0-9+/=]+|\b(?=[0-9a-z]*\d)[a-z]?[0-9a-f]{10,}\b")
"""Pictures, digests and generated ids; names are not looked for in them."""


_PDF = b"%PDF-"
"""How a PDF begins."""


class NamesLeft(Exception):
    """Raised instead of writing a file that would hold names; ``names`` are those that would be left."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(f"these names would still stand in it: {', '.join(self.names)}")


def dump_without_names(report: Report, given: Sequence[FoundName], write: Callable[[Report], bytes]) -> bytes:
    """Return the file that ``write`` makes of the report without these names.

    Raises `NamesLeft` if the file would hold one of them.
    """
    return _dump_proven(anonymise_report(report, given), given, write)


def dump_without_people(report: Report, given: Sequence[FoundName], write: Callable[[Report], bytes]) -> bytes:
    """Return the file that ``write`` makes of the report without what people wrote about those with these names.

    Raises `NamesLeft` if the file would hold one of the names.
    """
    return _dump_proven(leave_out_people(report, given), given, write)


def _dump_proven(clean: Report, given: Sequence[FoundName], write: Callable[[Report], bytes]) -> bytes:
    data = write(clean)
    prove_no_names(data, given, lambda: write(blank_out_report(clean)))
    return data


def prove_no_names(data: bytes, given: Sequence[FoundName], blank: Callable[[], bytes]) -> None:
    """Raises `NamesLeft` if a file holds one of these names more often than the file that ``blank`` returns.

    The file may be HTML, DOCX, PPTX, PDF, Markdown, CSV or JSON. ``blank`` writes the same file with all that people
    wrote blanked out; it is called only if a name was found.
    """
    counts = _count_names(data, given)
    if not counts:
        return
    allowed = _count_names(blank(), given)
    if left := [name for name, n in counts.items() if n > allowed[name]]:
        raise NamesLeft(left)


def _count_names(data: bytes, given: Sequence[FoundName]) -> Counter[str]:
    """Count each name in a file, in the reading of the file that shows it most often."""
    counts: Counter[str] = Counter()
    for text in _iter_readings(data):
        counts |= Counter(one.text for _, _, one in iter_matches(_NOISE.sub(" ", flatten(text)), given))
    return counts


def _iter_readings(data: bytes) -> Iterator[str]:
    """Yield a file as text: as it is, with entities and escapes resolved, and without its tags."""
    if is_zipfile(BytesIO(data)):
        text = "\n".join(_iter_xml(data))
    elif data.startswith(_PDF):
        yield from _iter_pdf_readings(data)
        return
    else:
        text = data.decode("utf-8", "replace")
    yield text
    plain = re.sub(r"\\[nrtbf]", " ", text).replace("\\", "")
    yield html.unescape(plain)
    if "<" in text:
        apart = re.sub(
            r"</?(?:w:(?:p|tc|tr|br|tab)|a:(?:p|tc|tr|br)|c:v|si|p|div|li|t[dhr]|h\d|br|text|dt|dd|section)\b[^>]*>",
            " ",
            text,
        )
        yield html.unescape(re.sub(r"<[^>]*>", "", apart))


def _iter_pdf_readings(data: bytes) -> Iterator[str]:
    """Yield a PDF as text: its pages and all texts behind them, with lines apart, and with the lines of words joined.

    A line can end inside a word that is too long for it.
    """
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    text = "\n".join((*(page.extract_text() for page in reader.pages), *_iter_pdf_texts(reader.trailer)))
    yield text
    yield re.sub(r" ?\n", "", text)


def _iter_pdf_texts(trailer: object) -> Iterator[str]:
    """Yield every text of a PDF that is not on a page: bookmarks, what pictures show, the title."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, TextStringObject

    waiting, met = [trailer], set[int]()
    while waiting:
        match waiting.pop():
            case IndirectObject() as one if one.idnum not in met:
                met.add(one.idnum)
                waiting.append(one.get_object())
            case DictionaryObject() as one:
                waiting += one.values()
            case ArrayObject() as one:
                waiting += one
            case TextStringObject() as one:
                yield str(one)


def _iter_xml(data: bytes) -> Iterator[str]:
    """Yield the parts of a zip that are XML, and those of the spreadsheets in it."""
    with ZipFile(BytesIO(data)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                yield parts.read(name).decode("utf-8", "replace")
            elif name.endswith(".xlsx"):
                yield from _iter_xml(parts.read(name))
