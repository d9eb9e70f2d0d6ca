"""The list of a scenario's parts agrees with the model of scenarios."""

from __future__ import annotations

from typing import get_args, get_origin

from wargame.content.model.parts import LAYERED, PARTS
from wargame.content.model.scenario import Scenario
from wargame.content.model.types import Model


def test_every_part_of_the_model_is_listed_in_its_order_and_shape() -> None:
    shapes: dict[str, bool] = {}
    for key, field in Scenario.model_fields.items():
        origin, inner = get_origin(field.annotation), get_args(field.annotation)
        model = inner[0] if inner and isinstance(inner[0], type) else None
        named = origin is list and model is not None and issubclass(model, Model) and "id" in model.model_fields
        if named or (origin is dict and key not in ("silence", "schedule")):
            shapes[key] = origin is dict
    assert {part.name: part.keyed for part in PARTS} == shapes
    assert [part.name for part in PARTS] == list(shapes)


def test_endings_and_learning_objectives_are_replaced_whole() -> None:
    assert {part.name for part in PARTS} - set(LAYERED) == {"endings", "learning_objectives"}
