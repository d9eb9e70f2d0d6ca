"""Reads fields of records that any program may have written: a field that is missing or malformed reads as empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.exercise.play.sanitize import clean


def read_text_field(line: Mapping[str, Any], name: str, most: int = 2000) -> str:
    """Return a text, made safe to show; empty where there is none."""
    value = line.get(name)
    return clean(value, most) if isinstance(value, str) else ""


def read_number(line: Mapping[str, Any], name: str) -> int:
    """Return a number; 0 where there is none."""
    value = line.get(name)
    return value if isinstance(value, int) else 0


def read_numbers(line: Mapping[str, Any], name: str) -> tuple[int, ...]:
    """Return the numbers of a list; empty where there is no list."""
    value = line.get(name)
    return tuple(n for n in value if isinstance(n, int)) if isinstance(value, list) else ()
