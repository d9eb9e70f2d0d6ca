"""A problem of a file that an author wrote: its place, what was found, what was expected, how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from wargame.light_dataclass import dataclass

MOST_TOLD = 200
"""The most problems of a file that are told; the rest is counted."""


_LONGEST = 1_500
"""The most characters of one part of a problem."""


class InFile(Protocol):
    """Something that is wrong with a file."""

    @property
    def file(self) -> str:
        """The name of the file."""


P = TypeVar("P", bound=InFile)


class ToldProblems:
    """Lets through the first problems of each file, and counts the rest; ``every`` lets all through."""

    def __init__(self, every: bool = False) -> None:
        self._every = every
        self._seen: Counter[str] = Counter()

    def iter_told(self, problems: Iterable[P]) -> Iterator[P]:
        """Yield the problems that are told."""
        for problem in problems:
            self._seen[problem.file] += 1
            if self._every or self._seen[problem.file] <= MOST_TOLD:
                yield problem

    @property
    def left_out(self) -> Mapping[str, int]:
        """The number of problems that were not told, by file."""
        most = MOST_TOLD
        return {} if self._every else {file: count - most for file, count in self._seen.items() if count > most}

    def iter_counts(self, more: str = "") -> Iterator[str]:
        """Yield a line for each file of which not all was told; ``more`` says how to see the rest."""
        for file, count in self.left_out.items():
            yield f"{format_file_name(file)}: {count} more of this file are not shown" + (f"; {more}" if more else "")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake at one place of one file.

    ``line`` and ``column`` count from 1; line 0 means the file as a whole. ``where`` names the thing the mistake is in
    (*card siege*). ``code`` is the stable name of the rule that is broken (`wargame.content.check.codes`), ``level``
    says whether that is an *error* or a *warning*.
    """

    file: str
    line: int
    column: int
    where: str
    said: str
    expected: str = ""
    hint: str = ""
    code: str = "value"
    level: str = "error"

    def format_line(self) -> str:
        """Return the problem on one line: ``file:line:column: where: said; expected ...; hint``.

        A warning is marked as one.
        """
        file = format_file_name(self.file)
        place = f"{file}:{self.line}:{self.column}" if self.line else file
        parts = [_cut(self.said), f"expected {_cut(self.expected)}" if self.expected else "", _cut(self.hint)]
        level = self.level if self.level != "error" else ""
        return ": ".join(part for part in (place, level, _cut(self.where), "; ".join(p for p in parts if p)) if part)


def _cut(text: str) -> str:
    """Return a text without its middle if it is very long: a name of a million letters is quoted in part."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]} ... {text[-_LONGEST // 2 :]}"


def format_file_name(name: str) -> str:
    """Return the name of a file on one line, without signs that could control a terminal."""
    return name if name.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in name)


class ContentError(Exception):
    """Content cannot be used; ``problems`` says everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        told = ToldProblems()
        lines = [problem.format_line() for problem in told.iter_told(self.problems)]
        return "\n".join([*lines, *told.iter_counts()])
