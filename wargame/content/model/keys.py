"""Tells from the models which of their keys hold effects, conditions and further models.

What walks content asks here instead of listing keys by hand, so that a new key of a model is found everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from wargame.content.model.notation import Change, Condition, Effects, Path
from wargame.content.model.types import Model


class InnerModel(NamedTuple):
    """A key that holds a model: directly (``one``), in a ``list``, or in a ``mapping`` by name."""

    key: str
    model: type[Model]
    shape: Literal["one", "list", "mapping"]


@cache
def find_effect_keys(model: type[Model]) -> tuple[str, ...]:
    """Return the keys of a model that hold effects, in the order of the model."""
    return tuple(key for key, field in model.model_fields.items() if _names(field.annotation, dict[str, Change]))


@cache
def find_condition_keys(model: type[Model]) -> tuple[str, ...]:
    """Return the keys of a model that hold a condition, in the order of the model."""
    return tuple(key for key, field in model.model_fields.items() if _names(field.annotation, Condition))


@cache
def find_inner_models(model: type[Model], wanted: str | None = None) -> tuple[InnerModel, ...]:
    """Return the keys of a model that hold other models, in the order of the model.

    With ``wanted``, these are only the keys below which some model has a key of that name.
    """
    return tuple(
        InnerModel(key, inner, _find_shape(field.annotation))
        for key, field in model.model_fields.items()
        if (inner := _find_model(field.annotation)) is not None and (wanted is None or has_key(inner, wanted))
    )


@cache
def has_key(model: type[Model], key: str) -> bool:
    """Return whether a model, or any model inside it, has a key."""
    return key in model.model_fields or any(has_key(inner.model, key) for inner in find_inner_models(model))


def list_effect_items(part: Model) -> tuple[tuple[str, Effects], ...]:
    """Return each key of a part under which effects stand, with the effects; the models inside it are left out."""
    return tuple([(key, effects) for key in find_effect_keys(type(part)) if (effects := getattr(part, key))])


def iter_conditions(part: Model, path: Path = ()) -> Iterator[tuple[Path, Condition]]:
    """Yield every condition of a part and of the models inside it, with its path below ``path``."""
    for key in find_condition_keys(type(part)):
        if (condition := getattr(part, key)) is not None:
            yield (*path, key), condition
    for key, _, shape in find_inner_models(type(part)):
        value = getattr(part, key)
        if shape == "list":
            for i, entry in enumerate(value):
                yield from iter_conditions(entry, (*path, key, i))
        elif shape == "mapping":
            for name, entry in value.items():
                yield from iter_conditions(entry, (*path, key, name))
        elif value is not None:
            yield from iter_conditions(value, (*path, key))


def _find_model(annotation: Any) -> type[Model] | None:
    """Return the model an annotation names, perhaps inside a list, a mapping or a union; None without one."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation if issubclass(annotation, Model) else None
    return next((model for part in get_args(annotation) if (model := _find_model(part)) is not None), None)


def _names(annotation: Any, wanted: Any) -> bool:
    """Return whether an annotation is a type, perhaps with metadata or in a union: not one inside a list or mapping."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _names(get_args(annotation)[0], wanted)
    if origin in (Union, UnionType):
        return any(_names(part, wanted) for part in get_args(annotation))
    return bool(annotation == wanted)


def _find_shape(annotation: Any) -> Literal["one", "list", "mapping"]:
    origin = get_origin(annotation)
    return "list" if origin is list else "mapping" if origin is dict else "one"
