"""Wording: citations in order, each page once."""

from __future__ import annotations

import pytest

from wargame.content.model.source import Source
from wargame.content.text.wording import format_citations, merge_pages


@pytest.mark.parametrize(
    ("pages", "listed"),
    [
        (["13-14", "14", "13"], ["13-14"]),
        (["12", "1"], ["1", "12"]),
        (["4", "2-3", "9", "9"], ["2-4", "9"]),
        (["3", "ix"], ["ix", "3"]),
    ],
)
def test_pages_are_in_order_each_once(pages: list[str], listed: list[str]) -> None:
    assert merge_pages(pages) == listed


def test_citations_name_each_source_once_with_its_pages() -> None:
    source = build_source({"f12": "asserts", "f1": "asserts", "f2": "asserts"})
    assert format_citations(["paper/f12", "paper/f1", "paper/f2", "paper/f1"], [source]) == "from Doe 2011, p. 1-2, 12"
    assert format_citations(["lost/f1"], [source]) == "from lost/f1"


def test_a_page_is_told_with_its_relation_and_an_invented_event_with_what_is_invented() -> None:
    source = build_source({"f12": "asserts", "f1": "rebuts", "f2": "reports", "f3": "rebuts"})
    cites = ["paper/f1", "paper/f2", "paper/f3", "paper/f12"]
    made_up = "Invented for this exercise: the feast"
    said = "Doe 2011, p. 12, reported there p. 2, argued against there p. 1, 3"
    assert format_citations(cites, [source]) == f"from {said}"
    assert format_citations(cites, [source], invented="the feast") == f"from {said}. {made_up}"
    assert format_citations(cites, [source], ours="the feast") == f"invented for this exercise, after {said}: the feast"
    assert format_citations(cites[:1], [source]) == "from Doe 2011, argued against there p. 1"
    assert format_citations([], [source], ours="the feast") == "invented for this exercise: the feast"


def build_source(stances: dict[str, str]) -> Source:
    """A source with a fact on page 12 for `f12`, and so on."""
    return Source.model_validate({
        "format": 1, "id": "paper", "short": "Doe 2011", "author": "Doe, Ann", "title": "On calm", "publisher": "Press",
        "year": 2011, "pages": 20, "facts": [
            {"id": name, "page": name[1:], "claim": "It is so.", "terms": ["so"], "stance": stance}
            for name, stance in stances.items()
        ],
    })  # fmt: skip
