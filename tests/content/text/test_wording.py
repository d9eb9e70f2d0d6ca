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
    fact = {"claim": "It is so.", "terms": ["so"], "stance": "asserts"}
    source = Source.model_validate({
        "format": 1, "id": "paper", "short": "Doe 2011", "author": "Doe, Ann", "title": "On calm", "publisher": "Press",
        "year": 2011, "pages": 20, "facts": [{"id": f"f{page}", "page": page} | fact for page in ("12", "1", "2")],
    })  # fmt: skip
    assert format_citations(["paper/f12", "paper/f1", "paper/f2", "paper/f1"], [source]) == "Doe 2011, p. 1-2, 12"
    assert format_citations(["lost/f1"], [source]) == "lost/f1"
