"""The report as PDF: everything in its place, bookmarks and links, and the same file every time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import Destination

from tests.review.sample_report import nasty, report
from tests.review.write.test_body_length import list_texts
from wargame.review.data.report import Report
from wargame.review.write.blocks import Chart, Heading, Outline, Paragraph, TableColumn, TextTable
from wargame.review.write.pdf_export import dump_pdf
from wargame.review.write.report_outline import build_report_outline

MADE = "2026-11-17T10:12:00Z"


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


@cache
def dump_sample() -> bytes:
    over = report().overview
    return dump_pdf(build_report_outline(report()), MADE, [seat.role for seat in over.seats], draft=True)


def squeeze(text: str) -> str:
    """A text without spaces: where lines end is no part of it."""
    return re.sub(r"[\s\u200b]", "", text)


def list_titles(reader: PdfReader) -> Iterator[str]:
    for one in reader.outline:
        if isinstance(one, Destination):
            yield str(one.title)


def test_a_pdf_says_all_that_the_outline_says_below_bookmarks_of_its_sections() -> None:
    outline, reader = build_report_outline(report()), read(dump_sample())
    said = squeeze("".join(page.extract_text() for page in reader.pages))
    missing = [text for block in outline for text in list_texts(block) if squeeze(text) not in said]
    assert [text for text in missing if len(text) < 60] == [], "a longer one may go on on the next page"
    assert [*list_titles(reader)] == [one.text for one in outline if isinstance(one, Heading) and one.level == 1]


def test_the_first_page_has_the_mark_of_a_draft_and_the_contents_and_every_page_its_number() -> None:
    pages = [page.extract_text() for page in read(dump_sample()).pages]
    assert "Draft. The facilitator" in pages[0]
    assert re.search(r"Contents\s+In brief[ .]+1\b", pages[0])
    assert re.search(r"The session file[ .]+\d", pages[0])
    assert all(f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1))
    assert all("(draft)" in page for page in pages[1:])


def test_a_number_of_a_line_leads_to_its_decision() -> None:
    reader = read(dump_sample())
    links = [str(one.get_object().get("/Dest")) for page in reader.pages for one in page.get("/Annots") or ()]
    assert links.count("line-9") == 8
    assert {link for link in links if link.startswith("line-")} <= reader.named_destinations.keys()


def test_the_same_outline_gives_the_same_bytes_which_name_no_machine_and_embed_their_fonts() -> None:
    over = report().overview
    again = dump_pdf(build_report_outline(report()), MADE, [seat.role for seat in over.seats], draft=True)
    assert again == dump_sample()
    known = read(again).metadata
    assert known is not None
    assert (known.title, known.author, known.creation_date_raw) == (
        "After-action review: The Impracticable Alliance", None, "D:20261117101200Z",
    )  # fmt: skip
    fonts = re.findall(rb"/FontFile[23]?\b", again)
    assert len(fonts) >= 2


def test_any_text_is_text_and_accents_are_letters() -> None:
    made = replace(report(), decisions=(replace(report().decisions[0], because="Juárez, señal, Zürich: αβγ, Жук"),))
    for one in (made, nasty()):
        text = "".join(page.extract_text() for page in read(dump_pdf(build_report_outline(one), "soon")).pages)
        assert "<script>alert(1)</script>" in text or "Juárez, señal, Zürich: αβγ, Жук" in text


def test_a_word_that_is_wider_than_its_column_stays_in_it() -> None:
    columns = tuple(TableColumn(f"Title{n}") for n in range(8))
    outline: Outline = (Heading(0, "Long"), TextTable("Words", columns, ((*["w" * 60] * 8,),)))
    (page,) = read(dump_pdf(outline, MADE)).pages
    rows = [line for line in page.extract_text().splitlines() if "w" * 3 in line]
    assert max(map(len, rows)) < 8 * 16, rows


def test_a_picture_that_is_broken_is_said_in_words() -> None:
    broken = Chart("The harbour", "A freighter.", "<svg><g></svg>", b"", instead="A freighter without lights.")
    fine = Chart("Points", "Cartel leads.", '<svg viewBox="0 0 40 30"><text x="1" y="9">Cartel</text></svg>', b"")
    (page,) = read(dump_pdf((Heading(0, "Pictures"), broken, fine, Paragraph("End.")), MADE)).pages
    said = page.extract_text()
    assert "The harbour. A freighter without lights." in said
    assert "Figure 1. Points" in said
    assert "Cartel\n" in said


def test_a_report_of_which_little_is_known_is_a_pdf_too() -> None:
    bare: Report = replace(report(), scores=(), decisions=(), series=(), cards=(), impact=None, question=None, cited=())
    assert "Not over yet" in read(dump_pdf(build_report_outline(replace(bare, ending="")), "")).pages[0].extract_text()
