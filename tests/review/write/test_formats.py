"""The report as Markdown, Word, CSV and JSON: everything in its place, and what people wrote is text and no more."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from io import BytesIO, StringIO
from itertools import pairwise
from string import ascii_uppercase
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.styles.styles import Styles
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import TypeAdapter

from tests.playing import moderate
from tests.review.sample_report import NASTY, nasty, report
from wargame.review.data.report import Report
from wargame.review.text import page_text
from wargame.review.text.number_text import format_date, format_duration, format_number, join_lines, strip_controls
from wargame.review.write import report_outline
from wargame.review.write.blocks import Bullets, FactTable, Heading, Paragraph, TextTable
from wargame.review.write.charts import report_charts
from wargame.review.write.charts.drawn_chart import DrawnChart
from wargame.review.write.csv_export import COLUMNS, dump_csv
from wargame.review.write.docx_export import dump_docx
from wargame.review.write.formats import find_format
from wargame.review.write.json_export import dump_report_json
from wargame.review.write.markdown import escape, format_markdown

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645"
    "400000000049454e44ae426082"
)
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def words(made: bytes) -> str:
    """All that a Word document says, a paragraph a line."""
    return "\n".join(paragraph.text for paragraph in _paragraphs(made))


def _paragraphs(made: bytes) -> list[WordParagraph]:
    doc = Document(BytesIO(made))
    return [WordParagraph(p, doc) for p in doc.element.body.iter(qn("w:p"))]


# The order of the report


def test_the_report_goes_in_hseeps_order_after_a_brief() -> None:
    titles = [
        block.text
        for block in report_outline.build_report_outline(report())
        if isinstance(block, Heading) and block.level == 1
    ]
    assert titles[:6] == [
        "In brief",
        "What mattered most",
        "What the papers claim, and what happened here",
        "Ratings",
        "Analysis by objective",
        "Improvement plan",
    ]
    assert [title[:10] for title in titles[6:]] == [
        f"Appendix {letter}" for letter in ascii_uppercase[: len(titles) - 6]
    ]


def test_headings_skip_no_level() -> None:
    levels = [block.level for block in report_outline.build_report_outline(report()) if isinstance(block, Heading)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_row_of_every_table_fits_its_columns() -> None:
    for block in (*report_outline.build_report_outline(report()), *report_outline.build_report_outline(nasty())):
        assert not isinstance(block, TextTable) or all(len(row) == len(block.columns) for row in block.rows)


def test_a_draft_is_marked_until_it_is_final() -> None:
    final = replace(report(), overview=replace(report().overview, final=True))
    assert page_text.format_draft() in find_format(".md").of_report(report()).decode()
    assert page_text.format_draft() not in find_format(".md").of_report(final).decode()


def test_an_exercise_of_which_little_is_known_is_reported_too() -> None:
    made = replace(
        report(), question=None, impact=None, scores=(), ratings=(), improvements=(), decisions=(), series=(), cards=(),
        dice=(), spent=(), evenness=(), hats=(), debrief=(), cited=(), notes=(), ending="", ending_text="",
    )  # fmt: skip
    said = format_markdown(report_outline.build_report_outline(made))
    assert "**Not over yet.**" in said
    assert dump_docx(report_outline.build_report_outline(made), made.overview.began)


# Markdown


def rendered(text: str) -> str:
    """What a reader of the rendered Markdown sees, as text; fails on any markup."""
    tokens = READER.parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in inline} <= {"text", "text_special"}, text
    assert [token.type for token in tokens] in (["paragraph_open", "inline", "paragraph_close"], []), text
    return "".join(child.content for child in inline)


@pytest.mark.parametrize("text", NASTY)
def test_markdown_shows_what_was_written_and_nothing_else(text: str) -> None:
    assert rendered(escape(text)) == join_lines(text)


@given(st.text(st.characters(codec="utf-8"), max_size=40) | st.text("\\`*_[]<>&|~#$@:/w.+-=1) \n!'\"{}", max_size=20))
@moderate(300)
def test_any_text_is_text_in_markdown(text: str) -> None:
    assert rendered(escape(text)) == join_lines(text)


def test_markdown_is_valid_and_whole() -> None:
    made = find_format(".md").of_report(nasty()).decode()
    tokens = READER.parse(made)
    assert not [token for token in tokens if token.type in ("html_block", "fence", "code_block", "hr")]
    inline = [child.type for token in tokens for child in token.children or ()]
    assert not {"html_inline", "link_open", "image", "s_open", "code_inline", "em_open"} & set(inline)
    blocks = report_outline.build_report_outline(nasty())
    assert sum(token.type == "table_open" for token in tokens) == sum(isinstance(b, TextTable) for b in blocks)
    assert sum(token.type == "heading_open" for token in tokens) == sum(isinstance(b, Heading) for b in blocks)
    assert sum(t.type == "bullet_list_open" for t in tokens) == sum(isinstance(b, Bullets | FactTable) for b in blocks)


# Word


def test_word_has_words_own_styles() -> None:
    doc = Document(
        BytesIO(dump_docx(report_outline.build_report_outline(report()), report().overview.ended, draft=True))
    )
    styles = {paragraph.style.name for paragraph in doc.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "Caption"} <= styles
    assert "(draft)" in doc.sections[0].header.paragraphs[0].text
    assert "NUMPAGES" in doc.sections[0].footer._element.xml
    titled = [table for table in doc.tables if "tblHeader" in table._tbl.xml]
    assert len(titled) == sum(isinstance(block, TextTable) for block in report_outline.build_report_outline(report()))
    assert {table.style and table.style.name for table in doc.tables} == {"Report Table"}


def test_word_says_all_that_the_outline_says() -> None:
    said = words(dump_docx(report_outline.build_report_outline(nasty()), "2026-11-17T10:12:00Z"))
    for block in report_outline.build_report_outline(nasty()):
        match block:
            case Heading(text=text) | Paragraph(text=text):
                texts = [text]
            case TextTable(rows=rows):
                texts = [cell for row in rows for cell in row]
            case FactTable(rows=rows):
                texts = [cell for row in rows for cell in row]
            case Bullets(items=items):
                texts = [item.text for item in items]
            case _:
                texts = []
        flat = re.sub(r"\s+", " ", said)
        assert all(join_lines(text) in flat for text in texts), texts


def test_word_names_no_machine_and_no_person() -> None:
    properties = Document(
        BytesIO(dump_docx(report_outline.build_report_outline(report()), "2026-11-17T10:12:00Z"))
    ).core_properties
    assert properties.title == "After-action review: The Impracticable Alliance"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created.isoformat()[:19] == "2026-11-17T10:12:00"


def test_the_same_report_gives_the_same_document() -> None:
    one, other = (dump_docx(report_outline.build_report_outline(report()), "2026-11-17T10:12:00Z") for _ in range(2))
    assert one == other
    with ZipFile(BytesIO(one)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_a_chart_in_word_says_what_it_shows() -> None:
    drawn = DrawnChart("tracks", "Tracks over the turns", "Violence from 5 to <4> & \x00down.", png=PNG)
    doc = Document(BytesIO(dump_docx(report_outline.build_report_outline(report(), [drawn]), "2026-11-17T10:12:00Z")))
    (shape,) = doc.inline_shapes
    assert shape._inline.docPr.get("descr") == "Violence from 5 to <4> & down."
    assert any(paragraph.text.endswith(". Tracks over the turns") for paragraph in doc.paragraphs)


# CSV


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:], newline="")))


def test_csv_has_a_row_a_decision_and_its_columns() -> None:
    made = rows(dump_csv([report(), report()]))
    assert len(made) == 2 * len(report().decisions)
    assert list(made[0]) == [column.name for column in COLUMNS]
    first = made[0]
    assert (first["line"], first["role"], first["seconds"], first["chance"]) == ("9", "security", "185.0", "0.42")
    assert (first["roll"], first["plus"], first["target"], first["mattered"]) == ("8", "-1", "7", "1.5")
    assert first["alternatives"] == "Build courts | Hold"
    assert made[1]["roll"] == made[1]["mattered"] == made[1]["hat"] == ""
    assert (made[1]["struck"], made[0]["came_true"]) == ("1", "0")


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_is_a_formula(text: str) -> None:
    made = replace(report(), decisions=(replace(report().decisions[0], because=text, attempted=text),))
    (row,) = rows(dump_csv([made]))
    assert row["because"].removeprefix("'") == join_lines(text).removeprefix("'")
    assert not re.match(r"[=+\-@\t\r\n|%]", row["because"])


@given(st.text(st.characters(codec="utf-8"), max_size=30) | st.text("=+-@ \t\r\n'\",;|0", max_size=12))
def test_a_csv_is_read_back_as_it_was_written(text: str) -> None:
    made = replace(report(), decisions=(replace(report().decisions[0], because=text),) * 2)
    said = join_lines(text)
    for row in rows(dump_csv([made])):
        assert row["because"] in (said, f"'{said}")
        assert not row["because"].lstrip(' "').startswith(("=", "+", "-", "@"))


def test_numbers_stay_numbers() -> None:
    line = dump_csv([report()]).splitlines()[1]
    assert ",185.0," in line
    assert ",-1," in line


# JSON


@pytest.mark.parametrize("made", [report(), nasty(), replace(report(), impact=None, question=None)])
def test_json_holds_the_whole_report(made: object) -> None:
    assert isinstance(made, type(report()))
    text = dump_report_json(made)
    data = json.loads(text)
    assert list(data)[:3] == ["kind", "shape", "overview"]
    assert data.pop("kind") == "wargame-report"
    assert TypeAdapter(Report).validate_python(data) == made


def test_json_has_no_nan() -> None:
    first = replace(report().decisions[0], seconds=float("nan"))
    data = json.loads(
        dump_report_json(replace(report(), decisions=(first,))), parse_constant=lambda _: pytest.fail("NaN")
    )
    assert data["decisions"][0]["seconds"] is None


# Words


def test_words() -> None:
    assert [format_duration(seconds) for seconds in (0.4, 59.6, 245, 4320)] == [
        "0 s",
        "1 min 00 s",
        "4 min 05 s",
        "1 h 12 min",
    ]
    assert [format_number(n, 1, sign=True) for n in (1.25, -0.04, -2, None)] == ["+1.2", "0", "−2", "–"]
    assert [format_date(text) for text in ("2026-11-22T10:52:37Z", "soon")] == ["22 November 2026, 10:52 UTC", "soon"]
    assert strip_controls("a\x00\x1b\u202e\ufffe\ud800b") == "ab"


def test_a_long_report_looks_for_each_word_style_once(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    find: Any = Styles.get_style_id

    def count(styles: Styles, name: str, kind: object) -> object:
        searched.append(name)
        return find(styles, name, kind)

    monkeypatch.setattr(Styles, "get_style_id", count)
    outline = report_outline.build_report_outline(report())
    dump_docx(outline * 20, "2026-11-17T10:12:00Z")
    assert len(searched) == len(set(searched))


def test_a_document_has_the_picture_of_the_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_charts, "CHARTS", {})  # the others take seconds
    (loops,) = report_charts.draw_charts(report(), png=True)
    assert loops.png.startswith(b"\x89PNG")
    doc = Document(BytesIO(dump_docx(report_outline.build_report_outline(report(), [loops]), "2026-11-17T10:12:00Z")))
    assert [shape._inline.docPr.get("title") for shape in doc.inline_shapes] == ["The main loops of the model"]
