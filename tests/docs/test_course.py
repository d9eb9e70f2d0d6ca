"""The pages of the course: what they say of the papers stands there, each sentence of the epilogue has its document."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation

from docs import levels
from docs.course_slides import build_powerpoint, build_slides, format_html
from tests.paths import DOCS
from wargame.content.load import library
from wargame.content.load.loader import load_source
from wargame.exercise.debrief.ratings import SCALE
from wargame.rules.text.rating_text import format_rating_meaning

COURSE = DOCS / "course"
EPILOGUE = (DOCS / "course/epilogue.md").read_text("utf-8")


def list_pages(text: str) -> list[int]:
    """The pages that a text names after *p.*, ranges by both ends."""
    found = re.findall(r"\bp\.\s+((?:\d+(?:–\d+)?(?:,\s+|\s+and\s+)?)+)", text)
    return [int(page) for part in found for page in re.findall(r"\d+", part)]


@pytest.mark.parametrize(("name", "source"), [("nolden", "nolden-2011"), ("killebrew-irvine", "killebrew-irvine-2011")])
def test_each_criticism_names_pages_that_the_paper_has(name: str, source: str) -> None:
    text = (COURSE / f"criticism-{name}.md").read_text("utf-8")
    pages = list_pages(text)
    assert len(pages) > 15
    assert max(pages) <= load_source(library.list_sources()[source]).pages


def test_there_are_ten_questions_and_each_answer_has_its_page() -> None:
    text = (DOCS / "course/questions.md").read_text("utf-8")
    answers = re.split(r"^\d+\. \*\*", text, flags=re.MULTILINE)[1:]
    assert len(answers) == 10
    for answer in answers[:9]:
        assert re.search(r"\((?:N|K&I) p\.\s", answer), answer
        for paper, most in (("N", 15), ("K&I", 6)):
            named = re.findall(rf"\b{re.escape(paper)} p\.\s+([\d–, ]+)", answer)
            assert all(int(page) <= most for part in named for page in re.findall(r"\d+", part))


def test_every_sentence_of_the_epilogue_has_a_document_with_its_date() -> None:
    told, documents = EPILOGUE.split("## The documents\n")
    told = told.split("## What to do with it")[0].split("## On Nolden's question")[1]
    sentences = re.findall(r"^(\d+)\. (.+?)(?=^\d+\. |^## |\Z)", told, re.DOTALL | re.MULTILINE)
    listed = re.findall(
        r"^(\d+)\. \*.+\*\. .+\. (.+)\. Retrieved 2026-12-01\.\n   (https?://\S+)$", documents, re.MULTILINE
    )
    assert [int(n) for n, *_ in listed] == list(range(1, documents.count("Retrieved") + 1))
    assert all(re.search(r"\b(?:19|20)\d\d\b", date) for _, date, _ in listed)
    assert [int(n) for n, _ in sentences] == list(range(1, len(sentences) + 1))
    named = [re.findall(r"\[(\d+)\]", sentence) for _, sentence in sentences]
    assert all(re.search(r"(?: \[\d+\])+\s*\Z", sentence) for _, sentence in sentences)
    assert {n for one in named for n in one} == {n for n, *_ in listed}


def test_the_levels_are_those_of_the_program_and_of_the_scenarios() -> None:
    text = (DOCS / "course/levels.md").read_text("utf-8")
    assert all(f"{one}, {format_rating_meaning(one)}" in " ".join(text.split()) for one in SCALE)
    assert levels.build_page(text) == text, "make levels"
    assert text.count("### ") == 5


def test_the_slides_are_as_the_script_makes_them() -> None:
    slides = build_slides()
    assert sum(slide.minutes for slide in slides) == 10
    page = format_html(slides)
    assert (COURSE / "slides.html").read_text("utf-8") == page
    assert not re.search(r"\b(?:src|href)=|url\(", page)
    made = build_powerpoint(slides)
    assert made == build_powerpoint(slides)
    assert read_words(COURSE / "slides.pptx") == read_words(
        BytesIO(made)
    )  # other releases of the library pack otherwise


def read_words(file: Path | BytesIO) -> list[list[str]]:
    """All texts of a PowerPoint file, slide by slide, with the notes."""
    opened = Presentation(str(file) if isinstance(file, Path) else file)
    return [
        [part.text for part in slide.shapes._spTree.iter() if part.tag.endswith("}t") and part.text]
        + [slide.notes_slide.notes_text_frame.text if slide.notes_slide.notes_text_frame else ""]
        for slide in opened.slides
    ]
