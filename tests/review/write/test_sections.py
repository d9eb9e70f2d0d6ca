"""Sections: one list says which there are, in which order, and every format shows each of them with all it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from string import ascii_uppercase

import pytest
from docx import Document

from tests.review.sample_report import nasty, report
from wargame.review.data.report import Report
from wargame.review.text.table_text import TableText
from wargame.review.write import sections
from wargame.review.write.blocks import Block, Paragraph, RoleName, Spans, Styled, build_evidence, build_table
from wargame.review.write.charts.drawn_chart import Drawings
from wargame.review.write.formats import find_format
from wargame.review.write.html import render_report_page

LETTERED = [one for one in sections.SECTIONS if one.appendix]


def iter_weather(report: Report, drawn: Drawings) -> Iterator[Block]:
    yield Paragraph(Spans(RoleName("cartel", "Cartel"), " got <wet> on ", *build_evidence([8, 9]).parts, "."))
    words = TableText("Rain by turn", ("Turn", "Rain"))
    yield build_table(words, "# .", [(1, Styled("much\nof it", "strong"))])


def page_section(page: str, id: str) -> str:
    """What stands in the page in one section."""
    return next(part for part in re.split(r"(?=<section)", page) if f'<h2 id="{id}"' in part)


def test_a_section_added_to_the_list_is_in_every_document_with_the_next_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    weather = sections.Section("weather", iter_weather, appendix=True, name=lambda id: f"The {id}")
    monkeypatch.setattr(sections, "SECTIONS", (*sections.SECTIONS, weather))
    heading = sections.list_sections(report())[-1].heading
    assert heading == f"Appendix {ascii_uppercase[len(LETTERED)]}. The weather"
    page = render_report_page(report())
    assert '<a href="#weather">The weather</a>' in page
    shown = page_section(page, "weather")
    assert heading in shown
    assert '<span class="who r0">Cartel</span> got &lt;wet&gt; on lines 8 and <a href="#line-9">9</a>.' in shown
    assert "<b>much<br>" not in shown, "a styled text is one line of type"
    text = find_format(".md").of_report(report()).decode()
    assert f"## {heading}\n\nCartel got \\<wet\\> on lines 8 and 9." in text
    doc = Document(BytesIO(find_format(".docx").of_report(report())))
    said = [paragraph.text for paragraph in doc.paragraphs]
    assert "Cartel got <wet> on lines 8 and 9." in said[said.index(heading) :]


def test_letters_follow_the_order_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sections, "SECTIONS", tuple(one for one in sections.SECTIONS if one.id != "tracks"))
    headings = [one.heading for one in sections.list_sections(report())]
    assert "Appendix E. Cards, planned against actual" in headings


def test_evidence_leads_to_the_decision_and_the_observation() -> None:
    page = render_report_page(report())
    shown = page_section(page, "ratings")
    assert 'lines 12, <a href="#line-14">14</a> and 20' in shown, "what is not in the page is no link"
    assert {"9", "14"} <= set(re.findall(r'id="line-(\d+)"', page))
    assert "<i>They shared the burden.</i>" in shown


def test_ratings_tell_tasks_levels_and_that_they_were_changed() -> None:
    page = render_report_page(report())
    body, appendix = page_section(page, "ratings"), page_section(page, "levels")
    assert "1 of 3" in body
    assert 'Before: M (line <a href="#line-9">9</a>)' in body
    assert "stands in the appendix Critical tasks and levels" in body
    assert "<b>Unasked.</b>" in appendix, "the level that was given"
    for mark in ("done", "not done", "not seen"):
        assert f"<b>{mark}</b>" in appendix
    assert "Rated M before (performed with major challenges), in turn 1, line" in appendix
    old = replace(report(), ratings=tuple(replace(r, tasks=(), levels=(), earlier=()) for r in report().ratings))
    page = render_report_page(old)
    assert "states neither critical tasks nor levels" in page_section(page, "ratings")
    assert 'id="levels"' not in page


def test_roles_have_their_marks_wherever_they_stand_in_a_column() -> None:
    page = render_report_page(report())
    for id in ("mattered", "overview", "dice", "estimates", "evenness", "debrief"):
        assert re.search(r'<span class="who r\d">', page_section(page, id)), id


def test_a_debrief_is_shown_by_stage_with_prompts_and_with_plus_beside_delta() -> None:
    page = render_report_page(report())
    shown = page_section(page, "debrief")
    assert "Plus: what to keep" in shown
    assert "One sentence each" in shown
    assert "A bargain needs a common aim." in find_format(".md").of_report(report()).decode()


def test_what_makes_the_question_true_stands_wherever_its_answer_does() -> None:
    page, said = render_report_page(report()), "True at the end with Nexus 4 or more."
    assert said in page_section(page, "brief")
    assert said in page_section(page, "estimates")
    assert find_format(".md").of_report(report()).decode().count(said) == 2


def test_sections_without_anything_to_show_say_so() -> None:
    bare = replace(report(), debrief=(), dice=(), cards=(), cited=(), series=(), spent=(), hats=())
    for page in (render_report_page(bare), find_format(".md").of_report(bare).decode()):
        for said in ("Nothing has been rolled.", "No card has come yet.", "bots decide at once"):
            assert said in page


def test_the_model_is_a_matrix_on_the_page_and_a_table_by_number_elsewhere() -> None:
    page = page_section(render_report_page(report()), "model")
    assert re.search(r"<th scope=.row.>Law restrains</th><td><span><i>≥6</i></span></td>", page)
    assert "<span><b>−1</b><i>↓</i></span> <span><i>≥5</i></span>" in page
    assert "Played without: Detection." in page
    assert "does not say what in its parts is ours" in page
    assert page.count("<svg") == 1
    told = find_format(".md").of_report(report()).decode()
    assert "at the close: Law restrains −1 (K 3)" in told
    assert "Violence − Rule of law by Fear (ours, after K 1) and 2 more" in told
    bare = replace(report(), model=None)
    assert "on a page" not in find_format(".md").of_report(bare).decode()


def test_every_block_of_every_section_is_in_the_page() -> None:
    made = nasty()
    page = render_report_page(made)
    for placed in sections.list_sections(made):
        if not placed.section.template:
            tables = [one for one in placed.section.blocks(made, {}) if hasattr(one, "caption")]
            assert page_section(page, placed.section.id).count("<table>") == len(tables)
