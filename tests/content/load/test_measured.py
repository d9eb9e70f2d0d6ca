"""Measured figures hold for the rules they were measured of, and a report does without a file that is not sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.content.load import library
from wargame.content.load.loader import Content, load_content
from wargame.content.load.measured import (
    MeasuredLength,
    MeasuredMargin,
    compute_rules_digest,
    dump_measured,
    find_measured_file,
    load_measured,
)

MARGIN = MeasuredMargin("ring", 1.5, 0.25, -8.0, 0.5)


@pytest.fixture
def file(tiny: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(library, "find_shipped_folder", lambda: tmp_path)
    path = find_measured_file("tiny")
    path.parent.mkdir()
    digest = compute_rules_digest(tiny.scenario, tiny.decks[0].cards)
    path.write_text(dump_measured(digest, {"short": MeasuredLength(100, {"loan": MARGIN})}), "utf-8")
    return path


def test_figures_are_found_for_the_same_rules_whatever_their_words(tiny: Content, file: Path) -> None:
    cards = tiny.decks[0].cards
    renamed = tiny.scenario.model_copy(update={"title": "Another title"})
    for scenario, listed in ((tiny.scenario, cards), (renamed, cards[::-1])):
        found = load_measured(scenario, listed, "short")
        assert found == MeasuredLength(100, {"loan": MARGIN})
    assert load_measured(tiny.scenario, cards, "standard") is None
    assert load_measured(tiny.scenario, cards[1:], "short") is None, "other cards are other rules"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"lengths": {"short": 3}}', '{"lengths": {"short": {}}}'])
def test_a_file_that_is_not_sound_counts_as_none(tiny: Content, file: Path, text: str) -> None:
    sound = file.read_text("utf-8")
    file.write_text(text or sound.replace('"end": -8.0', '"never": 0'), "utf-8")
    assert load_measured(tiny.scenario, tiny.decks[0].cards, "short") is None


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(library.list_scenarios()))
def test_the_figures_that_are_shipped_are_of_the_rules_that_are_shipped(name: str) -> None:
    content = load_content(name)
    cards = [card for deck in content.decks for card in deck.cards]
    for length in content.scenario.lengths:
        assert load_measured(content.scenario, cards, length) is not None, "the rules have changed: run make balance"
