"""HTML: one file that needs nothing else and says all there is to say; nothing that anybody wrote is markup."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.exercise.exercise_driver import begin
from tests.review.data.test_build import saved
from tests.review.sample_report import nasty
from tests.review.sample_report import report as sample
from tests.review.sample_session import evening, first_turn
from wargame.review.data.build import build_report
from wargame.review.data.report import Report
from wargame.review.write.charts.report_charts import draw_charts
from wargame.review.write.html import render_report_page
from wargame.review.write.sections import list_sections

VOID = {"meta", "link", "br", "img", "hr", "input", "col"}


class Read(HTMLParser):
    """A page as a browser takes it: its tags in order, its ids, what refers where, and its text without style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()
        assert not self.stack, f"left open: {self.stack}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, tag
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.stack:
            self.text.append(data)

    @property
    def said(self) -> str:
        return " ".join("".join(self.text).split())


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return build_report(evening(tmp_path_factory.mktemp("evening")))


@pytest.fixture(scope="module")
def html(report: Report) -> str:
    return render_report_page(report)


def test_it_reads_in_the_order_of_hseep(html: str, report: Report) -> None:
    titles = re.findall(r'<h2 id="([a-z]+)"', html)
    assert titles == ["contents", *(one.section.id for one in list_sections(report))]
    assert "Draft" not in Read(html).said
    said = Read(html).said
    for words in ("Presence first, trust later.", "POL 310", "Fear is quick.", "We kept quiet.", "The chorus sang."):
        assert words in said


def test_nothing_is_fetched_and_nothing_runs(html: str) -> None:
    tags = Read(html).tags
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in tags}
    for tag, attributes in tags:
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            if name in ("href", "src", "action", "xlink:href"):
                assert (value or "").startswith("#"), (tag, value)
    assert not re.search(r"@import|url\((?!#)|https?://|javascript:", html)


def test_every_reference_inside_the_page_leads_somewhere_and_ids_are_given_once(html: str) -> None:
    tags = Read(html).tags
    ids = [attributes["id"] for _, attributes in tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    wanted = {str(attributes["href"])[1:] for _, attributes in tags if attributes.get("href")}
    wanted |= set(re.findall(r"url\(#([^)]+)\)", html))
    wanted |= {name for _, a in tags for name in (a.get("aria-labelledby") or "").split()}
    assert wanted <= set(ids)


@pytest.mark.parametrize("made", [sample(), nasty()], ids=["sample", "nasty"])
def test_every_chart_says_what_it_shows_and_has_its_table(made: Report) -> None:
    worth = (("cartel", 2.0), ("cell", 0.0), ("security", -1.0))
    made = replace(made, decisions=tuple(replace(one, effect=worth) for one in made.decisions))
    text = render_report_page(made)
    pictures = {one.name: one for one in draw_charts(made) if one.name != "loops"}  # its arrows stand in a list
    assert len(pictures) == 7
    for name, one in pictures.items():
        assert one.alt
        assert one.caption
        section = next(part for part in re.split(r"(?=<section)", text) if f'id="{name}-title"' in part)
        assert f'aria-labelledby="{name}-title {name}-desc"' in section
        assert "<table>" in section[section.index("</svg>") :]
        assert "<details" in section


def test_nothing_that_people_wrote_is_markup() -> None:
    html = render_report_page(nasty())
    plain, nasty_page = Read(render_report_page(sample())), Read(html)
    assert {tag for tag, _ in nasty_page.tags} == {tag for tag, _ in plain.tags}
    assert "<script>alert(1)</script>" in nasty_page.said
    assert "{{ 7*7 }}" in nasty_page.said
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufffe]", html)


def test_a_draft_is_marked_and_an_open_exercise_is_for_the_facilitator(tmp_path: Path) -> None:
    said = Read(render_report_page(build_report(saved(first_turn(tmp_path))))).said
    assert "DRAFT." in said
    assert "FOR THE FACILITATOR ONLY." in said
    assert "Nothing has been recorded in a debrief." in said


def test_bots_alone_make_a_whole_report(tmp_path: Path) -> None:
    seats = {"ring": "bot:doctrine", "town": "bot:doctrine"}
    exercise = begin(tmp_path, seats=seats, facilitated=False)
    exercise.play_bots()
    said = Read(render_report_page(build_report(saved(exercise)))).said
    assert "the bot doctrine" in said
    assert "bots decide at once" in said
    assert "FOR THE FACILITATOR" not in said


def test_the_same_report_gives_the_same_page(report: Report, html: str) -> None:
    assert render_report_page(report) == html


def test_colours_are_the_pages_own(html: str) -> None:
    svg = "".join(re.findall(r"<svg.*?</svg>", html, re.DOTALL))
    assert "var(--ink, " in svg
    bare = set(re.findall(r"(?<!, )#[0-9a-f]{6}\b", svg))
    assert not bare, "a colour that does not change with the page"
    css = html[: html.index("</style>")]
    for name in set(re.findall(r"var\((--[a-z0-9]+)", svg)):
        assert css.count(f"{name}:") == 2 or name == "--sans", f"{name} is light and dark"


def test_a_report_of_an_empty_exercise_is_a_page(tmp_path: Path) -> None:
    made = build_report(saved(begin(tmp_path, begun=False)))
    Read(render_report_page(made))
    Read(render_report_page(replace(made, series=(), scores=(), question=None, evenness=(), spent=())))
