"""What the tests of the content package share: the tiny scenario and its files."""

from __future__ import annotations

import pytest

from tests.paths import DATA
from wargame.content.load.loader import Content, load_content

FOLDER = DATA / "tiny"
TINY = FOLDER / "scenarios" / "tiny.yaml"
DECK = FOLDER / "tiny-deck.yaml"
SOURCE = FOLDER / "sources" / "tiny-paper.yaml"


@pytest.fixture(scope="session")
def tiny() -> Content:
    """The tiny scenario, its deck and its source."""
    return load_content(TINY)
