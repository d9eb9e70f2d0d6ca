"""The sheets: one file, well formed, complete, addressed, with nothing private on a public sheet."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from tests.commands.conftest import TINY
from wargame.content.load.loader import Content, load_content, pin, unpin
from wargame.content.print import format_scenario_sheets
from wargame.likelihood import compute_odds
from wargame.likelihood_text import list_likelihood_words

VOID = {"meta", "br", "col"}


@pytest.fixture(scope="module", params=["impracticable-alliance", str(TINY / "scenarios" / "tiny.yaml")])
def content(request: pytest.FixtureRequest) -> Content:
    return load_content(str(request.param))


@pytest.fixture(scope="module")
def html(content: Content) -> str:
    return format_scenario_sheets(content)


def sheets(html: str) -> list[tuple[str, str]]:
    """(whom it is for, its text) of each sheet."""
    found = re.findall(
        r'<section[^>]*><header>.*?<span class="who">(.*?)</span></header>(.*?)</section>', html, re.DOTALL
    )
    return [(unescape(who), " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())) for who, body in found]


class Balanced(HTMLParser):
    """Fails on a tag that is closed out of turn, and gathers what is referred to."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.refers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.refers += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.getpos()


def test_it_is_one_well_formed_file_that_needs_nothing_else(html: str) -> None:
    parser = Balanced()
    parser.feed(html)
    parser.close()
    assert not parser.open
    assert not parser.refers
    assert "<script" not in html
    assert "url(" not in html


def test_offers_have_the_numbers_people_type(content: Content, html: str) -> None:
    for role_id, role in content.scenario.roles.items():
        (offers,) = (body for who, body in sheets(html) if who == f"{role.name} only" and ": offers" in body)
        mine = [action for action in content.scenario.actions if action.role == role_id]
        for number, action in enumerate(mine, start=1):
            assert f" {number} {action.title} " in offers
            assert action.text in offers
            if action.check is not None:
                assert (
                    f"Roll {action.check.target} or more on two dice, {compute_odds(action.check.target)} %" in offers
                )
        if content.scenario.arguments is not None:
            assert f" {len(mine) + 1} A free argument" in offers


def test_what_is_private_stands_on_its_own_sheets_only(content: Content, html: str) -> None:
    scenario = content.scenario
    for who, body in sheets(html):
        for role_id, role in scenario.roles.items():
            assert (role.private in body) == (who == f"{role.name} only" and "private briefing" in body)
            for objective in role.objectives:
                if objective.text in body:
                    assert who == ("facilitator" if objective.secret else f"{role.name} only")
            for form in scenario.deals:
                if form.secret and form.text in body:
                    assert who in {f"{scenario.roles[r].name} only" for r in form.between}, (role_id, form.id)
        for track in scenario.tracks.values():
            if track.seen_by != "all" and track.about in body:
                assert who in {"facilitator", *(f"{scenario.roles[r].name} only" for r in track.seen_by)}


def test_everything_is_there(content: Content, html: str) -> None:
    scenario = content.scenario
    every = " ".join(body for _, body in sheets(html))
    texts = [scenario.notice, scenario.summary, scenario.out_of_role]
    texts += [role.public for role in scenario.roles.values()] + [role.private for role in scenario.roles.values()]
    texts += [one.text for role in scenario.roles.values() for one in role.objectives]
    texts += [track.about for track in scenario.tracks.values()]
    texts += [form.text for form in scenario.deals] + [rule.text for rule in scenario.upkeep]
    texts += [ending.text for ending in scenario.endings] + [one.text for one in scenario.learning_objectives]
    texts += [task.text for one in scenario.learning_objectives for task in one.tasks]
    texts += [one.levels.M for one in scenario.learning_objectives if one.levels is not None]
    for text in texts:
        assert " ".join(text.split()) in every
    assert every.count("P: performed without challenges") == len(scenario.learning_objectives)
    for phrase, low, high in list_likelihood_words():
        assert f"{phrase}, {low}–{high} %" in every


def test_the_map_shows_every_zone_and_link(content: Content, html: str) -> None:
    (svg,) = re.findall(r'<svg class="map".*?</svg>', html, re.DOTALL)
    scenario = content.scenario
    links = {frozenset((name, other)) for name, zone in scenario.zones.items() for other in zone.links}
    assert svg.count("<line ") == len(links)
    shapes = svg.count("<polygon ") + svg.count("<circle ")
    assert shapes == len(scenario.zones)
    said = " ".join(unescape(text) for text in re.findall(r"<text [^>]*>(.*?)</text>", svg))
    for zone in scenario.zones.values():
        assert zone.name in said


def test_text_is_never_markup() -> None:
    data = pin(load_content(TINY / "scenarios" / "tiny.yaml"))
    evil = "<script>alert('x')</script> & \"quotes\" [/x]"
    scenario = data["scenario"]
    for part in (scenario, *scenario["roles"].values(), *scenario["tracks"].values(), *scenario["zones"].values()):
        part["name" if "name" in part else "title"] = evil
    for part in (*scenario["actions"], *scenario["deals"], *scenario["endings"], *scenario["learning_objectives"]):
        part["text"] = evil
    scenario["actions"][0]["group"] = evil
    scenario["question"]["text"] = evil
    html = format_scenario_sheets(unpin(data))
    assert "<script" not in html
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;quotes&quot;" in html
    Balanced().feed(html)
