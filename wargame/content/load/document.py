"""A YAML document as it was read: plain data, and the line and column of every key and value.

What only works on documents needs no YAML reader (`wargame.content.load.yaml_reader`): a session is opened without one.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from wargame.content.model.notation import Path


class TextMark(Protocol):
    """A position in the text, counted from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A bare word that YAML readers disagree about: ``no`` (false?), ``2011-10-28`` (a date?)."""

    text: str
    meaning: str

    def __str__(self) -> str:
        return self.text


class Slip(NamedTuple):
    """A mistake in the YAML itself that did not keep the rest from being read. ``inside`` is the container it is in."""

    inside: Any
    mark: TextMark
    said: str
    expected: str
    hint: str = ""
    code: str = "yaml"


@dataclass(frozen=True)
class Document:
    """The data of one file and where each part of it stands.

    ``marks`` holds, by identity of a dict, (key mark, value mark) for each key, and, of a list, a mark for each item.
    Without marks (data that comes from no file) every position is 0:0.
    """

    file: str
    data: Any
    text: str = ""
    start: TextMark | None = None
    marks: dict[int, Any] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()

    def find_position(self, path: Path, at_key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of the value at ``path``, or of its key; of the nearest part that exists."""
        mark, node = self.start, self.data
        for depth, step in enumerate(path):
            spots = self.marks.get(id(node))
            if isinstance(node, dict) and spots is not None and step in spots:
                key, value = spots[step]
                mark = key if at_key and depth == len(path) - 1 else value
            elif isinstance(node, list) and spots is not None and isinstance(step, int) and step < len(node):
                mark = spots[step]
            else:
                break
            node = node[step]
        return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)

    @property
    def layers(self) -> tuple[Document, ...]:
        """The documents of one file each that this is made of: itself, unless it is laid over others."""
        return (self,)

    def find_home(self, path: Path) -> tuple[Document, Path]:
        """The document of one file in which the part at ``path`` stands, and its path there."""
        return self, path

    def find_source_text(self, line: int, column: int) -> str:
        """The rest of the line that begins at a position: what the author really typed there."""
        return self._lines[line - 1][column - 1 :] if 0 < line <= len(self._lines) else ""

    @cached_property
    def _lines(self) -> list[str]:
        return split_lines(self.text)


BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""Ends a line, as YAML counts them."""


def split_lines(text: str) -> list[str]:
    """The lines of a text as YAML counts them."""
    return BREAK.split(text)


@contextmanager
def pause_collection() -> Iterator[None]:
    """Pause the garbage collector: a large deck is a hundred thousand objects, none of them garbage, and it would look
    at all of them again and again, which doubles the time of loading."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
