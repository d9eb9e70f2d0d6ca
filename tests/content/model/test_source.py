"""Facts are proven against the text of their document."""

from __future__ import annotations

import pytest

from tests.content.conftest import SOURCE
from tests.paths import DECKS
from wargame.content.load.loader import load_source
from wargame.content.model.source import Fact, Source, check_against_text, split_pages

TEXT = SOURCE.with_suffix(".txt").read_text(encoding="utf-8")


def source(page: str, *terms: str) -> Source:
    fact = Fact(id="f", page=page, claim="A claim.", terms=list(terms), stance="asserts")
    return load_source(SOURCE).model_copy(update={"facts": [fact]})


def said(page: str, *terms: str) -> list[str]:
    return [finding.format_line() for finding in check_against_text(source(page, *terms), TEXT)]


def test_sound_source_is_proven() -> None:
    assert check_against_text(load_source(SOURCE), TEXT) == []


@pytest.mark.parametrize(
    ("page", "term"),
    [
        ("1", "the docks"),  # capitals
        ("iii", "every town hall"),  # across a line, on a page of the front matter
        ("2", "counter-measures"),  # a hyphen that belongs there
        ("2", "countermeasures"),  # a hyphen of the line's end only
        ("2", "protection"),  # a soft hyphen
        ("2", "state of “alarm”"),  # kinds of quotes
        ("2-3", "early and repaid"),  # across pages
        ("1", "35,000 crate"),  # the beginning of a word
    ],
)
def test_term_is_found_whatever_the_typesetting(page: str, term: str) -> None:
    assert said(page, term) == []


def test_term_on_another_page_is_reported_with_that_page() -> None:
    assert said("2", "Docks") == ["fact f: page 2: 'Docks' does not stand there; it stands on page 1"]


def test_fact_whose_terms_all_stand_on_another_page_is_reported_once() -> None:
    assert said("2", "Docks", "35,000") == [
        "fact f: page 2: none of its terms stands there; all of them stand on page 1"
    ]
    assert len(said("2", "Docks", "harbour master")) == 2


def test_term_that_stands_nowhere_is_reported() -> None:
    assert said("1", "harbour master") == [
        "fact f: page 1: 'harbour master' does not stand there; nor on any other page"
    ]


@pytest.mark.parametrize("term", ["5,000", "35", "000", "rates"])
def test_part_of_a_figure_or_the_middle_of_a_word_proves_nothing(term: str) -> None:
    assert len(said("1", term)) == 1


def test_page_that_is_not_marked_is_reported() -> None:
    assert said("9", "docks") == ["fact f: the text marks no page 9"]
    assert said("2-9", "docks") == ["fact f: the text marks no page 2-9"]


def test_pages_have_labels_in_order() -> None:
    assert list(split_pages(TEXT)) == ["front matter", "iii", "1", "2", "3"]


def test_shipped_sources_are_well_formed() -> None:
    for path in (DECKS / "sources").glob("*.yaml"):
        assert load_source(path).id == path.stem
