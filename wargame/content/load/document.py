"""A YAML document as it was read: plain data, and the line and column of every key and value.

This module does not import the YAML reader (`wargame.content.load.yaml_reader`), because a session is opened without
it.
"""

from __future__ import annotations

import re
from dataclasses import field
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from wargame.content.model.notation import Path
from wargame.light_dataclass import dataclass


class TextMark(Protocol):
    """A position in the text: line and column, counted from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A word without quotes that YAML readers read in different ways: ``no`` (false?), ``2011-10-28`` (a date?)."""

    text: str
    meaning: str

    def __str__(self) -> str:
        return self.text


class Slip(NamedTuple):
    """A mistake in the YAML that does not keep the rest from being read; ``inside`` is the list or mapping it is in."""

    inside: Any
    mark: TextMark
    said: str
    expected: str
    hint: str = ""
    code: str = "yaml"


@dataclass(frozen=True)
class Document:
    """The data of one file, and where each part of it stands.

    ``marks`` holds, by the identity of a dict, a pair (mark of the key, mark of the value) for each key, and, by the
    identity of a list, a mark for each item. Data that comes from no file has no marks; then every position is 0:0.
    """

    file: str
    data: Any
    text: str = ""
    start: TextMark | None = None
    marks: dict[int, Any] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()

    def find_position(self, path: Path, at_key: bool = False) -> tuple[int, int]:
        """Return line and column (from 1) of the value at ``path``, or of its key with ``at_key``.

        Where nothing stands at ``path``, the position is that of the nearest part around it.
        """
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
        """The documents of one file each that this document is made of; itself, unless it is laid over others."""
        return (self,)

    def find_home(self, path: Path) -> tuple[Document, Path]:
        """Return the document of the one file in which the part at ``path`` stands, and the path there."""
        return self, path

    def find_source_text(self, line: int, column: int) -> str:
        """Return the rest of the line that begins at a position, as the author typed it."""
        return self._lines[line - 1][column - 1 :] if 0 < line <= len(self._lines) else ""

    @cached_property
    def _lines(self) -> list[str]:
        return split_lines(self.text)


BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""Matches the end of a line, as YAML counts lines."""


def split_lines(text: str) -> list[str]:
    """Return the lines of a text, as YAML counts lines."""
    return BREAK.split(text)
