"""Checking decks: forty cards within a third of a second, and a thousand cards beside check-jsonschema.

The schema is generated from our models, so both programs check the same shape. Ours also resolves every name, warns,
and reads the scenario and the sources; the schema describes neither these nor the details of the notation.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.recorded import SCENARIO
from benchmarks.timing import Row, Skipped, build_ratio_row, find_program, measure_rounds, run_process
from wargame.content.load.loader import load_content
from wargame.content.load.yaml_writer import write_yaml
from wargame.content.model.deck import Deck

LIMIT = 0.33
"""Seconds for a check of 40 cards. Importing pydantic takes a third of it."""


def iter_rows(count: int, alone: bool = False) -> Iterator[Row]:
    """Measure whole processes: ``count`` rounds of the small deck, half as many of the large one."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        small, large, schema = folder / "forty.yaml", folder / "thousand.yaml", folder / "deck.schema.json"
        write_deck(small, 40)
        write_deck(large, 1000)
        schema.write_text(json.dumps(build_json_schema()))
        wargame = find_program("wargame")
        (taken,) = measure_rounds(count, lambda: run_process(wargame, "deck", "check", small))
        said, ok = f"{median(taken) * 1000:.0f} ms", median(taken) <= LIMIT
        what = "deck check of 40 cards, whole process"
        yield Row(what, said, f"<= {LIMIT * 1000:.0f} ms", ok, value=median(taken))
        what = "deck check of 1,000 cards"
        if alone:
            (taken,) = measure_rounds(max(1, count // 2), lambda: run_process(wargame, "deck", "check", large))
            yield Row(what, f"{median(taken):.2f} s", value=median(taken))
            return
        what += ", beside check-jsonschema"
        try:
            peer = find_program("check-jsonschema")
        except Skipped as why:
            yield Row(what, "skipped", note=str(why))
            return
        ours, theirs = measure_rounds(
            max(3, count // 2),
            lambda: run_process(wargame, "deck", "check", large),
            lambda: run_process(peer, "--schemafile", schema, large),
        )
        yield build_ratio_row(what, ours, theirs, 0.15, "s")


def write_deck(path: Path, count: int) -> None:
    """Write a deck with ``count`` cards."""
    path.write_text(write_yaml(build_deck(count)))


def build_deck(count: int) -> dict[str, Any]:
    """A deck with the mixture of a real one: the shipped cards, copied under new names."""
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


def build_json_schema() -> dict[str, Any]:
    """The shape of a deck as a JSON Schema. Where the models parse a notation, the schema requires a mapping."""
    schema = Deck.model_json_schema()
    for definition in (schema, *schema["$defs"].values()):
        properties = definition.get("properties", {})
        for name in {"when", "effects", "success", "failure"} & set(properties):
            properties[name] = {"type": "object"}
    return schema
