"""Checking decks: a thousand cards beside check-jsonschema, and forty within the blink of an eye.

The schema is generated from our own models, so both hold the same file against the same shape. Ours also resolves every
name, warns, and reads the scenario and the sources; the schema knows nothing of these, nor of the notation's details.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.timing import Line, Skipped, at_most, process, program, ratio, rounds
from wargame.content.load.loader import load_content
from wargame.content.load.yaml_writer import write_yaml
from wargame.content.model.deck import Deck

LIMIT = 0.2
SCENARIO = "impracticable-alliance"


def lines(count: int) -> Iterator[Line]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        small, large, schema = folder / "forty.yaml", folder / "thousand.yaml", folder / "deck.schema.json"
        small.write_text(write_yaml(deck(40)))
        large.write_text(write_yaml(deck(1000)))
        schema.write_text(json.dumps(json_schema()))
        wargame = program("wargame")
        (taken,) = rounds(count, lambda: process(wargame, "deck", "check", small))
        said = f"{median(taken) * 1000:.0f} ms"
        yield Line("deck check of 40 cards, whole process", said, f"<= {LIMIT * 1000:.0f} ms", median(taken) <= LIMIT)
        what = "deck check of 1,000 cards, beside check-jsonschema"
        try:
            peer = program("check-jsonschema")
        except Skipped as why:
            yield Line(what, "skipped", note=str(why))
            return
        ours, theirs = rounds(
            max(3, count // 2),
            lambda: process(wargame, "deck", "check", large),
            lambda: process(peer, "--schemafile", schema, large),
        )
        yield at_most(what, ratio(ours, theirs), 0.15, f"{median(ours):.2f} s beside {median(theirs):.2f} s")


def deck(count: int) -> dict[str, Any]:
    """A deck of the size and mixture of a real one: the shipped cards, copied under new names."""
    content = load_content(SCENARIO)
    cards = [card.model_dump(mode="json", exclude_defaults=True) for deck in content.decks for card in deck.cards]
    copies = [{**card, "id": f"card{i}"} for i, card in enumerate(islice(cycle(cards), count))]
    for card in copies:
        card.pop("turn", None)  # one card a turn
    return {
        "format": 1,
        "id": "generated",
        "title": "Generated",
        "about": "The shipped cards, many times over.",
        "scenario": SCENARIO,
        "cards": copies,
    }


def json_schema() -> dict[str, Any]:
    """The shape of a deck as a JSON Schema; where the models parse a notation, it asks for a mapping."""
    schema = Deck.model_json_schema()
    for definition in (schema, *schema["$defs"].values()):
        properties = definition.get("properties", {})
        for name in {"when", "effects", "success", "failure"} & set(properties):
            properties[name] = {"type": "object"}
    return schema
