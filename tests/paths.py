"""The folders of the repository that tests read."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
DATA = TESTS / "data"
GOLDEN = TESTS / "golden"
CORPUS = TESTS / "corpus"
DECKS = ROOT / "decks"
DOCS = ROOT / "docs"
EXAMPLES = ROOT / "sessions" / "examples"
