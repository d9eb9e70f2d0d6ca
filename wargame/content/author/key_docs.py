"""Reads what the keys of scenarios, decks and sources mean: the text below each key of the models.

The texts are read from the source code, and only for editors (`schema`) and the reference, so that loading a deck takes
no longer.
"""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache

from wargame.content.model.types import Model


def read_key_meanings(model: type[Model]) -> dict[str, str]:
    """Return what each key of a model means, the keys of its base models included."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if issubclass(one, Model):
            found |= _read_key_texts(one.__module__).get(one.__name__, {})
    return found


def read_purpose(model: type[Model]) -> str:
    """Return what a model describes, as plain text."""
    return _flatten(model.__doc__ or "")


@cache
def _read_key_texts(module: str) -> dict[str, dict[str, str]]:
    """Return the texts that follow the keys, by class and key."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    found: dict[str, dict[str, str]] = {}
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        own = found.setdefault(node.name, {})
        for key, text in zip(node.body, node.body[1:], strict=False):
            if (
                isinstance(key, ast.AnnAssign)
                and isinstance(key.target, ast.Name)
                and isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
                and isinstance(text.value.value, str)
            ):
                own[key.target.id] = _flatten(text.value.value)
    return found


def _flatten(text: str) -> str:
    return " ".join(text.replace("``", "`").split())
