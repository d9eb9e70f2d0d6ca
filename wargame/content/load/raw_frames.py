"""Walks the raw data of scenarios and decks: the parts that models describe, and the names of numbers they use.

Which keys hold effects, conditions or further models is read from the models (`wargame.content.model.keys`). Malformed
data is passed over, because the models report it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wargame.content.model.follows import LATER, NEXT
from wargame.content.model.keys import find_condition_keys, find_effect_keys, find_inner_models
from wargame.content.model.notation import Path
from wargame.content.model.raw_data import Data, iter_entries, read_mapping
from wargame.content.model.types import Model


def iter_mappings(
    data: Any, model: type[Model], path: Path = (), key: str | None = None
) -> Iterator[tuple[Path, Data, type[Model]]]:
    """Yield every mapping in raw data that a model describes, with its path below ``path`` and its model.

    ``key`` leaves out mappings whose model has no such key.
    """
    if not isinstance(data, dict):
        return
    if key is None or key in model.model_fields:
        yield path, data, model
    for inside, inner, shape in find_inner_models(model, key):
        value = data.get(inside)
        if value is None:
            continue
        if shape == "one":
            yield from iter_mappings(value, inner, (*path, inside), key)
        elif shape == "list" and isinstance(value, list):
            for i, entry in enumerate(value):
                yield from iter_mappings(entry, inner, (*path, inside, i), key)
        elif shape == "mapping" and isinstance(value, dict):
            for name, entry in value.items():
                yield from iter_mappings(entry, inner, (*path, inside, name), key)


def iter_condition_names(condition: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every name that one condition tests, with its path."""
    for name, wanted in read_mapping(condition).items():
        if name != "any":
            yield (*path, name), name
        for i, part in iter_entries(wanted) if name == "any" else ():
            yield from iter_condition_names(part, (*path, "any", i))


def iter_tested_names(data: Any, model: type[Model], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every name that the conditions of a part test, those of the models inside it included."""
    for place, part, inner in iter_mappings(data, model, path):
        for key in find_condition_keys(inner):
            yield from iter_condition_names(part.get(key), (*place, key))


def iter_used_names(data: Any, model: type[Model], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every name that the effects and conditions of a part use, those of the models inside it included."""
    for place, part, inner in iter_mappings(data, model, path):
        for key in find_effect_keys(inner):
            for name in read_mapping(part.get(key)):
                yield (*place, key, name), name
        for key in find_condition_keys(inner):
            yield from iter_condition_names(part.get(key), (*place, key))


def iter_raw_follows(data: Any, model: type[Model], path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Yield every card that a part brings, with the path of its name and when it comes."""
    for key in ("inject", "hearing"):
        for place, part, _ in iter_mappings(data, model, path, key):
            value = part.get(key)
            if isinstance(value, str):
                yield (*place, key), value, LATER
            for i, one in enumerate(value if isinstance(value, list) else [value]):
                at: Path = (*place, key, i) if isinstance(value, list) else (*place, key)
                if isinstance(one, dict) and isinstance(name := one.get("card"), str):
                    yield (*at, "card"), name, str(one.get("at", NEXT))


def list_raw_members(data: Data) -> list[tuple[Path, str, Data]]:
    """Return every member of every role: its path, its name, and its mapping."""
    return [
        (("roles", role, "members", name), name, read_mapping(member))
        for role, body in read_mapping(data.get("roles")).items()
        for name, member in read_mapping(read_mapping(body).get("members")).items()
    ]
