"""The words of a deck are held to the standards of the house: each rule finds what it looks for, where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.paths import DECKS
from wargame.content.check.prose.papers import Paper
from wargame.content.check.prose.rules import RULES, Remark, check_prose
from wargame.content.load.loader import load_content
from wargame.content.load.yaml_reader import read_yaml

SHIPPED = sorted(DECKS.glob("*.yaml"))

DECK = """\
format: 1
id: mine
title: Mine
about: For the tests.
scenario: impracticable-alliance
cards:
- id: siege
  title: {title}
  text: >-
    {text}
    {padding}
  cites: [{cites}]
  effects: {{violence: +1}}
  expect: {expect}
  ask: [What now?]
"""
PADDING = "the council waits and the town talks of little else while nobody decides anything at all " * 3
PAPER = """\
=== page 1 ===
Nothing here.
=== page 2 ===
The price of calm is paid by those who never asked for it, at the coun-
ter and in the street.7 Others count 35,000 crates.
"""


def remarks(tmp_path: Path, papers: tuple[Paper, ...] = (), **parts: str) -> list[Remark]:
    """What is said of a deck of one card, which is sound but for these parts."""
    path = tmp_path / "mine.yaml"
    sound = {"title": "A siege", "text": "It rains.", "padding": PADDING, "cites": "", "expect": "Silence."}
    path.write_text(DECK.format(**(sound | parts)), encoding="utf-8")
    content = load_content("impracticable-alliance", [path])
    return check_prose(content.decks[0], read_yaml(path), content.scenario, content.sources, papers)


def found(tmp_path: Path, **parts: str) -> list[tuple[str, str]]:
    """The codes of the remarks, each with what its message begins with."""
    return [(remark.code, remark.said.partition(" ")[0]) for remark in remarks(tmp_path, (), **parts)]


def test_a_sound_card_is_left_alone(tmp_path: Path) -> None:
    assert remarks(tmp_path) == []


def test_every_rule_has_a_code_of_its_own_and_says_what_it_looks_for() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert all(rule.looks_for for rule in RULES)


def test_a_remark_is_placed_at_the_word_and_says_what_to_do(tmp_path: Path) -> None:
    (remark,) = remarks(tmp_path, text="It rains, and nobody\n    saw Felipe\n    Moreno leave.")
    assert remark.format_line() == (
        f"{tmp_path / 'mine.yaml'}:11:9: error: card siege: 'Felipe Moreno' reads like the name of a person; "
        "name the office or the organisation instead [person]"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They blame Felipe Moreno.", "Felipe Moreno"),
        ("Felipe Moreno speaks.", "Felipe Moreno"),
        ("They blame President Moreno.", "President Moreno"),
        ("They blame officer Moreno.", "Moreno"),
        ("Police Chief Moreno speaks.", "Chief Moreno"),
        ("They blame F. Moreno.", "F. Moreno"),
        ("They blame Dr. Moreno. It rains.", "Dr. Moreno"),
        ("They blame Felipe de la Vega's men.", "Felipe de la Vega"),
        ("They blame Benito Juárez.", "Benito Juárez"),
        ("They blame Arturo Beltrán Leyva.", "Arturo Beltrán Leyva"),
        ("“Felipe Moreno,” they say.", "Felipe Moreno"),
    ],
)
def test_persons_are_found(tmp_path: Path, text: str, name: str) -> None:
    cites = "killebrew-irvine-2011/seven-cartels"
    (remark,) = remarks(tmp_path, text=text, cites=cites)
    assert remark.code == "person"
    assert remark.said.startswith(f"'{name}'")


@pytest.mark.parametrize(
    "text",
    [
        "Ministers meet in Mexico City. Yesterday Washington agreed.",
        "Ask Ciudad Juárez, Nuevo Laredo and San Diego. Nobody Mexico trusts is there.",
        "The House of Representatives, the State Department and the U.S. Congress differ.",
        "The Beltrán Leyva Organization and the Gulf Cartel fight in Tijuana.",
        "Killebrew and Irvine doubt it; Bob Killebrew says so.",
        "In March Mexican officers met Central American judges.",
        "The Truth Commission for Petén reports.",
        "One officer in Colombia, one judge in Honduras.",
    ],
)
def test_places_institutions_groups_and_authors_are_no_persons(tmp_path: Path, text: str) -> None:
    assert remarks(tmp_path, text=text, cites="killebrew-irvine-2011/seven-cartels") == []


def test_a_title_may_have_capitals_in_every_word(tmp_path: Path) -> None:
    assert remarks(tmp_path, title="The Council Decides Nothing") == []
    assert found(tmp_path, title="The Fall of Felipe Moreno") == [("person", "'Felipe")]


@pytest.mark.parametrize(
    "text", ["They hide Explosives.", "It says how to\n    smuggle goods.", "They use shell-companies."]
)
def test_operational_detail_is_found_with_any_ending_and_across_lines(tmp_path: Path, text: str) -> None:
    (remark,) = remarks(tmp_path, text=text)
    assert remark.code == "operational"


def test_the_subjects_themselves_may_be_named(tmp_path: Path) -> None:
    text = "The papers speak of smuggling, kidnapping, arms, laundering and the trade in drugs."
    assert remarks(tmp_path, text=text) == []


def test_a_figure_needs_the_fact_it_stands_in(tmp_path: Path) -> None:
    (remark,) = remarks(tmp_path, text="There are 233 such places.")
    assert (remark.code, remark.said) == ("figure", "the figure 233 stands in no fact this card cites")
    assert remarks(tmp_path, text="There are 233 such places.", cites="nolden-2011/zones-of-impunity") == []


def test_the_remedy_for_a_figure_names_a_fact_that_has_it(tmp_path: Path) -> None:
    text = "They counted 3100 dead, in 2011."
    (remark,) = remarks(tmp_path, text=text, cites="killebrew-irvine-2011/thirty-five-thousand")
    assert remark.remedy == "cite killebrew-irvine-2011/juarez-3100"


def test_figures_in_advice_to_the_facilitator_go_unchecked(tmp_path: Path) -> None:
    assert remarks(tmp_path, expect="From Nexus 4 on it is risky in turn 3.") == []


@pytest.mark.parametrize(("words", "code"), [(39, ["length"]), (40, []), (90, []), (91, ["length"])])
def test_a_cards_text_has_between_40_and_90_words(tmp_path: Path, words: int, code: list[str]) -> None:
    assert [one.code for one in remarks(tmp_path, text="word " * words, padding="")] == code


def test_other_texts_that_are_too_long_are_warnings(tmp_path: Path) -> None:
    (remark,) = remarks(tmp_path, expect="word " * 61)
    assert (remark.code, remark.level, remark.line) == ("long", "warning", 14)


def test_nine_words_of_a_paper_in_a_row_are_copied_whatever_the_typesetting(tmp_path: Path) -> None:
    paper = Paper(Path("some.txt"), PAPER)
    copied = (
        "It is paid by those who NEVER asked for it, at\n    the counter and “in” the street: others count 35000 crates"
    )
    (remark,) = remarks(tmp_path, (paper,), text=copied, cites="killebrew-irvine-2011/thirty-five-thousand")
    assert remark.said.startswith("20 words in a row stand in some.txt, page 2: 'is paid by")
    assert (remark.line, remark.column) == (10, 8)


def test_eight_words_are_not(tmp_path: Path) -> None:
    paper = Paper(Path("some.txt"), PAPER)
    assert remarks(tmp_path, (paper,), text="It was paid by those who never asked for them.") == []


def test_a_paper_without_marked_pages_is_read_as_one(tmp_path: Path) -> None:
    paper = Paper(Path("some.txt"), "one two three four five six seven eight nine ten")
    assert [run for run, _ in paper.iter_copies("Zero one two three four five six seven eight nine.")] == [
        "one two three four five six seven eight nine"
    ]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_decks_pass(path: Path) -> None:
    document = read_yaml(path)
    content = load_content(document.data["scenario"], [path])
    assert [
        one.format_line() for one in check_prose(content.decks[0], document, content.scenario, content.sources)
    ] == []
