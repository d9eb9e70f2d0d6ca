"""A report in another language: the same numbers, in the same places; only words differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.pseudo_text import PseudoText
from wargame.phrases import use_catalogue
from wargame.review.data.build import build_report

EXAMPLES = sorted((ROOT / "sessions" / "examples").glob("*.jsonl"))


def list_numbers(part: object, at: str = "report") -> Iterator[tuple[str, object]]:
    """Every value of a report with its place; a text only by whether it is empty."""
    if is_dataclass(part):
        for field in fields(part):
            yield from list_numbers(getattr(part, field.name), f"{at}.{field.name}")
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from list_numbers(value, f"{at}.{key}")
    elif isinstance(part, (tuple, list)):
        for i, one in enumerate(part):
            yield from list_numbers(one, f"{at}.{i}")
    else:
        yield at, bool(part) if isinstance(part, str) else part


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_report_has_the_same_numbers_in_pseudo_text(path: Path) -> None:
    english = build_report(path)
    with use_catalogue(PseudoText()):
        pseudo = build_report(path)
    assert list(list_numbers(pseudo)) == list(list_numbers(english))
    assert pseudo != english
