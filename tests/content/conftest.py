"""What the tests of the content package share: the tiny scenario and its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.content.load.loader import Content, load_content

DATA = Path(__file__).parents[1] / "data" / "tiny"
TINY = DATA / "scenarios" / "tiny.yaml"
DECK = DATA / "tiny-deck.yaml"
SOURCE = DATA / "sources" / "tiny-paper.yaml"


@pytest.fixture(scope="session")
def tiny() -> Content:
    """The tiny scenario, its deck and its source."""
    return load_content(TINY)
