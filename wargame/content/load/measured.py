"""Reads the figures that `make balance` measured of the shipped scenarios, for reports.

``docs/balance.py`` writes them to ``decks/measured/SCENARIO.json``, beside its page. They hold for one version of the
rules: `compute_rules_digest` of the content that was measured. Other content has no figures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from wargame.content.load import library
from wargame.content.load.loader import compute_digest, dump_model
from wargame.content.model.deck import Card
from wargame.content.model.raw_data import read_mapping
from wargame.content.model.scenario import Scenario
from wargame.light_dataclass import dataclass

_TOLD = frozenset(
    (
        "about",
        "ask",
        "because",
        "caption",
        "cites",
        "claims",
        "cover",
        "decks",
        "expect",
        "group",
        "handout",
        "high",
        "invented",
        "key",
        "learning_objectives",
        "listing",
        "low",
        "minutes",
        "name",
        "notes",
        "notice",
        "ours",
        "out_of_role",
        "outline",
        "private",
        "prompt",
        "public",
        "rates",
        "silence",
        "summary",
        "switches",
        "teaches",
        "text",
        "title",
    )
)
"""The keys of scenarios and cards that say something to people and change nothing that bots play."""


@dataclass(frozen=True, slots=True)
class MeasuredMargin:
    """What taking a choice early changed for a role, in points, against refusing it as long: a mean and its error.

    ``soon`` and ``soon_error`` are of two turns later, ``end`` and ``end_error`` of the end.
    """

    role: str
    soon: float
    soon_error: float
    end: float
    end_error: float

    @property
    def is_sure(self) -> bool:
        """Whether the margin at the end is more than two errors from nothing."""
        return abs(self.end) > 2 * self.end_error


@dataclass(frozen=True, slots=True)
class MeasuredLength:
    """The figures of one length: exercises played, and the margin of each experiment by its id."""

    pairs: int
    margins: Mapping[str, MeasuredMargin]


def compute_rules_digest(scenario: Scenario, cards: Iterable[Card]) -> str:
    """Return a digest of what bots play by: scenario and cards without the words in them."""
    ordered = sorted(cards, key=lambda card: card.id)
    return compute_digest(_strip_words([dump_model(scenario), [dump_model(card) for card in ordered]]))


def load_measured(scenario: Scenario, cards: Iterable[Card], length: str) -> MeasuredLength | None:
    """Return what was measured of this content at a length; None if it was not, or of another version of it."""
    path = find_measured_file(scenario.id)
    try:
        data = read_mapping(json.loads(path.read_text("utf-8")))
        found = read_mapping(data.get("lengths")).get(length)
        if not isinstance(found, dict) or data.get("rules") != compute_rules_digest(scenario, cards):
            return None
        margins = {name: MeasuredMargin(**margin) for name, margin in found["margins"].items()}
        return MeasuredLength(int(found["pairs"]), margins)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None  # there are no figures, or somebody changed the file


def find_measured_file(scenario: str, folder: Path | None = None) -> Path:
    """Return where the figures of a scenario stand: among the shipped decks, or in another folder."""
    return (folder or library.find_shipped_folder() / "measured") / f"{scenario}.json"


def dump_measured(rules: str, lengths: Mapping[str, MeasuredLength]) -> str:
    """Return the figures of a scenario as the text of their file."""
    told = {
        name: {"pairs": one.pairs, "margins": {choice: asdict(margin) for choice, margin in one.margins.items()}}
        for name, one in lengths.items()
    }
    data = {"rules": rules, "lengths": told}
    return json.dumps(data, indent=1) + "\n"


def _strip_words(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _strip_words(value) for key, value in data.items() if key not in _TOLD}
    return [_strip_words(one) for one in data] if isinstance(data, list) else data
