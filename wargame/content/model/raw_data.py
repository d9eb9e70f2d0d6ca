"""Reads plain data that may still be full of mistakes: what has another shape than expected counts as empty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Data = dict[str, Any]
"""A mapping of raw data, as it stands in a file."""


def read_mapping(value: Any) -> Data:
    """Return a mapping of raw data, or an empty one where something else stands."""
    return value if isinstance(value, dict) else {}


def iter_entries(value: Any) -> Iterator[tuple[int, Data]]:
    """Yield the mappings in a list of raw data, each with its place in the list."""
    for i, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, dict):
            yield i, entry


def iter_named_entries(value: Any) -> Iterator[tuple[int, Data]]:
    """Yield the mappings in a list that have an id, each with its place in the list."""
    return ((i, entry) for i, entry in iter_entries(value) if isinstance(entry.get("id"), str))


def list_ids(value: Any) -> frozenset[str]:
    """Return the ids of the entries in a list of raw data."""
    return frozenset(entry["id"] for _, entry in iter_named_entries(value))


def list_texts(value: Any) -> list[tuple[int, str]]:
    """Return the texts in a list of raw data, each with its place in the list."""
    return [(i, text) for i, text in enumerate(value if isinstance(value, list) else ()) if isinstance(text, str)]
